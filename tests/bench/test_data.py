"""The data that the benchmark makes are such as the application itself would have written."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from operations.models import Operation, OperationKey, UseOfCredits
from tests.bench import data

pytestmark = pytest.mark.django_db


def test_a_small_nation_passes_every_proof_of_the_ledger_and_of_the_histories() -> None:
    data.make(12)
    assert Operation.objects.count() == OperationKey.objects.count() == 12
    assert UseOfCredits.objects.count() == 12 * data.ROWS_EACH
    call_command("check_ledger", verbosity=0)
    call_command("check_audit", verbosity=0)
