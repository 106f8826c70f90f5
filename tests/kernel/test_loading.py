"""Loading again changes nothing, keeps what somebody edited and says so, follows the files."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import models

from accord.agreement.models import Chapter
from accord.kernel import loading
from accord.kernel.loading import LOADER, FixtureError, need, optional_date, pieces
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from accord.territories.models import TerritoryCommune
from envelopes.models import CreditMovement, Fund
from tests import scenes
from tests.actors import written

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def load(verbosity: int = 1) -> str:
    out = StringIO()
    call_command("load_accord", stdout=out, verbosity=verbosity)
    return out.getvalue()


def load_rows(*arguments: Any) -> loading.LoadReport:
    with acting(LOADER):
        return loading.load_rows(*arguments)


def counts() -> dict[str, int]:
    """Rows of every table, histories included."""
    return {model._meta.label: models.QuerySet(model=model).count() for model in apps.get_models()}


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    """The reference data in a folder of the test's own, to edit."""
    shutil.copytree(Path(django_settings.BASE_DIR) / "fixtures", tmp_path / "fixtures")
    settings.BASE_DIR = tmp_path
    return tmp_path / "fixtures"


def edit(path: Path, column: str, before: str, after: str) -> None:
    """Change one cell of one line of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    [line] = [line for line in lines if line[column] == before]
    line[column] = after
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def test_loading_twice_changes_no_row_and_no_history() -> None:
    before = counts()
    assert before["territories.Commune"] == before["territories.HistoricalCommune"] == 887
    assert before["envelopes.CreditMovement"] == 13
    assert load() == ""
    assert load() == ""
    assert counts() == before


def test_every_file_is_named_when_asked() -> None:
    said = load(verbosity=2)
    assert said.count("rien à changer") >= 30
    assert "Communes : rien à changer" in said
    assert "Tranches et mouvements de crédits : rien à changer" in said


def test_a_loaded_row_says_where_it_comes_from() -> None:
    trace = Organisation.objects.get(code="cd62").history.get()
    assert (trace.history_type, trace.history_change_reason) == ("+", "load_accord")
    assert (trace.history_user, trace.by_system) == (None, "load_accord")


def test_a_row_that_somebody_edited_is_kept_and_said(actor: Actors) -> None:
    body = Organisation.objects.get(code="cr-hdf")
    body.name = "Région Hauts-de-France"
    written(body, by=actor_of(actor("technician")), reason="administration")
    said = load()
    assert "1 modifiés à la main et gardés" in said
    assert f"  gardé : {body}" in said
    body.refresh_from_db()
    assert body.name == "Région Hauts-de-France"
    assert body.history.count() == 2


def test_a_change_without_author_by_a_command_is_kept_too() -> None:
    chapter = Chapter.objects.get(number="9")
    chapter.title = "Signature des parties"
    written(chapter, reason="autre commande")
    assert "1 modifiés à la main et gardés" in load()
    assert Chapter.objects.get(number="9").title == "Signature des parties"


def test_a_changed_file_updates_a_row_that_nobody_touched(own_files: Path) -> None:
    edit(own_files / "chapters.csv", "title", "Signatures", "Signatures des parties")
    said = load()
    assert "Chapitres : 1 mis à jour" in said
    chapter = Chapter.objects.get(number="9")
    assert chapter.title == "Signatures des parties"
    latest = chapter.history.first()
    assert (latest.history_type, latest.history_change_reason) == ("~", "load_accord")
    assert load() == ""


def test_a_row_updated_from_a_file_follows_the_next_edition_too(own_files: Path) -> None:
    edit(own_files / "chapters.csv", "title", "Signatures", "Signatures (2)")
    load()
    edit(own_files / "chapters.csv", "title", "Signatures (2)", "Signatures (3)")
    assert "Chapitres : 1 mis à jour" in load()
    assert Chapter.objects.get(number="9").title == "Signatures (3)"


def test_a_new_line_creates_a_row(own_files: Path) -> None:
    path = own_files / "funds.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "feder,Fonds régional,FEDER,2021-2027,,Essai,presumed\n",
        encoding="utf-8",
    )
    assert "Fonds : 1 créés" in load()
    fund = Fund.objects.get(code="feder")
    assert fund.max_rate_bp is None
    assert fund.history.count() == 1


def test_a_line_that_names_something_unknown_loads_nothing(own_files: Path) -> None:
    edit(own_files / "chapters.csv", "title", "Signatures", "Autre titre")
    edit(own_files / "cadence_rules.csv", "committee", "politique", "inconnu")
    before = counts()
    with pytest.raises(FixtureError, match="cadence_rules : « inconnu » est inconnu"):
        load()
    # ``load_accord`` is one transaction; inside a test it is a savepoint.
    assert counts() == before
    assert Chapter.objects.get(number="9").title == "Signatures"


def test_a_commune_withdrawn_from_a_territory_stays_withdrawn(actor: Actors) -> None:
    line = TerritoryCommune.objects.filter(territory__code="mining-basin").first()
    assert line is not None
    line.ends_on = date(2025, 12, 31)
    written(line, by=actor_of(actor("technician")), reason="administration")
    assert load() == ""
    line.refresh_from_db()
    assert line.ends_on == date(2025, 12, 31)


def test_a_movement_that_was_reversed_is_not_recorded_again(actor: Actors) -> None:
    from envelopes.actions import reverse_movement

    movement = CreditMovement.objects.get(envelope__code="ocaplie-fse-2014", kind="top_up")
    reverse_movement(movement, by=actor_of(actor("dreets")), reason="complément non confirmé")
    assert load() == ""
    assert CreditMovement.objects.filter(envelope__code="ocaplie-fse-2014").count() == 4


def test_what_people_recorded_is_left_alone(actor: Actors) -> None:
    scenes.operation("contracted")
    scenes.credit_act()
    before = counts()
    assert load() == ""
    assert counts() == before


# -- the parts -------------------------------------------------------------------------------------


def test_a_cell_may_hold_several_values() -> None:
    assert pieces("a|b||c") == ["a", "b", "c"]
    assert pieces("") == []


def test_an_empty_date_is_unknown() -> None:
    assert optional_date("") is None
    assert optional_date("2023-09-18") == date(2023, 9, 18)
    with pytest.raises(ValueError, match="18/09/2023"):
        optional_date("18/09/2023")


def test_an_empty_code_refers_to_nothing_and_an_unknown_one_is_refused() -> None:
    assert need({"a": 1}, "", "fichier") is None
    assert need({"a": 1}, "a", "fichier") == 1
    with pytest.raises(FixtureError, match="fichier : « b »"):
        need({"a": 1}, "b", "fichier")


def test_a_report_counts_what_was_done() -> None:
    rows = [
        {"code": "fse", "name": "Fonds social européen (FSE)"},
        {
            "code": "fead",
            "name": "FEAD",
            "short_name": "FEAD",
            "source": "x",
            "certainty": "stated",
        },
    ]
    report = load_rows(Fund, ["code"], rows)
    assert (report.created, report.updated, report.kept) == (1, 1, [])
    assert str(report) == "Fonds : 1 créés, 1 mis à jour"
    assert str(loading.LoadReport("Rien")) == "Rien : rien à changer"


def test_a_row_without_any_trace_is_kept() -> None:
    """Nobody knows who wrote it: it is not the loader's."""
    fund = Fund.objects.get(code="fse")
    fund.history.all().delete()
    report = load_rows(Fund, ["code"], [{"code": "fse", "name": "Autre"}])
    assert report.kept == [str(fund)]
    assert Fund.objects.get(code="fse").name == "Fonds social européen"
