"""How amounts and rates stand over REST."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accord.kernel.money import format_fraction, format_plain


@extend_schema_field({"type": "string", "pattern": r"^-?\d+\.\d{2}$", "example": "1234567.89"})
class CentsField(serializers.Field):  # type: ignore[type-arg]
    """Integer cents as a text with two decimals, in euros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "read_only": True})

    def to_representation(self, value: int) -> str:
        return format_plain(value)


@extend_schema_field({"type": "string", "pattern": r"^-?\d+\.\d{4}$", "example": "0.7000"})
class FractionField(serializers.Field):  # type: ignore[type-arg]
    """Basis points as a decimal fraction."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "read_only": True})

    def to_representation(self, value: int) -> str:
        return format_fraction(value)
