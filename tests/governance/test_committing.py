"""What only a committed transaction shows: two agendas at once, a document drawn without a lock.

Without the usual mark: ``committed`` empties the tables after each test, then loads the agreement.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from accord.kernel.errors import Refused
from accord.people.models import User
from governance import actions
from governance.actions import sealing
from governance.models import AgendaItem, Meeting
from governance.states import ItemKind
from tests import scenes
from tests.pages import Person

Actors = Callable[[str], User]


def plan(by: User, day: date) -> Meeting:
    return actions.plan_meeting(actions.MeetingDraft(scenes.committee(), "sitting", day), by=by)


@pytest.mark.postgres
def test_two_agendas_filled_at_once_do_not_take_the_same_operation(
    committed: None, actor: Actors
) -> None:
    secretary, row = actor("secretary"), scenes.operation()
    meetings = [plan(secretary, date(2024, 3, 4)), plan(secretary, date(2024, 4, 4))]
    start, outcomes = threading.Barrier(2), []

    def add(meeting: Meeting) -> None:
        start.wait()
        try:
            actions.add_operation_items(meeting, ItemKind.OPINION, [row], by=secretary)
            outcomes.append("added")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(meeting,)) for meeting in meetings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "refused"]
    assert AgendaItem.objects.filter(operation=row).count() == 1


def test_the_document_is_drawn_while_nothing_is_locked(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = scenes.held_sitting(
        actor("secretary"), day=date(2024, 2, 15), operations=[scenes.operation()]
    )
    render, inside = sealing.render_minutes, []

    def watched(*args: Any, **options: Any) -> bytes:
        inside.append(connection.in_atomic_block)
        return render(*args, **options)

    monkeypatch.setattr(sealing, "render_minutes", watched)
    address = reverse("governance:meeting-seal", args=[meeting.pk])
    person = Person(actor("secretary"))
    assert person.post(address, person.open(address)).status_code == 302
    assert inside == [False]
