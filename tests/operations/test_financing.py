"""The financing plan adds up to the eligible cost, from the appraisal to the last amendment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import User
from operations import actions
from operations.models import FinancingLine, Operation
from tests import scenes
from tests.actors import written

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
JUNE = date(2024, 6, 3)


def plan(row: Operation) -> dict[str, int]:
    return {line.kind: line.amount for line in FinancingLine.objects.filter(operation=row)}


def sign(row: Operation, cost: int, eu_amount: int, **options: Any) -> Operation:
    verb = actions.amend_operation if row.state == "contracted" else actions.contract_operation
    return verb(
        row,
        by=actor_of(scenes.officer_of(row.envelope.holder)),  # type: ignore[arg-type]
        number=f"P-{row.number}-{cost}",
        value_date=JUNE,
        eligible_cost=cost,
        eu_amount=eu_amount,
        **options,
    )


def test_an_agreement_of_the_programmed_amounts_keeps_the_plan() -> None:
    row = scenes.operation("programmed", eu_amount=6_000_000, cost=10_000_000)
    before = plan(row)
    sign(row, 10_000_000, 6_000_000)
    assert plan(row) == before
    assert sum(before.values()) == 10_000_000


def test_another_amount_that_the_paper_does_not_detail_says_so() -> None:
    row = scenes.operation("contracted", eu_amount=6_000_000, cost=10_000_000)
    sign(row, 20_000_000, 7_000_000)
    assert plan(row) == {"eu": 7_000_000, "not_detailed": 13_000_000}


def test_a_paper_that_details_its_resources_replaces_the_plan() -> None:
    row = scenes.operation("contracted", eu_amount=6_000_000, cost=10_000_000)
    given = [actions.Resource("state", 1_000_000), actions.Resource("own", 4_000_000)]
    sign(row, 11_000_000, 6_000_000, resources=given)
    assert plan(row) == {"eu": 6_000_000, "state": 1_000_000, "own": 4_000_000}


def test_resources_that_do_not_add_up_are_refused_and_nothing_is_signed() -> None:
    row = scenes.operation("programmed", eu_amount=6_000_000, cost=10_000_000)
    with pytest.raises(Refused, match="écart de") as caught:
        sign(row, 10_000_000, 6_000_000, resources=[actions.Resource("own", 1)])
    assert caught.value.field == "eligible_cost"
    assert Operation.objects.get(pk=row.pk).state == "programmed"
    assert sum(plan(row).values()) == 10_000_000


def test_the_form_of_an_amendment_shows_the_plan_and_takes_another(
    actor: Actors, browse: Any
) -> None:
    row = scenes.operation("contracted", eu_amount=6_000_000, cost=10_000_000)
    client = browse(actor("departement"))
    url = reverse("operations:operation-amend", args=[row.pk])
    [(kind, amount)] = [item for item in plan(row).items() if item[0] != "eu"]
    assert f'name="resource_{kind}"' in client.get(url).content.decode()
    assert amount == 4_000_000
    data = {
        "submission": str(uuid4()),
        "number": "AV-1",
        "value_date": "03/06/2024",
        "eligible_cost": "120 000",
        "eu_amount": "60 000",
        "resource_private": "60 000",
    }
    assert client.post(url, data).status_code == 302
    assert plan(row) == {"eu": 6_000_000, "private": 6_000_000}


def test_a_plan_that_does_not_add_up_is_found_by_the_check() -> None:
    row = scenes.operation("contracted", eu_amount=6_000_000, cost=10_000_000)
    call_command("check_ledger", verbosity=0)
    written(FinancingLine(operation=row, kind="own", amount=5))
    with pytest.raises(CommandError):
        call_command("check_ledger", verbosity=0)
