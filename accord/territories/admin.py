"""Administration of territories."""

from __future__ import annotations

from django.contrib import admin

from accord.territories.models import (
    Commune,
    Epci,
    Territory,
    TerritoryCommune,
    TerritoryPlie,
)
from accord.web.admin_bases import ReferenceAdmin, register_all

register_all(ReferenceAdmin, Epci, Territory, TerritoryPlie)


@admin.register(Commune)
class CommuneAdmin(ReferenceAdmin):
    list_display = ["name", "insee_code", "epci"]
    list_select_related = ["epci"]
    search_fields = ["name", "insee_code"]


@admin.register(TerritoryCommune)
class TerritoryCommuneAdmin(ReferenceAdmin):
    list_display = ["territory", "commune", "starts_on", "ends_on"]
    list_filter = ["territory"]
    list_select_related = ["territory", "commune"]
    raw_id_fields = ["commune"]
