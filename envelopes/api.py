"""Envelopes and credit movements over REST."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accord.agreement.models import SourcedFigure
from accord.web.rest.fields import CentsField
from accord.web.rest.viewsets import ScopedViewSet, documented
from envelopes.filters import EnvelopeFilter, MovementFilter
from envelopes.models import CreditMovement, Envelope


class PrintedFigureSerializer(serializers.ModelSerializer[SourcedFigure]):
    """Chiffre imprimé, avec sa source."""

    value = serializers.CharField()

    class Meta:
        model = SourcedFigure
        fields = ["code", "label", "value", "unit", "precision", "as_printed", "source"]


class EnvelopeSerializer(serializers.ModelSerializer[Envelope]):
    agreement = serializers.CharField(source="agreement.code")
    parent: Any = serializers.CharField(source="parent.code", default=None)
    fund = serializers.CharField(source="fund.code")
    holder = serializers.CharField(source="holder.code", default=None)
    priority = serializers.CharField(source="priority.code", default=None)
    figures = serializers.SerializerMethodField()

    class Meta:
        model = Envelope
        fields = [
            "code",
            "name",
            "agreement",
            "parent",
            "level",
            "fund",
            "priority",
            "holder",
            "is_extract",
            "figures",
            "source",
        ]

    def get_figures(self, envelope: Envelope) -> list[dict[str, str]]:
        figures = [line.figure for line in envelope.figure_lines.all()]
        return PrintedFigureSerializer(figures, many=True).data  # type: ignore[return-value]


class MovementSerializer(serializers.ModelSerializer[CreditMovement]):
    id = serializers.IntegerField(source="pk")
    envelope = serializers.CharField(source="envelope.code")
    delta_notified = CentsField()
    delta_open = CentsField()
    tranche = serializers.IntegerField(source="tranche.position", default=None)
    act = serializers.CharField(source="act.title")
    act_number = serializers.CharField(source="act.number")
    is_fictional = serializers.BooleanField(source="act.is_fictional")
    reason = serializers.CharField(source="note")
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    counterpart = serializers.IntegerField(source="departure_id", allow_null=True)

    class Meta:
        model = CreditMovement
        fields = [
            "id",
            "envelope",
            "kind",
            "delta_notified",
            "delta_open",
            "value_date",
            "is_presumed",
            "recorded_at",
            "tranche",
            "act",
            "act_number",
            "is_fictional",
            "label",
            "reason",
            "reverses",
            "counterpart",
        ]


@documented(
    "Enveloppes",
    EnvelopeSerializer,
    "Arbre des enveloppes ; seules les enveloppes déléguées portent des mouvements.",
)
class EnvelopeViewSet(ScopedViewSet):
    queryset = (
        Envelope.objects.select_related("agreement", "parent", "fund", "holder", "priority")
        .prefetch_related("figure_lines__figure")
        .order_by("pk")
    )
    serializer_class = EnvelopeSerializer
    filterset_class = EnvelopeFilter
    lookup_field = "code"
    lookup_value_regex = r"[a-z0-9-]+"


@documented(
    "Mouvements de crédits",
    MovementSerializer,
    "Registre des crédits : notifications, ouvertures, transferts, retraits, contrepassations.",
)
class MovementViewSet(ScopedViewSet):
    queryset = CreditMovement.objects.with_names().order_by("pk")
    serializer_class = MovementSerializer
    filterset_class = MovementFilter
    lookup_value_regex = r"\d+"


VIEWSETS: dict[str, Any] = {"envelopes": EnvelopeViewSet, "movements": MovementViewSet}
