"""What the database itself refuses of territories, in the words that people read."""

from __future__ import annotations

from datetime import date

import pytest

from accord.territories.models import TerritoryCommune, TerritoryPlie
from tests.actors import written
from tests.refusals import EXISTS, Actors, Scene, Table, prove, twin

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 2)

REFUSED: Table = {
    "territories_territorycommune_unique": (
        "Cette commune est déjà dans le territoire.",
        lambda of: [twin(TerritoryCommune.objects.earliest("pk"), starts_on=APRIL)],
    ),
    "territories_territoryplie_unique": (
        EXISTS,
        lambda of: [twin(TerritoryPlie.objects.earliest("pk"))],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


def test_a_commune_that_left_a_territory_may_come_back() -> None:
    line = TerritoryCommune.objects.earliest("pk")
    line.ends_on = date(2024, 4, 1)
    written(line)
    written(twin(line, starts_on=APRIL, ends_on=None))
