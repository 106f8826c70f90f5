"""The file of an operation is its holder's: no page, list or answer shows another its amounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accord.people.acting import reader_of
from accord.people.models import Organisation, User
from operations import actions
from operations.models import FileTerritory, FinancingLine, Operation, OperationFile
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]

# Amounts that nothing else bears: asked for, then kept by the appraisal.
ASKED, KEPT = "7 777 777,01", "6 666 666,02"
OUTSIDE = "hors de votre périmètre"
ADDRESSES = (
    "/operations/",
    "/operations/export.csv",
    "/api/v1/operations/",
    "/api/v1/operations/{number}/",
    "/recherche/?q={number}",
)


def appraised(code: str = "cd62-fse-2021", **attributes: Any) -> Operation:
    row = scenes.operation("admissible", code, 777_777_701, cost=999_999_999, **attributes)
    return actions.appraise_operation(
        row,
        by=reader_of(scenes.officer_of(row.owner)),  # type: ignore[arg-type]
        value_date=date(2024, 2, 1),
        eligible_cost=888_888_803,
        eu_amount=666_666_602,
        resources=[actions.Resource("own", 222_222_201)],
        conclusion="Conclusion qui reste au dossier.",
    )


def text_of(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    plain: str = content.decode()
    return plain.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("name", ["departement", "secretary", "direction"])
def test_whoever_is_of_the_holder_reads_both_amounts(name: str, actor: Actors, browse: Any) -> None:
    page = text_of(browse(actor(name)), appraised().get_absolute_url())
    for piece in (ASKED, KEPT, "Conclusion qui reste au dossier."):
        assert piece in page
    assert OUTSIDE not in page


@pytest.mark.parametrize("name", ["dreets", "ddets", "terrimouv"])
def test_another_body_is_told_that_the_amounts_are_outside_its_scope(
    name: str, actor: Actors, browse: Any
) -> None:
    row = appraised()
    client = browse(actor(name))
    page = text_of(client, row.get_absolute_url())
    assert OUTSIDE in page
    pages = [page, *(text_of(client, one.format(number=row.number)) for one in ADDRESSES)]
    for shown in pages:
        for piece in (ASKED, KEPT, "7777777.01", "6666666.02", "7777777,01", "Conclusion qui"):
            assert piece not in shown


def test_whoever_carries_the_operation_reads_its_file(actor: Actors, browse: Any) -> None:
    carrier = Organisation.objects.get(code="plie-lens-lievin")
    row = appraised(beneficiary=scenes.BeneficiaryFactory(organisation=carrier))
    page = text_of(browse(actor("plie")), row.get_absolute_url())
    assert ASKED in page
    assert OUTSIDE not in page


def test_rows_of_the_file_carry_its_holder_and_are_read_by_it_alone(actor: Actors) -> None:
    row = appraised("tmi-fse-2021")
    for model in (OperationFile, FinancingLine):
        rows = model.objects.filter(owner=row.owner)  # type: ignore[attr-defined]
        assert rows.exists()
        assert rows.visible_to(reader_of(actor("terrimouv"))).count() == rows.count()
        for name in ("departement", "dreets", "plie", "region", "stranger", "technician"):
            assert not rows.visible_to(reader_of(actor(name))).exists(), (model, name)
    assert not FileTerritory.objects.exists()
