"""What territories add to the site."""

from accord.kernel.contributions import Loader, registry
from accord.territories import loaders

registry.add(Loader("territories", 14, loaders.load))
