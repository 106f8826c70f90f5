"""The tree of envelopes as a page shows it: printed figures, and whether parts add up.

Pure: rows in, an indented list out. A parent that differs from its parts is a finding, never a
refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from envelopes.totals import Position


@dataclass(frozen=True)
class Node:
    """One envelope of the tree; ``parts`` is the sum of its children's first amounts (cents)."""

    envelope: Any
    depth: int
    figures: Sequence[Any]
    amount: int | None
    parts: int | None

    @property
    def gap(self) -> int | None:
        """What the node states less the sum of its parts."""
        if self.amount is None or self.parts is None:
            return None
        return self.amount - self.parts


def tree_of(envelopes: Iterable[Any], positions: Iterable[Position]) -> list[Node]:
    """Nodes depth first; a leaf's amount is what its ledger has notified."""
    notified = {position.envelope.pk: position.totals.notified for position in positions}
    children: dict[int | None, list[Any]] = {}
    for envelope in envelopes:
        children.setdefault(envelope.parent_id, []).append(envelope)
    nodes: list[Node] = []
    for root in children.get(None, []):
        _visit(root, 0, children, notified, nodes)
    return nodes


def _visit(
    envelope: Any,
    depth: int,
    children: dict[int | None, list[Any]],
    notified: dict[int, int | None],
    nodes: list[Node],
) -> int | None:
    """Append the envelope and its descendants; gives its amount."""
    figures = [line.figure for line in envelope.figure_lines.all()]
    amount = notified.get(envelope.pk, figures[0].cents if figures else None)
    place = len(nodes)
    amounts = []
    nodes.append(Node(envelope, depth, figures, amount, None))
    for child in children.get(envelope.pk, []):
        amounts.append(_visit(child, depth + 1, children, notified, nodes))
    if amounts and all(part is not None for part in amounts):
        nodes[place] = Node(
            envelope, depth, figures, amount, sum(part for part in amounts if part is not None)
        )
    return amount
