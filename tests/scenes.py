"""Short ways to a state of things, all through the actions, for tests that start further on.

Accounts are given as such; each acts by its first membership.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

import factory

from accord.acts.actions import ActDraft, write_act
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.kernel.actors import SERVER, Actor
from accord.kernel.dates import today
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.actions import create_account
from accord.people.models import Membership, Organisation, Role, User
from envelopes.models import Envelope, Tranche
from governance import actions as governance
from governance.models import Committee, Meeting
from governance.states import Result, SubjectKind
from operations import actions
from operations.models import Beneficiary, Operation
from operations.states import FinancingKind, OperationState
from tests.actors import SINCE, join, written

_numbers = count(1)


class BeneficiaryFactory(factory.django.DjangoModelFactory):
    """A record that every partner knows."""

    class Meta:
        model = Beneficiary

    name = factory.Sequence(lambda rank: f"Association numéro {rank}")
    is_shared = True

    @classmethod
    def _create(cls, model_class: type[Beneficiary], *args: Any, **values: Any) -> Beneficiary:
        return written(model_class(**values))


def envelope(code: str = "cd62-fse-2021") -> Envelope:
    return Envelope.objects.select_related("agreement", "fund", "holder").get(code=code)


def officer_of(holder: Organisation) -> User:
    """The account of an officer of a holder, made on first need."""
    return _officer_of(holder).user


def _officer_of(holder: Organisation) -> Membership:
    known = Membership.objects.in_force(today()).filter(
        organisation=holder, role=Role.OFFICER, user__is_active=True
    )
    place = known.select_related("user").order_by("pk").first()
    if place is None:
        user = create_account(f"person{next(_numbers)}@test.example", by=SERVER)
        place = join(user, holder.code, Role.OFFICER)
    return place


def _acting_for(holder: Organisation) -> Actor:
    """An officer of a holder, who may be somebody of another body besides."""
    place = _officer_of(holder)
    return actor_of(place.user, place.pk)


def credit_act(title: str = "Notification d’essai", **changes: Any) -> Act:
    """A recorded notification of the agreement of 2021-2027."""
    values: dict[str, Any] = {
        "agreement": FrameworkAgreement.objects.get(code="2021-2027"),
        "kind": ActKind.NOTIFICATION,
        "issuer": Organisation.objects.get(code="dreets-hdf"),
        "title": title,
        "number": f"N-{next(_numbers)}",
        "date": date(2024, 1, 15),
        **changes,
    }
    with acting(SERVER):
        return write_act(ActDraft(**values), by=SERVER)


def decision_act(holder: Organisation, day: date = date(2024, 3, 1)) -> Act:
    """A decision of a holder's selection body, without its sitting."""
    return credit_act(
        "Décision d’essai",
        kind=ActKind.COMMITTEE_DECISION,
        issuer=holder,
        number=f"CP-{next(_numbers)}",
        date=day,
    )


def operation(
    state: str = OperationState.APPRAISED,
    code: str = "cd62-fse-2021",
    eu_amount: int = 6_000_000,
    cost: int | None = None,
    **attributes: Any,
) -> Operation:
    """An operation brought to a state by its own verbs (amounts in cents)."""
    place = envelope(code)
    officer = _acting_for(place.holder)  # type: ignore[arg-type]
    cost = cost or eu_amount * 5 // 3
    territories = attributes.pop("territories", ())
    draft = actions.OperationDraft(
        number=attributes.pop("number", f"2024{next(_numbers):05d}"),
        title=attributes.pop("title", "Accompagnement vers l’emploi"),
        envelope=place,
        beneficiary=attributes.pop("beneficiary", None) or BeneficiaryFactory(),
        starts_on=date(2024, 1, 1),
        ends_on=date(2025, 12, 31),
        requested_cost=cost,
        requested_eu=eu_amount,
        attributes=attributes,
        territories=territories,
    )
    made = actions.create_operation(draft, by=officer)
    for step in _steps_to(state):
        made = _STEPS[step](made, officer, place)
    return Operation.objects.with_names().get(pk=made.pk)


def withdraw(row: Operation) -> Operation:
    """The officer withdraws an operation, as its applicant asked."""
    return actions.withdraw_operation(
        row,
        by=_acting_for(row.envelope.holder),  # type: ignore[arg-type]
        value_date=date(2024, 6, 3),
        reason="désistement",
    )


def _steps_to(state: str) -> list[str]:
    order = {
        OperationState.DRAFT: [],
        OperationState.SUBMITTED: ["submit"],
        OperationState.INADMISSIBLE: ["submit", "reject"],
        OperationState.ADMISSIBLE: ["submit", "admit"],
        OperationState.APPRAISED: ["submit", "admit", "appraise"],
        OperationState.OPINION_GIVEN: ["submit", "admit", "appraise", "opinion"],
        OperationState.ADJOURNED: ["submit", "admit", "appraise", "adjourn"],
        OperationState.REFUSED: ["submit", "admit", "appraise", "refuse"],
        OperationState.PROGRAMMED: ["submit", "admit", "appraise", "programme"],
        OperationState.CONTRACTED: ["submit", "admit", "appraise", "programme", "contract"],
        OperationState.DEPROGRAMMED: [
            "submit",
            "admit",
            "appraise",
            "programme",
            "deprogramme",
        ],
        OperationState.WITHDRAWN: ["submit", "admit", "withdraw"],
    }
    return order[OperationState(state)]


def _appraise(made: Operation, officer: Actor, place: Envelope) -> Operation:
    cost, eu_amount = made.file.requested_cost or 0, made.file.requested_eu or 0
    others = [actions.Resource(FinancingKind.DEPARTMENT, cost - eu_amount)]
    return actions.appraise_operation(
        made,
        by=officer,
        value_date=date(2024, 2, 1),
        eligible_cost=cost,
        eu_amount=eu_amount,
        resources=others if cost > eu_amount else [],
        conclusion="Instruite pour un essai.",
    )


def _decided(verb: Any) -> Any:
    def step(made: Operation, officer: Actor, place: Envelope) -> Operation:
        act = decision_act(place.holder)  # type: ignore[arg-type]
        return verb(made, by=officer, act=act, value_date=date(2024, 3, 1))  # type: ignore[no-any-return]

    return step


def programme(made: Operation, officer: Actor, place: Envelope) -> Operation:
    """Its selection body programmes what was appraised."""
    return actions.programme_operation(
        made,
        by=officer,
        act=decision_act(place.holder),  # type: ignore[arg-type]
        value_date=date(2024, 3, 1),
        eligible_cost=made.file.appraised_cost or 0,
        eu_amount=made.file.appraised_eu or 0,
    )


_STEPS: Mapping[str, Any] = {
    "submit": lambda made, officer, place: actions.submit_operation(
        made, by=officer, value_date=date(2024, 1, 10)
    ),
    "admit": lambda made, officer, place: actions.decide_admissibility(
        made, by=officer, admissible=True, value_date=date(2024, 1, 20)
    ),
    "reject": lambda made, officer, place: actions.decide_admissibility(
        made, by=officer, admissible=False, value_date=date(2024, 1, 20), reason="hors champ"
    ),
    "appraise": _appraise,
    "opinion": lambda made, officer, place: actions.record_opinion(
        made,
        by=officer,
        act=decision_act(place.holder, date(2024, 2, 15)),
        favourable=True,
        value_date=date(2024, 2, 15),
    ),
    "programme": programme,
    "refuse": _decided(actions.refuse_operation),
    "adjourn": _decided(actions.adjourn_operation),
    "deprogramme": _decided(actions.deprogramme_operation),
    "withdraw": lambda made, officer, place: actions.withdraw_operation(
        made, by=officer, value_date=date(2024, 2, 20), reason="désistement"
    ),
    "contract": lambda made, officer, place: actions.contract_operation(
        made,
        by=officer,
        number=f"C-{made.number}",
        value_date=date(2024, 4, 1),
        eligible_cost=made.file.appraised_cost or 0,
        eu_amount=made.file.appraised_eu or 0,
    ),
}


# -- committees ----------------------------------------------------------------------------------


def committee(code: str = "technique") -> Committee:
    return Committee.objects.select_related("organiser", "agreement").get(code=code)


def seats(code: str, by: User, names: Any = ("Une Personne", "Deux Personne")) -> None:
    """Voting seats of the committee's organiser."""
    place = committee(code)
    for name in names:
        draft = governance.SeatDraft(place.organiser, name, SINCE)
        governance.add_seat(place, draft, by=actor_of(by))


def open_sitting(
    by: User,
    *,
    code: str = "technique",
    day: date = date(2024, 2, 15),
    operations: Any = (),
    kind: str = SubjectKind.OPINION,
    tranche: Tranche | None = None,
) -> Meeting:
    """A sitting with its agenda, opened, everybody present."""
    actor = actor_of(by)
    if not committee(code).seats.exists():
        seats(code, by)
    draft = governance.MeetingDraft(committee=committee(code), kind="sitting", held_on=day)
    meeting = governance.plan_meeting(draft, by=actor)
    wishes = [governance.Wish(kind, row) for row in operations]
    if tranche is not None:
        wishes.append(governance.Wish(SubjectKind.TRANCHE_OPENING, tranche))
    if wishes:
        governance.add_items(meeting, wishes, by=actor)
    governance.convene_meeting(meeting, by=actor)
    meeting = governance.open_meeting(meeting, by=actor)
    everyone = {row.pk: governance.RollEntry(status="present") for row in meeting.attendees.all()}
    governance.take_roll(meeting, everyone, by=actor)
    return Meeting.objects.with_names().get(pk=meeting.pk)


def decide(meeting: Meeting, by: User, result: str = Result.FAVOURABLE, **exceptions: str) -> None:
    """The same outcome for every item, but those named by the number of their operation."""
    drafts = {}
    for item in meeting.items.prefetch_related("subjects"):
        numbers = [row.operation.number for row in item.subjects.all() if row.operation]
        own = next((exceptions[number] for number in numbers if number in exceptions), result)
        drafts[item.pk] = governance.OutcomeDraft(result=own)
    governance.record_outcomes(meeting, drafts, by=actor_of(by))


def held_sitting(by: User, **options: Any) -> Meeting:
    """A sitting held and ended, every item favourable."""
    deliberation = options.pop("deliberation", {})
    meeting = open_sitting(by, **options)
    if meeting.items.exists():
        decide(meeting, by)
    return governance.end_sitting(meeting, by=actor_of(by), **deliberation)
