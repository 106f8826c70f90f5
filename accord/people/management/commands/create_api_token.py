"""``create_api_token``: a token for a REST client, printed alone, kept only as a digest."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.kernel.actors import SERVER
from accord.people.acting import memberships_of
from accord.people.actions import create_token
from accord.people.models import Membership, User


class Command(BaseCommand):
    help = (
        "Crée un jeton d’API pour une appartenance d’un compte et l’affiche seul, une seule fois. "
        "Il cesse avec cette appartenance."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="adresse du compte")
        parser.add_argument(
            "--organisation",
            default="",
            help="code de l’organisme (à défaut : celui de la première appartenance)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Aucun compte ouvert n’a l’adresse {options['email']}.")
        membership = _membership(user, options["organisation"])
        self.stdout.write(create_token(user, membership, by=SERVER))


def _membership(user: User, code: str) -> Membership | None:
    """The first membership in force, of a body where one is named. Raises CommandError."""
    places = [place for place in memberships_of(user) if code in ("", place.organisation.code)]
    if code and not places:
        raise CommandError(f"Ce compte n’a aujourd’hui aucune appartenance à « {code} ».")
    return next(iter(places), None)
