"""A headless Chromium looking at the demonstration."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

# Playwright keeps an event loop in this thread, which Django would otherwise take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's own Chromium: Playwright's is a download."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: apt-get install -y --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def demonstration(committed: None, live_server: Any) -> Any:
    """The site as ``script/server`` shows it."""
    call_command(
        "import_operations",
        "fixtures/operations_2014-2020.csv",
        agreement="2014-2020",
        verbosity=0,
    )
    call_command("seed_demo", verbosity=0)
    return live_server
