"""``backup [FILE]``: database, documents and key in one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accord.backups.archive import BackupError, default_name, save
from accord.backups.databases import ToolError
from accord.kernel.dates import now


class Command(BaseCommand):
    help = "Sauvegarde la base, les documents et la clé en un fichier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="par défaut : var/backups/accord-….tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"] or settings.VAR_DIR / "backups" / default_name(now()))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            contents = save(path, vendor=connection.vendor)
        except (BackupError, ToolError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(int(digest.split()[0]) for digest in contents.tables.values())
        self.stdout.write(
            f"{path} : {len(contents.tables)} tables, {rows} lignes, "
            f"{len(contents.documents)} documents. Il contient la clé secrète : gardez-le à l’abri."
        )
