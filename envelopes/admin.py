"""Administration of credits: reference data is written here, the ledger is only read."""

from django.contrib import admin

from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin, ReferenceAdmin, register_all
from envelopes.models import (
    CreditMovement,
    DividingLine,
    Envelope,
    EnvelopeFigure,
    FinancialPlan,
    Fund,
    FundsRequest,
    GlobalGrant,
    Priority,
    Programme,
    ProgrammeAlias,
    ProgrammingCeiling,
    Scheme,
    SpecificObjective,
    Tranche,
)

register_all(
    ReferenceAdmin,
    Fund,
    Programme,
    Priority,
    SpecificObjective,
    DividingLine,
    EnvelopeFigure,
)
register_all(ReadOnlyAdmin, FundsRequest, GlobalGrant, Tranche, ProgrammingCeiling)
register_all(LedgerAdmin, FinancialPlan)


@admin.register(ProgrammeAlias)
class ProgrammeAliasAdmin(ReferenceAdmin):
    fields = ["programme", "name"]


@admin.register(Scheme)
class SchemeAdmin(ReferenceAdmin):
    list_display = ["code", "title", "holder", "fund"]
    list_filter = ["holder", "fund"]
    list_select_related = ["holder", "fund"]


@admin.register(Envelope)
class EnvelopeAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "level", "fund", "holder"]
    list_filter = ["level", "fund"]
    list_select_related = ["fund", "holder"]


@admin.register(CreditMovement)
class CreditMovementAdmin(LedgerAdmin):
    list_display = ["value_date", "envelope", "kind", "delta_notified", "delta_open", "recorded_at"]
    list_filter = ["kind"]
    list_select_related = ["envelope"]
