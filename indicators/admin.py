"""Administration of indicators."""

from accord.scoped_admin import ReferenceAdmin, register_all
from indicators.models import Indicator

register_all(ReferenceAdmin, Indicator, list_display=["code", "label", "kind", "certainty"])
