"""What the pages themselves add to the site."""

from accord.kernel.contributions import Loader, registry
from accord.web import loaders

registry.add(Loader("web", 5, loaders.load))
