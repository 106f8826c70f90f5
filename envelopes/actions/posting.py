"""Balances of an envelope: locked, posted, held to their limits."""

from __future__ import annotations

from collections.abc import Sequence

from accord.acts.models import Act, ActState
from accord.kernel import ledger
from accord.kernel.errors import CeilingExceeded, Refused
from accord.kernel.ledger import Entry
from accord.kernel.locking import lock_rows
from accord.kernel.text import quoted
from accord.kernel.verbs import Verb
from envelopes.limits import LIMITED_STAGES, CeilingRates, worsened
from envelopes.models import Balance, Envelope


def lock_envelopes(*envelope_ids: int) -> list[Envelope]:
    """Lock envelopes in the order of their keys, so that two transfers never wait in a ring."""
    return lock_rows(Envelope.objects.filter(pk__in=envelope_ids).order_by("pk"))


def post_entries(
    envelope: Envelope, entries: Sequence[Entry], *, enforce: bool = True
) -> str | None:
    """Carry entries into an envelope's balances and check its limits from their first date on.

    The caller holds the envelope's lock. Raises CeilingExceeded when a limit is broken or
    worsened; with ``enforce`` off (what the portal has already contracted) the sentence is
    returned instead, for an alert.
    """
    start = min(entry.value_date for entry in entries)
    rates = ceiling_rates(envelope)
    before = ledger.trajectories(Balance, envelope, LIMITED_STAGES, start)
    ledger.post(Balance, envelope, entries)
    after = ledger.trajectories(Balance, envelope, LIMITED_STAGES, start)
    breach = worsened(before, after, rates, rates, start)
    if breach is None:
        return None
    sentence = f"{envelope.name} : {breach.sentence}"
    if enforce:
        raise CeilingExceeded(sentence)
    return sentence


def ceiling_rates(envelope: Envelope) -> CeilingRates:
    """The ceilings of an envelope by date, in basis points of its open credits."""
    steps = envelope.ceilings.order_by("starts_on").values_list("starts_on", "rate_bp")
    return CeilingRates(tuple(steps))


def refuse_unfit_act(act: Act, envelope: Envelope, verb: Verb | None = None) -> None:
    """An act gives authority once it is recorded, within its own agreement, for what it is.

    ``verb`` says which kinds of act permit it. Raises Refused at the field of the act.
    """
    if act.state != ActState.RECORDED:
        raise Refused("Cet acte est encore attendu : enregistrez-le d’abord.", field="act")
    if act.agreement_id != envelope.agreement_id:
        raise Refused("Cet acte relève d’un autre accord que l’enveloppe.", field="act")
    if verb is not None and act.kind not in verb.acts:
        nature = quoted(act.get_kind_display())
        raise Refused(f"{verb.impossible} sur un acte de nature {nature}.", field="act")
