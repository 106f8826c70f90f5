"""Whom the money reaches: indicators, and the results of the previous period."""
