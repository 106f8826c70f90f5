"""``create_api_token``: a token for a REST client, printed alone, kept only as a digest."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from knox.models import AuthToken

from accord.people.models import User


class Command(BaseCommand):
    help = "Crée un jeton d’API pour un compte et l’affiche seul, une seule fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="adresse du compte")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Aucun compte ouvert n’a l’adresse {options['email']}.")
        expiry = timedelta(days=settings.API_TOKEN_DAYS)
        _, token = AuthToken.objects.create(user, expiry=expiry)
        self.stdout.write(token)
