"""Who reads which operation and who may do what to it, actor by actor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.utils import timezone

from accord.acts.models import ImportRow, ImportRun
from accord.kernel.actors import Actor
from accord.kernel.dates import today
from accord.kernel.errors import Denied
from accord.kernel.verbs import Verb, verdict
from accord.people.acting import actor_of, reader_of
from accord.people.models import Organisation, Supervision, User
from accord.territories.models import Territory
from operations import actions
from operations.models import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationFile,
    OperationKey,
    OperationStep,
    TerritorySet,
    TerritorySetLine,
    UseOfCredits,
)
from operations.verbs import ADMIT, AMEND, APPRAISE, CONTRACT, EDIT, SUBMIT, can_create_operation
from tests import scenes
from tests.actors import ACTORS, create_actor, written
from tests.operations.national_list import content, send
from tests.operations.national_list import row as listed

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
    return {name for name in NAMES if queryset.visible_to(reader_of(actors[name])).exists()}


def supervise(holder: str, starts_on: date, ends_on: date | None = None) -> None:
    body = Organisation.objects.get(code=holder)
    written(Supervision(holder=body, starts_on=starts_on, ends_on=ends_on))


class Readers(TestCase):
    actors: dict[str, User]
    rows: dict[str, Operation]
    plie: Beneficiary

    @classmethod
    def setUpTestData(cls) -> None:
        cls.actors = {actor.name: create_actor(actor) for actor in ACTORS}
        carrier = Organisation.objects.get(code="plie-lens-lievin")
        plie = scenes.BeneficiaryFactory(organisation=carrier)
        cls.plie = plie
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
            visible = Operation.objects.visible_to(reader_of(self.actors[name]))
            keys = list(visible.values_list("pk", flat=True))
            assert len(keys) == len(set(keys)) == sum(name in found for found in READERS.values())

    def test_what_hangs_on_an_operation_is_read_with_it(self) -> None:
        for name, row in self.rows.items():
            for model in (OperationStep, OperationKey, TerritorySet, UseOfCredits):
                rows = model.objects.filter(operation=row)  # type: ignore[attr-defined]
                if rows.exists():
                    assert readers(rows, self.actors) == READERS[name], (name, model)
            lines = TerritorySetLine.objects.filter(territory_set__operation=row)
            assert not lines.exists() or readers(lines, self.actors) == READERS[name], name

    def test_a_shared_beneficiary_is_read_by_every_partner(self) -> None:
        rows = Beneficiary.objects.filter(pk=self.plie.pk)
        assert readers(rows, self.actors) == BODIES | PLIE | {"other_plie"}

    def test_the_record_of_a_body_is_its_own(self) -> None:
        own = written(Beneficiary(name="Saisie ici", owner=self.rows["own draft"].owner))
        rows = Beneficiary.objects.filter(pk=own.pk)
        assert readers(rows, self.actors) == DEPARTMENT
        scenes.operation("draft", beneficiary=own)
        assert readers(rows, self.actors) == DEPARTMENT

    def test_the_file_of_an_operation_is_for_its_holder_and_who_carries_it(self) -> None:
        for name, expected in FILE_READERS.items():
            rows = Operation.objects.filter(pk=self.rows[name].pk)
            found = {
                who for who in NAMES if rows.file_readable_by(reader_of(self.actors[who])).exists()
            }
            assert found == expected, name
            files = OperationFile.objects.filter(operation=self.rows[name])
            assert readers(files, self.actors) == expected, name

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
        for model in (FinancingLine, OperationFile):
            rows = model.objects.filter(operation=self.rows["contracted"])  # type: ignore[attr-defined]
            assert readers(rows, self.actors) == DEPARTMENT | STATE
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
    written(membership)
    reader = reader_of(actors["departement"])
    assert not Operation.objects.visible_to(reader).filter(pk=row.pk).exists()
    assert not verdict(EDIT, reader, row)
    membership.ends_on = today()
    written(membership)
    assert verdict(EDIT, reader_of(actors["departement"]), row)


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
    found = {name for name in NAMES if can_create_operation(reader_of(actors[name]), place)}
    assert found == allowed


def test_who_sees_the_button_to_create(actors: dict[str, User]) -> None:
    found = {name for name in NAMES if can_create_operation(reader_of(actors[name]))}
    assert found == {"departement", "terrimouv"}


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (SUBMIT, "draft"),
        (ADMIT, "submitted"),
        (APPRAISE, "admissible"),
        (CONTRACT, "programmed"),
        (AMEND, "contracted"),
    ],
)
def test_officers_of_the_holder_move_its_operations(
    verb: Verb, state: str, actors: dict[str, User]
) -> None:
    for code, officer in (("cd62-fse-2021", "departement"), ("tmi-fse-2021", "terrimouv")):
        row = scenes.operation(state, code)
        found = {name for name in NAMES if verdict(verb, reader_of(actors[name]), row)}
        assert found == {officer}


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
    calls: list[Callable[[Actor], Any]] = [
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
        reader = reader_of(actors[name])
        if not isinstance(reader, Actor):
            # Whoever belongs to no body has not even somebody to act as.
            assert not verdict(SUBMIT, reader, rows["draft"])
            continue
        for call in calls:
            with pytest.raises(Denied, match=r"gestionnaire"):
                call(reader)
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
        actions.edit_draft(row, draft, by=actor_of(actor("departement")))
    assert Operation.objects.get(pk=row.pk).envelope.code == "cd62-fse-2021"


def test_a_refusal_says_which_of_state_and_role_forbids(actor: Actors) -> None:
    row = scenes.operation("draft")
    by_state = verdict(CONTRACT, reader_of(actor("departement")), row)
    by_role = verdict(SUBMIT, reader_of(actor("terrimouv")), row)
    assert by_state.reason == "Impossible de conventionner : l’état actuel est « brouillon »."
    assert by_role.reason == "Cette opération est gérée par un gestionnaire de son titulaire."


def test_the_readings_of_files_are_for_the_state_and_the_holders(actors: dict[str, User]) -> None:
    send(content(listed(eu="x")))
    assert ImportRow.objects.get().run.recorded_at <= timezone.now()
    for rows in (ImportRun.objects.all(), ImportRow.objects.all()):
        assert readers(rows, actors) == BODIES
