"""``create_account``: an account with its first membership and a generated password."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.kernel.actors import SERVER
from accord.kernel.transactions import acting
from accord.people import actions
from accord.people.models import Membership, Organisation, Role, User

FIRST_ACCOUNT = "administration@accord.example"


class Command(BaseCommand):
    help = "Crée un compte, son rôle dans un organisme, et affiche son mot de passe une seule fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="", help="adresse du compte")
        parser.add_argument("--organisation", default="", help="code de l’organisme")
        parser.add_argument("--role", choices=Role.values, default=Role.READER)
        parser.add_argument(
            "--first",
            action="store_true",
            help=f"premier compte, d’administration technique ({FIRST_ACCOUNT})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(SERVER):
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        if options["first"]:
            self._create(FIRST_ACCOUNT, is_staff=True, is_superuser=True)
            self.stdout.write(
                "Ouvrez /administration/ pour créer les comptes et leurs appartenances : ce compte "
                "n’appartient à aucun organisme et ne lit aucune opération."
            )
            return
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if not options["email"] or organisation is None:
            raise CommandError("Donnez une adresse et --organisation avec un code connu.")
        user = self._create(
            options["email"], is_staff=options["role"] == Role.ADMINISTRATOR, is_superuser=False
        )
        membership = Membership(user=user, organisation=organisation, role=options["role"])
        actions.save_membership(membership, by=SERVER, reason="people.join")

    def _create(self, email: str, *, is_staff: bool, is_superuser: bool) -> User:
        password = secrets.token_urlsafe(15)
        try:
            user = actions.create_account(
                email, password, by=SERVER, is_staff=is_staff, is_superuser=is_superuser
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Compte : {user.email}\nMot de passe : {password}")
        return user
