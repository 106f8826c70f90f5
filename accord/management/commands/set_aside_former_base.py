"""``set_aside_former_base``: what comes before ``migrate`` on a machine that ran version 0.1."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accord.former import is_former, set_aside, told


class Command(BaseCommand):
    help = "Met de côté une base d’Accord 0.1 ; ne fait rien sur une autre."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_former():
            return
        name = str(connection.settings_dict["NAME"])
        if connection.vendor != "sqlite" or not Path(name).is_file():
            raise CommandError(told(None))
        connection.close()
        self.stdout.write(told(set_aside(Path(name))))
