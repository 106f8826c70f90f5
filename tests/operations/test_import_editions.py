"""Later and earlier editions of the list: what they change, and what they may not undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accord.acts.models import Act, ActKind, ImportRow, ImportRun
from accord.acts.states import RowOutcome
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import User
from operations import actions, import_changes, imports
from operations.ledger import net_amounts, reverse_use
from operations.models import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationStep,
    UseOfCredits,
)
from operations.verbs import IMPORT
from tests.operations.national_list import content, row, send

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
WINTER, SPRING, SUMMER = date(2022, 1, 10), date(2022, 4, 10), date(2022, 7, 10)


def one(number: str = "201600001") -> Operation:
    return Operation.objects.with_names().get(number=number)


def eu_amount(number: str = "201600001") -> int:
    return net_amounts(one(number), "contracted").amount


def plan() -> dict[str, int]:
    return dict(FinancingLine.objects.values_list("kind", "amount"))


def image() -> list[list[dict[str, Any]]]:
    models: list[Any] = [
        *(Operation, Operation.history.model, UseOfCredits, OperationStep, Beneficiary),
        *(FinancingLine, FinancingLine.history.model, Act, ImportRun, ImportRow),
    ]
    return [list(model.objects.order_by("pk").values()) for model in models]


# -- attributes ------------------------------------------------------------------------------------

# What changes in the row, the column said, the attribute, its value afterwards.
CHANGES: list[tuple[dict[str, str], str, str, Any]] = [
    ({"title": "Un autre intitulé"}, "Lib_opé", "title", "Un autre intitulé"),
    (
        {"beneficiary": "Une autre association"},
        "Lib_org",
        "beneficiary__name",
        "Une autre association",
    ),
    ({"OS": "2"}, "AXE, OT, PI, OS", "key", "3.9.1.2"),
    ({"start": "2016-02-01"}, "Date début réalisation", "starts_on", date(2016, 2, 1)),
    ({"end": "2017-03-31"}, "Date fin réalisation", "ends_on", date(2017, 3, 31)),
    ({"participants": "9"}, "Nombre de participants prévisionnels", "planned_participants", 9),
]


@pytest.mark.parametrize(("changes", "column", "attribute", "value"), CHANGES)
def test_a_later_edition_changes_an_attribute_with_its_history(
    changes: dict[str, str], column: str, attribute: str, value: Any
) -> None:
    send(content(row()), edition_on=WINTER)
    uses = UseOfCredits.objects.count()
    edition = content(row(**changes))
    report = send(edition, edition_on=SPRING)
    [result] = report.results
    assert (result.outcome, result.operation) == (RowOutcome.CHANGED, one())
    assert result.message == f"colonnes modifiées : {column}"
    act = Act.objects.get(kind=ActKind.EXTRACT_EDITION, date=SPRING)
    if attribute == "key":
        key: Any = one().keys.last()
        assert (key.objective.code, key.value_date, key.act) == (value, SPRING, act)
        assert (key.reason, key.note) == (IMPORT.code, f"ligne 2 : {column}")
        assert one().history.count() == 1
    else:
        assert Operation.objects.values_list(attribute, flat=True).get() == value
        latest, first = one().history.all()
        assert (latest.history_note, latest.under_act) == (f"ligne 2 : {column}", act.pk)
        assert latest.history_change_reason == first.history_change_reason == IMPORT.code
    assert UseOfCredits.objects.count() == uses
    kept = ImportRow.objects.get(outcome=RowOutcome.CHANGED)
    assert (kept.message, kept.run.act.date) == (result.message, SPRING)
    assert kept.imported_operation.operation == one()
    before = image()
    assert send(edition, edition_on=SPRING).counts == {RowOutcome.UNCHANGED: 1}
    assert image() == before
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)


def test_an_objective_that_a_later_edition_does_not_tell_stays() -> None:
    send(content(row()), edition_on=WINTER)
    before = one().keys.get().objective
    assert before is not None
    assert send(content(row(OS="99")), edition_on=SPRING).counts == {RowOutcome.UNCHANGED: 1}
    assert one().keys.get().objective == before


def test_several_columns_change_at_once_and_the_command_names_them(tmp_path: Path) -> None:
    send(content(row()))
    path = tmp_path / "liste.csv"
    path.write_bytes(content(row(title="Autre", cost="1100", eu="700", end="2017-01-31")))
    out = StringIO()
    call_command("import_operations", str(path), agreement="2014-2020", stdout=out)
    assert "1 modifiée," in out.getvalue()
    said = "Mont_UE, Dépenses totales, Lib_opé, Date fin réalisation"
    assert f"ligne 2 modifiée : colonnes modifiées : {said}" in out.getvalue()
    assert (one().title, one().ends_on, eu_amount()) == ("Autre", date(2017, 1, 31), 70_000)


def test_a_search_finds_the_new_title_and_the_new_beneficiary() -> None:
    send(content(row()))
    send(content(row(title="Énergie nouvelle", beneficiary="Œuvre neuve")))
    assert one().folded == "201600001 energie nouvelle oeuvre neuve"


def test_another_writing_of_the_same_beneficiary_or_an_empty_optional_cell_changes_nothing() -> (
    None
):
    send(content(row()))
    before = image()
    for same in (row(beneficiary="ASSOCIATION D'ESSAI"), row(participants=""), row(Region_adm="")):
        assert send(content(same)).counts == {RowOutcome.UNCHANGED: 1}
    assert image() == before


def test_a_rehearsal_of_a_later_edition_says_the_same_and_writes_nothing() -> None:
    send(content(row()))
    before = image()
    report = send(content(row(title="Autre", eu="500")), dry_run=True)
    assert report.results[0].message == "colonnes modifiées : Mont_UE, Lib_opé"
    assert image() == before


# -- the financing plan ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "eu", "expected"),
    [
        ("1200.50", "700.25", {"eu": 70_025, "not_detailed": 50_025}),
        ("900", "600", {"eu": 60_000, "not_detailed": 30_000}),
        ("600", "600", {"eu": 60_000}),
    ],
)
def test_the_financing_plan_follows_a_changed_amount(
    cost: str, eu: str, expected: dict[str, int]
) -> None:
    send(content(row()))
    assert plan() == {"eu": 60_000, "not_detailed": 40_000}
    send(content(row(cost=cost, eu=eu)))
    assert plan() == expected
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)


def test_the_financing_plan_stays_when_only_the_title_changes() -> None:
    send(content(row()))
    before = list(FinancingLine.objects.values())
    send(content(row(title="Autre")))
    assert list(FinancingLine.objects.values()) == before


# -- what was decided here -------------------------------------------------------------------------


def amended_here(actor: Actors) -> Operation:
    send(content(row()), edition_on=WINTER)
    return actions.amend_operation(
        one(),
        by=actor_of(actor("departement")),
        number="AV-1",
        value_date=SPRING,
        eligible_cost=120_000,
        eu_amount=70_000,
    )


@pytest.mark.parametrize(("changes", "column", "_attribute", "_value"), CHANGES)
def test_what_was_decided_here_is_a_gap_that_names_column_value_and_reason(
    changes: dict[str, str], column: str, _attribute: str, _value: Any, actor: Actors
) -> None:
    amended_here(actor)
    operations = list(Operation.objects.values())
    beneficiaries = Beneficiary.objects.count()
    report = send(content(row(cost="1200", eu="700", **changes)), edition_on=SUMMER)
    [result] = report.results
    [sent] = changes.values()
    assert (result.outcome, result.column) == (RowOutcome.GAP, column)
    assert result.value == ("3.9.1.2" if column.startswith("AXE") else sent)
    assert result.message == "diffère de ce qui a été décidé ici : rien n’est écrasé"
    assert list(Operation.objects.values()) == operations
    assert Beneficiary.objects.count() == beneficiaries
    kept = ImportRow.objects.get(outcome=RowOutcome.GAP)
    assert (kept.column, kept.value, kept.message) == (column, result.value, result.message)


def test_a_gap_shows_the_amount_as_sent_and_names_the_other_columns(actor: Actors) -> None:
    amended_here(actor)
    report = send(content(row(eu="650,00", title="Autre")), edition_on=SUMMER)
    [result] = report.results
    assert (result.column, result.value) == ("Mont_UE", "650,00")
    assert result.message.endswith("(diffèrent aussi : Dépenses totales, Lib_opé)")


def test_a_row_reversed_here_is_not_written_again_by_the_list(actor: Actors) -> None:
    data = content(row())
    send(data)
    for use in UseOfCredits.objects.all():
        reverse_use(use, by=actor_of(actor("departement")), reason="Saisie deux fois au portail.")
    assert send(data).counts == {RowOutcome.GAP: 1}
    assert eu_amount() == 0


# -- earlier editions ------------------------------------------------------------------------------


@pytest.mark.parametrize("later", [{"eu": "500"}, {"title": "Titre corrigé"}])
def test_an_earlier_edition_never_undoes_a_later_one(later: dict[str, str]) -> None:
    old = content(row())
    send(old, edition_on=WINTER)
    send(content(row(**later)), edition_on=SUMMER)
    before = image()[:6]
    report = send(content(row(eu="400", title="Tardif")), edition_on=SPRING)
    [result] = report.results
    assert (result.outcome, result.column, result.value) == (RowOutcome.GAP, "Mont_UE", "400")
    assert result.message.startswith(
        "édition plus ancienne que celle du 10/07/2022 : rien n’est changé"
    )
    assert send(old, edition_on=WINTER).counts == {RowOutcome.GAP: 1}
    assert image()[:6] == before


def test_an_earlier_edition_does_not_undo_the_first_one_either() -> None:
    send(content(row()), edition_on=SUMMER)
    assert send(content(row(eu="500")), edition_on=SPRING).counts == {RowOutcome.GAP: 1}
    assert eu_amount() == 60_000


def test_an_earlier_edition_that_says_the_same_or_more_is_read() -> None:
    send(content(row()), edition_on=SUMMER)
    report = send(content(row(), row(number="2")), edition_on=SPRING)
    assert report.counts == {RowOutcome.UNCHANGED: 1, RowOutcome.CREATED: 1}


def test_the_day_given_with_a_former_file_counts_and_not_that_of_its_act() -> None:
    first = content(row())
    send(first, edition_on=WINTER)
    send(content(row(eu="500")), edition_on=SPRING)
    # The very bytes of January, said to be what the list says in July.
    assert send(first, edition_on=SUMMER).counts == {RowOutcome.CHANGED: 1}
    between = SUMMER - timedelta(days=1)
    report = send(content(row(eu="450")), edition_on=between)
    assert report.counts == {RowOutcome.GAP: 1}
    assert "10/07/2022" in report.results[0].message
    assert eu_amount() == 60_000


@pytest.mark.parametrize(("first", "second"), [(None, WINTER), (SUMMER, None), (SUMMER, SUMMER)])
def test_an_edition_without_date_or_of_the_same_day_is_the_latest_read(
    first: date | None, second: date | None
) -> None:
    send(content(row()), edition_on=first)
    assert send(content(row(eu="500")), edition_on=second).counts == {RowOutcome.CHANGED: 1}


def test_what_a_reading_cut_short_wrote_is_known_with_its_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A chunk keeps what became of its rows: no later step is needed to remember its edition."""
    send(content(row(), row(number="2")), edition_on=WINTER)
    monkeypatch.setattr(imports, "CHUNK", 1)
    import_rows = imports.import_rows

    def stop_at_the_second(lines: Any, context: Any) -> Any:
        if lines[0].line == 3:
            raise KeyboardInterrupt
        return import_rows(lines, context)

    monkeypatch.setattr(imports, "import_rows", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        send(content(row(title="Autre"), row(number="2", title="Autre")), edition_on=SUMMER)
    monkeypatch.setattr(imports, "import_rows", import_rows)
    report = send(content(row(title="Tardif")), edition_on=SPRING)
    assert report.counts == {RowOutcome.GAP: 1}
    run = ImportRun.objects.get(edition_on=SUMMER)
    assert (run.rows, run.changed) == (1, 1)


def test_a_reading_in_several_chunks_is_one_run_with_its_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(content(row(number="1"), row(number="2")))
    monkeypatch.setattr(imports, "CHUNK", 2)
    rows = [row(number=str(rank)) for rank in range(1, 6)]
    send(content(*rows, row(number="6", eu="x"), row(number="1")))
    run = ImportRun.objects.latest("pk")
    assert (run.rows, run.created, run.unchanged, run.refused) == (7, 3, 2, 2)
    assert list(run.row_outcomes.values_list("line", flat=True)) == [4, 5, 6, 7, 8]


# -- an operation that has not begun ---------------------------------------------------------------


def test_an_operation_that_begins_later_is_imported_with_an_alert() -> None:
    start = today() + timedelta(days=40)
    end = start + timedelta(days=300)
    coming = row(number="2", start=start.isoformat(), end=end.isoformat())
    starting = row(number="3", start=today().isoformat(), end=end.isoformat())
    report = send(content(row(), coming, starting))
    assert report.counts == {RowOutcome.CREATED: 3}
    assert report.alerts == [
        f"L’opération 2 commence le {start:%d/%m/%Y} : "
        "elle n’apparaît dans les listes qu’à cette date."
    ]
    assert not Operation.objects.known_on(today()).filter(number="2").exists()
    assert Operation.objects.known_on(start).filter(number="2").exists()


# -- a row undone ----------------------------------------------------------------------------------


def test_the_act_of_an_edition_survives_the_row_that_first_named_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    append_uses = import_changes.append_uses

    def refuse_the_first(envelope: Any, operation: Operation, *args: Any, **kwargs: Any) -> Any:
        if operation.number == "1":
            raise Refused("Impossible pour cet essai.")
        return append_uses(envelope, operation, *args, **kwargs)

    send(content(row(number="1"), row(number="2")), edition_on=WINTER)
    monkeypatch.setattr(import_changes, "append_uses", refuse_the_first)
    edition = content(row(number="1", eu="500"), row(number="2", eu="500"))
    report = send(edition, edition_on=SPRING)
    assert [result.outcome for result in report.results] == ["refused", "changed"]
    act = Act.objects.get(kind=ActKind.EXTRACT_EDITION, date=SPRING)
    changed = UseOfCredits.objects.filter(act=act)
    assert set(changed.values_list("operation__number", flat=True)) == {"2"}
    assert eu_amount("1") == 60_000
