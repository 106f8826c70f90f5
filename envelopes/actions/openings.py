"""Opening credits: a tranche, whole, under the agreement of its grant or an amendment of it."""

from __future__ import annotations

from datetime import date

from accord.acts.actions import bring_about
from accord.acts.models import Act, ActKind
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.errors import Refused
from accord.kernel.text import lower_first, quoted
from accord.kernel.transactions import acting
from envelopes.actions.movements import MovementOrder, append_movement
from envelopes.actions.posting import refuse_unfit_act
from envelopes.models import CreditMovement, GlobalGrant, OpeningEffect, Tranche
from envelopes.states import CreditEffect, MovementKind
from envelopes.verbs import OPEN_TRANCHE

# Acts by which a tranche opens: the delegation agreement of its grant, or an amendment of it.
OPENING_ACTS = (ActKind.DELEGATION_AGREEMENT, ActKind.GRANT_AMENDMENT)


def open_tranche(
    tranche: Tranche, *, by: Author, act: Act, value_date: date, label: str = ""
) -> CreditMovement:
    """Open by hand the credits of a tranche, all of them, on a value date.

    Where a committee had prepared this opening, its decision takes effect. Locks the act and those
    that were awaited, then the envelope, then what was prepared. Raises Denied, CeilingExceeded,
    and Refused (act, date, tranche already open).
    """
    target = opening_of(tranche, label=label)
    with acting(by):
        bring_about(act, CreditEffect.OPEN_TRANCHE, target, day=value_date, by=by)
        movement: CreditMovement = tranche.movements.filter(act=act).latest("pk")
        return movement


def opening_of(tranche: Tranche, *, label: str = "") -> OpeningEffect:
    """What an opening of a whole tranche is about; not saved."""
    return OpeningEffect(
        envelope=tranche.envelope, tranche=tranche, amount=tranche.amount, label=label
    )


def apply_opening(opening: OpeningEffect, *, by: Author, act: Act, day: date) -> CreditMovement:
    """Open what an effect says, under the authority of its act: the only road to an opening.

    The act is the delegation agreement of the tranche's grant or an amendment of it (ADR 2). Its
    dates are checked here, never when a total is read. Act and envelope are locked. Raises
    CeilingExceeded, and Refused (act, date, tranche already open).
    """
    current = (
        Tranche.objects.with_opening()
        .select_related("envelope__agreement", "grant")
        .get(pk=opening.tranche_id)
    )
    refuse_unfit_act(act, current.envelope)
    _bind_opening_act(act, current.grant, by=by)
    if current.opened:
        raise Refused(f"La tranche {quoted(current.label)} est déjà ouverte.", field="tranche")
    _refuse_unfit_opening_date(current, act, day)
    order = MovementOrder(
        envelope=current.envelope,
        kind=MovementKind.OPENING,
        delta_notified=0,
        delta_open=opening.amount,
        value_date=day,
        act=act,
        label=opening.label or f"Ouverture de la {lower_first(current.label)}",
        tranche=current,
    )
    return append_movement(order, by=by)


def _bind_opening_act(act: Act, grant: GlobalGrant, *, by: Author) -> None:
    """The agreement of the grant or an amendment of it, and no other act, opens its tranches.

    An amendment recorded without saying what it amends becomes, by opening, one of this grant.
    """
    if act.kind not in OPENING_ACTS:
        raise Refused(
            "Une tranche s’ouvre par la convention de subvention globale ou son avenant.",
            field="act",
        )
    if act.pk == grant.act_id:
        return
    if act.kind != ActKind.GRANT_AMENDMENT or act.under_id not in (None, grant.act_id):
        raise Refused("Cet acte relève d’une autre convention.", field="act")
    if act.under_id is None:
        act.under_id = grant.act_id
        record(act, by=by, reason=OPEN_TRANCHE.code)


def _refuse_unfit_opening_date(tranche: Tranche, act: Act, value_date: date) -> None:
    """From the start of the grant and the date of the act on, to the end of what the act binds."""
    grant, agreement = tranche.grant, tranche.envelope.agreement
    for first, what in (
        (grant.starts_on, "le début de la subvention globale"),
        (act.date, "la date de l’acte"),
    ):
        if first and value_date < first:
            sentence = f"La date de valeur précède {what} ({first:%d/%m/%Y})."
            raise Refused(sentence, field="value_date")
    # An amendment prolongs the grant, within the framework agreement.
    prolongs = act.kind == ActKind.GRANT_AMENDMENT
    last = agreement.ends_on if prolongs else grant.ends_on
    if value_date > last:
        what = "de l’accord-cadre" if prolongs else "de la subvention globale"
        sentence = f"La date de valeur suit la fin {what} ({last:%d/%m/%Y})."
        raise Refused(sentence, field="value_date")
