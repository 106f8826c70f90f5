"""A world where every table has rows of several bodies, made before they are given their words.

What the actions make today is made by them; tables that later issues fill get plain rows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models

from accord.acts.documents import store_document
from accord.acts.models import (
    Act,
    ActConfirmation,
    Effect,
    EffectTarget,
)
from accord.kernel.actors import SERVER
from accord.kernel.rows import AppendOnly, append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.actions import create_account, create_token
from accord.people.models import Organisation, Role, Supervision, User
from accord.territories.models import Territory
from accord.web.models import FormSubmission
from envelopes.models import (
    Envelope,
    FinancialPlan,
    FinancialPlanLine,
    FundsRequest,
    GlobalGrant,
    SpecificObjective,
)
from governance import actions as governance
from governance.models import Discussion, Meeting, Minutes, PresenceInterval, Recusal
from governance.states import SubjectKind
from operations import actions
from operations.models import Call, Establishment, Operation
from operations.states import OperationState as S
from tests import scenes
from tests.actors import join, written
from tests.operations import national_list
from tests.world import World, make_world

HOLDERS = {"cd62": "cd62-fse-2021", "tmi": "tmi-fse-2021"}
DAY = date(2024, 5, 2)
_numbers = count(1)


def _sirets() -> Iterator[str]:
    """Places of a body that no list holds, with their control digit (Luhn)."""
    for rank in count(7):
        digits = f"900000001{rank:04d}"
        doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
        control = -sum(value - 9 if value > 9 else value for value in doubled) % 10
        yield f"{digits}{control}"


SIRETS = _sirets()


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def build(people: dict[str, User]) -> World:
    """Everything there is, of both holders, before anything is sealed with its words."""
    world = make_world(people["secretary"], people["terrimouv_secretary"])
    for rank, (holder, envelope) in enumerate(HOLDERS.items()):
        _operations(holder, envelope)
        _calls(holder, envelope)
        _credits(holder, rank)
        _effects(holder)
        _quiet_account(holder)
    # The State reads the drafts of one of the two.
    written(Supervision(holder=body("tmi"), starts_on=DAY))
    _committees(people)
    _around_meetings()
    national_list.send(national_list.content(national_list.row(number="201600077")))
    with acting(SERVER):
        for name in ("dreets", "terrimouv", "departement"):
            place = people[name].memberships.get()
            create_token(people[name], place, by=SERVER)
    FormSubmission.objects.create(key=uuid4(), user=people["dreets"], target="/operations/")
    return world


# -- operations ------------------------------------------------------------------------------------


def _private(holder: str) -> Any:
    """A record that its body alone has typed."""
    return scenes.BeneficiaryFactory(owner=body(holder), is_shared=False)


def _establishment(of: Any) -> Establishment:
    return written(Establishment(beneficiary=of, siret=next(SIRETS)))


def _operations(holder: str, envelope: str) -> None:
    """One operation of a holder in each state, with a beneficiary that nobody shares yet."""
    for state in _REACHED:
        scenes.operation(state, envelope, beneficiary=_private(holder))
    for state in (S.DRAFT, S.ADMISSIBLE):
        row = scenes.operation(state, envelope, beneficiary=_private(holder))
        _with_establishment(row)
    # Renamed since it was a draft: the former name is in its history alone.
    row = scenes.operation(S.SUBMITTED, envelope, title="Ancien intitulé")
    row.title = "Nouvel intitulé"
    written(row)
    actions.decide_admissibility(
        row,
        by=actor_of(scenes.officer_of(row.owner)),
        admissible=True,
        value_date=date(2024, 1, 20),
    )
    _private(holder)
    carried = scenes.BeneficiaryFactory(
        organisation=body("plie-calaisis"), owner=body(holder), is_shared=False
    )
    area = Territory.objects.get(code="plie-area-calaisis")
    scenes.operation(S.DRAFT, envelope, beneficiary=carried)
    scenes.operation(S.APPRAISED, envelope, beneficiary=carried, territories=[area])
    # Read for its territory alone.
    scenes.operation(S.APPRAISED, envelope, beneficiary=_private(holder), territories=[area])


_REACHED = (
    S.DRAFT,
    S.SUBMITTED,
    S.INADMISSIBLE,
    S.ADMISSIBLE,
    S.APPRAISED,
    S.ADJOURNED,
    S.REFUSED,
    S.PROGRAMMED,
    S.CONTRACTED,
    S.DEPROGRAMMED,
    S.WITHDRAWN,
)


def _with_establishment(row: Operation) -> None:
    row.establishment = _establishment(row.beneficiary)
    written(row)


def _calls(holder: str, code: str) -> None:
    envelope = Envelope.objects.get(code=code)
    for published in (None, DAY):
        written(
            Call(
                code=f"appel-{next(_numbers)}",
                owner=body(holder),
                envelope=envelope,
                title="Appel",
                opens_on=DAY,
                closes_on=DAY,
                published_on=published,
            )
        )


# -- credits and acts ------------------------------------------------------------------------------


def _appended(row: AppendOnly) -> None:
    with acting(SERVER):
        append(row, by=SERVER)


def _credits(holder: str, rank: int) -> None:
    grant = GlobalGrant.objects.filter(owner__code=holder).earliest("pk")
    act = scenes.credit_act()
    plan = FinancialPlan(grant=grant, owner=body(holder), act=act, value_date=DAY)
    _appended(plan)
    objective = SpecificObjective.objects.earliest("pk")
    written(FinancialPlanLine(plan=plan, objective=objective, year=2024, amount=910_001 + rank))
    written(
        FundsRequest(
            grant=grant, owner=body(holder), number=f"AF-{rank}", asked_on=DAY, asked=920_001 + rank
        )
    )
    _appended(ActConfirmation(subject=act, body=body(holder), answer="confirmed", value_date=DAY))
    decision = scenes.decision_act(body(holder))
    # What it documents is hidden from a PLIE.
    _with_document(decision)
    _appended(
        ActConfirmation(subject=decision, body=body(holder), answer="confirmed", value_date=DAY)
    )


def _with_document(act: Act) -> None:
    content = f"%PDF-1.4 document de {act}".encode()
    with acting(SERVER):
        act.document = store_document(content, name="decision.pdf", by=SERVER)
    written(act)


def _effects(holder: str) -> None:
    """One effect of each kind, caused by a decision of the holder, awaiting an act."""
    awaited = Act.objects.awaited().earliest("pk")
    operation = Operation.objects.filter(owner__code=holder).earliest("pk")
    envelope = Envelope.objects.get(code=HOLDERS[holder])
    given = {
        "operation": operation,
        "envelope": envelope,
        "tranche": envelope.tranches.filter(position=1).first(),
        "amount": 1,
        "eu_amount": 1,
        "eligible_cost": 1,
        "rate_bp": 1,
        "is_favourable": True,
    }
    for model in apps.get_models():
        if issubclass(model, EffectTarget):
            cause = scenes.decision_act(body(holder))
            effect = written(Effect(kind="opinion", cause=cause, awaits=awaited, about="Objet"))
            names = {field.name for field in model._meta.concrete_fields}
            fields = {name: value for name, value in given.items() if name in names}
            written(model(effect=effect, **fields))


def _quiet_account(holder: str) -> None:
    """An account that signs nothing: its name is shown nowhere but among accounts."""
    user = create_account(f"quiet-{holder}@test.example", by=SERVER, first_name="Quiet")
    join(user, holder, Role.READER)


# -- committees ------------------------------------------------------------------------------------


def _committees(people: dict[str, User]) -> None:
    """Meetings of the political committee, and those of the other holder in each phase."""
    for who, code, envelope in (
        ("secretary", "politique", "cd62-fse-2021"),
        ("secretary", "programmation-cd62", "cd62-fse-2021"),
        ("terrimouv_secretary", "programmation-tmi", "tmi-fse-2021"),
    ):
        keeper = people[who]
        actor = actor_of(keeper)
        planned = _plan(keeper, code, date(2027, 2, 3))
        inform = governance.Wish(SubjectKind.INFORMATION, title="Point")
        governance.add_items(planned, [inform], by=actor)
        cancelled = _plan(keeper, code, date(2027, 2, 10))
        governance.add_items(cancelled, [inform], by=actor)
        governance.cancel_meeting(cancelled, reason="Report", by=actor)
        if code == "politique":
            scenes.seats(code, keeper)
            convened = _plan(keeper, code, date(2024, 6, 4))
            governance.add_items(convened, [inform], by=actor)
            governance.convene_meeting(convened, by=actor)
        else:
            _selection(keeper, code, envelope)


def _selection(keeper: User, code: str, envelope: str) -> None:
    """A sitting that programmes and deprogrammes, to be sealed later; and one in preparation."""
    actor = actor_of(keeper)
    day = date(2024, 6, 11)
    convened = _plan(keeper, code, date(2024, 6, 4))
    wish = governance.Wish(SubjectKind.PROGRAMMING, scenes.operation(S.OPINION_GIVEN, envelope))
    governance.add_items(convened, [wish], by=actor)
    governance.convene_meeting(convened, by=actor)
    meeting = scenes.open_sitting(
        keeper,
        code=code,
        day=day,
        kind=SubjectKind.PROGRAMMING,
        operations=[scenes.operation(S.OPINION_GIVEN, envelope)],
    )
    gone = governance.Wish(SubjectKind.DEPROGRAMMING, scenes.operation(S.PROGRAMMED, envelope))
    governance.add_items(meeting, [gone], by=actor)


def seal(people: dict[str, User]) -> None:
    """End and seal the sittings of the selection bodies, with the words that they have by now."""
    for who, code in (
        ("secretary", "programmation-cd62"),
        ("terrimouv_secretary", "programmation-tmi"),
    ):
        actor = actor_of(people[who])
        meeting = Meeting.objects.get(committee__code=code, state="open")
        scenes.decide(meeting, people[who])
        ended = governance.end_sitting(meeting, by=actor)
        governance.seal_minutes(ended, by=actor)


def _plan(keeper: User, code: str, day: date) -> Meeting:
    draft = governance.MeetingDraft(scenes.committee(code), "sitting", day)
    return governance.plan_meeting(draft, by=actor_of(keeper))


def _around_meetings() -> None:
    """What is said of points, who leaves the vote, who is there and when, drafts of minutes."""
    for meeting in Meeting.objects.exclude(state="sealed"):
        for item in meeting.items.all():
            if not hasattr(item, "discussion"):
                written(Discussion(item=item, owner=meeting.owner, text="Dit"))
            attendee = meeting.attendees.first()
            if attendee is not None:
                written(Recusal(item=item, attendee=attendee))
                if not attendee.intervals.exists():
                    written(PresenceInterval(attendee=attendee))
        if not Minutes.objects.filter(meeting=meeting).exists():
            written(Minutes(meeting=meeting, owner=meeting.owner, opening="Début"))


def kept_models() -> Iterator[type[models.Model]]:
    """Tables whose rows somebody may not read."""
    for name in settings.ROOMS:
        for model in apps.get_app_config(name.rpartition(".")[2]).get_models():
            rules = getattr(type(model._default_manager.all()), "rules", ())
            is_history = model.__name__.startswith("Historical")
            if not is_history and [rule.name for rule in rules] != ["public"]:
                yield model
