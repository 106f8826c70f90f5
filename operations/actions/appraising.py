"""From filing to appraisal, and withdrawal: what the officers of a holder do."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.contributions import registry
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row, lock_rows, one_of
from accord.kernel.transactions import acting
from accord.kernel.verbs import verdict
from envelopes.actions import lock_envelopes
from operations.actions.beneficiaries import share_beneficiary
from operations.actions.financing import Resources, refuse_unbalanced, replace_financing
from operations.ledger import date_file, move
from operations.models import Operation
from operations.states import Opinion
from operations.verbs import ADMIT, APPRAISE, REJECT, SUBMIT, WITHDRAW


def submit_operation(operation: Operation, *, by: Author, value_date: date) -> Operation:
    """File the application; from then on it has a date, keys and territories.

    Raises Denied and Refused.
    """
    refuse_future(value_date)
    with acting(by):
        locked = lock_row(operation)
        verdict(SUBMIT, by, locked).require()
        locked.submitted_on = value_date
        filed = move(locked, SUBMIT, by=by, value_date=value_date)
        date_file(filed.file, SUBMIT, by=by)
        return filed


def decide_admissibility(
    operation: Operation, *, by: Author, admissible: bool, value_date: date, reason: str = ""
) -> Operation:
    """Declare an application admissible or not; a refusal says why.

    Once admissible its number is its own in its programme, and its beneficiary is shared. Raises
    Denied and Refused.
    """
    verb = ADMIT if admissible else REJECT
    refuse_future(value_date)
    if not admissible and not reason.strip():
        raise Refused("Dites pourquoi la demande est irrecevable.", field="reason")
    with acting(by):
        kin = _lock_with_kin(operation)
        locked = one_of(kin, operation)
        verdict(verb, by, locked).require()
        if admissible:
            _refuse_taken_number(locked)
            locked.admitted_on = value_date
            share_beneficiary(locked, kin, by=by, reason=reason)
        return move(locked, verb, by=by, value_date=value_date, note=reason)


def _lock_with_kin(operation: Operation) -> list[Operation]:
    """Lock an operation with those that its holder's own record of its beneficiary carries too."""
    same = Operation.objects.filter(pk=operation.pk, beneficiary__is_shared=False)
    kin = Q(pk=operation.pk) | Q(beneficiary__in=same.values("beneficiary_id"))
    return lock_rows(Operation.objects.filter(kin).order_by("pk"))


def _refuse_taken_number(operation: Operation) -> None:
    """Of two drafts of one number in a programme, the first to be admissible keeps it."""
    same = Operation.objects.official().filter(
        programme_id=operation.programme_id, canonical=operation.canonical
    )
    if same.exclude(pk=operation.pk).exists():
        raise Refused(f"{operation.number} : une opération de ce programme porte déjà ce numéro.")


def appraise_operation(
    operation: Operation,
    *,
    by: Author,
    value_date: date,
    eligible_cost: int,
    eu_amount: int,
    resources: Resources,
    conclusion: str,
) -> Operation:
    """Record the appraisal: the amounts kept and the plan that finances them.

    The EU amount and the resources add up to the eligible cost. An adjourned operation is
    appraised again. Whoever asked is told. Raises Denied and Refused.
    """
    refuse_future(value_date)
    refuse_unbalanced(eligible_cost, eu_amount, resources)
    with acting(by):
        locked = lock_in_envelope(operation)
        verdict(APPRAISE, by, locked).require()
        locked.opinion = Opinion.NONE
        file = locked.file
        file.appraised_cost, file.appraised_eu = eligible_cost, eu_amount
        file.conclusion = conclusion.strip()
        record(file, by=by, reason=APPRAISE.code)
        replace_financing(locked, eu_amount, resources, APPRAISE, by=by)
        appraised = move(locked, APPRAISE, by=by, value_date=value_date)
        registry.tell(APPRAISE.code, appraised, by)
        return appraised


def withdraw_operation(
    operation: Operation, *, by: Author, value_date: date, reason: str
) -> Operation:
    """The applicant gives up before any programming. Raises Denied and Refused."""
    refuse_future(value_date)
    if not reason.strip():
        raise Refused("Dites pourquoi l’opération est retirée.", field="reason")
    with acting(by):
        locked = lock_in_envelope(operation)
        verdict(WITHDRAW, by, locked).require()
        return move(locked, WITHDRAW, by=by, value_date=value_date, note=reason)


def lock_in_envelope(operation: Operation) -> Operation:
    """Lock the envelope, then the operation: a sitting that is ending holds the envelopes of what
    it decides, and nobody moves one of these operations meanwhile."""
    lock_envelopes(operation.envelope_id)
    return lock_row(operation)


def refuse_future(day: date) -> None:
    """Raise Refused for a date that has not come: a step is recorded once it is taken."""
    if day > today():
        raise Refused("Cette date est dans le futur.", field="value_date")
