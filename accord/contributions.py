"""What the site adds to its own navigation."""

from accord.kernel.contributions import NavigationEntry, registry

registry.add(NavigationEntry("Accueil", "Accueil", "accord:home", 0))
