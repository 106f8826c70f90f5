"""``seed_demo``: the demonstration, once; on a base that already holds real accounts it refuses."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accord.kernel.actors import Actor
from accord.people.models import User
from governance import actions
from governance.actions import Wish
from governance.demonstration import (
    ACCOUNTS,
    ADJOURNED,
    FAVOURABLE,
    PASSWORD,
    UNFAVOURABLE,
    Cast,
    Ruling,
    create_accounts,
    create_operations,
    create_seats,
    hold,
    plan,
    second_tranche,
)
from governance.models import Meeting
from governance.states import SubjectKind
from operations.actions import amend_operation, contract_operation
from operations.models import Operation


class Command(BaseCommand):
    help = "Crée une démonstration visiblement fictive, une seule fois."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exclude(email__endswith="@demo.example").exists():
            raise CommandError("Cette base contient de vrais comptes : pas de démonstration ici.")
        cast = create_accounts()
        if not Operation.objects.filter(is_fictional=True).exists():
            self._play(cast)
        self.stdout.write("Comptes de démonstration :")
        for email, organisation, role, *_ in ACCOUNTS:
            self.stdout.write(f"  {email:<26} {organisation}, {role.label}")
        self.stdout.write(f"Mot de passe de tous les comptes : {PASSWORD}")

    def _play(self, cast: Cast) -> None:
        operations = create_operations(cast)
        create_seats(cast)
        self._give_opinions(cast, operations)
        self._programme(cast, operations)
        self._contract(cast, operations)
        self._prepare_opening(cast)

    def _give_opinions(self, cast: Cast, operations: dict[str, Operation]) -> None:
        """The technical committee gives its opinions; its minutes are sealed."""
        secretary = cast["secretariat"]
        meeting = plan(cast, "technique", date(2023, 11, 14), "Arras (fictif)")
        names = [f"FICTIF-2023-00{rank}" for rank in range(1, 7)] + ["FICTIF-2024-007"]
        wishes = [Wish(SubjectKind.OPINION, operations[name]) for name in names]
        wishes.append(Wish(SubjectKind.INFORMATION, title="Calendrier des appels à projets"))
        actions.add_items(meeting, wishes, by=secretary)
        rulings = [
            Ruling("2023-001", FAVOURABLE, (4, 0, 0), "Objectifs clairs ; suivi QPV demandé."),
            Ruling("2023-002", FAVOURABLE, (4, 0, 0)),
            Ruling("2023-003", FAVOURABLE, (3, 0, 1)),
            Ruling("2023-004", FAVOURABLE, (3, 1, 0), "Réserve sur le plan de financement."),
            Ruling("2023-005", UNFAVOURABLE, (0, 3, 1), "Taux d’intervention trop élevé."),
            Ruling("2023-006", FAVOURABLE, (4, 0, 0)),
            Ruling("2024-007", FAVOURABLE, (4, 0, 0)),
            Ruling("Calendrier", "", None, "Deux vagues d’appels présentées pour information."),
        ]
        hold(meeting, rulings, by=secretary, everyone=False)
        actions.end_sitting(meeting, by=secretary)
        self._seal(meeting, secretary)

    def _programme(self, cast: Cast, operations: dict[str, Operation]) -> None:
        """The Département's selection body programmes under its deliberation."""
        secretary = cast["secretariat"]
        meeting = plan(cast, "programmation-cd62", date(2023, 12, 11), "Arras (fictif)")
        names = [f"FICTIF-2023-00{rank}" for rank in (1, 2, 3, 4, 6)]
        wishes = [Wish(SubjectKind.PROGRAMMING, operations[name]) for name in names]
        actions.add_items(meeting, wishes, by=secretary)
        rulings = [Ruling(name[-8:], FAVOURABLE, (3, 0, 0)) for name in names if "004" not in name]
        rulings.append(
            Ruling("2023-004", ADJOURNED, None, "Plan de financement à compléter par le porteur.")
        )
        hold(meeting, rulings, by=secretary)
        actions.end_sitting(
            meeting,
            by=secretary,
            deliberation_number="FICTIF-2023-512",
            deliberation_date=date(2023, 12, 11),
        )
        self._seal(meeting, secretary)

    def _seal(self, meeting: Meeting, secretary: Actor) -> None:
        discussions = {item.pk: item.text for item in meeting.items.with_names()}
        actions.write_minutes(
            meeting,
            by=secretary,
            opening="Séance fictive, ouverte à 14 heures. La présidence rappelle l’ordre du jour.",
            closing="L’ordre du jour étant épuisé, la séance est levée.",
            discussions=discussions,
        )
        actions.seal_minutes(meeting, by=secretary)

    def _contract(self, cast: Cast, operations: dict[str, Operation]) -> None:
        """Signed agreements, one of them amended since."""
        officer = cast["departement"]
        signed = (
            ("FICTIF-2023-001", date(2024, 1, 22), 480_000_000, 288_000_000),
            ("FICTIF-2023-002", date(2024, 2, 5), 1_000_000_000, 600_000_000),
            ("FICTIF-2023-006", date(2024, 3, 4), 360_000_000, 252_000_000),
        )
        for number, day, cost, eu_amount in signed:
            contract_operation(
                Operation.objects.get(pk=operations[number].pk),
                by=officer,
                number=f"CONV-{number}",
                value_date=day,
                eligible_cost=cost,
                eu_amount=eu_amount,
            )
        amend_operation(
            Operation.objects.get(pk=operations["FICTIF-2023-001"].pk),
            by=officer,
            number="AVT-FICTIF-2023-001",
            value_date=date(2025, 3, 10),
            eligible_cost=540_000_000,
            eu_amount=324_000_000,
        )

    def _prepare_opening(self, cast: Cast) -> None:
        """The opening of the Département's 30 % is decided, and awaits the amendment."""
        secretary = cast["secretariat"]
        meeting = plan(cast, "technique", date(2025, 11, 18), "Arras (fictif)")
        wishes = [
            Wish(SubjectKind.TRANCHE_OPENING, second_tranche("cd62-fse-2021")),
            Wish(SubjectKind.INFORMATION, title="Dialogue de gestion avec la DREETS"),
        ]
        actions.add_items(meeting, wishes, by=secretary)
        ruling = Ruling(
            "seconde tranche", FAVOURABLE, (4, 0, 0), "Besoins confirmés pour 2026-2027 (fictif)."
        )
        hold(meeting, [ruling], by=secretary)
        actions.end_sitting(meeting, by=secretary)
