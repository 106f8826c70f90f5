"""Who reads which row, as the design says it: a table of its own, by the names of the actors.

It never asks ``visible_to``, nor any rule of the code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

from accord.people.models import Supervision
from accord.territories.models import TerritoryPlie
from tests.actors import ACTORS

NOBODY: frozenset[str] = frozenset()
Readers = frozenset[str]


def _of(*bodies: str) -> Readers:
    return frozenset(
        place.name
        for place in ACTORS
        if place.organisation in bodies and place.is_active and place.ended is None
    )


STATE = _of("dreets-hdf", "ddets-62")
HOLDERS = _of("cd62", "tmi")
PLIE = _of("plie-lens-lievin", "plie-calaisis")
PARTNERS = STATE | HOLDERS | PLIE
SEATED = PARTNERS | _of("cr-hdf", "arefie")
TECHNICIAN = frozenset({"technician"})
# Not yet sent to anybody: planned meetings, and those cancelled before they were convened.
_SENT = ("convened", "open", "ended", "sealed")


def _body(organisation: Any) -> Readers:
    return _of(organisation.code) if organisation is not None else NOBODY


def _keepers(organisation: Any) -> Readers:
    """The secretariat of a body."""
    secretaries = frozenset(place.name for place in ACTORS if place.role == "secretary")
    return _body(organisation) & secretaries


def file_of(row: Any) -> Readers:
    """Owner; the partner who carries the operation; the State under supervision."""
    found = _body(row.owner) | (_body(row.beneficiary.organisation) & PARTNERS)
    if Supervision.objects.filter(holder=row.owner, ends_on=None).exists():
        found |= STATE
    return found


def operation(row: Any) -> Readers:
    found = file_of(row)
    if row.admitted_on is not None:
        found |= STATE | HOLDERS
        for kept in row.territory_sets.filter(reverses=None, reversed_by=None):
            for line in TerritoryPlie.objects.filter(
                territory__operation_lines__territory_set=kept
            ):
                found |= _body(line.organisation) & PLIE
    return found


def committee(row: Any) -> Readers:
    found = STATE | HOLDERS
    for place in [*row.members.all(), *row.seats.filter(ends_on=None)]:
        found |= _body(place.organisation)
    return found


def _seated(row: Any) -> Readers:
    found = NOBODY
    for place in [*row.members.all(), *row.seats.filter(ends_on=None)]:
        found |= _body(place.organisation)
    return found


def meeting(row: Any) -> Readers:
    found = _keepers(row.committee.organiser)
    if row.state in _SENT or (row.state == "cancelled" and row.convened_at is not None):
        found |= _seated(row.committee)
    if row.state == "sealed":
        found |= STATE | HOLDERS
    return found


def _with_sealed(row: Any) -> Readers:
    """Drafts of minutes and what was said: the secretariat's until they are sealed."""
    found = _keepers(row.committee.organiser)
    return found | meeting(row) if row.state == "sealed" else found


_ABOUT_ONE = ("committee_decision", "operation_agreement", "operation_amendment")


def act(row: Any) -> Readers:
    found = STATE | HOLDERS
    if row.kind not in _ABOUT_ONE:
        return found | PLIE
    for relation in ("operationstep_set", "useofcredits_set", "operationkey_set"):
        for resting in _resting(row, relation):
            found |= operation(resting.operation) & PLIE
    if hasattr(row, "decision"):
        found |= committee(row.decision.committee) & PLIE
    return found


def _resting(row: Any, relation: str) -> Any:
    """Rows of a table that rest on an act, whatever it calls the way back."""
    table = relation.removesuffix("_set")
    for field in row._meta.related_objects:
        if field.related_model._meta.model_name == table and field.field.name == "act":
            return field.related_model._base_manager.filter(act=row)
    raise LookupError(relation)


def beneficiary(row: Any) -> Readers:
    found = _body(row.owner) | (PARTNERS if row.is_shared else NOBODY)
    for one in row.operations.all():
        found |= operation(one)
    return found


def establishment(row: Any) -> Readers:
    return frozenset().union(*(operation(one) for one in row.operations.all()))


def account(row: Any) -> Readers:
    """Oneself, the administrator of one's body, whoever runs the machine."""
    name = row.email.partition("@")[0]
    found = TECHNICIAN | ({name} & {place.name for place in ACTORS if place.is_active})
    if row.memberships.filter(organisation__code="cd62").exists():
        found |= {"administrator"}
    return found


def membership(row: Any) -> Readers:
    own = {row.user.email.partition("@")[0]} & {one.name for one in ACTORS if one.is_active}
    found = TECHNICIAN | own
    return found | {"administrator"} if row.organisation.code == "cd62" else found


def token(row: Any) -> Readers:
    return TECHNICIAN | {row.user.email.partition("@")[0]}


def journal(row: Any) -> Readers:
    """Oneself, whoever runs the machine, the administrator of the body that it is about."""
    found = TECHNICIAN | (
        {row.account.email.partition("@")[0]} & {one.name for one in ACTORS if one.is_active}
    )
    if row.body is not None:
        return found | {"administrator"} if row.body.code == "cd62" else found
    held = row.account.memberships.filter(
        Q(ends_on=None) | Q(ends_on__gte=row.value_date),
        organisation__code="cd62",
        starts_on__lte=row.value_date,
    )
    # What came before the membership was written is not told by dating it earlier.
    written = (place.history.earliest("history_date").history_date for place in held)
    is_told = any(day <= row.recorded_at for day in written)
    return found | {"administrator"} if is_told else found


def call(row: Any) -> Readers:
    return _body(row.owner) | (PARTNERS if row.published_on else NOBODY)


def always(readers: Readers) -> Callable[[Any], Readers]:
    return lambda row: readers


def through(path: str, parent: Callable[[Any], Readers]) -> Callable[[Any], Readers]:
    """Read with what it hangs on."""

    def readers(row: Any) -> Readers:
        for name in path.split("."):
            row = getattr(row, name)
        return parent(row)

    return readers


def step_of_operation(row: Any) -> Readers:
    """With the operation from admissibility on, with its file before."""
    if row.to_state in ("draft", "submitted", "inadmissible"):
        return file_of(row.operation)
    return operation(row.operation)


_on_operation = through("operation", operation)
_in_file = through("operation", file_of)
_on_effect = through("effect.cause", act)
_of_meeting = through("meeting", meeting)
_of_item = through("item.meeting", meeting)
_of_subject = through("subject.item.meeting", meeting)

READERS: dict[str, Callable[[Any], Readers]] = {
    # Nobody's to look into: forms sent, and files reached through what they document.
    "FormSubmission": always(NOBODY),
    "StoredFile": always(NOBODY),
    "Document": always(NOBODY),
    # people
    "User": account,
    "Membership": membership,
    "AccessToken": token,
    "JournalEntry": journal,
    # acts
    "Act": act,
    "ActStep": through("subject", act),
    "ActConfirmation": through("subject", act),
    "Effect": through("cause", act),
    "EffectStep": _on_effect,
    "ImportRun": always(STATE | HOLDERS),
    "ImportRow": always(STATE | HOLDERS),
    # envelopes
    "Envelope": always(SEATED),
    "Tranche": always(SEATED),
    "Balance": always(SEATED),
    "Account": always(SEATED),
    "AccountBalance": always(SEATED),
    "GlobalGrant": always(PARTNERS),
    "FinancialPlan": always(PARTNERS),
    "FinancialPlanLine": always(PARTNERS),
    "FundsRequest": always(PARTNERS),
    "CreditMovement": always(PARTNERS),
    "OpeningEffect": _on_effect,
    "NotificationEffect": _on_effect,
    "TopUpEffect": _on_effect,
    "CeilingEffect": _on_effect,
    # operations
    "Beneficiary": beneficiary,
    "Establishment": establishment,
    "Call": call,
    "Operation": operation,
    "OperationFile": _in_file,
    "FinancingLine": _in_file,
    "FileTerritory": through("file.operation", file_of),
    "OperationStep": step_of_operation,
    "OperationKey": _on_operation,
    "UseOfCredits": _on_operation,
    "TerritorySet": _on_operation,
    "TerritorySetLine": through("territory_set.operation", operation),
    "ImportedOperation": _on_operation,
    "OpinionEffect": _on_effect,
    "ProgrammingEffect": _on_effect,
    "RefusalEffect": _on_effect,
    "AdjournmentEffect": _on_effect,
    "DeprogrammingEffect": _on_effect,
    # governance
    "Committee": committee,
    "CommitteeMember": through("committee", committee),
    "CadenceRule": through("committee", committee),
    "Seat": through("committee", committee),
    "Decision": through("committee", committee),
    "Meeting": meeting,
    "MeetingStep": _of_meeting,
    "AgendaItem": _of_meeting,
    "Attendee": _of_meeting,
    "Minutes": through("meeting", _with_sealed),
    "Discussion": through("item.meeting", _with_sealed),
    "PresenceInterval": through("attendee.meeting", meeting),
    "Recusal": _of_item,
    "Subject": _of_item,
    "OpinionSubject": _of_subject,
    "ProgrammingSubject": _of_subject,
    "DeprogrammingSubject": _of_subject,
    "OpeningSubject": _of_subject,
    "Outcome": _of_subject,
}


def readers_of(row: Model) -> Readers:
    """Names of the actors who may read a row."""
    return READERS[type(row).__name__](row)


# -- what is shown beside something else -----------------------------------------------------------

SIGNED_IN = frozenset(place.name for place in ACTORS if place.is_active)


def _of_document(row: Any) -> Readers:
    """A document is read with what it documents."""
    found = NOBODY
    for one in row.acts.all():
        found |= act(one)
    if hasattr(row, "minutes"):
        found |= _with_sealed(row.minutes.meeting)
    return found


def _of_agreement(row: Any) -> Readers:
    """The vote on the agreement, and the texts that it cites, are everybody's."""
    return SIGNED_IN if hasattr(row, "vote") or row.cited_texts.exists() else NOBODY


_BESIDES: dict[str, Callable[[Any], Readers]] = {
    "Document": _of_document,
    "Act": _of_agreement,
    # The names that whoever runs the machine hangs reference data on.
    "Committee": always(TECHNICIAN),
    "Envelope": always(TECHNICIAN),
}


def shown_besides(row: Model) -> Readers:
    """Names of the actors to whom something else that they read shows a row's words."""
    return _BESIDES.get(type(row).__name__, always(NOBODY))(row)
