"""What committees do to operations, without their sittings, for the tests of this room."""

from __future__ import annotations

from typing import Any

from operations import actions
from operations.models import Operation, OperationFile


def programme(row: Operation, **how: Any) -> Operation:
    """Programme what was appraised; ``how`` says by whom, when, under which act."""
    file = OperationFile.objects.get(operation=row)
    amounts = {
        "eligible_cost": file.appraised_cost or 0,
        "eu_amount": file.appraised_eu or 0,
    }
    return actions.programme_operation(row, **{**amounts, **how})
