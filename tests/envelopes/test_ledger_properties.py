"""Random sequences of movements, programmings, amendments and reversals, accepted or refused.

Whatever happens, totals equal the sum of their parts at any date, balances equal the ledgers, and
no limit is passed.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accord.kernel.actors import SERVER
from accord.kernel.contributions import registry
from accord.kernel.errors import AccordError
from accord.kernel.loading import LOADER
from accord.kernel.locking import lock_row
from accord.kernel.money import ceiling_of
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation
from envelopes.actions import (
    MovementOrder,
    ceiling_rates,
    lock_envelopes,
    record_movement,
    reverse_movement,
    set_programming_ceiling,
    transfer_credits,
)
from envelopes.models import CreditMovement, Envelope
from envelopes.states import MovementKind, Stage
from operations.ledger import UseOrder, append_uses, reverse_use
from operations.models import UseOfCredits
from operations.states import OperationState
from operations.totals import Question, programming_totals
from tests import scenes
from tests.actors import ACTORS, create_actor
from tests.operations.deciding import programme

START = date(2024, 3, 1)
CODES = ("cd62-fse-2021", "tmi-fse-2021")

days = st.integers(0, 500).map(lambda number: START + timedelta(days=number))
amounts = st.integers(1, 2_000_000_000)
verbs = st.sampled_from(
    ["notify", "open", "withdraw", "transfer", "ceiling", "programme", "amend", "undo", "undo_use"]
)
steps = st.lists(
    st.tuples(verbs, st.sampled_from(CODES), amounts, days, st.integers(0, 50)), max_size=9
)


class Story:
    """One sequence played through the actions; a refusal changes nothing."""

    def __init__(self) -> None:
        place = next(place for place in ACTORS if place.name == "dreets")
        self.dreets = actor_of(create_actor(place))
        self.act = scenes.credit_act()
        self.operations: list[Any] = []

    def play(self, verb: str, code: str, amount: int, day: date, pick: int) -> None:
        # Refused: nothing may have changed, which the checks below would see.
        with suppress(AccordError, ValidationError):
            getattr(self, verb)(scenes.envelope(code), amount, day, pick)

    def _move(self, kind: str, envelope: Envelope, notified: int, opened: int, day: date) -> None:
        order = MovementOrder(envelope, kind, notified, opened, day, self.act)
        # A person opens by tranches only: here amounts are anything, so the loader's road.
        record_movement(order, by=LOADER if kind == MovementKind.OPENING else self.dreets)

    def notify(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        self._move(MovementKind.NOTIFICATION, envelope, amount, 0, day)

    def open(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        self._move(MovementKind.OPENING, envelope, 0, amount, day)

    def withdraw(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        self._move(MovementKind.WITHDRAWAL, envelope, -amount, -amount // 2, day)

    def transfer(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        other = scenes.envelope(CODES[1 - CODES.index(envelope.code)])
        transfer_credits(
            envelope,
            other,
            by=self.dreets,
            act=self.act,
            value_date=day,
            notified=amount,
            opened=amount // 3,
        )

    def ceiling(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        set_programming_ceiling(
            envelope, by=self.dreets, rate_bp=5000 + pick * 200, starts_on=day, act=self.act
        )

    def programme(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        made = scenes.operation(OperationState.APPRAISED, envelope.code, amount)
        act = scenes.decision_act(envelope.holder, day)  # type: ignore[arg-type]
        programme(made, by=SERVER, act=act, value_date=day)
        self.operations.append(made)

    def amend(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        if not self.operations:
            return
        made = self.operations[pick % len(self.operations)]
        order = UseOrder(Stage.PROGRAMMED, amount - 10**9, amount - 10**9, "Avenant d’essai")
        with acting(SERVER):
            (place,), made = lock_envelopes(made.envelope_id), lock_row(made)
            append_uses(place, made, [order], act=self.act, value_date=day, by=SERVER)

    def undo(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        rows = list(CreditMovement.objects.filter(reverses=None, reversed_by=None).order_by("pk"))
        reverse_movement(rows[pick % len(rows)], by=self.dreets, reason="erreur de saisie")

    def undo_use(self, envelope: Envelope, amount: int, day: date, pick: int) -> None:
        rows = list(UseOfCredits.objects.filter(reverses=None, reversed_by=None).order_by("pk"))
        if rows:
            reverse_use(rows[pick % len(rows)], by=SERVER, reason="erreur de saisie")


def by_hand(code: str, stage: str, day: date) -> int:
    """The same amount, added row by row in Python."""
    envelope = Envelope.objects.get(code=code)
    if stage in (Stage.NOTIFIED, Stage.OPEN):
        column = f"delta_{stage}"
        rows = CreditMovement.objects.filter(envelope=envelope).values_list("value_date", column)
    else:
        uses = UseOfCredits.objects.filter(envelope=envelope, stage=stage)
        rows = uses.values_list("value_date", "delta_eu")
    return sum(delta for moment, delta in rows if moment <= day)


def operations_by_hand(code: str, day: date) -> int:
    nets: dict[int, int] = {}
    rows = UseOfCredits.objects.filter(envelope__code=code, stage=Stage.PROGRAMMED)
    for key, moment, delta in rows.values_list("operation_id", "value_date", "delta_eu"):
        if moment <= day:
            nets[key] = nets.get(key, 0) + delta
    return sum(net != 0 for net in nets.values())


class LedgerProperties(TestCase):
    @given(sequence=steps, moments=st.lists(days, min_size=1, max_size=3))
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
        # Shrinking replays a sequence hundreds of times: the seed printed is enough.
        phases=[Phase.explicit, Phase.generate],
    )
    def test_totals_balances_and_limits_hold_after_any_sequence(
        self, sequence: Any, moments: Any
    ) -> None:
        story = Story()
        for step in sequence:
            story.play(*step)
        envelopes = Envelope.objects.filter(code__in=CODES)
        for day in moments:
            self._check_day(envelopes, day)
        said = [sentence for check in registry.ledger_checks for sentence in check.run()]
        # A row forced past the operation's own amounts is not this test's subject.
        assert [line for line in said if "conventionné" not in line] == []

    def _check_day(self, envelopes: Any, day: date) -> None:
        positions = envelopes.positions(day)
        for position in positions:
            code, totals = position.envelope.code, position.totals
            for stage in (Stage.NOTIFIED, Stage.OPEN, Stage.PROGRAMMED):
                assert totals.amount(stage) == by_hand(code, stage, day), (code, stage, day)
            assert totals.operations == operations_by_hand(code, day)
            rate = ceiling_rates(position.envelope).at(day)
            assert 0 <= totals.open <= totals.notified
            assert totals.programmed <= ceiling_of(totals.open, rate)
            assert totals.remaining == max(totals.open - totals.programmed, 0)
        for keys in (("envelope",), ("year", "fund"), ("specific_objective", "holder")):
            grouped = programming_totals(Question(envelopes, day, group_by=keys))
            for name in ("notified", "open", "reserved", "programmed", "remaining"):
                parts = [getattr(row, name) or 0 for _, row in grouped.rows]
                whole = sum(getattr(position.totals, name) for position in positions)
                assert sum(parts) == getattr(grouped.total, name) == whole, (keys, name)


def test_the_holder_of_each_envelope_is_known(db: None) -> None:
    holders = Organisation.objects.filter(envelopes__code__in=CODES).values_list("code", flat=True)
    assert set(holders) == {"cd62", "tmi"}
