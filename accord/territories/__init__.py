"""Communes, intercommunalities and the territories of the field."""
