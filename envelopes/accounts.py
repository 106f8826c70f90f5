"""The balances by account: envelope, scheme, objective and PLIE.

They are derived: what uses an operation has and what it was when say what each account holds. The
room of operations computes the changes; here they are posted, under the envelope's lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from accord.kernel import ledger
from accord.kernel.ledger import Entry
from envelopes.models import Account, AccountBalance


@dataclass(frozen=True)
class AccountKey:
    """Keys of an account's envelope, scheme, objective and PLIE; None where it is unknown."""

    envelope_id: int
    scheme_id: int | None = None
    objective_id: int | None = None
    plie_id: int | None = None

    @property
    def text(self) -> str:
        """``12-3-7-``: what is unknown is empty."""
        return "-".join("" if part is None else str(part) for part in astuple(self))


def post_accounts(changes: Mapping[AccountKey, Sequence[Entry]]) -> None:
    """Carry entries into the balances of accounts. The caller holds their envelopes' locks."""
    accounts = _accounts({key for key, entries in changes.items() if entries})
    for key, account in accounts.items():
        ledger.post(AccountBalance, account, changes[key])


def _accounts(keys: set[AccountKey]) -> dict[AccountKey, Account]:
    """The accounts of these keys, those that are new added: their envelopes are locked."""
    texts = {key.text: key for key in keys}
    known = {row.key: row for row in Account.objects.filter(key__in=texts)}
    missing = [
        Account(
            key=text,
            envelope_id=key.envelope_id,
            scheme_id=key.scheme_id,
            objective_id=key.objective_id,
            plie_id=key.plie_id,
        )
        for text, key in texts.items()
        if text not in known
    ]
    rows = [*known.values(), *Account.objects.bulk_create(missing)]
    return {texts[row.key]: row for row in rows}
