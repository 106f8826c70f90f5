"""``/sante``: whether the application can serve, for who supervises it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from accord import health
from accord.people.models import User

pytestmark = pytest.mark.django_db


def test_it_answers_whoever_asks_and_opens_no_session() -> None:
    for address in ("/sante", "/sante/"):
        response = Client().get(address)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies
    assert Client().head("/sante").status_code == 200


def test_it_looks_for_no_session_even_when_it_is_sent_one(
    actor: Callable[[str], User], django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(actor("secretary"))
    with django_assert_num_queries(2) as seen:
        client.get("/sante")
    assert not any("session" in query["sql"] for query in seen.captured_queries)


def test_a_probe_is_answered_under_any_name_of_the_machine() -> None:
    assert Client().get("/sante", headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_nothing_is_sent_to_it() -> None:
    assert Client().post("/sante", {"a": "b"}).status_code == 405


def test_a_migration_that_is_not_applied_is_told() -> None:
    MigrationRecorder.Migration.objects.filter(app="governance").delete()
    response = Client().get("/sante")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "reason": "migrations"}


def test_a_database_that_does_not_answer_is_told_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even to somebody signed in, whose session is in that database."""

    def refused(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("could not connect to server: password=secret")

    monkeypatch.setattr(health.MigrationRecorder, "applied_migrations", refused)
    monkeypatch.setattr(connection, "close", lambda: None)
    response = Client(headers={"cookie": "sessionid=abc"}).get("/sante")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "reason": "database"}
    assert "could not connect" in caplog.text


def test_it_tells_nothing_of_the_data(actor: Callable[[str], User]) -> None:
    user: User = actor("secretary")
    client = Client()
    client.force_login(user)
    said = client.get("/sante").content.decode()
    assert user.email not in said
    assert set(client.get("/sante").json()) == {"status"}
