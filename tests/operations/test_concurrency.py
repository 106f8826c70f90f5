"""Two simultaneous programmings never pass a ceiling, and the lock is what holds them.

PostgreSQL: threads, and the same test without the row lock goes wrong. SQLite: processes, and the
same test without immediate transactions goes wrong.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections

from accord.kernel import ledger, locking
from accord.kernel.actors import SERVER
from accord.kernel.errors import AccordError
from envelopes.states import Stage
from operations import actions
from operations.models import Operation, UseOfCredits
from tests import scenes

# Open credits of the FTJ are 8 099 700,00 €: each of these fits alone, two do not.
AMOUNT = 800_000_000
OPEN = 809_970_000
SECONDS = 1.5

is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def two_operations() -> list[Operation]:
    return [scenes.operation(code="cd62-ftj-2021", eu_amount=AMOUNT) for _ in range(2)]


def programmed() -> int:
    return UseOfCredits.objects.all().net(Stage.PROGRAMMED).amount


def race(operations: list[Operation]) -> list[Exception]:
    """Programme both at once, on two dates; each waits for the other before it writes."""
    barrier = threading.Barrier(2)
    post = ledger.post
    errors: list[Exception] = []

    def post_together(*args: Any, **kwargs: Any) -> None:
        # Broken when the other one is held by the lock: that is the point.
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=SECONDS)
        post(*args, **kwargs)

    def programme(operation: Operation, day: date) -> None:
        act = acts[operation.pk]
        try:
            actions.programme_operation(
                operation,
                by=SERVER,
                act=act,
                value_date=day,
                eligible_cost=AMOUNT * 5 // 3,
                eu_amount=AMOUNT,
            )
        except (AccordError, DatabaseError) as error:
            errors.append(error)
        finally:
            connections.close_all()

    acts = {row.pk: scenes.decision_act(row.envelope.holder) for row in operations}  # type: ignore[arg-type]
    days = (date(2024, 3, 1), date(2024, 3, 2))
    ledger.post = post_together  # type: ignore[assignment]
    try:
        threads = [
            threading.Thread(target=programme, args=pair)
            for pair in zip(operations, days, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    finally:
        ledger.post = post
    return errors


@pytest.mark.postgres
def test_two_threads_never_pass_the_ceiling(committed: None) -> None:
    errors = race(two_operations())
    assert [type(error).__name__ for error in errors] == ["CeilingExceeded"]
    assert programmed() == AMOUNT
    call_command("check_ledger", verbosity=0)


@pytest.mark.postgres
def test_without_the_row_lock_they_do(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: take the lock away and the same race ends badly."""
    scenes.operation("programmed", code="cd62-ftj-2021", eu_amount=100)  # its account exists
    operations = two_operations()
    unlocked: Callable[..., Any] = lambda queryset: list(queryset)  # noqa: E731
    monkeypatch.setattr(locking, "lock_rows", unlocked)
    monkeypatch.setattr("envelopes.actions.posting.lock_rows", unlocked)
    monkeypatch.setattr("tests.unlocked._of_an_action", lambda: False)
    errors = race(operations)
    assert errors == []
    assert programmed() == 100 + 2 * AMOUNT > OPEN
    with pytest.raises(CommandError):
        call_command("check_ledger", verbosity=0)


def run_processes(operations: list[Operation], mode: str, folder: Path) -> list[str]:
    """Programme each operation in a process of its own, all released at once."""
    acts = [scenes.decision_act(row.envelope.holder) for row in operations]  # type: ignore[arg-type]
    script = Path(__file__).with_name("programme_in_a_process.py")
    name = connection.settings_dict["NAME"]
    running = [
        subprocess.Popen(
            [
                sys.executable,
                str(script),
                str(name),
                mode,
                operation.number,
                str(act.pk),
                str(folder),
                str(len(operations)),
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=settings.BASE_DIR,
        )
        for operation, act in zip(operations, acts, strict=True)
    ]
    return [process.communicate(timeout=60)[0].strip() for process in running]


@pytest.mark.skipif(not is_sqlite, reason="SQLite's own way: PostgreSQL has its threads above")
def test_two_processes_never_pass_the_ceiling(committed: None, tmp_path: Path) -> None:
    said = run_processes(two_operations(), "IMMEDIATE", tmp_path)
    assert sorted(said) == ["CeilingExceeded", "programmed"]
    assert programmed() == AMOUNT
    call_command("check_ledger", verbosity=0)


@pytest.mark.skipif(not is_sqlite, reason="SQLite's own way: PostgreSQL has its threads above")
def test_without_immediate_transactions_a_writer_is_lost(committed: None, tmp_path: Path) -> None:
    """The test above can fail: in the default mode one of them cannot wait, and is lost."""
    said = run_processes(two_operations(), "DEFERRED", tmp_path)
    assert "OperationalError" in said
