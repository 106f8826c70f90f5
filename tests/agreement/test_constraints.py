"""What the database itself refuses of an agreement's text, in the words that people read."""

from __future__ import annotations

import pytest

from accord.agreement.models import Chapter, FigureCheckLine, Party
from tests.refusals import EXISTS, Actors, Scene, Table, prove, twin

pytestmark = pytest.mark.django_db

REFUSED: Table = {
    "agreement_party_unique": (
        "Cet organisme est déjà partie à l’accord.",
        lambda of: [twin(Party.objects.earliest("pk"), position=90, capacity="Essai")],
    ),
    "agreement_chapter_number_unique": (
        EXISTS,
        lambda of: [twin(Chapter.objects.earliest("pk"), position=90, title="Essai")],
    ),
    "agreement_figurecheckline_unique": (
        EXISTS,
        lambda of: [twin(FigureCheckLine.objects.earliest("pk"), left="1", right="2")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))
