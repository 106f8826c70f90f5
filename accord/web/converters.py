"""Keys in addresses: no greater than a database holds."""

from __future__ import annotations

from django.db.models import BigIntegerField


class PositiveBigInt:
    """``<key:pk>``: digits that a key of 63 bits may have; anything else leads nowhere."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        key = int(value)
        if key > BigIntegerField.MAX_BIGINT:
            raise ValueError(value)
        return key

    def to_url(self, value: int) -> str:
        return str(value)
