"""``restore FILE``: an empty installation becomes the saved one, and is compared with it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from accord.backups.archive import BackupError, restore
from accord.backups.databases import ToolError


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une base vide, puis compare chaque table et document."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--key", help="fichier où écrire la clé secrète de la sauvegarde")

    def handle(self, *args: Any, **options: Any) -> None:
        key = Path(options["key"]) if options["key"] else None
        if key is not None and key.exists():
            raise CommandError(f"{key} existe déjà : rien n’est écrasé.")
        if key is not None and not key.parent.is_dir():
            raise CommandError(f"{key.parent} n’est pas un dossier : la clé ne peut y être écrite.")
        try:
            if key is not None:
                # Before anything is restored: a place where nobody may write is known now.
                key.touch(mode=0o600)
            found = restore(
                Path(options["file"]),
                vendor=connection.vendor,
                keep_key=lambda text: self._keep(key, text),
            )
        except (BackupError, ToolError, OSError, DatabaseError, ImproperlyConfigured) as error:
            if key is not None:
                key.unlink(missing_ok=True)
            raise CommandError(str(error)) from error
        if found:
            raise CommandError("La copie diffère de la sauvegarde :\n" + "\n".join(found))
        self.stdout.write("Restauré : chaque table et chaque document sont ceux de la sauvegarde.")

    def _keep(self, path: Path | None, text: str) -> None:
        if path is not None:
            path.write_text(text, encoding="utf-8")
        elif text != settings.SECRET_KEY:
            self.stdout.write(
                "La clé secrète de la sauvegarde est une autre : --key FICHIER l’écrit pour vous."
            )
