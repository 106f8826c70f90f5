"""Charts as coordinates: cents and dates in, shapes, labels and a table out.

Belongs here: pure layout, one module per chart, drawn by ``templates/charts/``. Does not belong
here: queries, sums over rows, HTML.
"""

from accord.render.charts.position import PositionChart, PositionRow, position_chart
from accord.render.charts.rhythm import RhythmChart, RhythmSeries, rhythm_chart
from accord.render.charts.scale import Table

__all__ = [
    "PositionChart",
    "PositionRow",
    "RhythmChart",
    "RhythmSeries",
    "Table",
    "position_chart",
    "rhythm_chart",
]
