"""Administration of the agreement's reference data."""

from accord.agreement.models import (
    Chapter,
    FigureCheck,
    FigureCheckLine,
    Party,
    SourcedFigure,
)
from accord.web.admin_bases import ReferenceAdmin, register_all

register_all(ReferenceAdmin, Party, Chapter, SourcedFigure, FigureCheck, FigureCheckLine)
