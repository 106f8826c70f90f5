"""``load_accord``: the reference data of every application, twice without harm."""

from typing import Any

from django.core.management.base import BaseCommand

from accord.kernel.contributions import registry
from accord.kernel.loading import LOADER
from accord.kernel.transactions import acting


class Command(BaseCommand):
    help = "Charge l’accord-cadre et ses données de référence (sans effet la seconde fois)."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(LOADER):
            for loader in registry.loaders:
                for sentence in loader.load():
                    self._say(sentence, options["verbosity"])

    def _say(self, sentence: str, verbosity: int) -> None:
        """What changed; everything when asked, nothing when told so."""
        if verbosity > 1 or (verbosity == 1 and not sentence.endswith("rien à changer")):
            self.stdout.write(sentence)
