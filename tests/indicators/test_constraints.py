"""What the database itself refuses of indicators, in the words that people read."""

from __future__ import annotations

import pytest

from indicators.models import IndicatorFund
from tests.refusals import EXISTS, Actors, Scene, Table, prove, twin

pytestmark = pytest.mark.django_db

REFUSED: Table = {
    "indicators_indicatorfund_unique": (
        EXISTS,
        lambda of: [twin(IndicatorFund.objects.earliest("pk"), source="Essai")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))
