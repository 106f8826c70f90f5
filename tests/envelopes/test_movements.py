"""Movements of credits: signs, acts, limits now and later, transfers in pairs, reversals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from accord.acts.actions import ActDraft, await_act
from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import SERVER, Actor, System
from accord.kernel.dates import now
from accord.kernel.errors import CeilingExceeded, Denied, Refused
from accord.kernel.loading import LOADER
from accord.kernel.transactions import acting
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from envelopes.actions import (
    MovementOrder,
    record_movement,
    reverse_movement,
    transfer_credits,
)
from envelopes.models import CreditMovement, Envelope, Tranche
from envelopes.states import MOVEMENT_SIGNS, MovementKind
from envelopes.verbs import can_reverse_movement, can_write_credits
from operations.totals import Question, programming_totals
from tests import scenes
from tests.actors import ACTORS

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 3, 1)
EVE = DAY - timedelta(days=1)
NOTIFIED, OPEN = 3_159_250_700, 2_211_475_490


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


def order(kind: str, notified: int = 0, opened: int = 0, **values: Any) -> MovementOrder:
    return MovementOrder(
        **{
            "envelope": scenes.envelope(),
            "kind": kind,
            "delta_notified": notified,
            "delta_open": opened,
            "value_date": DAY,
            "act": values.pop("act", None) or scenes.credit_act(),
            **values,
        }
    )


def totals(day: date = DAY, code: str = "cd62-fse-2021", known_at: Any = None) -> Any:
    rows = Envelope.objects.filter(code=code)
    if known_at is None:
        return rows.positions(day)[0].totals
    return programming_totals(Question(rows, day, known_at, ("envelope",))).total


def credits_at(day: date = DAY, code: str = "cd62-fse-2021") -> tuple[int, int]:
    found = totals(day, code)
    return found.notified, found.open


# -- what a movement changes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "notified", "opened"),
    [
        (MovementKind.NOTIFICATION, 500, 0),
        (MovementKind.TOP_UP, 500, 0),
        (MovementKind.TOP_UP, 500, 300),
        (MovementKind.TOP_UP, 500, 500),
        (MovementKind.WITHDRAWAL, -500, 0),
        (MovementKind.WITHDRAWAL, -500, -300),
        (MovementKind.WITHDRAWAL, 0, -300),
    ],
)
def test_a_movement_changes_credits_from_its_value_date_on(
    kind: str, notified: int, opened: int, dreets: Actor
) -> None:
    made = record_movement(order(kind, notified, opened, label="essai"), by=dreets)
    assert credits_at(EVE) == (NOTIFIED, OPEN)
    assert credits_at(DAY) == (NOTIFIED + notified, OPEN + opened)
    assert credits_at(date(2040, 1, 1)) == (NOTIFIED + notified, OPEN + opened)
    assert credits_at(DAY, "tmi-fse-2021") == (1_751_394_500, 1_225_976_150)
    assert (made.by_user_id, made.by_body, made.label) == (dreets.user_id, "dreets-hdf", "essai")
    assert made.under_act == made.act_id
    call_command("check_ledger", verbosity=0)


# -- signs -----------------------------------------------------------------------------------------

FORBIDDEN = [
    (kind, notified, opened)
    for kind, signs in MOVEMENT_SIGNS.items()
    if kind not in (MovementKind.TRANSFER, MovementKind.REVERSAL)
    for notified in (-5, 0, 5)
    for opened in (-5, 0, 5)
    if not (notified or opened)
    or any(
        (sign == 0 and amount) or (sign and amount * sign < 0)
        for sign, amount in zip(signs, (notified, opened), strict=True)
    )
]


def test_most_combinations_of_signs_are_forbidden() -> None:
    assert len(FORBIDDEN) == 28


@pytest.mark.parametrize(("kind", "notified", "opened"), FORBIDDEN)
def test_each_kind_of_movement_has_its_signs(
    kind: str, notified: int, opened: int, dreets: Actor
) -> None:
    with pytest.raises(Refused) as refusal:
        record_movement(order(kind, notified, opened), by=dreets)
    assert refusal.value.field in ("delta_notified", "delta_open")
    assert credits_at() == (NOTIFIED, OPEN)


@pytest.mark.parametrize(
    ("kind", "notified", "opened", "field", "sentence"),
    [
        (MovementKind.NOTIFICATION, 0, 0, "delta_notified", "au moins un montant"),
        (MovementKind.NOTIFICATION, 5, 5, "delta_open", "ne change pas ce montant"),
        (MovementKind.OPENING, 5, 5, "delta_notified", "ne change pas ce montant"),
        (MovementKind.OPENING, 0, -5, "delta_open", "positif"),
        (MovementKind.WITHDRAWAL, 5, 0, "delta_notified", "négatif"),
    ],
)
def test_a_wrong_sign_is_said_at_the_field_that_is_wrong(
    kind: str, notified: int, opened: int, field: str, sentence: str, dreets: Actor
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        record_movement(order(kind, notified, opened), by=dreets)
    assert refusal.value.field == field


@pytest.mark.parametrize("kind", [MovementKind.TRANSFER, MovementKind.REVERSAL])
def test_a_transfer_or_a_reversal_has_its_own_verb(kind: str, dreets: Actor) -> None:
    with pytest.raises(Refused, match="son propre formulaire"):
        record_movement(order(kind, 5, 0), by=dreets)


# -- authority -------------------------------------------------------------------------------------


def test_only_officers_of_dreets_write_credits(actors: dict[str, User]) -> None:
    movement = CreditMovement.objects.earliest("pk")
    for place in ACTORS:
        reader = reader_of(actors[place.name])
        assert bool(can_write_credits(reader, scenes.envelope())) == (place.name == "dreets")
        assert bool(can_write_credits(reader)) == (place.name == "dreets")
        assert bool(can_reverse_movement(reader, movement)) == (place.name == "dreets")
        if place.name != "dreets" and isinstance(reader, Actor):
            with pytest.raises(Denied, match="autorité de gestion"):
                record_movement(order(MovementKind.NOTIFICATION, 5), by=reader)
            with pytest.raises(Denied):
                reverse_movement(movement, by=reader, reason="essai")
    assert CreditMovement.objects.count() == 13


def test_the_loader_acts_on_the_authority_of_the_act_alone() -> None:
    made = record_movement(order(MovementKind.NOTIFICATION, 5), by=LOADER)
    assert (made.by_user, made.by_system, made.author) == (None, "load_accord", "load_accord")
    assert credits_at() == (NOTIFIED + 5, OPEN)


@pytest.mark.parametrize("system", [SERVER, System("nightly")])
def test_no_other_system_writes_credits(system: System) -> None:
    with pytest.raises(Denied, match=f"^{system.name} : "):
        record_movement(order(MovementKind.NOTIFICATION, 5), by=system)
    with pytest.raises(Denied):
        transfer(system, "cd62-fse-2021", "tmi-fse-2021")
    with pytest.raises(Denied):
        reverse_movement(CreditMovement.objects.earliest("pk"), by=system, reason="essai")
    assert credits_at() == (NOTIFIED, OPEN)


def test_only_a_delegated_envelope_has_a_ledger(dreets: Actor) -> None:
    node = scenes.envelope("dep62-fse-2021")
    with pytest.raises(Denied, match="Seule une enveloppe déléguée"):
        record_movement(order(MovementKind.NOTIFICATION, 5, envelope=node), by=dreets)
    assert not node.movements.exists()


def awaited() -> Any:
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    with acting(SERVER):
        return await_act(ActDraft(agreement, "notification", None, "attendu"), by=SERVER)


def test_an_act_that_is_still_awaited_gives_no_authority(dreets: Actor) -> None:
    with pytest.raises(Refused, match="encore attendu") as refusal:
        record_movement(order(MovementKind.NOTIFICATION, 5, act=awaited()), by=dreets)
    assert refusal.value.field == "act"
    assert credits_at() == (NOTIFIED, OPEN)


def test_the_act_of_another_agreement_gives_no_authority(dreets: Actor) -> None:
    other = scenes.credit_act(agreement=FrameworkAgreement.objects.get(code="2014-2020"))
    with pytest.raises(Refused, match="autre accord") as refusal:
        record_movement(order(MovementKind.NOTIFICATION, 5, act=other), by=dreets)
    assert refusal.value.field == "act"


def test_the_tranche_of_another_envelope_is_refused() -> None:
    other = Tranche.objects.get(envelope__code="tmi-fse-2021", position=2)
    with pytest.raises(Refused, match="autre enveloppe"):
        record_movement(order(MovementKind.OPENING, 0, 5, tranche=other), by=LOADER)
    assert not Tranche.objects.with_opening().get(pk=other.pk).opened


# -- limits ----------------------------------------------------------------------------------------


def test_credits_never_open_beyond_what_is_notified() -> None:
    record_movement(order(MovementKind.OPENING, 0, NOTIFIED - OPEN), by=LOADER)
    assert credits_at() == (NOTIFIED, NOTIFIED)
    with pytest.raises(CeilingExceeded, match=r"crédits notifiés de 0,01.*au 1er mars 2024"):
        record_movement(order(MovementKind.OPENING, 0, 1), by=LOADER)
    assert credits_at() == (NOTIFIED, NOTIFIED)


def test_notified_credits_do_not_fall_below_what_is_open(dreets: Actor) -> None:
    record_movement(order(MovementKind.WITHDRAWAL, OPEN - NOTIFIED), by=dreets)
    with pytest.raises(CeilingExceeded, match="dépasseraient les crédits notifiés"):
        record_movement(order(MovementKind.WITHDRAWAL, -1), by=dreets)
    assert credits_at() == (OPEN, OPEN)


def test_open_credits_do_not_fall_below_zero(dreets: Actor) -> None:
    with pytest.raises(CeilingExceeded, match="ouverts deviendraient négatifs de 0,01"):
        record_movement(order(MovementKind.WITHDRAWAL, 0, -OPEN - 1), by=dreets)
    with pytest.raises(CeilingExceeded, match="notifié deviendrait négatif de 0,01"):
        record_movement(order(MovementKind.WITHDRAWAL, -NOTIFIED - 1, -OPEN), by=dreets)
    record_movement(order(MovementKind.WITHDRAWAL, -NOTIFIED, -OPEN), by=dreets)
    assert credits_at() == (0, 0)


def test_open_credits_do_not_fall_below_what_is_programmed(dreets: Actor) -> None:
    scenes.operation("programmed", eu_amount=OPEN)
    with pytest.raises(CeilingExceeded, match=r"programmé dépasserait de 0,01.*plafond de 100,00"):
        record_movement(order(MovementKind.WITHDRAWAL, 0, -1), by=dreets)
    assert credits_at() == (NOTIFIED, OPEN)


def test_a_row_dated_before_others_is_refused_when_it_breaks_a_later_date() -> None:
    """On its own date there is room; in 2025 there would not be."""
    later = date(2025, 6, 1)
    record_movement(
        order(MovementKind.OPENING, 0, NOTIFIED - OPEN - 100, value_date=later), by=LOADER
    )
    with pytest.raises(CeilingExceeded, match="au 1er juin 2025"):
        record_movement(order(MovementKind.OPENING, 0, 101), by=LOADER)
    assert credits_at(DAY) == (NOTIFIED, OPEN)
    assert credits_at(later) == (NOTIFIED, NOTIFIED - 100)
    record_movement(order(MovementKind.OPENING, 0, 100), by=LOADER)
    assert credits_at(later) == (NOTIFIED, NOTIFIED)


def test_a_withdrawal_dated_before_a_programming_is_refused_when_it_breaks_it(
    dreets: Actor,
) -> None:
    scenes.operation("programmed", eu_amount=OPEN)
    early = order(MovementKind.WITHDRAWAL, 0, -1, value_date=date(2022, 6, 1))
    with pytest.raises(CeilingExceeded, match="au 1er mars 2024"):
        record_movement(early, by=dreets)


def test_a_row_before_the_first_notification_is_refused() -> None:
    with pytest.raises(CeilingExceeded, match="au 31 décembre 2021"):
        record_movement(order(MovementKind.OPENING, 0, 5, value_date=date(2021, 12, 31)), by=LOADER)


# -- transfers -------------------------------------------------------------------------------------


def transfer(dreets: Any, source: str, target: str, **values: Any) -> Any:
    options = {"notified": 1_000, "opened": 700, "value_date": DAY, **values}
    return transfer_credits(
        scenes.envelope(source),
        scenes.envelope(target),
        by=dreets,
        act=options.pop("act", None) or scenes.credit_act(),
        **options,
    )


def test_a_transfer_is_two_linked_rows_that_cancel(dreets: Actor) -> None:
    leaving, arriving = transfer(dreets, "cd62-fse-2021", "tmi-fse-2021", label="essai")
    assert (leaving.delta_notified, leaving.delta_open) == (-1_000, -700)
    assert (arriving.delta_notified, arriving.delta_open) == (1_000, 700)
    assert (leaving.departure, leaving.arrival, arriving.departure) == (None, arriving, leaving)
    assert (arriving.other_half, leaving.other_half) == (leaving, arriving)
    assert credits_at() == (NOTIFIED - 1_000, OPEN - 700)
    assert credits_at(DAY, "tmi-fse-2021") == (1_751_394_500 + 1_000, 1_225_976_150 + 700)
    call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("cd62-fse-2021", "cd62-ftj-2021", "même fonds"),
        ("cd62-fse-2014", "cd62-fse-2021", "même fonds"),
        ("cd62-fse-2021", "cd62-fse-2021", "différentes"),
    ],
)
def test_a_transfer_stays_within_a_fund_and_an_agreement(
    source: str, target: str, sentence: str, dreets: Actor
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        transfer(dreets, source, target)
    assert refusal.value.field == "target"
    assert CreditMovement.objects.count() == 13


@pytest.mark.parametrize(
    ("source", "target"),
    [("cd62-fse-2021", "dep62-fse-2021"), ("dep62-fse-2021", "cd62-fse-2021")],
)
def test_a_transfer_is_between_delegated_envelopes(source: str, target: str, dreets: Actor) -> None:
    with pytest.raises(Denied, match="Seule une enveloppe déléguée"):
        transfer(dreets, source, target)
    assert CreditMovement.objects.count() == 13
    assert credits_at() == (NOTIFIED, OPEN)


@pytest.mark.parametrize(
    "amounts",
    [
        {"notified": 0, "opened": 0},
        {"notified": -5, "opened": 0},
        {"notified": 5, "opened": -5},
        {"notified": -5, "opened": 10},
    ],
)
def test_a_transfer_has_an_amount(amounts: dict[str, int], dreets: Actor) -> None:
    with pytest.raises(Refused, match="montant à transférer"):
        transfer(dreets, "cd62-fse-2021", "tmi-fse-2021", **amounts)


def test_a_transfer_that_one_side_cannot_bear_leaves_neither_row(dreets: Actor) -> None:
    whole = {"notified": OPEN, "opened": OPEN}
    with pytest.raises(CeilingExceeded):
        transfer(dreets, "cd62-fse-2021", "tmi-fse-2021", notified=OPEN + 1, opened=OPEN + 1)
    assert CreditMovement.objects.count() == 13
    assert credits_at() == (NOTIFIED, OPEN)
    transfer(dreets, "cd62-fse-2021", "tmi-fse-2021", **whole)


def test_a_transfer_never_opens_the_reserve_of_the_envelope_where_it_arrives(dreets: Actor) -> None:
    with pytest.raises(Refused, match="plus d’ouvert que de notifié") as caught:
        transfer(dreets, "cd62-fse-2021", "tmi-fse-2021", notified=0, opened=1)
    assert caught.value.field == "delta_open"
    assert CreditMovement.objects.count() == 13


def test_only_dreets_transfers(actor: Actors) -> None:
    for name in ("departement", "terrimouv", "ddets", "administrator"):
        with pytest.raises(Denied):
            transfer(actor_of(actor(name)), "cd62-fse-2021", "tmi-fse-2021")


def test_reversing_one_half_of_a_transfer_reverses_the_other(dreets: Actor) -> None:
    for half in (0, 1):
        rows = transfer(dreets, "cd62-fse-2021", "tmi-fse-2021")
        reverse_movement(rows[half], by=dreets, reason="erreur d’enveloppe")
        assert credits_at() == (NOTIFIED, OPEN)
        assert credits_at(DAY, "tmi-fse-2021") == (1_751_394_500, 1_225_976_150)
        for row in rows:
            assert CreditMovement.objects.get(pk=row.pk).reversal is not None
    call_command("check_ledger", verbosity=0)


# -- reversals -------------------------------------------------------------------------------------


def test_a_reversal_restores_every_total_and_leaves_both_rows(dreets: Actor) -> None:
    days = (EVE, DAY, DAY + timedelta(days=1), date(2040, 1, 1))
    before = [credits_at(day) for day in days]
    made = record_movement(order(MovementKind.TOP_UP, 900, 600), by=dreets)
    undone = reverse_movement(made, by=dreets, reason="  saisi deux fois ")
    assert [credits_at(day) for day in days] == before
    assert (undone.delta_notified, undone.delta_open) == (-900, -600)
    assert (undone.value_date, undone.act, undone.note) == (DAY, made.act, "saisi deux fois")
    assert undone.label == "Contrepassation : abondement"
    assert CreditMovement.objects.filter(pk__in=[made.pk, undone.pk]).count() == 2
    assert CreditMovement.objects.get(pk=made.pk).reversal == undone
    call_command("check_ledger", verbosity=0)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reversal_says_why(reason: str, dreets: Actor) -> None:
    made = record_movement(order(MovementKind.NOTIFICATION, 5), by=dreets)
    with pytest.raises(Refused, match="pourquoi") as refusal:
        reverse_movement(made, by=dreets, reason=reason)
    assert refusal.value.field == "reason"


def test_a_movement_is_reversed_once(dreets: Actor) -> None:
    made = record_movement(order(MovementKind.NOTIFICATION, 5), by=dreets)
    stale = CreditMovement.objects.get(pk=made.pk)
    reverse_movement(made, by=dreets, reason="un")
    for row in (stale, CreditMovement.objects.get(pk=made.pk)):
        with pytest.raises((Refused, Denied), match="déjà contrepassé"):
            reverse_movement(row, by=dreets, reason="deux")
    assert credits_at() == (NOTIFIED, OPEN)


def test_a_reversal_is_not_reversed(dreets: Actor) -> None:
    made = record_movement(order(MovementKind.NOTIFICATION, 5), by=dreets)
    undone = reverse_movement(made, by=dreets, reason="un")
    with pytest.raises(Denied, match="ne se contrepasse pas"):
        reverse_movement(undone, by=dreets, reason="deux")
    with pytest.raises(Refused, match="ne se contrepasse pas"):
        undone.refuse_second_reversal()


def test_a_reversal_that_would_break_a_limit_is_refused(dreets: Actor) -> None:
    scenes.operation("programmed", eu_amount=OPEN)
    opening = CreditMovement.objects.get(envelope__code="cd62-fse-2021", kind="opening")
    with pytest.raises(CeilingExceeded):
        reverse_movement(opening, by=dreets, reason="essai")
    assert credits_at() == (NOTIFIED, OPEN)


# -- two dates -------------------------------------------------------------------------------------


def test_what_was_known_before_a_late_recording_does_not_see_it(dreets: Actor) -> None:
    before = now()
    record_movement(order(MovementKind.NOTIFICATION, 500, value_date=date(2022, 6, 1)), by=dreets)
    after = now()
    assert totals(known_at=before).notified == NOTIFIED
    assert totals(known_at=after).notified == NOTIFIED + 500
    assert totals(date(2022, 5, 31), known_at=after).notified == NOTIFIED
    assert totals().notified == NOTIFIED + 500


def test_what_was_believed_before_a_reversal_is_still_there(dreets: Actor) -> None:
    made = record_movement(order(MovementKind.TOP_UP, 500, 400), by=dreets)
    believed = now()
    reverse_movement(made, by=dreets, reason="erreur")
    found = totals(known_at=believed)
    assert (found.notified, found.open) == (NOTIFIED + 500, OPEN + 400)
    assert credits_at() == (NOTIFIED, OPEN)
    found = totals(known_at=now())
    assert (found.notified, found.open) == (NOTIFIED, OPEN)


def test_the_recording_time_is_the_ledger_s_own(dreets: Actor) -> None:
    before = now()
    made = record_movement(order(MovementKind.NOTIFICATION, 5), by=dreets)
    assert before <= made.recorded_at <= now()
    assert totals(known_at=made.recorded_at).notified == NOTIFIED + 5
    just_before = made.recorded_at - timedelta(microseconds=1)
    assert totals(known_at=just_before).notified == NOTIFIED
