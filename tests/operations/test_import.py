"""The national list of 2014-2020: read twice, changed since, decided here, refused, rehearsed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.acts.models import Act, ActKind, ImportRow, ImportRun
from accord.acts.states import RowOutcome
from accord.kernel.actors import SERVER
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.models import Envelope
from envelopes.states import Stage
from envelopes.totals import totals_data
from operations import actions
from operations.ledger import net_amounts
from operations.models import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationStep,
    UseOfCredits,
)
from tests import scenes
from tests.operations.deciding import programme
from tests.operations.national_list import APAPM, DEPARTMENT, HEADER, content, row, send

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
EDITION = date(2023, 12, 1)
FORMER = "2014-2020"


def image() -> tuple[int, ...]:
    models: list[Any] = [
        *(Operation, UseOfCredits, OperationStep, Beneficiary, FinancingLine, Act),
        *(ImportRun, ImportRow),
    ]
    return tuple(model.objects.count() for model in models)


def totals(code: str, day: date = EDITION) -> dict[str, Any]:
    [position] = Envelope.objects.filter(code=code).positions(day)
    return totals_data(position.totals)


def test_an_import_cut_short_is_finished_by_sending_the_file_again() -> None:
    rows = [row(number=str(rank)) for rank in range(1, 7)]
    send(content(*rows[:2]))
    assert Operation.objects.count() == 2
    report = send(content(*rows))
    assert report.counts == {RowOutcome.UNCHANGED: 2, RowOutcome.CREATED: 4}
    assert Operation.objects.all().sums(EDITION)[Stage.PROGRAMMED]["eu"] == 6 * 60_000


def test_a_list_costs_fewer_statements_than_two_a_row() -> None:
    """What is new is written together, and posted once for each account, stage and day."""
    rows = [row(number=str(rank), beneficiary=f"Association {rank}") for rank in range(1, 101)]
    with CaptureQueriesContext(connection) as captured:
        assert send(content(*rows)).counts == {RowOutcome.CREATED: 100}
    assert len(captured) < 2 * len(rows)
    with CaptureQueriesContext(connection) as captured:
        assert send(content(*rows)).counts == {RowOutcome.UNCHANGED: 100}
    assert len(captured) < len(rows) / 2
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)


def test_an_envelope_alerts_once_for_a_file_and_names_the_whole_excess() -> None:
    # Open: 34 043 650,00 €.
    rows = [row(number=str(rank), cost="50000000", eu="20000000") for rank in (1, 2)]
    report = send(content(*rows))
    assert report.counts == {RowOutcome.CREATED: 2}
    [alert] = report.alerts
    assert "dépasserait de 5\u202f956\u202f350,00" in alert


# -- a later edition -------------------------------------------------------------------------------


def one(number: str = "201600001") -> Operation:
    return Operation.objects.with_names().get(number=number)


def nets(number: str = "201600001") -> tuple[int, int]:
    programmed, contracted = (
        net_amounts(one(number), stage) for stage in (Stage.PROGRAMMED, Stage.CONTRACTED)
    )
    assert programmed == contracted
    return contracted.eligible_cost, contracted.amount


@pytest.mark.parametrize(
    ("cost", "eu"), [("1200.50", "700.25"), ("900", "500"), ("1000", "599.99"), ("1500", "600")]
)
def test_a_changed_amount_becomes_a_difference_dated_at_the_edition(cost: str, eu: str) -> None:
    send(content(row()))
    report = send(content(row(cost=cost, eu=eu)), edition_on=EDITION)
    assert report.counts == {RowOutcome.CHANGED: 1}
    expected = round(float(cost) * 100), round(float(eu) * 100)
    assert nets() == expected
    later = UseOfCredits.objects.filter(value_date=EDITION)
    assert later.count() == 2
    assert {(use.delta_cost, use.delta_eu) for use in later} == {
        (expected[0] - 100_000, expected[1] - 60_000)
    }
    assert {(use.act.date, use.is_presumed) for use in later} == {(EDITION, False)}
    eve = EDITION - timedelta(days=1)
    assert totals("cd62-fse-2014", eve)["programmed"] == "600.00"
    assert totals("cd62-fse-2014")["programmed"] == f"{expected[1] / 100:.2f}"
    assert UseOfCredits.objects.count() == 4
    call_command("check_ledger", verbosity=0)


def test_an_edition_without_date_dates_its_differences_today_by_presumption() -> None:
    send(content(row()))
    send(content(row(eu="500")))
    later = UseOfCredits.objects.filter(value_date=today())
    assert {(use.delta_eu, use.is_presumed) for use in later} == {(-10_000, True)}
    assert later[0].act.date is None
    assert later[0].act.date_note == "date de l’édition inconnue"


def test_the_former_edition_sent_again_is_a_difference_back() -> None:
    """The latest file read is what the list says."""
    first, second = content(row()), content(row(eu="500"))
    send(first, edition_on=date(2022, 1, 1))
    send(second, edition_on=date(2022, 6, 1))
    report = send(first, edition_on=date(2022, 9, 1))
    assert report.counts == {RowOutcome.CHANGED: 1}
    assert nets() == (100_000, 60_000)
    # The same bytes are the same act, recorded once.
    assert Act.objects.filter(kind=ActKind.EXTRACT_EDITION).count() == 2


def test_a_difference_is_never_dated_before_what_it_changes() -> None:
    """An operation listed before it begins: at no date may the difference stand alone."""
    send(content(row(start="2017-06-01", end="2018-05-31")), edition_on=date(2016, 1, 1))
    send(content(row(start="2017-06-01", end="2018-05-31", eu="500")), edition_on=date(2016, 6, 1))
    assert nets() == (100_000, 50_000)
    for day in (date(2016, 6, 1), date(2017, 5, 31)):
        assert totals("cd62-fse-2014", day)["programmed"] == "0.00"
    assert totals("cd62-fse-2014", date(2017, 6, 1))["programmed"] == "500.00"


def test_a_number_listed_twice_in_a_file_is_refused_the_second_time() -> None:
    """Otherwise sending the file again would go back and forth between the two amounts."""
    data = content(row(), row(eu="500"), row(number="201600002"))
    report = send(data)
    assert report.counts == {RowOutcome.CREATED: 2, RowOutcome.REFUSED: 1}
    [refused] = report.refused
    assert (refused.line, refused.column, refused.value) == (3, "num_dossier", "201600001")
    assert "ligne 2" in refused.message
    assert nets() == (100_000, 60_000)
    before = UseOfCredits.objects.count()
    assert send(data).counts == {RowOutcome.UNCHANGED: 2, RowOutcome.REFUSED: 1}
    assert UseOfCredits.objects.count() == before


def test_a_number_whose_first_row_was_refused_may_come_later_in_the_file() -> None:
    report = send(content(row(eu="abc"), row()))
    assert report.counts == {RowOutcome.REFUSED: 1, RowOutcome.CREATED: 1}


# -- what was decided here -------------------------------------------------------------------------


def decided_here(actor: Actors) -> Operation:
    """An operation of the former period that went through a committee here."""
    officer = actor_of(actor("departement"))
    draft = actions.OperationDraft(
        number="201600001",
        title="Décidée ici",
        envelope=scenes.envelope("cd62-fse-2014"),
        beneficiary=scenes.BeneficiaryFactory(),
        starts_on=date(2016, 1, 1),
        ends_on=date(2016, 12, 31),
        requested_cost=100_000,
        requested_eu=60_000,
    )
    made = actions.create_operation(draft, by=officer)
    actions.submit_operation(made, by=officer, value_date=date(2016, 1, 1))
    actions.decide_admissibility(made, by=officer, admissible=True, value_date=date(2016, 1, 1))
    actions.appraise_operation(
        made,
        by=officer,
        value_date=date(2016, 1, 1),
        eligible_cost=100_000,
        eu_amount=60_000,
        resources=[actions.Resource("own", 40_000)],
        conclusion="",
    )
    act = scenes.credit_act(
        agreement=made.envelope.agreement,
        kind=ActKind.COMMITTEE_DECISION,
        issuer=made.envelope.holder,
    )
    return programme(made, by=SERVER, act=act, value_date=date(2016, 2, 1))


def test_what_was_decided_here_is_a_gap_and_nothing_is_overwritten(actor: Actors) -> None:
    made = decided_here(actor)
    before = UseOfCredits.objects.count()
    report = send(content(row(cost="1000", eu="500")), edition_on=EDITION)
    [result] = report.results
    assert (result.outcome, result.operation) == (RowOutcome.GAP, made)
    assert "décidé ici" in result.message
    assert UseOfCredits.objects.count() == before
    stored = one()
    assert (stored.state, stored.title, stored.is_imported) == ("programmed", "Décidée ici", False)
    assert ImportRun.objects.get().gaps == 1
    assert ImportRow.objects.get().outcome == RowOutcome.GAP
    assert not Act.objects.filter(kind=ActKind.EXTRACT_EDITION).exists()


def test_an_imported_operation_amended_here_is_a_gap_too(actor: Actors) -> None:
    send(content(row()))
    actions.amend_operation(
        one(),
        by=actor_of(actor("departement")),
        number="AV-1",
        value_date=date(2017, 1, 1),
        eligible_cost=120_000,
        eu_amount=70_000,
    )
    report = send(content(row(eu="650")), edition_on=EDITION)
    assert report.counts == {RowOutcome.GAP: 1}
    assert nets() == (120_000, 70_000)
    # Once the list says what was decided here, there is no gap left.
    assert send(content(row(cost="1200", eu="700"))).counts == {RowOutcome.UNCHANGED: 1}


def test_a_number_of_another_programme_is_another_operation() -> None:
    other = scenes.operation("admissible", number="201600001")
    assert send(content(row())).counts == {RowOutcome.CREATED: 1}
    listed = Operation.objects.get(is_imported=True)
    assert (listed.number, listed.programme == other.programme) == (other.number, False)


@pytest.mark.parametrize("number", [" 201600001", "0201600001", "201600001.0", "2016 00001"])
def test_a_number_is_the_same_however_it_is_written(number: str) -> None:
    send(content(row()))
    assert send(content(row(number=number))).counts == {RowOutcome.UNCHANGED: 1}
    report = send(content(row(), row(number=number)))
    assert report.counts == {RowOutcome.UNCHANGED: 1, RowOutcome.REFUSED: 1}


def test_the_draft_of_another_holder_does_not_stand_in_the_way_of_the_list() -> None:
    draft = scenes.operation("draft", "apapm-fse-2014", number="201600001")
    assert send(content(row())).counts == {RowOutcome.CREATED: 1}
    with pytest.raises(Refused, match="201600001 : une opération de ce programme porte déjà"):
        admit(draft)


def test_an_operation_admissible_elsewhere_is_refused() -> None:
    other = scenes.operation("draft", "apapm-fse-2014", number="201600001")
    admit(other)
    report = send(content(row()))
    [refused] = report.refused
    assert (refused.column, refused.value) == ("num_dossier", "201600001")
    assert "apapm-fse-2014" in refused.message
    assert one().pk == other.pk
    assert not UseOfCredits.objects.exists()


def admit(row: Operation) -> None:
    by = actor_of(scenes.officer_of(row.owner))
    actions.submit_operation(row, by=by, value_date=EDITION)
    actions.decide_admissibility(row, by=by, admissible=True, value_date=EDITION)


def test_the_service_of_another_holder_does_not_take_an_operation_over() -> None:
    send(content(row()))
    report = send(content(row(service=APAPM)))
    assert "cd62-fse-2014" in report.refused[0].message
    assert one().envelope.code == "cd62-fse-2014"


# -- ceilings --------------------------------------------------------------------------------------


def test_what_the_list_contracted_above_a_ceiling_is_recorded_with_an_alert() -> None:
    # Open: 34 043 650,00 €.
    report = send(content(row(cost="50000000", eu="34043650.01")))
    assert report.counts == {RowOutcome.CREATED: 1}
    [alert] = report.alerts
    assert "dépasserait de 0,01" in alert
    [position] = Envelope.objects.filter(code="cd62-fse-2014").positions(EDITION)
    assert position.overrun == 1
    assert position.totals.programmed == 3_404_365_001
    call_command("check_ledger", verbosity=0)


def test_a_change_that_passes_a_ceiling_is_recorded_with_an_alert_too() -> None:
    send(content(row(cost="50000000", eu="34043650")))
    report = send(content(row(cost="50000000", eu="34043650.01")), edition_on=EDITION)
    assert report.counts == {RowOutcome.CHANGED: 1}
    assert len(report.alerts) == 1


# -- rehearsal and command -------------------------------------------------------------------------


def test_a_rehearsal_says_what_would_happen_and_writes_nothing() -> None:
    before = image()
    report = send(content(*three()), dry_run=True)
    assert report.counts == {RowOutcome.CREATED: 3}
    assert report.run is None
    assert image() == before
    assert send(content(row(), row(eu="x", number="2")), dry_run=True).counts == {
        RowOutcome.CREATED: 1,
        RowOutcome.REFUSED: 1,
    }
    assert image() == before


def three() -> list[dict[str, str]]:
    return [row(number=str(rank)) for rank in range(1, 4)]


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_operations", str(path), agreement=FORMER, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "liste.csv"
        path.write_bytes(data)
        return path

    return write


def test_the_command_says_what_it_did(file: Callable[[bytes], Path]) -> None:
    said = run(file(content(*three())), edition_date="2023-12-01")
    assert said.startswith("3 lignes : 3 créées, 0 inchangée, 0 modifiée")
    assert Act.objects.get(kind=ActKind.EXTRACT_EDITION).date == EDITION
    assert "3 inchangées" in run(file(content(*three())))


def test_the_rehearsal_of_the_command_says_that_it_is_one(file: Callable[[bytes], Path]) -> None:
    said = run(file(content(*three())), dry_run=True)
    assert said.startswith("À blanc, rien n’est enregistré. 3 lignes : 3 créées")
    assert not Operation.objects.exists()


def test_refused_rows_are_said_and_come_back_in_a_file_to_correct(
    file: Callable[[bytes], Path], tmp_path: Path
) -> None:
    errors = tmp_path / "refus.csv"
    data = content(
        row(), row(number="2", eu="1.000"), row(number="3", title="-x", OS="=3", start="hier")
    )
    said = run(file(data), errors=errors)
    assert "ligne 3 refusée, Mont_UE « 1.000 » : « 1.000 » est ambigu" in said
    assert "ligne 4 refusée, Date début réalisation « hier » : date illisible" in said
    assert str(errors) in said
    lines = errors.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0] == ";".join([*HEADER, "ligne", "champ", "motif"])
    assert ";'=3;" in lines[2]
    assert ";'-x;" in lines[2]
    corrected = (
        errors.read_text(encoding="utf-8-sig").replace("1.000", "100").replace("hier", "2016-02-01")
    )
    said = run(file(corrected.encode("utf-8-sig")))
    assert "2 créées" in said
    assert nets("2") == (100_000, 10_000)
    # What a spreadsheet might have run is again what was sent.
    assert one("3").title == "-x"


def test_a_file_of_errors_sent_again_uncorrected_is_refused_again_in_the_same_layout(
    file: Callable[[bytes], Path], tmp_path: Path
) -> None:
    errors = tmp_path / "refus.csv"
    run(file(content(row(eu="abc"))), errors=errors)
    said = run(file(errors.read_bytes()), errors=errors)
    assert "1 refusée" in said
    corrected = errors.read_text(encoding="utf-8-sig").replace(";abc;", ";600;")
    assert "1 créée," in run(file(corrected.encode()))


def test_services_and_programmes_are_known_under_their_other_names() -> None:
    rows = [
        row(number="1", service="CD62"),
        row(number="2", service="Département du Pas-de-Calais"),
        row(number="3", service=DEPARTMENT.upper()),
        row(number="4", service=APAPM.replace("'", "’")),
        row(number="5", programme="programme operationnel national fse"),
    ]
    report = send(content(*rows))
    assert report.counts == {RowOutcome.CREATED: 5}
    places = dict(Operation.objects.values_list("number", "envelope__code"))
    assert places["4"] == "apapm-fse-2014"
    assert {places[number] for number in "1235"} == {"cd62-fse-2014"}
