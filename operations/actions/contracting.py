"""Signed papers: the agreement of an operation and its amendments."""

from __future__ import annotations

from datetime import date

from accord.acts.actions import ActDraft, write_act
from accord.acts.models import Act, ActKind
from accord.kernel.actors import Author
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.money import format_euros
from accord.kernel.render.typography import long_date
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from envelopes.actions import lock_envelopes
from envelopes.states import Stage
from operations.actions.appraising import refuse_future
from operations.actions.financing import Resources, follow_agreement, refuse_impossible
from operations.ledger import UseOrder, append_uses, move, net_amounts
from operations.models import Operation
from operations.verbs import AMEND, CONTRACT


def contract_operation(
    operation: Operation,
    *,
    by: Author,
    number: str,
    value_date: date,
    eligible_cost: int,
    eu_amount: int,
    resources: Resources = (),
) -> Operation:
    """Record the signed agreement of a programmed operation, and the plan that finances it.

    What is contracted never passes what is programmed. Locks envelope and operation. Raises
    Denied and Refused.
    """
    if not number.strip():
        raise Refused("Indiquez le numéro de la convention.", field="number")
    refuse_future(value_date)
    refuse_impossible(eligible_cost, eu_amount)
    with acting(by):
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        verdict(CONTRACT, by, locked).require()
        net = net_amounts(locked, Stage.PROGRAMMED)
        if eu_amount > net.amount or eligible_cost > net.eligible_cost:
            raise Refused(
                f"La convention ne peut pas dépasser le montant programmé "
                f"({format_euros(net.amount)} de {envelope.fund.short_name} "
                f"pour {format_euros(net.eligible_cost)}).",
                field="eu_amount",
            )
        act = _signed_act(locked, ActKind.OPERATION_AGREEMENT, number, value_date, by=by)
        move(locked, CONTRACT, by=by, value_date=value_date, act=act)
        follow_agreement(locked, eligible_cost, eu_amount, resources, CONTRACT, by=by)
        use = UseOrder(Stage.CONTRACTED, eligible_cost, eu_amount, "Convention")
        append_uses(envelope, locked, [use], act=act, value_date=value_date, by=by)
        return locked


def amend_operation(
    operation: Operation,
    *,
    by: Author,
    number: str,
    value_date: date,
    eligible_cost: int,
    eu_amount: int,
    resources: Resources = (),
    ends_on: date | None = None,
) -> Operation:
    """Record an amendment: programmed and contracted amounts become the new ones, by difference.

    ``ends_on`` is the new end of the operation, where the amendment moves it; most amendments
    move nothing else. Locks envelope and operation. Raises Denied, Refused, and CeilingExceeded
    for an increase that the open credits cannot bear.
    """
    if not number.strip():
        raise Refused("Indiquez le numéro de l’avenant.", field="number")
    refuse_future(value_date)
    refuse_impossible(eligible_cost, eu_amount)
    with acting(by):
        envelope = lock_envelopes(operation.envelope_id)[0]
        locked = lock_row(operation)
        verdict(AMEND, by, locked).require()
        uses = _differences(locked, eligible_cost, eu_amount)
        moved = _move_end(locked, ends_on)
        if not (uses or moved):
            raise Refused("L’avenant ne change ni montant ni date de fin.", field="eu_amount")
        act = _signed_act(locked, ActKind.OPERATION_AMENDMENT, number, value_date, by=by)
        move(locked, AMEND, by=by, value_date=value_date, act=act, note=moved)
        follow_agreement(locked, eligible_cost, eu_amount, resources, AMEND, by=by)
        if uses:
            append_uses(envelope, locked, uses, act=act, value_date=value_date, by=by)
        return locked


def _differences(operation: Operation, eligible_cost: int, eu_amount: int) -> list[UseOrder]:
    """What brings the programmed and contracted amounts to the new ones."""
    uses = []
    for stage in (Stage.PROGRAMMED, Stage.CONTRACTED):
        net = net_amounts(operation, stage)
        change = UseOrder(
            stage, eligible_cost - net.eligible_cost, eu_amount - net.amount, "Avenant"
        )
        if change.delta_cost or change.delta_eu:
            uses.append(change)
    return uses


def _move_end(operation: Operation, ends_on: date | None) -> str:
    """Give the operation its new end, and the sentence that says so; empty when it stays."""
    former = operation.ends_on
    if ends_on is None or ends_on == former:
        return ""
    if ends_on < operation.starts_on:
        raise Refused("La fin ne peut pas précéder le début.", field="ends_on")
    operation.ends_on = ends_on
    return f"Fin portée du {long_date(former)} au {long_date(ends_on)}."


def _signed_act(
    operation: Operation, kind: ActKind, number: str, value_date: date, *, by: Author
) -> Act:
    """The act of a signed paper; an amendment stands under the agreement that it amends."""
    is_amendment = kind == ActKind.OPERATION_AMENDMENT
    steps = operation.steps.standing()
    signed = steps.filter(act__kind=ActKind.OPERATION_AGREEMENT).select_related("act").first()
    known = steps.filter(verb=AMEND.code, act__number=number.strip())
    if is_amendment and known.exists():
        raise Refused("L’opération a déjà un avenant de ce numéro.", field="number")
    draft = ActDraft(
        agreement=operation.envelope.agreement,
        kind=kind,
        issuer=operation.owner,
        number=number,
        date=value_date,
        under=signed.act if is_amendment and signed else None,
        title=f"{'Avenant' if is_amendment else 'Convention'} de l’opération {operation.number}",
        is_fictional=operation.is_fictional,
    )
    return write_act(draft, by=by)
