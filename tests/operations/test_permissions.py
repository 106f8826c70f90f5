"""Who reads which operation and who may do what to it, actor by actor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.utils import timezone

from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.errors import Denied
from accord.people.models import Organisation, Supervision, User
from accord.territories.models import Territory
from operations import actions
from operations.models import (
    Beneficiary,
    FinancingLine,
    ImportRow,
    ImportRun,
    Operation,
    OperationTerritory,
    OperationTransition,
    UseOfCredits,
)
from operations.permissions import can_create_operation, can_move, can_write_operation
from operations.states import Verb
from tests import scenes
from tests.actors import ACTORS, create_actor

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
NAMES = [actor.name for actor in ACTORS]

DEPARTMENT = {"departement", "secretary", "direction", "administrator"}
TERRIMOUV = {"terrimouv", "terrimouv_secretary"}
STATE = {"dreets", "ddets"}
PLIE = {"plie"}
BODIES = DEPARTMENT | TERRIMOUV | STATE


# Who reads each of them: from admissibility on the State and both holders, before it the holder
# alone; a PLIE what it carries and, once admissible, what takes place in its territory.
READERS = {
    "own draft": DEPARTMENT,
    "submitted": DEPARTMENT,
    "inadmissible": DEPARTMENT,
    "admissible": BODIES,
    "programmed": BODIES,
    "contracted": BODIES,
    "tmi draft": TERRIMOUV,
    "tmi admissible": BODIES,
    "plie draft": DEPARTMENT | PLIE,
    "plie programmed": BODIES | PLIE,
    "area draft": DEPARTMENT,
    "area admissible": BODIES | PLIE,
}
# Who reads the file itself: appraisal, plan, documents.
FILE_READERS = {
    "admissible": DEPARTMENT,
    "contracted": DEPARTMENT,
    "tmi admissible": TERRIMOUV,
    "plie programmed": DEPARTMENT | PLIE,
    "area admissible": TERRIMOUV,
}


def readers(queryset: Any, actors: dict[str, User]) -> set[str]:
    return {name for name in NAMES if queryset.visible_to(actors[name]).exists()}


def supervise(holder: str, starts_on: date, ends_on: date | None = None) -> None:
    body = Organisation.objects.get(code=holder)
    record(Supervision(holder=body, starts_on=starts_on, ends_on=ends_on), by=None)


class Readers(TestCase):
    actors: dict[str, User]
    rows: dict[str, Operation]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.actors = {actor.name: create_actor(actor) for actor in ACTORS}
        carrier = Organisation.objects.get(code="plie-lens-lievin")
        plie = scenes.BeneficiaryFactory(organisation=carrier)
        area = [Territory.objects.get(code="plie-area-lens-lievin-henin-carvin")]
        cls.rows = {
            "own draft": scenes.operation("draft"),
            "submitted": scenes.operation("submitted"),
            "inadmissible": scenes.operation("inadmissible"),
            "admissible": scenes.operation("admissible"),
            "programmed": scenes.operation("programmed"),
            "contracted": scenes.operation("contracted"),
            "tmi draft": scenes.operation("draft", "tmi-fse-2021"),
            "tmi admissible": scenes.operation("admissible", "tmi-fse-2021"),
            "plie draft": scenes.operation("draft", beneficiary=plie),
            "plie programmed": scenes.operation("programmed", beneficiary=plie),
            "area draft": scenes.operation("draft", territories=area),
            "area admissible": scenes.operation("admissible", "tmi-fse-2021", territories=area),
        }

    def test_who_reads_each_operation(self) -> None:
        for name, row in self.rows.items():
            found = readers(Operation.objects.filter(pk=row.pk), self.actors)
            assert found == READERS[name], name

    def test_each_actor_reads_a_row_once(self) -> None:
        for name in NAMES:
            keys = list(
                Operation.objects.visible_to(self.actors[name]).values_list("pk", flat=True)
            )
            assert len(keys) == len(set(keys)) == sum(name in found for found in READERS.values())

    def test_what_hangs_on_an_operation_is_read_with_it(self) -> None:
        for name, row in self.rows.items():
            for model in (OperationTransition, OperationTerritory, UseOfCredits):
                rows = model.objects.filter(operation=row)  # type: ignore[attr-defined]
                if rows.exists():
                    assert readers(rows, self.actors) == READERS[name], (name, model)
            bodies = Beneficiary.objects.filter(operations=row)
            if not name.startswith("plie"):
                assert readers(bodies, self.actors) == READERS[name], name

    def test_the_file_of_an_operation_is_for_its_holder_and_who_carries_it(self) -> None:
        for name, expected in FILE_READERS.items():
            rows = Operation.objects.filter(pk=self.rows[name].pk)
            found = {who for who in NAMES if rows.file_readable_by(self.actors[who]).exists()}
            assert found == expected, name

    def test_the_plan_of_financing_belongs_to_the_file(self) -> None:
        for name in ("contracted", "plie programmed"):
            rows = FinancingLine.objects.filter(operation=self.rows[name])
            assert rows.count() == 2
            assert readers(rows, self.actors) == FILE_READERS[name], name

    def test_a_holder_that_opens_supervision_lets_the_state_read_its_drafts(self) -> None:
        supervise("cd62", today())
        for name in ("own draft", "submitted", "inadmissible"):
            found = readers(Operation.objects.filter(pk=self.rows[name].pk), self.actors)
            assert found == DEPARTMENT | STATE, name
        plan = FinancingLine.objects.filter(operation=self.rows["contracted"])
        assert readers(plan, self.actors) == DEPARTMENT | STATE
        other = Operation.objects.filter(pk=self.rows["tmi draft"].pk)
        assert readers(other, self.actors) == TERRIMOUV


# -- supervision -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        (-10, None, True),
        (0, None, True),
        (-10, 0, True),
        (-10, -1, False),
        (1, None, False),
    ],
)
def test_supervision_has_its_dates(
    start: int, end: int | None, is_open: bool, actors: dict[str, User]
) -> None:
    row = scenes.operation("draft")
    day = today()
    supervise(
        "cd62",
        day + timedelta(days=start),
        None if end is None else day + timedelta(days=end),
    )
    rows = Operation.objects.filter(pk=row.pk)
    assert readers(rows, actors) == (DEPARTMENT | STATE if is_open else DEPARTMENT)
    assert Supervision.objects.open_on(day).exists() == is_open


def test_a_membership_that_has_ended_opens_nothing(actors: dict[str, User]) -> None:
    row = scenes.operation("draft")
    membership = actors["departement"].memberships.get()
    membership.ends_on = today() - timedelta(days=1)
    record(membership, by=None)
    fresh = User.objects.get(pk=actors["departement"].pk)
    assert not Operation.objects.visible_to(fresh).filter(pk=row.pk).exists()
    assert not can_write_operation(fresh, row)
    membership.ends_on = today()
    record(membership, by=None)
    fresh = User.objects.get(pk=actors["departement"].pk)
    assert can_write_operation(fresh, row)


# -- what one may do -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("cd62-fse-2021", {"departement"}),
        ("cd62-ftj-2021", {"departement"}),
        ("tmi-fse-2021", {"terrimouv"}),
        ("apapm-fse-2014", set()),
        ("dep62-fse-2021", set()),
    ],
)
def test_officers_of_a_holder_create_in_its_own_envelopes(
    code: str, allowed: set[str], actors: dict[str, User]
) -> None:
    place = scenes.envelope(code)
    assert {name for name in NAMES if can_create_operation(actors[name], place)} == allowed


def test_who_sees_the_button_to_create(actors: dict[str, User]) -> None:
    found = {name for name in NAMES if can_create_operation(actors[name])}
    assert found == {"departement", "terrimouv"}


@pytest.mark.parametrize(
    "verb", [Verb.SUBMIT, Verb.ADMIT, Verb.APPRAISE, Verb.CONTRACT, Verb.AMEND]
)
def test_officers_of_the_holder_move_its_operations(verb: str, actors: dict[str, User]) -> None:
    states = {
        Verb.SUBMIT: "draft",
        Verb.ADMIT: "submitted",
        Verb.APPRAISE: "admissible",
        Verb.CONTRACT: "programmed",
        Verb.AMEND: "contracted",
    }
    row = scenes.operation(states[Verb(verb)])
    assert {name for name in NAMES if can_move(actors[name], row, verb)} == {"departement"}
    foreign = scenes.operation(states[Verb(verb)], "tmi-fse-2021")
    assert {name for name in NAMES if can_move(actors[name], foreign, verb)} == {"terrimouv"}


def test_each_action_asks_whether_one_may(actors: dict[str, User]) -> None:
    rows = {
        state: scenes.operation(state)
        for state in ("draft", "submitted", "admissible", "appraised", "programmed", "contracted")
    }
    day = date(2024, 6, 1)
    signed = {"number": "X", "value_date": day, "eligible_cost": 100, "eu_amount": 60}
    plan = [actions.Resource("own", 40)]
    draft = actions.OperationDraft(
        number="X-1",
        title="x",
        envelope=scenes.envelope(),
        beneficiary=rows["draft"].beneficiary,
        starts_on=day,
        ends_on=day,
        requested_cost=10,
        requested_eu=5,
    )
    calls: list[Callable[[User], Any]] = [
        lambda by: actions.create_operation(draft, by=by),
        lambda by: actions.edit_draft(rows["draft"], draft, by=by),
        lambda by: actions.delete_draft(rows["draft"], by=by),
        lambda by: actions.submit_operation(rows["draft"], by=by, value_date=day),
        lambda by: actions.decide_admissibility(
            rows["submitted"], by=by, admissible=True, value_date=day
        ),
        lambda by: actions.decide_admissibility(
            rows["submitted"], by=by, admissible=False, value_date=day, reason="x"
        ),
        lambda by: actions.appraise_operation(
            rows["admissible"],
            by=by,
            value_date=day,
            eligible_cost=100,
            eu_amount=60,
            resources=plan,
            conclusion="",
        ),
        lambda by: actions.withdraw_operation(rows["appraised"], by=by, value_date=day, reason="x"),
        lambda by: actions.contract_operation(rows["programmed"], by=by, **signed),
        lambda by: actions.amend_operation(rows["contracted"], by=by, **signed),
    ]
    count = Operation.objects.count()
    for name in NAMES:
        if name == "departement":
            continue
        for call in calls:
            with pytest.raises(Denied, match=r"gestionnaire"):
                call(actors[name])
    assert Operation.objects.count() == count
    for state, row in rows.items():
        assert Operation.objects.get(pk=row.pk).state == state


def test_a_draft_is_not_moved_into_the_envelope_of_somebody_else(actor: Actors) -> None:
    row = scenes.operation("draft")
    draft = actions.OperationDraft(
        number=row.number,
        title=row.title,
        envelope=scenes.envelope("tmi-fse-2021"),
        beneficiary=row.beneficiary,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        requested_cost=10,
        requested_eu=5,
    )
    with pytest.raises(Denied):
        actions.edit_draft(row, draft, by=actor("departement"))
    assert Operation.objects.get(pk=row.pk).envelope.code == "cd62-fse-2021"


def test_a_refusal_says_which_of_state_and_role_forbids(actor: Actors) -> None:
    row = scenes.operation("draft")
    by_state = can_move(actor("departement"), row, Verb.CONTRACT)
    by_role = can_move(actor("terrimouv"), row, Verb.SUBMIT)
    assert by_state.reason == "Impossible de conventionner : l’état actuel est « brouillon »."
    assert by_role.reason == "Cette opération est gérée par un gestionnaire de son titulaire."


def test_the_readings_of_files_are_for_the_state_and_the_holders(actors: dict[str, User]) -> None:
    run = ImportRun.objects.create(
        agreement=scenes.envelope("apapm-fse-2014").agreement, file_name="x.csv", digest="0" * 64
    )
    ImportRow.objects.create(run=run, line=2, outcome="refused")
    assert run.recorded_at <= timezone.now()
    for rows in (ImportRun.objects.all(), ImportRow.objects.all()):
        assert readers(rows, actors) == BODIES
