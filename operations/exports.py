"""Columns of the export of operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.kernel.actors import Reader
from accord.kernel.files.tables import safe_cell, stream_csv
from accord.kernel.money import format_comma
from accord.kernel.transactions import reading
from operations.states import OperationState, Opinion

HEADER = (
    "Numéro",
    "Intitulé",
    "Bénéficiaire",
    "Gestionnaire",
    "Fonds",
    "Enveloppe",
    "Dispositif",
    "Objectif spécifique",
    "État",
    "Avis",
    "Début",
    "Fin",
    "Coût éligible programmé",
    "Programmé UE",
    "Coût éligible conventionné",
    "Conventionné UE",
    "Payé UE",
    "Extrait national",
    "Fictif",
)


def export_csv(operations: Any, reader: Reader) -> Iterator[bytes]:
    """A CSV of these operations, line by line: it is read while it is sent, in its own reading."""
    with reading(reader):
        yield from stream_csv(HEADER, export_rows(operations))


def export_rows(operations: Any) -> Iterator[list[str]]:
    """One row per operation, read from the database in chunks."""
    for operation in operations.iterator(chunk_size=2000):
        yield [
            safe_cell(operation.number),
            safe_cell(operation.title),
            safe_cell(operation.beneficiary.name),
            operation.envelope.holder.code,
            operation.envelope.fund.code,
            operation.envelope.code,
            operation.scheme_code_on or "",
            operation.objective_code_on or "",
            OperationState(operation.state_on).label,
            Opinion(operation.opinion_on).label,
            operation.starts_on.isoformat(),
            operation.ends_on.isoformat(),
            format_comma(operation.programmed_cost),
            format_comma(operation.programmed_eu),
            format_comma(operation.contracted_cost),
            format_comma(operation.contracted_eu),
            format_comma(operation.paid_eu),
            "oui" if operation.is_imported else "non",
            "oui" if operation.is_fictional else "non",
        ]
