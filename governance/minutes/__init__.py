"""Minutes: what they say (content), how it is collected, presented and drawn as a PDF."""

from governance.minutes.collecting import collect
from governance.minutes.content import (
    SCHEMA,
    MinutesContent,
    canonical,
    digest_of,
    read_content,
)
from governance.minutes.presenting import present
from governance.minutes.rendering import chart_of, render_minutes

__all__ = [
    "SCHEMA",
    "MinutesContent",
    "canonical",
    "chart_of",
    "collect",
    "digest_of",
    "present",
    "read_content",
    "render_minutes",
]
