"""``check_fences``: proves that the database permits no more than the rules of the application."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accord.kernel.fences import broken_fences, has_fences


class Command(BaseCommand):
    help = "Compare les droits et les règles de lecture de la base à ceux de l’application."

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_fences():
            self.stdout.write(
                "Cette base est SQLite : elle n’a pas de seconde clôture, la lecture y est bornée "
                "par l’application seule. PostgreSQL en a une."
            )
            return
        found = 0
        for sentence in broken_fences():
            self.stdout.write(sentence)
            found += 1
        if found:
            raise CommandError(f"Clôtures : {found} défaut{'s' if found > 1 else ''}.")
        self.stdout.write("La base ne permet rien de plus que l’application.")
