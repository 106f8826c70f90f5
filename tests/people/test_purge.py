"""What signing in leaves behind goes once it has had its time; the journal stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from accord.kernel.actors import SERVER
from accord.people.actions import create_token
from accord.people.models import AccessToken, JournalEntry, User
from tests.actors import PASSWORD

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def left() -> list[int]:
    models: list[Any] = [AccessLog, AccessAttempt, Session, AccessToken]
    return [model.objects.count() for model in models]


def test_traces_of_sign_ins_are_removed_after_ninety_days(
    actor: Callable[[str], User], capsys: pytest.CaptureFixture[str]
) -> None:
    user = actor("departement")
    with time_machine.travel(START, tick=False):
        Client().post("/connexion/", {"username": user.email, "password": "faux"})
        other = actor("terrimouv")
        Client().post("/connexion/", {"username": other.email, "password": PASSWORD})
        create_token(user, user.memberships.get(), by=SERVER)
    written = JournalEntry.objects.count()
    for days, expected in ((0.1, [1, 1, 1, 1]), (89, [1, 1, 0, 1]), (91, [0, 0, 0, 1])):
        with time_machine.travel(START + timedelta(days=days), tick=False):
            call_command("purge_sign_ins")
        assert left() == expected
    with time_machine.travel(START + timedelta(days=366), tick=False):
        call_command("purge_sign_ins")
    assert left() == [0, 0, 0, 0]
    assert JournalEntry.objects.count() == written
    assert "Effacés" in capsys.readouterr().out
