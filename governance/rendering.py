"""Minutes as a PDF, drawn from their frozen data alone."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from accord.kernel.money import parse_plain
from accord.kernel.render.charts import PositionChart, PositionRow
from accord.kernel.render.pdf import render_pdf
from accord.kernel.render.typography import long_date
from envelopes.charts import draw_position
from governance.minutes import digest_of


def render_minutes(frozen: str, *, sealed_at: datetime) -> bytes:
    """The PDF of sealed minutes; the same frozen data gives the same bytes."""
    data: dict[str, Any] = json.loads(frozen)
    held_on = date.fromisoformat(data["meeting"]["held_on"])
    title = f"Procès-verbal – {data['committee']['name']} – {long_date(held_on)}"
    context = {
        "data": data,
        "held_on": held_on,
        "sealed_at": sealed_at,
        "digest": digest_of(frozen),
        "chart": chart_of(data["position"], chart_id="position"),
        "title": title,
    }
    return render_pdf("pdf/minutes.html", context, title=title, created_at=sealed_at)


def chart_of(position: dict[str, Any], *, chart_id: str) -> PositionChart:
    """The chart *Position* of data that minutes hold."""
    rows = [
        PositionRow(
            code=row["envelope"],
            label=row["name"],
            notified=parse_plain(row["notified"]),
            open=parse_plain(row["open"]),
            programmed=parse_plain(row["programmed"]),
            contracted=parse_plain(row["contracted"]),
            paid=parse_plain(row["paid"]),
            ceiling=parse_plain(row["ceiling"]),
        )
        for row in position["rows"]
    ]
    return draw_position(rows, date.fromisoformat(position["as_of"]), chart_id)
