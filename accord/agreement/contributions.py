"""What the agreement adds to the site."""

from accord.agreement import loaders
from accord.kernel.contributions import Loader, NavigationEntry, registry

registry.add(
    Loader("agreement", 16, loaders.load),
    NavigationEntry("Accord", "Signatures", "agreement:signatures", 60),
    NavigationEntry("Accord", "Chapitres", "agreement:chapters", 61),
    NavigationEntry("Accord", "Chiffres et contrôles", "agreement:figures", 62),
    NavigationEntry("Accord", "Territoires", "agreement:territories", 66),
)
