"""What indicators add to the site."""

from accord.kernel.contributions import Loader, NavigationEntry, registry
from indicators import loaders

registry.add(
    Loader("indicators", 30, loaders.load),
    NavigationEntry("Publics et indicateurs", "Définitions", "indicators:indicator-list", 40),
    NavigationEntry("Accord", "Bilan 2014-2020", "indicators:review", 64),
)
