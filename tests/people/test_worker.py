"""The worker sends the message of a forgotten password, from what waits in the database.

Apart from the other tests of passwords: it commits, and whoever is marked for the database would
empty it after the agreement had come back.
"""

from __future__ import annotations

from typing import Any

from django.core import mail
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests.actors import ACTORS, create_actor
from tests.people.test_passwords import THROUGH_THE_WORKER, ask, link


def test_the_worker_sends_the_message(committed: None, settings: Any) -> None:
    settings.TASKS = THROUGH_THE_WORKER
    user = create_actor(next(place for place in ACTORS if place.name == "departement"))
    ask(user.email)
    ask("personne@test.example")
    assert mail.outbox == []
    assert DBTaskResult.objects.ready().count() == 2
    call_command(
        "db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0
    )
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert DBTaskResult.objects.successful().count() == 2
    assert Client().get(link(), follow=True).status_code == 200
