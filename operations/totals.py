"""Programming totals grouped as people ask: the one computation behind page, REST and export.

Groupings of the envelope itself read its balances. Finer groupings, and ``known_at``, read the
ledgers. What a grouping cannot split (credits by scheme, remainders by year) stands in one row
whose key is null and is unknown in the others, so every column adds up to the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accord.kernel.errors import InvalidParameter
from accord.kernel.ledger import Measures
from envelopes.models import CreditMovement, Envelope
from envelopes.states import USE_STAGES, Stage
from envelopes.totals import Totals
from operations.models import Operation, UseOfCredits

ENVELOPE_KEYS = ("fund", "holder", "envelope", "priority")
OPERATION_KEYS = ("specific_objective", "scheme", "territory")
KEYS = (*ENVELOPE_KEYS, *OPERATION_KEYS, "year")
DEFAULT_KEYS = ("fund", "holder")

Key = tuple[Any, ...]


@dataclass(frozen=True)
class GroupedTotals:
    """Rows of a grouping, each with its keys, and the total of all."""

    group_by: tuple[str, ...]
    rows: Sequence[tuple[dict[str, Any], Totals]]
    total: Totals


@dataclass(frozen=True)
class Question:
    """What is asked: which envelopes, when, known when, grouped how."""

    envelopes: Any
    as_of: date
    known_at: datetime | None = None
    group_by: tuple[str, ...] = DEFAULT_KEYS
    territory_family: str = "plie"


def read_group_by(text: str) -> tuple[str, ...]:
    """Keys of a comma-separated list. Raises InvalidParameter for an unknown or repeated one."""
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    for key in keys:
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise InvalidParameter(
                "group_by", f"regroupement « {key} » inconnu (connus : {known})."
            )
    if len(set(keys)) != len(keys):
        raise InvalidParameter("group_by", "un regroupement est donné deux fois.")
    return keys


def programming_totals(question: Question) -> GroupedTotals:
    """Totals of the question's envelopes, grouped by its keys."""
    is_plain = all(key in ENVELOPE_KEYS for key in question.group_by)
    if is_plain and question.known_at is None:
        return _from_balances(question)
    return _from_ledgers(question)


# -- from balances -----------------------------------------------------------------------------


def _from_balances(question: Question) -> GroupedTotals:
    related = {"fund", "holder", "priority"} & set(question.group_by)
    envelopes = (
        question.envelopes.select_related(*sorted(related)) if related else question.envelopes
    )
    pairs = envelopes.totals(question.as_of)
    groups: dict[Key, list[Totals]] = {}
    for envelope, totals in pairs:
        key = tuple(_of_envelope(envelope, name) for name in question.group_by)
        groups.setdefault(key, []).append(totals)
    rows = {key: Totals.sum(parts) for key, parts in groups.items()}
    return _grouped(question, rows, Totals.sum(totals for _, totals in pairs))


def _of_envelope(envelope: Envelope, name: str) -> str | None:
    """Value of an envelope's own key."""
    if name == "envelope":
        return envelope.code
    related = getattr(envelope, name)
    return related.code if related else None


def _grouped(question: Question, rows: Mapping[Key, Totals], total: Totals) -> GroupedTotals:
    """Rows in the order of their keys, the unsplit one last."""
    ordered = sorted(rows, key=lambda key: tuple((part is None, str(part)) for part in key))
    return GroupedTotals(
        question.group_by,
        [(dict(zip(question.group_by, key, strict=True)), rows[key]) for key in ordered],
        total,
    )


# -- from ledgers ------------------------------------------------------------------------------


class _Sheet:
    """Sums being gathered: amounts and operations by key, and by envelope for remainders."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.envelopes = {envelope.pk: envelope for envelope in question.envelopes.with_names()}
        self.amounts: dict[Key, dict[str, int]] = {}
        self.operations: dict[Key, int] = {}
        self.fictional: dict[Key, int] = {}
        self.by_envelope: dict[int, dict[str, Measures]] = {pk: {} for pk in self.envelopes}
        names = question.group_by
        self.splits_operations = any(name in OPERATION_KEYS for name in names)
        self.splits_year = "year" in names
        self.territories: Mapping[int, str] = {}
        if "territory" in names:
            operations = Operation.objects.filter(envelope__in=self.envelopes)
            self.territories = operations.territory_codes(question.territory_family)

    def database_keys(self) -> list[str]:
        """Columns that the database groups by for the keys asked."""
        columns = {
            "specific_objective": ["operation__objective__code"],
            "scheme": ["operation__scheme__code"],
            "territory": ["operation_id"],
            "year": ["year"],
        }
        return [column for name in self.question.group_by for column in columns.get(name, [])]

    def key_of(self, row: Mapping[str, Any], *, is_use: bool) -> Key:
        """Key of a sum; credits have none of the operations' keys."""
        envelope = self.envelopes[row["envelope_id"]]
        values = []
        for name in self.question.group_by:
            if name in ENVELOPE_KEYS:
                values.append(_of_envelope(envelope, name))
            elif name == "year":
                values.append(row["year"])
            else:
                values.append(self._of_operation(row, envelope, name) if is_use else None)
        return tuple(values)

    def _of_operation(self, row: Mapping[str, Any], envelope: Envelope, name: str) -> str | None:
        if name == "territory":
            return self.territories.get(row["operation_id"])
        if name == "specific_objective":
            return row["operation__objective__code"]  # type: ignore[no-any-return]
        code = row["operation__scheme__code"]
        # The same code exists in another fund or with another holder.
        return f"{envelope.fund.code}/{_of_envelope(envelope, 'holder')}/{code}" if code else None

    def add(self, row: Mapping[str, Any], stage: str, amount: int, *, is_use: bool) -> None:
        key = self.key_of(row, is_use=is_use)
        of_key = self.amounts.setdefault(key, {})
        of_key[stage] = of_key.get(stage, 0) + amount
        self.fictional[key] = self.fictional.get(key, 0) + row["fictional_rows"]
        of_envelope = self.by_envelope[row["envelope_id"]]
        of_envelope[stage] = of_envelope.get(stage, Measures()) + Measures(
            amount, fictional_rows=row["fictional_rows"]
        )

    def count_operation(self, envelope_id: int) -> None:
        measures = self.by_envelope[envelope_id]
        before = measures.get(Stage.PROGRAMMED, Measures())
        measures[Stage.PROGRAMMED] = before + Measures(operations=1)

    def unsplit_key(self, envelope: Envelope) -> Key:
        """Where an envelope's remainder stands: its own keys, the others null."""
        return tuple(
            _of_envelope(envelope, name) if name in ENVELOPE_KEYS else None
            for name in self.question.group_by
        )


def _from_ledgers(question: Question) -> GroupedTotals:
    sheet = _Sheet(question)
    _add_credits(sheet)
    _add_uses(sheet)
    parts = {
        pk: Totals.of_envelope(sheet.by_envelope[pk], is_extract=envelope.is_extract)
        for pk, envelope in sheet.envelopes.items()
    }
    total = Totals.sum(parts.values())
    rows = _rows(sheet, parts)
    return _grouped(question, rows, total)


def _add_credits(sheet: _Sheet) -> None:
    movements = (
        CreditMovement.objects.filter(envelope__in=sheet.envelopes)
        .as_of(sheet.question.as_of)
        .known_at(sheet.question.known_at)
    )
    for row in movements.sums(by_year=sheet.splits_year):
        sheet.add(row, Stage.NOTIFIED, row["notified"], is_use=False)
        sheet.add({**row, "fictional_rows": 0}, Stage.OPEN, row["open"], is_use=False)


def _add_uses(sheet: _Sheet) -> None:
    uses = (
        UseOfCredits.objects.filter(envelope__in=sheet.envelopes)
        .as_of(sheet.question.as_of)
        .known_at(sheet.question.known_at)
    )
    keys = sheet.database_keys()
    for row in uses.sums(*keys):
        sheet.add(row, row["stage"], row["eu"], is_use=True)
    for row in uses.programmed_operations(*[key for key in keys if key != "operation_id"]):
        key = sheet.key_of(row, is_use=True)
        sheet.operations[key] = sheet.operations.get(key, 0) + 1
        if not sheet.splits_year:
            sheet.count_operation(row["envelope_id"])
    if sheet.splits_year:
        # An operation counts once for its envelope, whatever it did from year to year.
        for row in uses.programmed_operations():
            sheet.count_operation(row["envelope_id"])


def _rows(sheet: _Sheet, parts: Mapping[int, Totals]) -> dict[Key, Totals]:
    """Totals of each key; credits and remainders only where the grouping can tell them."""
    splits = sheet.splits_operations or sheet.splits_year
    remaining: dict[Key, list[int | None]] = {}
    for pk, envelope in sheet.envelopes.items():
        key = sheet.unsplit_key(envelope)
        remaining.setdefault(key, []).append(parts[pk].remaining)
        sheet.amounts.setdefault(key, {})
    found = {}
    for key, amounts in sheet.amounts.items():
        tells_credits = not sheet.splits_operations or _is_null(sheet, key, OPERATION_KEYS)
        found[key] = Totals(
            amounts={
                **{stage: amounts.get(stage, 0) for stage in USE_STAGES},
                **{
                    stage: amounts.get(stage, 0) if tells_credits else None
                    for stage in (Stage.NOTIFIED, Stage.OPEN)
                },
            },
            operations=sheet.operations.get(key, 0),
            remaining=_sum_known(remaining.get(key, [None])),
            fictional_rows=sheet.fictional.get(key, 0),
            knows_rates=not splits
            and not any(
                envelope.is_extract
                for envelope in sheet.envelopes.values()
                if sheet.unsplit_key(envelope) == key
            ),
        )
    return found


def _is_null(sheet: _Sheet, key: Key, names: Iterable[str]) -> bool:
    """Whether every asked key among these names is null in this row."""
    pairs = zip(sheet.question.group_by, key, strict=True)
    return all(value is None for name, value in pairs if name in names)


def _sum_known(values: Sequence[int | None]) -> int | None:
    return None if any(value is None for value in values) else sum(value or 0 for value in values)
