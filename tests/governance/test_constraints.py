"""What the database itself refuses of committees and meetings, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cached_property
from typing import Any

import pytest
from django.db import models

from accord.acts.documents import store_document
from accord.acts.models import Document
from accord.kernel.actors import SERVER
from accord.kernel.dates import now, today
from accord.kernel.transactions import acting
from accord.people.models import User
from governance.models import (
    AgendaItem,
    Attendee,
    CadenceRule,
    Committee,
    CommitteeMember,
    Decision,
    DeprogrammingSubject,
    Meeting,
    MeetingStep,
    Minutes,
    OpeningSubject,
    OpinionSubject,
    Outcome,
    PresenceInterval,
    ProgrammingSubject,
    Recusal,
    Seat,
    Subject,
)
from governance.states import SubjectKind
from operations.models import Operation
from tests import refusals, scenes
from tests.actors import written
from tests.governance.preparing import plan, second_tranche
from tests.refusals import EXISTS, Actors, Table, only_added, prove

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 2)


class Scene(refusals.Scene):
    @cached_property
    def secretary(self) -> User:
        return self.actor("secretary")

    @cached_property
    def committee(self) -> Committee:
        return scenes.committee()

    @cached_property
    def planned(self) -> Meeting:
        return plan(self.secretary)

    @cached_property
    def bare(self) -> Meeting:
        """A meeting without minutes yet."""
        return written(Meeting(committee=self.committee, held_on=date(2024, 5, 6)))

    @cached_property
    def open(self) -> Meeting:
        return scenes.open_sitting(
            self.secretary, day=date(2024, 2, 13), operations=[scenes.operation()]
        )

    @cached_property
    def ended(self) -> Meeting:
        return scenes.held_sitting(
            self.secretary, day=date(2024, 2, 20), operations=[scenes.operation()]
        )

    @property
    def item(self) -> AgendaItem:
        return self.open.items.get()

    @property
    def subject(self) -> Subject:
        return self.item.subjects.get()

    @property
    def attendees(self) -> list[Attendee]:
        return list(self.open.attendees.order_by("pk"))

    @property
    def seat(self) -> Seat:
        return self.open.committee.seats.earliest("pk")

    @cached_property
    def operation(self) -> Operation:
        return scenes.operation()

    @cached_property
    def document(self) -> Document:
        with acting(SERVER):
            return store_document(b"%PDF-1.4 x", name="x.pdf", by=SERVER)

    # -- rows that are refused ---------------------------------------------------------------------

    def of_kind(self, kind: str) -> Subject:
        position = self.item.subjects.count() + 1
        return written(Subject(item=self.item, kind=kind, position=position))

    def meeting(self, **values: Any) -> Meeting:
        return Meeting(**{"committee": self.committee, "held_on": APRIL, **values})

    def attendee(self, **values: Any) -> Attendee:
        return Attendee(**{"meeting": self.open, "person_name": "Essai", **values})

    def minutes(self, **values: Any) -> Minutes:
        return Minutes(meeting=self.bare, **{**self.seal, "frozen": "{}", **values})

    @property
    def seal(self) -> dict[str, Any]:
        return {
            "schema": 1,
            "digest": "a" * 64,
            "document": self.document,
            "sealed_at": now(),
        }

    def sealed_in_part(self) -> Iterator[Minutes]:
        nothing = {"schema": None, "digest": "", "document": None, "sealed_at": None}
        for name, value in self.seal.items():
            yield self.minutes(**{**nothing, name: value})

    def outcome(self, **values: Any) -> Outcome:
        return Outcome(**{"subject": self.subject, "result": "favourable", **values})

    def step(self, **values: Any) -> MeetingStep:
        return MeetingStep(
            **{
                "meeting": self.planned,
                "verb": "governance.convene",
                "from_state": "planned",
                "to_state": "convened",
                "value_date": today(),
                "recorded_at": now(),
                "by_system": "server",
                **values,
            }
        )

    def on_operation(self, model: type[Any], kind: str) -> Iterator[models.Model]:
        for cost, eu_amount in ((100, 101), (100, -1)):
            yield model(
                subject=self.of_kind(kind),
                operation=self.operation,
                eligible_cost=cost,
                eu_amount=eu_amount,
            )


AMOUNTS = "Le montant UE ne peut pas dépasser le coût"

# Constraint: the sentence, and rows that break it.
REFUSED: Table = {
    "governance_committee_prefix_unique": (
        EXISTS,
        lambda of: [
            Committee(
                code="essai",
                agreement=of.committee.agreement,
                name="Essai",
                kind="technical",
                organiser=of.committee.organiser,
                prefix=of.committee.prefix,
                source="essai",
            )
        ],
    ),
    "governance_committeemember_unique": (
        EXISTS,
        lambda of: [
            CommitteeMember(committee=of.committee, label="Essai", position=1, source="essai")
        ],
    ),
    "governance_cadencerule_complete": (
        "Une cadence dit un écart en mois ou un minimum",
        lambda of: [
            CadenceRule(
                committee=scenes.committee("programmation-cd62"),
                starts_on=APRIL,
                text="essai",
                source="essai",
                **values,
            )
            for values in (
                {"kind": "max_gap"},
                {"kind": "max_gap", "max_gap_months": 0, "minimum": 1},
                {"kind": "per_year"},
                {"kind": "per_quarter", "minimum": 0, "max_gap_months": 2},
            )
        ],
    ),
    "governance_seat_dates": (
        "La fin ne peut pas précéder le début",
        lambda of: [
            Seat(
                committee=of.committee,
                organisation=of.committee.organiser,
                person_name="Essai",
                starts_on=APRIL,
                ends_on=date(2024, 4, 1),
            )
        ],
    ),
    "governance_meeting_unique": (
        "Ce comité a déjà une réunion à cette date",
        lambda of: [of.meeting(held_on=of.planned.held_on)],
    ),
    "governance_meeting_ended": (
        "Une réunion levée a une heure de fin",
        lambda of: [
            of.meeting(state="ended"),
            of.meeting(state="sealed"),
            of.meeting(state="open", ended_at=now()),
        ],
    ),
    "governance_meeting_cancelled": (
        "Dites pourquoi la réunion est annulée",
        lambda of: [of.meeting(state="cancelled")],
    ),
    "governance_minutes_sealed": (
        "Un procès-verbal établi a ses données et son PDF",
        lambda of: [
            of.minutes(sealed_at=None),
            of.minutes(document=None),
            of.minutes(digest=""),
            of.minutes(frozen=""),
            of.minutes(schema=None),
            *of.sealed_in_part(),
        ],
    ),
    "governance_attendee_unique": (
        EXISTS,
        lambda of: [of.attendee(seat=of.seat)],
    ),
    "governance_attendee_proxy": (
        "Un pouvoir se donne à une personne, et lui seul",
        lambda of: [
            of.attendee(is_voting=False, status="excused_proxy"),
            of.attendee(is_voting=False, status="present", proxy_to=of.attendees[0]),
        ],
    ),
    "governance_attendee_guest_has_no_voice": (
        "Un invité n’a pas voix délibérative",
        lambda of: [of.attendee()],
    ),
    "governance_presenceinterval_hours": (
        "Le départ suit l’arrivée",
        lambda of: [
            PresenceInterval(attendee=of.attendees[0], arrived_at=time(15), left_at=left_at)
            for left_at in (time(14), time(15))
        ],
    ),
    "governance_recusal_unique": (
        EXISTS,
        lambda of: [
            Recusal(item=row.item, attendee=row.attendee)
            for row in [written(Recusal(item=of.item, attendee=of.attendees[0]))]
        ],
    ),
    "governance_subject_position_unique": (
        EXISTS,
        lambda of: [Subject(item=of.item, kind=SubjectKind.INFORMATION)],
    ),
    "governance_opinionsubject_amounts": (
        AMOUNTS,
        lambda of: of.on_operation(OpinionSubject, SubjectKind.OPINION),
    ),
    "governance_programmingsubject_amounts": (
        AMOUNTS,
        lambda of: of.on_operation(ProgrammingSubject, SubjectKind.PROGRAMMING),
    ),
    "governance_deprogrammingsubject_amounts": (
        AMOUNTS,
        lambda of: of.on_operation(DeprogrammingSubject, SubjectKind.DEPROGRAMMING),
    ),
    "governance_openingsubject_amount": (
        "On ouvre un montant positif",
        lambda of: [
            OpeningSubject(
                subject=of.of_kind(SubjectKind.TRANCHE_OPENING),
                tranche=second_tranche(),
                amount=amount,
            )
            for amount in (0, -1)
        ],
    ),
    "governance_outcome_votes": (
        "Un vote se compte en entier : pour, contre, abstentions",
        lambda of: [
            of.outcome(votes_for=2),
            of.outcome(votes_against=0, abstentions=0),
            of.outcome(votes_for=1, votes_against=1),
        ],
    ),
    "governance_outcome_not_examined": (
        "Un point non examiné n’est pas mis aux voix",
        lambda of: [of.outcome(result="not_examined", votes_for=1, votes_against=0, abstentions=0)],
    ),
    "governance_decision_unique": (
        EXISTS,
        lambda of: [
            Decision(
                subject=of.subject,
                act=scenes.decision_act(of.committee.organiser),
                committee=of.committee,
                year=row.year,
                sequence=row.sequence,
                number="TEC-2024-000",
            )
            for row in Decision.objects.filter(subject__item__meeting=of.ended)
        ],
    ),
    **only_added(MeetingStep, Scene.step),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_it_is_refused_in_french_then_by_the_database(
    name: str, actor: Actors
) -> None:
    prove(name, REFUSED, Scene(actor))


def test_a_day_is_free_again_once_its_meeting_is_cancelled(actor: Actors) -> None:
    of = Scene(actor)
    written(of.meeting(state="cancelled", cancellation_reason="Reportée"))
    written(of.meeting())
    assert Meeting.objects.filter(held_on=APRIL).count() == 2


def test_guests_come_in_any_number_and_have_no_voice(actor: Actors) -> None:
    of = Scene(actor)
    for name in ("Une Invitée", "Un Invité"):
        written(of.attendee(person_name=name, is_voting=False))
    assert of.open.attendees.filter(seat=None).count() == 2
