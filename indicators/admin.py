"""Administration of indicators."""

from accord.web.admin_bases import ReferenceAdmin, register_all
from indicators.models import Indicator, IndicatorFund

register_all(ReferenceAdmin, Indicator, list_display=["code", "label", "kind", "certainty"])
register_all(ReferenceAdmin, IndicatorFund)
