"""Programming totals grouped as people ask: the one computation behind page, REST and export.

Groupings of the envelope itself read its balances; those by scheme, objective or PLIE read the
balances by account. By year, by territory, and as known at an instant, the ledgers are read. What
a grouping cannot split (credits by scheme, remainders by year) stands in one row whose key is null
and is unknown in the others, so every column adds up to the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accord.kernel.errors import InvalidParameter
from accord.kernel.ledger import Measures
from envelopes.models import CreditMovement
from envelopes.querysets import EnvelopeQuerySet
from envelopes.states import USE_STAGES, Stage
from envelopes.totals import EnvelopeRow, Totals
from operations.models import TerritorySet, UseOfCredits
from operations.querysets.accounts import account_uses

ENVELOPE_KEYS = ("fund", "holder", "envelope", "priority")
ACCOUNT_KEYS = ("specific_objective", "scheme", "plie")
OPERATION_KEYS = (*ACCOUNT_KEYS, "territory")
KEYS = (*ENVELOPE_KEYS, *OPERATION_KEYS, "year")
DEFAULT_KEYS = ("fund", "holder")

Part = str | int | None
Key = tuple[Part, ...]
# What tells a sum apart, beside its envelope.
Values = Mapping[str, Part]
NOTHING = Measures()


@dataclass(frozen=True)
class GroupedTotals:
    """Rows of a grouping, each with its keys, and the total of all."""

    group_by: tuple[str, ...]
    rows: Sequence[tuple[dict[str, Part], Totals]]
    total: Totals


@dataclass(frozen=True)
class Question:
    """What is asked: which envelopes, when, known when, grouped how."""

    envelopes: EnvelopeQuerySet
    as_of: date
    known_at: datetime | None = None
    group_by: tuple[str, ...] = DEFAULT_KEYS
    territory_family: str = "plie"

    def only_has(self, *keys: str) -> bool:
        return set(self.group_by) <= set(keys)


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
    if question.known_at is None and question.only_has(*ENVELOPE_KEYS):
        return _from_balances(question)
    if question.known_at is None and question.only_has(*ENVELOPE_KEYS, *ACCOUNT_KEYS):
        return _from_accounts(question)
    return _from_ledgers(question)


# -- from balances of envelopes --------------------------------------------------------------------


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


def _of_envelope(envelope: EnvelopeRow, name: str) -> str | None:
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


# -- a sheet of sums -------------------------------------------------------------------------------


class _Sheet:
    """Sums being gathered, by key; envelopes with their names."""

    def __init__(self, question: Question, envelopes: Iterable[EnvelopeRow]) -> None:
        self.question = question
        self.envelopes = {envelope.pk: envelope for envelope in envelopes}
        self.sums: dict[Key, dict[str, Measures]] = {}
        self.splits_operations = not question.only_has(*ENVELOPE_KEYS, "year")
        self.splits = not question.only_has(*ENVELOPE_KEYS)

    def key_of(self, envelope: EnvelopeRow, values: Values) -> Key:
        """Its own keys, and what is given of the others: null where nothing is."""
        return tuple(
            _of_envelope(envelope, name)
            if name in ENVELOPE_KEYS
            else self._given(envelope, values, name)
            for name in self.question.group_by
        )

    def _given(self, envelope: EnvelopeRow, values: Values, name: str) -> Part:
        value = values.get(name)
        if name == "scheme" and value is not None:
            # The same code exists in another fund or with another holder.
            return f"{_of_envelope(envelope, 'fund')}/{_of_envelope(envelope, 'holder')}/{value}"
        return value

    def add(self, envelope_id: int, values: Values, stage: str, measures: Measures) -> None:
        of_key = self.sums.setdefault(self.key_of(self.envelopes[envelope_id], values), {})
        of_key[stage] = of_key.get(stage, NOTHING) + measures

    def answer(self, parts: Mapping[int, Totals]) -> GroupedTotals:
        """Rows of the sheet, with the totals of each envelope for remainders and the whole."""
        return _grouped(self.question, self._rows(parts), Totals.sum(parts.values()))

    def _rows(self, parts: Mapping[int, Totals]) -> dict[Key, Totals]:
        """Totals of each key; credits and remainders only where the grouping can tell them."""
        of_key: dict[Key, list[int]] = {}
        for pk, envelope in self.envelopes.items():
            of_key.setdefault(self.key_of(envelope, {}), []).append(pk)
        rows = {}
        for key in dict.fromkeys([*self.sums, *of_key]):
            sums = self.sums.get(key, {})
            tells_credits = not self.splits_operations or self._is_unsplit(key)
            # What has been elsewhere since the day is no row of that day.
            if tells_credits or any(measures != NOTHING for measures in sums.values()):
                remaining = [parts[pk].remaining for pk in of_key.get(key, [])]
                rows[key] = Totals(
                    amounts=_amounts(sums, tells_credits),
                    operations=sums.get(Stage.PROGRAMMED, NOTHING).operations,
                    remaining=_sum_known(remaining) if remaining else None,
                    fictional_rows=sum(measures.fictional_rows for measures in sums.values()),
                    knows_rates=not self.splits
                    and not any(self.envelopes[pk].is_extract for pk in of_key.get(key, [])),
                )
        return rows

    def _is_unsplit(self, key: Key) -> bool:
        """Whether every key of the operations is null in this row."""
        pairs = zip(self.question.group_by, key, strict=True)
        return all(value is None for name, value in pairs if name in OPERATION_KEYS)


def _amounts(sums: Mapping[str, Measures], tells_credits: bool) -> dict[str, int | None]:
    return {
        stage.value: sums.get(stage, NOTHING).amount
        if tells_credits or stage in USE_STAGES
        else None
        for stage in Stage
    }


def _sum_known(values: Sequence[int | None]) -> int | None:
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


# -- from balances by account ----------------------------------------------------------------------


def _from_accounts(question: Question) -> GroupedTotals:
    pairs = question.envelopes.with_names().totals(question.as_of)
    parts = {envelope.pk: totals for envelope, totals in pairs}
    sheet = _Sheet(question, (envelope for envelope, _ in pairs))
    of_credits = {pk: totals.fictional_rows for pk, totals in parts.items()}
    for use in account_uses(sheet.envelopes, question.as_of):
        values = {
            "scheme": use.scheme_code,
            "specific_objective": use.objective_code,
            "plie": use.plie_code,
        }
        sheet.add(use.envelope_id, values, use.stage, use.measures)
        of_credits[use.envelope_id] -= use.measures.fictional_rows
    for pk, totals in parts.items():
        notified = Measures(totals.notified or 0, fictional_rows=of_credits[pk])
        sheet.add(pk, {}, Stage.NOTIFIED, notified)
        sheet.add(pk, {}, Stage.OPEN, Measures(totals.open or 0))
    return sheet.answer(parts)


# -- from ledgers ----------------------------------------------------------------------------------

# What the database groups by for a key of the operation or of the row.
_COLUMNS = {
    "specific_objective": "objective_code",
    "scheme": "scheme_code",
    "plie": "plie_code",
    "territory": "operation_id",
    "year": "year",
}


class _Ledgers:
    """The rows of both ledgers as a question reads them, added to a sheet and by envelope."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.sheet = _Sheet(question, question.envelopes.with_names())
        self.by_envelope: dict[int, dict[str, Measures]] = {pk: {} for pk in self.sheet.envelopes}
        self.columns = [_COLUMNS[name] for name in question.group_by if name in _COLUMNS]
        self.territories: Mapping[int, str] = {}
        if "territory" in question.group_by:
            sets = TerritorySet.objects.filter(operation__envelope__in=self.sheet.envelopes)
            self.territories = sets.only_codes(
                question.territory_family, question.as_of, question.known_at
            )

    def values_of(self, row: Values) -> dict[str, Part]:
        """What a row grouped by the database says of the keys asked."""
        values = {name: row.get(column) for name, column in _COLUMNS.items()}
        operation_id = row.get("operation_id")
        territory = self.territories.get(operation_id) if isinstance(operation_id, int) else None
        return {**values, "territory": territory}

    def add(self, envelope_id: int, row: Values, stage: str, measures: Measures) -> None:
        self.sheet.add(envelope_id, self.values_of(row), stage, measures)
        self.add_to_envelope(envelope_id, stage, measures)

    def add_to_envelope(self, envelope_id: int, stage: str, measures: Measures) -> None:
        of_envelope = self.by_envelope[envelope_id]
        of_envelope[stage] = of_envelope.get(stage, NOTHING) + measures

    def answer(self) -> GroupedTotals:
        return self.sheet.answer(
            {
                pk: Totals.of_envelope(self.by_envelope[pk], is_extract=envelope.is_extract)
                for pk, envelope in self.sheet.envelopes.items()
            }
        )


def _from_ledgers(question: Question) -> GroupedTotals:
    ledgers = _Ledgers(question)
    _add_credits(ledgers)
    _add_uses(ledgers)
    return ledgers.answer()


def _add_credits(ledgers: _Ledgers) -> None:
    question = ledgers.question
    movements = (
        CreditMovement.objects.filter(envelope__in=ledgers.sheet.envelopes)
        .as_of(question.as_of)
        .known_at(question.known_at)
    )
    for row in movements.sums(by_year="year" in question.group_by):
        notified = Measures(row["notified"], fictional_rows=row["fictional_rows"])
        ledgers.add(row["envelope_id"], row, Stage.NOTIFIED, notified)
        ledgers.add(row["envelope_id"], row, Stage.OPEN, Measures(row["open"]))


def _add_uses(ledgers: _Ledgers) -> None:
    question, columns = ledgers.question, ledgers.columns
    uses = (
        UseOfCredits.objects.filter(envelope__in=ledgers.sheet.envelopes)
        .as_of(question.as_of)
        .known_at(question.known_at)
        .with_keys(columns, question.as_of, question.known_at)
    )
    for used in uses.sums(*columns):
        ledgers.add(used.envelope_id, used.keys, used.stage, used.measures)
    for one in uses.programmed_operations(*(name for name in columns if name != "operation_id")):
        ledgers.sheet.add(one.envelope_id, ledgers.values_of(one.keys), one.stage, one.measures)
    # An operation counts once for its envelope, whatever it did from year to year.
    for one in uses.programmed_operations():
        ledgers.add_to_envelope(one.envelope_id, one.stage, one.measures)
