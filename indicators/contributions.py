"""What indicators add to the site."""

from accord.kernel.contributions import Loader, NavigationEntry, registry
from accord.web.perimeter import Perimeter
from indicators import loaders


def review_label(perimeter: Perimeter | None) -> str:
    """Named after the period before the current one; a page of refusal has no perimeter."""
    earlier = perimeter.agreements[1:] if perimeter else ()
    return f"Bilan {earlier[0].code}" if earlier else "Bilan"


registry.add(
    Loader("indicators", 30, loaders.load),
    NavigationEntry("Publics et indicateurs", "Définitions", "indicators:indicator-list", 40),
    NavigationEntry("Accord", review_label, "indicators:review", 64),
)
