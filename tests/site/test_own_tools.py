"""The tool that digests what is shown starts by itself, as its script starts it."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings


def test_the_digest_finds_its_settings_alone() -> None:
    given = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.same", "--help"],
        cwd=settings.BASE_DIR,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: script/same")
