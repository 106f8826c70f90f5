"""What deserves a second look on an operation. Warnings never block: the rules say when they do.

Pure: an operation and its file in, French sentences out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.kernel.certainty import Certainty
from accord.kernel.money import format_rate, ratio_bp
from operations.states import OperationState, Opinion

# Regulation 2021/1060, article 53(2): simplified costs are compulsory up to this total cost.
SIMPLIFIED_COSTS_UP_TO = 20_000_000


def alerts_of(operation: Any, file: Any, *, in_mining_basin: bool | None) -> Iterator[str]:
    """Sentences about one operation; ``in_mining_basin`` is None when its place is unknown."""
    yield from _rate_alerts(operation, file)
    decided = operation.state in (OperationState.PROGRAMMED, OperationState.CONTRACTED)
    if decided and operation.opinion == Opinion.NONE and not operation.is_imported:
        yield "Programmée sans avis du comité technique."
    if operation.opinion == Opinion.UNFAVOURABLE and decided:
        yield "Programmée malgré un avis défavorable."
    if operation.envelope.fund.code == "ftj" and in_mining_basin is not True:
        where = "hors du bassin minier" if in_mining_basin is False else "de lieu inconnu"
        yield f"Opération FTJ {where} (accord, ch. 5.2 ; la liste des communes n’est pas validée)."


def _rate_alerts(operation: Any, file: Any) -> Iterator[str]:
    cost = file.appraised_cost or file.requested_cost
    eu_amount = file.appraised_eu or file.requested_eu
    fund = operation.envelope.fund
    rate = ratio_bp(eu_amount, cost) if cost and eu_amount else None
    if rate is not None and fund.max_rate_bp and rate > fund.max_rate_bp:
        sure = fund.certainty == Certainty.STATED
        unsure = "" if sure else f", taux {fund.get_certainty_display()}"
        yield (
            f"Taux d’intervention de {format_rate(rate)}, au-dessus des "
            f"{format_rate(fund.max_rate_bp)} du fonds{unsure} "
            "(règle de la priorité : simple alerte)."
        )
    if cost and cost <= SIMPLIFIED_COSTS_UP_TO and operation.cost_option == "real":
        yield "Coût total de 200 000 € au plus : les coûts simplifiés sont la règle (art. 53.2)."
