"""``check_audit``: proves that histories equal reality, and that the acts they name exist."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accord.acts.models import Act
from accord.kernel.audit import audited_models, authored_models, discrepancies, unproved_acts


class Command(BaseCommand):
    help = "Compare chaque ligne à la dernière trace de son historique."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for model in audited_models():
            for sentence in discrepancies(model):
                self.stdout.write(sentence)
                found += 1
        for model in authored_models():
            for sentence in unproved_acts(model, Act.objects.values("pk")):
                self.stdout.write(sentence)
                found += 1
        if found:
            plural = "s" if found > 1 else ""
            raise CommandError(f"{found} écart{plural} entre les données et leur historique.")
        self.stdout.write("L’historique est complet.")
