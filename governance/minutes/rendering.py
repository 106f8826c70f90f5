"""Minutes as a PDF, drawn from their content alone; and the chart of their position."""

from __future__ import annotations

from datetime import datetime

from accord.kernel.render.charts import PositionChart, PositionRow
from accord.kernel.render.pdf import render_pdf
from accord.kernel.render.typography import long_date
from envelopes.charts import draw_position
from envelopes.states import Stage
from governance.minutes.content import MinutesContent, canonical, digest_of
from governance.minutes.presenting import present


def render_minutes(content: MinutesContent, *, sealed_at: datetime) -> bytes:
    """The PDF of sealed minutes; the same content gives the same bytes."""
    held_on = content.meeting.held_on
    title = f"Procès-verbal – {content.committee_name} – {long_date(held_on)}"
    context = {
        "data": present(content),
        "held_on": held_on,
        "sealed_at": sealed_at,
        "digest": digest_of(canonical(content)),
        "chart": chart_of(content, chart_id="position"),
        "title": title,
    }
    return render_pdf("pdf/minutes.html", context, title=title, created_at=sealed_at)


def chart_of(content: MinutesContent, *, chart_id: str) -> PositionChart:
    """The chart *Position* of what minutes say."""
    rows = [
        PositionRow(
            code=row.code,
            label=row.name,
            notified=row.position.amounts[Stage.NOTIFIED],
            open=row.position.amounts[Stage.OPEN],
            programmed=row.position.amounts[Stage.PROGRAMMED],
            contracted=row.position.amounts[Stage.CONTRACTED],
            paid=row.position.amounts[Stage.PAID],
            ceiling=row.ceiling,
        )
        for row in content.envelopes
    ]
    return draw_position(rows, content.meeting.held_on, chart_id)
