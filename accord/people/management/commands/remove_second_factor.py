"""``remove_second_factor EMAIL``: for whoever has lost telephone and codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.kernel.actors import SERVER
from accord.people.factors import has_factor, remove_factor
from accord.people.models import User


class Command(BaseCommand):
    help = "Retire le second facteur d’un compte : le journal des accès le dit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Aucun compte n’a l’adresse {options['email']}.")
        if not has_factor(user):
            raise CommandError(f"{user.email} n’a pas de second facteur.")
        remove_factor(user, by=SERVER)
        self.stdout.write(f"Second facteur retiré : {user.email}")
