"""One object of each kind, some of one body and their twins of another: what the rights table,
the figures parity, the query budget and the browser look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.acts.documents import store_document
from accord.acts.models import Act
from accord.kernel.actors import SERVER
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from accord.territories.models import Territory
from envelopes.models import CreditMovement, Tranche
from governance import actions as governance
from governance.models import AgendaItem, Decision, Meeting, Seat
from governance.states import SubjectKind
from operations.models import Operation
from operations.states import OperationState
from tests import scenes

PDF_BYTES = b"%PDF-1.4 document d'essai\n%%EOF\n"


@dataclass(frozen=True)
class World:
    """Objects by what they are; ``tmi_…`` belong to the other holder."""

    draft: Operation
    submitted: Operation
    admissible: Operation
    appraised: Operation
    programmed: Operation
    contracted: Operation
    tmi_draft: Operation
    tmi_admissible: Operation
    plie_operation: Operation
    act: Act
    awaited: Act
    agreement_act: Act
    plie_act: Act
    movement: CreditMovement
    planned: Meeting
    convened: Meeting
    open: Meeting
    ended: Meeting
    sealed: Meeting
    tmi_planned: Meeting
    seat: Seat
    item: AgendaItem
    decision: Decision
    prepared: Decision

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def make_world(secretary: User, terrimouv_secretary: User) -> World:
    """Build everything through the actions."""
    second = Tranche.objects.select_related("envelope", "grant__act").get(
        envelope__code="cd62-fse-2021", position=2
    )
    of_territory = Territory.objects.get(code="plie-area-lens-lievin-henin-carvin")
    plie = scenes.BeneficiaryFactory(organisation=Organisation.objects.get(code="plie-lens-lievin"))
    ended = scenes.held_sitting(
        secretary, day=date(2024, 3, 12), tranche=second, operations=[scenes.operation()]
    )
    sealed = scenes.held_sitting(
        secretary, day=date(2024, 2, 13), operations=[scenes.operation(title="Opération scellée")]
    )
    actor = actor_of(secretary)
    governance.seal_minutes(sealed, by=actor)
    planned = _planned(secretary, "technique", date(2027, 1, 12))
    information = governance.Wish(SubjectKind.INFORMATION, title="Point d’information")
    governance.add_items(planned, [information], by=actor)
    convened = _planned(secretary, "technique", date(2024, 5, 14))
    opinion = governance.Wish(SubjectKind.OPINION, scenes.operation())
    governance.add_items(convened, [opinion], by=actor)
    governance.convene_meeting(convened, by=actor)
    contracted = scenes.operation(OperationState.CONTRACTED)
    of_plie = scenes.operation(
        OperationState.CONTRACTED, "tmi-fse-2021", beneficiary=plie, territories=[of_territory]
    )
    with acting(SERVER):
        document = store_document(PDF_BYTES, name="acte.pdf", by=SERVER)
    prepared = Decision.objects.get(subject__openingsubject__tranche=second)
    return World(
        draft=scenes.operation(OperationState.DRAFT),
        submitted=scenes.operation(OperationState.SUBMITTED),
        admissible=scenes.operation(OperationState.ADMISSIBLE),
        appraised=scenes.operation(OperationState.APPRAISED),
        programmed=scenes.operation(OperationState.PROGRAMMED),
        contracted=contracted,
        tmi_draft=scenes.operation(OperationState.DRAFT, "tmi-fse-2021"),
        tmi_admissible=scenes.operation(OperationState.ADMISSIBLE, "tmi-fse-2021"),
        plie_operation=scenes.operation(
            OperationState.ADMISSIBLE,
            "tmi-fse-2021",
            beneficiary=plie,
            territories=[of_territory],
        ),
        act=scenes.credit_act(document=document),
        awaited=prepared.consequence.awaits,  # type: ignore[union-attr, arg-type]
        agreement_act=Act.objects.get(number=f"C-{contracted.number}"),
        plie_act=Act.objects.get(number=f"C-{of_plie.number}"),
        movement=CreditMovement.objects.filter(envelope__code="cd62-fse-2021").earliest("pk"),
        planned=planned,
        convened=convened,
        open=scenes.open_sitting(secretary, day=date(2024, 4, 16), operations=[scenes.operation()]),
        ended=ended,
        sealed=sealed,
        tmi_planned=_planned(terrimouv_secretary, "programmation-tmi", date(2027, 1, 20)),
        seat=Seat.objects.filter(committee__code="technique").earliest("pk"),
        item=planned.items.earliest("pk"),
        decision=Decision.objects.earliest("pk"),
        prepared=prepared,
    )


def _planned(by: User, code: str, day: date) -> Meeting:
    draft = governance.MeetingDraft(scenes.committee(code), "sitting", day)
    return governance.plan_meeting(draft, by=actor_of(by))
