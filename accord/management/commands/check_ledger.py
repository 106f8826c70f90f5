"""``check_ledger``: proves that balances equal the ledgers and that every limit holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accord.kernel.contributions import registry


class Command(BaseCommand):
    help = "Refait les sommes des registres et les compare aux soldes."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for check in registry.ledger_checks:
            for sentence in check.run():
                self.stdout.write(f"{check.name} : {sentence}")
                found += 1
        if found:
            raise CommandError(f"Registres : {found} anomalie{'s' if found > 1 else ''}.")
        self.stdout.write("Les registres sont justes.")
