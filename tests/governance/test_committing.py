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

from accord.kernel.actors import SERVER
from accord.kernel.errors import Refused
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting, is_acting
from accord.people.models import User
from governance.actions import sealing
from governance.models import Meeting, OpinionSubject
from governance.states import SubjectKind
from tests import scenes
from tests.governance.preparing import plan, put
from tests.pages import Person

Actors = Callable[[str], User]


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
            put(meeting, SubjectKind.OPINION, row, by=secretary)
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
    assert OpinionSubject.objects.filter(operation=row).count() == 1


def test_the_document_is_drawn_while_nothing_is_locked(
    committed: None, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes seconds: meanwhile somebody else locks the meeting, and writes."""
    meeting = scenes.held_sitting(
        actor("secretary"), day=date(2024, 2, 15), operations=[scenes.operation()]
    )
    render, locked = sealing.render_minutes, []

    def lock_besides() -> None:
        try:
            with acting(SERVER):
                locked.append(lock_row(meeting).pk)
        finally:
            connection.close()

    def watched(*args: Any, **options: Any) -> bytes:
        assert not is_acting()
        other = threading.Thread(target=lock_besides)
        other.start()
        other.join(5)
        assert not other.is_alive()
        return render(*args, **options)

    monkeypatch.setattr(sealing, "render_minutes", watched)
    address = reverse("governance:meeting-seal", args=[meeting.pk])
    person = Person(actor("secretary"))
    assert person.post(address, person.open(address)).status_code == 302
    assert locked == [meeting.pk]
