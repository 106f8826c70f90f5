"""Titles of the administration; each room registers its own models."""

from django.contrib import admin

admin.site.site_title = admin.site.site_header = "Accord – administration"
admin.site.index_title = "Données de référence et comptes"
