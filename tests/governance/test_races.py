"""Two people at once, on PostgreSQL: whoever comes second sees what the first has done.

Each test holds one of them between reading and writing, where a lost update would slip in.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connections

from accord.acts.actions import ActDraft, complete_act, effects, lapse_effect, record_act
from accord.acts.models import Act, ActKind, ActState, Effect
from accord.acts.states import EffectState
from accord.kernel.errors import AccordError
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from governance import actions
from governance.actions import ending
from governance.models import Meeting, Minutes
from governance.states import MeetingState, SubjectKind
from operations.models import Operation
from tests import scenes

pytestmark = pytest.mark.postgres
Actors = Callable[[str], User]
SITTING, LATER = date(2024, 3, 4), date(2024, 3, 18)
# Long enough for whoever is not held back, short enough when a lock does hold them.
PAUSE = 1.0


def together(*steps: Callable[[], Any]) -> list[str]:
    """Run steps at once, each in its thread; "ok" or the refusal of each."""
    answers = [""] * len(steps)

    def run(rank: int) -> None:
        try:
            steps[rank]()
            answers[rank] = "ok"
        except AccordError as error:
            answers[rank] = error.message
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def prepared(actor: Actors, number: int) -> tuple[list[Operation], Act]:
    """Operations whose programming awaits a deliberation, and that deliberation."""
    rows = [scenes.operation() for _ in range(number)]
    meeting = scenes.held_sitting(
        actor("secretary"),
        code="programmation-cd62",
        day=SITTING,
        operations=rows,
        kind=SubjectKind.PROGRAMMING,
    )
    awaited = Meeting.objects.get(pk=meeting.pk).deliberation
    assert awaited is not None
    return rows, awaited


def pause(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, after: bool = False) -> Any:
    """Hold whoever calls a function of a module until the other is done, or has been locked out.

    Gives ``wait``, which the other calls first, and ``done``, which it calls last.
    """
    reached, done = threading.Event(), threading.Event()
    original = getattr(module, name)

    def held(*args: Any, **options: Any) -> Any:
        given = [list(one) if hasattr(one, "__next__") else one for one in args]
        answer = original(*given, **options) if after else None
        reached.set()
        done.wait(PAUSE)
        return answer if after else original(*given, **options)

    monkeypatch.setattr(module, name, held)
    return reached, done


def second(pair: Any, step: Callable[[], Any]) -> Callable[[], Any]:
    reached, done = pair

    def run() -> None:
        reached.wait(10)
        try:
            step()
        finally:
            done.set()

    return run


def test_a_decision_given_up_while_its_act_is_recorded_is_not_both(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = actor_of(actor("secretary"))
    (first, _), awaited = prepared(actor, 2)
    effect = Effect.objects.get(programmingeffect__operation=first)
    pair = pause(monkeypatch, effects, "lock_things")
    answers = together(
        lambda: complete_act(awaited, by=secretary, number="X-1", date=LATER),
        second(pair, lambda: lapse_effect(effect, by=secretary, reason="renonce")),
    )
    assert answers == ["ok", "Cette décision n’attend plus d’acte."]
    assert Effect.objects.get(pk=effect.pk).state == EffectState.APPLIED
    assert Operation.objects.get(pk=first.pk).state == "programmed"


def test_two_decisions_given_up_at_once_leave_no_act_awaited(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = actor_of(actor("secretary"))
    _, awaited = prepared(actor, 2)
    one, two = Effect.objects.order_by("pk")
    pair = pause(monkeypatch, effects, "release", after=True)
    answers = together(
        lambda: lapse_effect(one, by=secretary, reason="renonce"),
        second(pair, lambda: lapse_effect(two, by=secretary, reason="renonce")),
    )
    assert answers == ["ok", "ok"]
    assert Act.objects.get(pk=awaited.pk).state == ActState.LAPSED


def test_nobody_withdraws_an_operation_while_its_sitting_ends(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = actor_of(actor("secretary"))
    row = scenes.operation()
    scenes.officer_of(row.envelope.holder)  # type: ignore[arg-type]
    meeting = scenes.open_sitting(
        actor("secretary"),
        code="programmation-cd62",
        day=SITTING,
        operations=[row],
        kind=SubjectKind.PROGRAMMING,
    )
    scenes.decide(meeting, actor("secretary"))
    pair = pause(monkeypatch, ending, "rehearse", after=True)
    ended, withdrawn = together(
        lambda: actions.end_sitting(meeting, by=secretary),
        second(pair, lambda: scenes.withdraw(row)),
    )
    assert ended == "ok"
    assert "CP-2024-001" in withdrawn
    assert Operation.objects.get(pk=row.pk).state == "appraised"


def test_minutes_sealed_while_a_deliberation_is_found_again_stay_sealed(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = actor_of(actor("secretary"))
    _, awaited = prepared(actor, 1)
    draft = ActDraft(
        agreement=awaited.agreement,
        kind=ActKind.DELIBERATION,
        issuer=Organisation.objects.get(code="cd62"),
        title="Programmation",
        number="2024-77",
        date=LATER,
    )
    record_act(draft, by=secretary)
    meeting = Meeting.objects.with_names().get()
    drawn = actions.draw_minutes(meeting, by=secretary)
    pair = pause(monkeypatch, effects, "lock_things")
    completed, sealed = together(
        lambda: complete_act(awaited, by=secretary, number="2024-77", date=LATER),
        second(pair, lambda: actions.seal_minutes(meeting, by=secretary, drawn=drawn)),
    )
    assert completed == "ok"
    assert "vient d’être modifié" in sealed
    assert Meeting.objects.get().state == MeetingState.ENDED
    assert not Minutes.objects.get().is_sealed
