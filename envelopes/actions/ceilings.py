"""Programming ceilings: the share of the open credits that may be programmed."""

from __future__ import annotations

from datetime import date

from accord.acts.models import Act
from accord.kernel import ledger
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.errors import CeilingExceeded
from accord.kernel.transactions import acting
from envelopes.actions.posting import ceiling_rates, lock_envelopes, refuse_unfit_act
from envelopes.limits import LIMITED_STAGES, worsened
from envelopes.models import Balance, Envelope, ProgrammingCeiling
from envelopes.verbs import SET_CEILING, can_write_credits


def set_programming_ceiling(
    envelope: Envelope, *, by: Author, rate_bp: int, starts_on: date, act: Act
) -> ProgrammingCeiling:
    """Fix the share of the open credits that may be programmed from a date on.

    Locks the envelope. Raises Denied, Refused (awaited act), ValidationError, and CeilingExceeded
    when what is already programmed would pass the new ceiling further than before.
    """
    with acting(by):
        lock_envelopes(envelope.pk)
        can_write_credits(by, envelope, SET_CEILING).require()
        refuse_unfit_act(act, envelope, SET_CEILING)
        rates_before = ceiling_rates(envelope)
        ceiling = record(
            ProgrammingCeiling(envelope=envelope, rate_bp=rate_bp, starts_on=starts_on, act=act),
            by=by,
            reason=SET_CEILING.code,
            under_act=act.pk,
        )
        credit = ledger.trajectories(Balance, envelope, LIMITED_STAGES, starts_on)
        breach = worsened(credit, credit, rates_before, ceiling_rates(envelope), starts_on)
        if breach is not None:
            raise CeilingExceeded(f"{envelope.name} : {breach.sentence}", field="rate")
        return ceiling
