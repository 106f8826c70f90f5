"""Imports at the same time as each other and as transfers: none waits in a ring, none is lost.

PostgreSQL: threads that each hold what the other wants, unless everything is locked at once.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from accord.acts.models import FrameworkAgreement
from accord.acts.states import RowOutcome
from accord.kernel import ledger
from accord.kernel.actors import SERVER
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from envelopes.actions import transfer_credits
from envelopes.models import CreditMovement
from operations.actions import find_or_create_beneficiary
from operations.models import Beneficiary, Operation
from tests import scenes
from tests.actors import ACTORS, create_actor
from tests.operations.national_list import APAPM, DEPARTMENT, content, row, send

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("committed")]
SECONDS = 1.0
Job = Callable[[], Any]


def together(*jobs: Job) -> list[Any]:
    """Run jobs in threads of their own; what each returns or raises, in their order."""
    ends: list[Any] = [None] * len(jobs)

    def run(rank: int) -> None:
        try:
            ends[rank] = jobs[rank]()
        except Exception as error:
            ends[rank] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


@pytest.fixture
def at_first_post(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """What each thread does once, when it has locked and is about to write its first balance."""
    pending: list[Job] = []
    seen: set[int] = set()
    post = ledger.post

    def post_after(*args: Any, **kwargs: Any) -> None:
        if threading.get_ident() not in seen:
            seen.add(threading.get_ident())
            for job in pending:
                job()
        post(*args, **kwargs)

    monkeypatch.setattr(ledger, "post", post_after)
    return pending


def meet() -> Job:
    """Wait for the other thread; broken when a lock holds it: that is the point."""
    barrier = threading.Barrier(2)

    def wait() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=SECONDS)

    return wait


def rows(*places: tuple[str, str, str]) -> bytes:
    return content(
        *(row(number=number, service=service, beneficiary=name) for number, service, name in places)
    )


def test_two_lists_in_opposite_orders_never_wait_in_a_ring(at_first_post: list[Job]) -> None:
    at_first_post.append(meet())
    first = rows(("1", DEPARTMENT, "Un"), ("2", APAPM, "Deux"))
    second = rows(("3", APAPM, "Trois"), ("4", DEPARTMENT, "Quatre"))
    ends = together(lambda: send(first), lambda: send(second))
    assert [end.counts for end in ends] == [{RowOutcome.CREATED: 2}] * 2, ends
    assert Operation.objects.count() == 4
    call_command("check_ledger", verbosity=0)


def test_two_lists_without_a_common_service_may_create_the_same_beneficiaries(
    at_first_post: list[Job],
) -> None:
    at_first_post.append(meet())
    first = rows(("1", DEPARTMENT, "Un"), ("2", DEPARTMENT, "Deux"))
    second = rows(("3", APAPM, "Deux"), ("4", APAPM, "Un"))
    ends = together(lambda: send(first), lambda: send(second))
    assert [end.counts for end in ends] == [{RowOutcome.CREATED: 2}] * 2, ends
    assert Beneficiary.objects.count() == 2
    call_command("check_ledger", verbosity=0)


def test_the_same_list_sent_twice_at_once_is_read_once_and_unchanged_the_second_time(
    at_first_post: list[Job],
) -> None:
    at_first_post.append(meet())
    data = rows(("1", DEPARTMENT, "Un"), ("2", APAPM, "Deux"))
    ends = together(lambda: send(data), lambda: send(data))
    found = sorted((dict(end.counts) for end in ends), key=str)
    assert found == [{RowOutcome.CREATED: 2}, {RowOutcome.UNCHANGED: 2}], ends
    assert Operation.objects.count() == 2
    call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_list_and_a_transfer_never_wait_in_a_ring(
    dry_run: bool, at_first_post: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    if dry_run:
        # A rehearsal is one transaction: what its chunks lock adds up.
        monkeypatch.setattr("operations.imports.CHUNK", 1)
    envelopes = sorted(
        (scenes.envelope("cd62-fse-2014"), scenes.envelope("apapm-fse-2014")),
        key=lambda envelope: envelope.pk,
    )
    services = {"cd62-fse-2014": DEPARTMENT, "apapm-fse-2014": APAPM}
    # The list names them from the last key to the first; a transfer locks from the first.
    last, first = (services[envelope.code] for envelope in reversed(envelopes))
    data = rows(("1", last, "Un"), ("2", first, "Deux"))
    dreets = create_actor(next(place for place in ACTORS if place.name == "dreets"))
    act = scenes.credit_act(agreement=FrameworkAgreement.objects.get(code="2014-2020"))
    is_posting = threading.Event()

    def let_the_transfer_begin() -> None:
        if not is_posting.is_set():
            is_posting.set()
            time.sleep(SECONDS)

    at_first_post.append(let_the_transfer_begin)

    def transfer() -> Any:
        is_posting.wait(timeout=20)
        return transfer_credits(
            *envelopes, by=actor_of(dreets), act=act, value_date=act.date, notified=100, opened=100
        )

    report, movements = together(lambda: send(data, dry_run=dry_run), transfer)
    assert report.counts == {RowOutcome.CREATED: 2}, report
    assert len(movements) == 2, movements
    assert CreditMovement.objects.filter(act=act).count() == 2
    call_command("check_ledger", verbosity=0)


def test_a_beneficiary_created_by_a_person_meanwhile_is_found() -> None:
    """The row waits for the person's transaction, then takes the beneficiary that it made."""
    has_created, may_end = threading.Event(), threading.Event()

    def person() -> None:
        with acting(SERVER):
            find_or_create_beneficiary("Un", by=SERVER)
            has_created.set()
            may_end.wait(timeout=SECONDS)

    def listed() -> Any:
        has_created.wait(timeout=20)
        return send(rows(("1", DEPARTMENT, "Un"), ("2", DEPARTMENT, "Un")))

    report, _ = together(listed, person)
    assert report.counts == {RowOutcome.CREATED: 2}, report
    assert Beneficiary.objects.count() == 1
