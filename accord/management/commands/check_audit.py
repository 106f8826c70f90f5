"""``check_audit``: proves that the history of every business model equals reality."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accord.kernel.audit import audited_models, discrepancies


class Command(BaseCommand):
    help = "Compare chaque ligne à la dernière trace de son historique."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for model in audited_models():
            for sentence in discrepancies(model):
                self.stdout.write(sentence)
                found += 1
        if found:
            plural = "s" if found > 1 else ""
            raise CommandError(f"{found} écart{plural} entre les données et leur historique.")
        self.stdout.write("L’historique est complet.")
