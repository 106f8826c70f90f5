"""Locks: two roads to one opening never wait in a ring, and no lock may be taken away unseen."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from accord.acts.actions import complete_act, lapse_effect
from accord.acts.models import ActKind, Effect
from accord.acts.states import EffectState
from accord.kernel.actors import Actor
from accord.kernel.errors import AccordError
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.actions import open_tranche, reverse_movement
from envelopes.models import CreditMovement
from tests import scenes
from tests.acts.preparing import prepared_opening, tranche

ROUNDS = 200
DAY = date(2024, 6, 3)
HOUSE = Path(settings.BASE_DIR)


# -- two roads to one opening ----------------------------------------------------------------------


def _together(*steps: Callable[[], Any]) -> list[Exception | None]:
    """Run steps at once; what each has raised."""
    raised: list[Exception | None] = [None] * len(steps)
    gate = threading.Barrier(len(steps))

    def run(rank: int) -> None:
        try:
            gate.wait(10)
            steps[rank]()
        except (AccordError, DatabaseError) as error:
            raised[rank] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "somebody still waits"
    return raised


@pytest.mark.postgres
def test_two_roads_to_one_opening_never_wait_in_a_ring(
    committed: None, actor: Callable[[str], User], tally: Counter[str]
) -> None:
    """Completing the awaited amendment, and recording one that opens its tranche."""
    dreets, secretary = actor_of(actor("dreets")), actor_of(actor("secretary"))
    for number in range(ROUNDS):
        raised = _one_round(dreets, number)
        tally["rounds"] += 1
        tally["deadlocks"] += sum(isinstance(error, DatabaseError) for error in raised)
        tally["refused"] += sum(isinstance(error, AccordError) for error in raised)
        opened = CreditMovement.objects.filter(tranche=tranche(), reverses=None, reversed_by=None)
        assert opened.count() == 1, raised
        reverse_movement(opened.get(), by=dreets, reason="le tour suivant")
        for effect in Effect.objects.filter(state=EffectState.PREPARED):
            lapse_effect(effect, by=secretary, reason="le tour suivant")
    assert tally["deadlocks"] == 0
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)


def _one_round(dreets: Actor, number: int) -> list[Exception | None]:
    effect = prepared_opening(decided_on=DAY - timedelta(30), about=f"Tour {number}")
    other = scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, date=DAY)
    awaited = effect.awaits
    assert awaited is not None
    return _together(
        lambda: complete_act(awaited, by=dreets, number=f"A-{number}", date=DAY),
        lambda: open_tranche(tranche(), by=dreets, act=other, value_date=DAY),
    )


# -- each lock taken away --------------------------------------------------------------------------

_LOCKS = (
    "lock_row",
    "lock_rows",
    "lock_things",
    "lock_envelopes",
    "_lock_acts",
    "lock_in_envelope",
)
_ROOMS = ("accord", "envelopes", "operations", "governance")
_TESTS = [f"tests/{room}" for room in ("acts", "envelopes", "operations", "governance")]
# For locks that keep what is read, not written: which are taken, and two people at once.
_OTHERS = [
    *(f"tests/{room}/test_locks.py" for room in ("acts", "governance", "operations", "people")),
    *("tests/governance/test_races.py", "tests/operations/test_concurrency.py"),
    "tests/site/test_load_accord.py",
]


def lock_sites() -> Iterator[str]:
    """``file:line`` of each call of actions that takes a lock."""
    for path in sorted(HOUSE.glob("*/**/*.py")):
        name = path.relative_to(HOUSE).as_posix()
        if name.split("/")[0] not in _ROOMS or "/kernel/" in name or "/migrations/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            called = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and called in _LOCKS:
                yield f"{name}:{node.lineno}"


def _run(tests: list[str], *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, *tests],
        cwd=HOUSE,
        env={**os.environ, **environment, **_own_database(), "ACCORD_PROOF": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_lock_is_taken_away_unseen(tally: Counter[str], tmp_path: Path) -> None:
    """Without any one of them the trap of the suite, or a test of locks, goes red."""
    kept = tmp_path / "needed"
    done = _run(_TESTS, "-n", "2", "--dist", "loadfile", ACCORD_NEEDED=str(kept))
    assert done.returncode == 0, done.stdout[-2000:]
    needed = {line.removeprefix(f"{HOUSE}/") for line in kept.read_text().splitlines()}
    sites = list(lock_sites())
    others = [site for site in sites if site not in needed]
    unseen = [site for site in others if _is_missed(site)]
    tally["locks"] = len(sites)
    tally["seen by the trap"] = len(sites) - len(others)
    tally["seen by a test"] = len(others) - len(unseen)
    assert not unseen, unseen


def _is_missed(site: str) -> bool:
    done = _run(_OTHERS, "-x", "-p", "tests.proofs.unlocking", ACCORD_UNLOCKED=site)
    return done.returncode != 1


def _own_database() -> dict[str, str]:
    """The suite inside makes a database of its own beside the one at hand."""
    url = os.environ.get("DATABASE_URL", "")
    return {"DATABASE_URL": f"{url}_unlocked"} if url else {"ACCORD_TEST_NAME": "unlocked"}
