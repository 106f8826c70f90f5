"""Reading the balances by account: what is used under each scheme, objective and PLIE at a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from accord.kernel.ledger import Measures
from envelopes.models import Account, AccountBalance
from envelopes.states import USE_STAGES


@dataclass(frozen=True)
class AccountUse:
    """What stands in an account at a stage; a code is None where the key is unknown."""

    envelope_id: int
    scheme_code: str | None
    objective_code: str | None
    plie_code: str | None
    stage: str
    measures: Measures


def account_uses(envelope_ids: Collection[int], as_of: date) -> Iterator[AccountUse]:
    """What stands in the accounts of these envelopes at the end of a day.

    One index look-up for each account and stage: the cost does not grow with the ledger (ADR 2).
    """
    latest = AccountBalance.objects.filter(account=OuterRef("pk"), value_date__lte=as_of)
    accounts = Account.objects.filter(envelope_id__in=envelope_ids).annotate(
        **{
            f"balance_{stage}": Subquery(
                latest.filter(stage=stage).order_by("-value_date").values("pk")[:1]
            )
            for stage in USE_STAGES
        }
    )
    rows = {
        row.pk: row for row in accounts.select_related("scheme", "objective", "plie").order_by("pk")
    }
    ids = [getattr(row, f"balance_{stage}") for row in rows.values() for stage in USE_STAGES]
    balances = AccountBalance.objects.filter(pk__in=[pk for pk in ids if pk])
    for balance in balances.order_by("account_id", "stage"):
        row = rows[balance.account_id]
        yield AccountUse(
            row.envelope_id,
            row.scheme.code if row.scheme else None,
            row.objective.code if row.objective else None,
            row.plie.code if row.plie else None,
            balance.stage,
            balance.measures,
        )
