"""The texts at the foot of each page: given once, never written over."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from accord.kernel.loading import load_rows, told
from accord.web.models import SiteText


def load() -> Iterator[str]:
    """Load those that are missing; yields a French sentence."""
    path = Path(settings.BASE_DIR) / "fixtures" / "site_texts.toml"
    texts = tomllib.loads(path.read_text(encoding="utf-8"))["texts"]
    known = set(SiteText.objects.values_list("key", flat=True))
    missing = [{**text, "text": text["text"].strip()} for text in texts if text["key"] not in known]
    yield from told(load_rows(SiteText, ["key"], missing))
