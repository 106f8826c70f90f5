"""What a proof counts, and where it is kept: one file per proof, one part per database."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from time import monotonic

import pytest
from django.db import connection

_HERE = Path(__file__).parent
_STARTED = monotonic()
_COUNTS: Counter[str] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.proof)


@pytest.fixture
def tally() -> Counter[str]:
    """Counts of what was tried: they are the figures of the proof."""
    return _COUNTS


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=_HERE, capture_output=True, text=True, check=False
    ).stdout.strip()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    place = os.environ.get("ACCORD_PROOF")
    if not place or not session.testscollected:
        return
    path = Path(place)
    kept = json.loads(path.read_text()) if path.exists() else {}
    kept["commit"] = _git("rev-parse", "HEAD") + ("+" if _git("status", "--porcelain") else "")
    kept[connection.vendor] = {
        "green": exitstatus == 0,
        "tests": session.testscollected,
        "failed": session.testsfailed,
        "seconds": round(monotonic() - _STARTED),
        "counts": dict(sorted(_COUNTS.items())),
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n")
