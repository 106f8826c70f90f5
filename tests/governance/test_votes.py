"""The arithmetic of a vote, and results that it cannot give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.kernel.errors import Refused
from accord.people.acting import actor_of
from accord.people.models import User
from governance import actions
from governance.electorate import electorate_of, objection_to
from governance.models import Decision
from governance.states import PRESENT_STATUSES, AttendanceStatus, Result
from tests import scenes

Actors = Callable[[str], User]
PRESENT, PROXY = AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED_PROXY


def seat(pk: int, status: str = PRESENT, proxy_to: int | None = None, voting: bool = True) -> Any:
    return SimpleNamespace(
        pk=pk,
        status=status,
        proxy_to_id=proxy_to,
        is_voting=voting,
        is_present=status in PRESENT_STATUSES,
    )


def test_thirty_eight_present_and_five_proxies_make_forty_three_voices() -> None:
    rows = [seat(pk) for pk in range(38)]
    rows += [seat(100 + pk, PROXY, pk) for pk in range(5)]
    rows += [seat(200, AttendanceStatus.ABSENT)]
    rows += [seat(300, voting=False), *(seat(400 + pk, "excused", voting=False) for pk in range(3))]
    voices = electorate_of(rows)
    assert (voices.seats, voices.present, voices.proxies, voices.votes) == (44, 38, 5, 43)
    assert (voices.excused, voices.absent, voices.without_vote) == (0, 1, 1)
    assert voices.sentence == "38 présents + 5 pouvoirs = 43 voix"


@pytest.mark.parametrize("status", PRESENT_STATUSES)
def test_remote_and_substitute_are_present(status: str) -> None:
    assert electorate_of([seat(1, status)]).votes == 1


@pytest.mark.parametrize(
    ("recused", "votes", "sentence"),
    [
        ([], 4, "3 présents + 1 pouvoir = 4 voix"),
        # Holder of a proxy: both voices go.
        ([1], 2, "3 présents + 1 pouvoir − 2 par déport = 2 voix"),
        # Giver of a proxy.
        ([4], 3, "3 présents + 1 pouvoir − 1 par déport = 3 voix"),
        # Holder and giver: counted once each.
        ([1, 4], 2, "3 présents + 1 pouvoir − 2 par déport = 2 voix"),
        # Without a voice, or absent: nothing to lose.
        ([5, 6], 4, "3 présents + 1 pouvoir = 4 voix"),
    ],
)
def test_a_recused_person_leaves_with_the_proxies_they_hold(
    recused: list[int], votes: int, sentence: str
) -> None:
    rows = [seat(1), seat(2), seat(3), seat(4, PROXY, 1), seat(5, voting=False), seat(6, "absent")]
    voices = electorate_of(rows, recused)
    assert (voices.votes, voices.sentence) == (votes, sentence)


@given(
    st.lists(
        st.tuples(st.sampled_from(AttendanceStatus.values), st.booleans(), st.integers(0, 9)),
        max_size=10,
    ),
    st.sets(st.integers(0, 9)),
)
def test_voices_never_fall_below_zero_nor_pass_the_seats(
    people: list[tuple[str, bool, int]], recused: set[int]
) -> None:
    rows = [
        seat(pk, status, holder if status == PROXY else None, voting)
        for pk, (status, voting, holder) in enumerate(people)
    ]
    voices = electorate_of(rows, recused)
    assert 0 <= voices.votes <= voices.seats
    assert voices.votes == voices.present + voices.proxies - voices.recused


@pytest.mark.parametrize(
    ("result", "votes", "piece"),
    [
        (Result.FAVOURABLE, None, ""),
        (Result.FAVOURABLE, (4, 0, 0), ""),
        (Result.FAVOURABLE, (2, 2, 0), ""),
        (Result.UNFAVOURABLE, (2, 2, 0), ""),
        (Result.UNFAVOURABLE, (0, 3, 1), ""),
        (Result.ADJOURNED, (1, 2, 1), ""),
        (Result.FAVOURABLE, (0, 0, 4), ""),
        (Result.FAVOURABLE, (0, 0, 0), "aucune voix"),
        (Result.FAVOURABLE, (1, 2, 1), "ne donnent pas un sens favorable"),
        (Result.UNFAVOURABLE, (2, 1, 1), "ne donnent pas un sens défavorable"),
        (Result.FAVOURABLE, (4, 1, 0), "5 voix comptées pour 4 présents"),
    ],
)
def test_a_vote_gives_the_result_that_it_says(
    result: str, votes: tuple[int, int, int] | None, piece: str
) -> None:
    voices = electorate_of([seat(pk) for pk in range(4)])
    objection = objection_to(result, votes, voices)
    assert piece in objection
    assert bool(piece) == bool(objection)


# -- through a sitting -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_vote_against_does_not_programme(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    item = meeting.items.get()
    draft = actions.OutcomeDraft(Result.FAVOURABLE, votes=(0, 2, 0))
    with pytest.raises(Refused, match="ne donnent pas") as caught:
        actions.record_outcomes(meeting, {item.pk: draft}, by=actor_of(secretary))
    assert caught.value.field == f"for_{item.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["absent", "recused"])
def test_nobody_decides_where_nobody_has_a_voice(actor: Actors, case: str) -> None:
    secretary = actor("secretary")
    scenes.seats("technique", secretary)
    place = scenes.committee()
    clerk = actions.SeatDraft(place.organiser, "Greffe", date(2022, 1, 1), is_voting=False)
    actions.add_seat(place, clerk, by=actor_of(secretary))
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    rows = list(meeting.attendees.order_by("pk"))
    voting = [row.pk for row in rows if row.is_voting]
    if case == "absent":
        roll = {pk: actions.RollEntry("absent") for pk in voting}
        actions.take_roll(meeting, roll, by=actor_of(secretary))
    recused = voting if case == "recused" else []
    draft = actions.OutcomeDraft(Result.FAVOURABLE, recused=recused)
    actions.record_outcomes(meeting, {meeting.items.get().pk: draft}, by=actor_of(secretary))
    with pytest.raises(Refused, match="personne n’a voix délibérative"):
        actions.end_sitting(meeting, by=actor_of(secretary))
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_roll_changed_after_the_count_blocks_the_end(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    item = meeting.items.get()
    draft = actions.OutcomeDraft(Result.FAVOURABLE, votes=(2, 0, 0))
    actions.record_outcomes(meeting, {item.pk: draft}, by=actor_of(secretary))
    first = meeting.attendees.earliest("pk")
    actions.take_roll(meeting, {first.pk: actions.RollEntry("absent")}, by=actor_of(secretary))
    with pytest.raises(Refused, match="2 voix comptées pour 1 présent"):
        actions.end_sitting(meeting, by=actor_of(secretary))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (actions.RollEntry("excused_proxy"), "dites à qui"),
        (actions.RollEntry("substitute"), "nom du suppléant"),
    ],
)
def test_a_roll_that_says_too_little_names_the_person(
    actor: Actors, entry: actions.RollEntry, message: str
) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    row = meeting.attendees.earliest("pk")
    with pytest.raises(Refused, match=f"{row.person_name}.*{message}"):
        actions.take_roll(meeting, {row.pk: entry}, by=actor_of(secretary))


@pytest.mark.django_db
def test_a_proxy_goes_to_somebody_present_with_a_voice(actor: Actors) -> None:
    secretary = actor("secretary")
    meeting = scenes.open_sitting(secretary, operations=[scenes.operation()])
    first, second = meeting.attendees.order_by("pk")
    entries = {
        first.pk: actions.RollEntry("excused_proxy", proxy_to=second.pk),
        second.pk: actions.RollEntry("absent"),
    }
    with pytest.raises(Refused, match="n’est pas présent"):
        actions.take_roll(meeting, entries, by=actor_of(secretary))
