"""Who reads what, by rows and by words: nobody reads what the design gives to others.

Every actor looks at half of the addresses here; at every object of each in the proof of rights.
"""

from __future__ import annotations

import pytest

from accord.people.models import User
from tests.canary import places
from tests.canary.looking import Look, browser_of, prepared, wrong_rows
from tests.canary.readers import READERS
from tests.canary.world import kept_models

pytestmark = [pytest.mark.django_db, pytest.mark.lenient_templates]


def test_the_tables_name_every_model_and_every_address() -> None:
    assert {model.__name__ for model in kept_models()} == set(READERS)
    assert places.unvisited() == set()


def test_each_actor_reads_what_the_design_gives_it_and_nothing_else(
    actors: dict[str, User],
) -> None:
    words = prepared(actors)
    assert [model.__name__ for model in kept_models() if not model._base_manager.exists()] == []
    assert list(wrong_rows(words, actors)) == []
    sample = places.Sample(1)
    seen = Look(words, places.kept(sample))
    for rank, (who, user) in enumerate(actors.items()):
        addresses = places.some_pages(sample, rank)[rank % 2 :: 2]
        addresses += places.some_searches(words, rank)
        seen.by(who, browser_of(user), addresses)
    assert seen.broken == []
    assert [str(leak) for leak in seen.leaks] == []
    assert seen.counts["words read"] > 1000
