"""The guide of installation names every setting that the environment gives, and nothing else."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
GUIDE = (ROOT / "docs" / "installer.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def read_from_the_environment() -> Iterator[str]:
    """First argument of ``env(…)`` and ``env.int(…)`` in each module of settings."""
    for path in (ROOT / "accord" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.fullmatch(r"env(\.\w+)?", ast.unparse(node.func)):
                first = node.args[0]
                assert isinstance(first, ast.Constant)
                yield str(first.value)


def test_every_setting_has_its_line_and_no_line_is_of_another_version() -> None:
    wanted = {*read_from_the_environment(), "DJANGO_SETTINGS_MODULE"}
    assert len(wanted) > 10
    assert set(_ROW.findall(GUIDE)) == wanted


def test_the_sample_of_settings_names_no_other() -> None:
    sample = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z_]+)=", sample, re.MULTILINE)
    assert set(named) <= set(_ROW.findall(GUIDE))


def test_every_command_of_the_guide_exists() -> None:
    named = set(re.findall(r"(?:accord-manage|manage\.py) ([a-z_]+)", GUIDE)) - {"help"}
    # « if this version has it ».
    assert named - {"db_worker"} <= set(get_commands())
    assert {"backup", "restore", "migrate", "load_accord"} <= named


def test_the_address_of_mail_gives_every_setting_of_mail() -> None:
    """Not the backend alone: messages would go to this machine's own port 25."""
    code = (
        "from django.conf import settings as s;"
        "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD,"
        " s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL, s.SERVER_EMAIL)"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "accord.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "accord.example",
        "EMAIL_URL": "smtp+tls://accord:secret@smtp.accord.example:587",
        "EMAIL_FROM": "accord@accord.example",
    }
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    server = ["smtp.accord.example", "587", "accord", "secret", "True"]
    assert said == [*server, "accord@accord.example", "accord@accord.example"]
