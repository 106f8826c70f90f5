"""Administration of acts: read-only, agreements apart."""

from accord.acts.models import (
    Act,
    ActConfirmation,
    ActStep,
    CitedText,
    Effect,
    EffectStep,
    FrameworkAgreement,
    ImportRun,
    Vote,
    VotePerson,
)
from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin, ReferenceAdmin, register_all

register_all(ReadOnlyAdmin, Act, CitedText, Effect, Vote, VotePerson)
register_all(LedgerAdmin, ActConfirmation, ActStep, EffectStep)
register_all(ReferenceAdmin, FrameworkAgreement)
register_all(
    LedgerAdmin,
    ImportRun,
    list_display=["recorded_at", "file_name", "rows", "created", "changed", "refused"],
)
