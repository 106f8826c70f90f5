"""A demonstration made through the actions, as people would: accounts, operations, three sittings.

Everything here is fictional and says so: numbers start with FICTIF, names too, and each act is
marked. Nothing is dated before its credits exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.kernel.actors import Actor, System
from accord.kernel.loading import optional_date, read_fixture
from accord.kernel.money import parse_euros
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.actions import create_account, save_membership
from accord.people.models import Membership, Organisation, Role, User
from accord.territories.models import Territory
from envelopes.models import Envelope, Scheme, SpecificObjective, Tranche
from governance import actions
from governance.models import Committee, Meeting
from governance.states import Result
from operations import actions as operation_actions
from operations.models import Operation
from operations.states import CostOption, FinancingKind

PASSWORD = "demonstration-du-Pas-de-Calais"  # noqa: S105 - printed at start, for this machine only

# Address, organisation, roles.
ACCOUNTS = (
    ("dreets@demo.example", "dreets-hdf", Role.OFFICER, "Dominique", "Dreets (fictif)"),
    ("departement@demo.example", "cd62", Role.OFFICER, "Camille", "Département (fictif)"),
    ("terrimouv@demo.example", "tmi", Role.OFFICER, "Alix", "Terri’Mouv (fictif)"),
    ("plie@demo.example", "plie-lens-lievin", Role.OFFICER, "Charlie", "Plie (fictif)"),
    ("secretariat@demo.example", "cd62", Role.SECRETARY, "Sacha", "Secrétariat (fictif)"),
    ("direction@demo.example", "cd62", Role.READER, "Claude", "Direction (fictif)"),
)

# Day since which the demonstration's people hold their roles and seats.
SINCE = date(2022, 1, 1)


# Committee, organisation, person, function, voting.
SEATS = (
    ("technique", "dreets-hdf", "Dominique Fictive", "cheffe de service fictive", True),
    ("technique", "ddets-62", "Maxime Fictif", "directeur adjoint fictif", True),
    ("technique", "cd62", "Camille Fictive", "directrice fictive de l’insertion", True),
    ("technique", "cd62", "Sacha Fictif", "secrétaire fictif", False),
    ("technique", "tmi", "Alix Fictive", "directrice fictive", True),
    ("programmation-cd62", "cd62", "Andrea Fictif", "vice-président fictif", True),
    ("programmation-cd62", "cd62", "Morgan Fictive", "conseillère fictive", True),
    ("programmation-cd62", "cd62", "Lou Fictif", "conseiller fictif", True),
)


SEED = System("seed_demo")


@dataclass
class Cast:
    """The people of the demonstration, by the part of their address before the @."""

    actors: dict[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]


def create_accounts() -> Cast:
    """The accounts, each with its membership."""
    users = {}
    with acting(SEED):
        for email, code, role, first_name, last_name in ACCOUNTS:
            user = User.objects.filter(email=email).first() or create_account(
                email, PASSWORD, first_name=first_name, last_name=last_name, by=SEED
            )
            if not user.memberships.exists():
                organisation = Organisation.objects.get(code=code)
                membership = Membership(
                    user=user, organisation=organisation, role=role, starts_on=SINCE
                )
                save_membership(membership, by=SEED, reason=SEED.name)
            users[email.partition("@")[0]] = user
    return Cast({name: actor_of(user) for name, user in users.items()})


def create_operations(cast: Cast) -> dict[str, Operation]:
    """Operations of ``fixtures/demo_operations.csv``, each as far as its dates say."""
    return {line["number"]: _create(line, cast) for line in read_fixture("demo_operations")}


def _create(sample: dict[str, str], cast: Cast) -> Operation:
    envelope = Envelope.objects.select_related("fund", "holder", "agreement").get(
        code=sample["envelope"]
    )
    is_department = envelope.code.startswith("cd62")
    officer = cast["departement" if is_department else "terrimouv"]
    cost, eu_amount = parse_euros(sample["cost"]), parse_euros(sample["eu_amount"])
    beneficiary = operation_actions.find_or_create_beneficiary(
        sample["beneficiary"],
        by=officer,
        organisation=Organisation.objects.filter(code=sample["plie"]).first(),
        is_fictional=True,
    )
    draft = operation_actions.OperationDraft(
        number=sample["number"],
        title=sample["title"],
        envelope=envelope,
        beneficiary=beneficiary,
        starts_on=date.fromisoformat(sample["starts_on"]),
        ends_on=date.fromisoformat(sample["ends_on"]),
        requested_cost=cost,
        requested_eu=eu_amount,
        territories=[Territory.objects.get(code=sample["territory"])],
        attributes={
            "scheme": Scheme.objects.get(
                fund=envelope.fund, holder=envelope.holder, code=sample["scheme"]
            ),
            "objective": SpecificObjective.objects.filter(code=sample["objective"]).first(),
            "cost_option": CostOption.FLAT_40,
            "qpv_share_bp": int(sample["qpv_share_bp"]) if sample["qpv_share_bp"] else None,
            "is_fictional": True,
        },
    )
    operation = operation_actions.create_operation(draft, by=officer)
    if day := optional_date(sample["submitted"]):
        operation_actions.submit_operation(operation, by=officer, value_date=day)
    if day := optional_date(sample["admitted"]):
        operation_actions.decide_admissibility(
            operation, by=officer, admissible=True, value_date=day
        )
    if day := optional_date(sample["appraised"]):
        kind = FinancingKind.DEPARTMENT if is_department else FinancingKind.LOCAL
        operation_actions.appraise_operation(
            operation,
            by=officer,
            value_date=day,
            eligible_cost=cost,
            eu_amount=eu_amount,
            resources=[operation_actions.Resource(kind, cost - eu_amount)],
            conclusion="Instruction fictive, pour la démonstration.",
        )
    return operation


def create_seats(cast: Cast) -> None:
    for committee, organisation, name, function, is_voting in SEATS:
        draft = actions.SeatDraft(
            organisation=Organisation.objects.get(code=organisation),
            person_name=name,
            function=function,
            is_voting=is_voting,
            starts_on=SINCE,
            is_fictional=True,
        )
        actions.add_seat(Committee.objects.get(code=committee), draft, by=cast["secretariat"])


def plan(cast: Cast, committee: str, held_on: date, place: str) -> Meeting:
    draft = actions.MeetingDraft(
        committee=Committee.objects.select_related("organiser", "agreement").get(code=committee),
        kind="sitting",
        held_on=held_on,
        place=place,
        is_fictional=True,
    )
    return actions.plan_meeting(draft, by=cast["secretariat"])


@dataclass(frozen=True)
class Ruling:
    """What a sitting decides of an item, by a piece of its title."""

    piece: str
    result: str
    votes: tuple[int, int, int] | None = None
    discussion: str = ""


def hold(meeting: Meeting, rulings: Sequence[Ruling], *, by: Actor, everyone: bool = True) -> None:
    """Convene, open, call the roll and record the outcomes of a meeting."""
    actions.convene_meeting(meeting, by=by)
    actions.open_meeting(
        meeting, by=by, chair_name="Présidence fictive", secretary_name="Sacha Fictif"
    )
    entries = {row.pk: actions.RollEntry(status="present") for row in meeting.attendees.all()}
    if not everyone:
        voting = [row for row in meeting.attendees.all() if row.is_voting]
        giver, holder = voting[1], voting[0]
        entries[giver.pk] = actions.RollEntry(status="excused_proxy", proxy_to=holder.pk)
    actions.take_roll(meeting, entries, by=by)
    drafts = {}
    for item in meeting.items.with_names():
        ruling = next((one for one in rulings if one.piece in item.title), None)
        if ruling is not None:
            result = ruling.result if item.needs_outcome else ""
            drafts[item.pk] = actions.OutcomeDraft(
                result=result, votes=ruling.votes, discussion=ruling.discussion
            )
    actions.record_outcomes(meeting, drafts, by=by)


FAVOURABLE, UNFAVOURABLE, ADJOURNED = Result.FAVOURABLE, Result.UNFAVOURABLE, Result.ADJOURNED


def second_tranche(envelope: str) -> Tranche:
    rows = Tranche.objects.select_related("envelope", "grant__act")
    tranche: Tranche = rows.get(envelope__code=envelope, position=2)
    return tranche
