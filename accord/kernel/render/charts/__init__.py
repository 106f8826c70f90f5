"""Charts as coordinates: cents and dates in, shapes, labels and a table out.

Belongs here: pure layout, one module per chart, drawn by ``templates/charts/``. Does not belong
here: queries, sums over rows, HTML.
"""

from accord.kernel.render.charts.position import PositionChart, PositionRow, position_chart
from accord.kernel.render.charts.rhythm import RhythmChart, RhythmSeries, rhythm_chart
from accord.kernel.render.charts.scale import ChartTable

__all__ = [
    "ChartTable",
    "PositionChart",
    "PositionRow",
    "RhythmChart",
    "RhythmSeries",
    "position_chart",
    "rhythm_chart",
]
