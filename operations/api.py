"""Operations and programming totals over REST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import Reader
from accord.kernel.dates import read_day, read_instant, today
from accord.kernel.errors import Denied, InvalidParameter
from accord.kernel.files.tables import safe_cell, stream_csv
from accord.territories.models import Territory
from accord.web.rest.fields import CentsField, FractionField
from accord.web.rest.filters import refuse_unknown_parameters
from accord.web.rest.viewsets import PROBLEMS, ReaderView, ScopedViewSet, documented
from envelopes.models import Envelope
from envelopes.totals import totals_data
from operations.filters import OperationFilter
from operations.models import Operation
from operations.totals import DEFAULT_KEYS, KEYS, Question, programming_totals, read_group_by

AMOUNTS = (
    "notified",
    "open",
    "reserved",
    "programmed",
    "contracted",
    "declared",
    "accepted",
    "certified",
    "paid",
    "remaining",
)
RATES = ("programming_rate_open", "programming_rate_notified")
_OUT_OF_SCOPE = "Les totaux de programmation sont hors de votre périmètre."


class TotalsSerializer(serializers.Serializer[Any]):
    """Montants européens d’un regroupement."""

    notified = CentsField(allow_null=True)
    open = CentsField(allow_null=True)
    reserved = CentsField(allow_null=True)
    programmed = CentsField()
    contracted = CentsField()
    declared = CentsField()
    accepted = CentsField()
    certified = CentsField()
    paid = CentsField()
    remaining = CentsField(allow_null=True)
    programming_rate_open = FractionField(allow_null=True)
    programming_rate_notified = FractionField(allow_null=True)
    operations = serializers.IntegerField()


class TotalsRowSerializer(TotalsSerializer):
    """Une ligne : les clés demandées, puis les montants."""

    fund = serializers.CharField(required=False, allow_null=True)
    holder = serializers.CharField(required=False, allow_null=True)
    envelope = serializers.CharField(required=False, allow_null=True)
    priority = serializers.CharField(required=False, allow_null=True)
    specific_objective = serializers.CharField(required=False, allow_null=True)
    scheme = serializers.CharField(required=False, allow_null=True)
    plie = serializers.CharField(required=False, allow_null=True)
    territory = serializers.CharField(required=False, allow_null=True)
    year = serializers.IntegerField(required=False, allow_null=True)


class ProgrammingTotalsSerializer(serializers.Serializer[Any]):
    """Totaux de programmation arrêtés à une date."""

    agreement = serializers.CharField()
    as_of = serializers.DateField()
    known_at = serializers.DateTimeField(allow_null=True)
    includes_fictional = serializers.BooleanField()
    group_by = serializers.ListField(child=serializers.CharField())
    results = TotalsRowSerializer(many=True)
    total = TotalsSerializer()


class TotalsCSVRenderer(BaseRenderer):
    """The same rows for French spreadsheets: ``;``, decimal comma, no total row."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        header = [*data["group_by"], *AMOUNTS, *RATES, "operations"]
        rows = ([_cell(name, row[name]) for name in header] for row in data["results"])
        return b"".join(stream_csv(header, rows))


def _cell(name: str, value: Any) -> str:
    """Amounts and rates take the decimal comma; texts are made safe for spreadsheets."""
    if value is None:
        return ""
    if name in (*AMOUNTS, *RATES):
        return str(value).replace(".", ",")
    return safe_cell(str(value))


class ProgrammingTotalsView(ReaderView):
    """One row per group, then the total of all of them, from the dated ledgers."""

    renderer_classes = [*ReaderView.renderer_classes, TotalsCSVRenderer]
    known_parameters = {"agreement", "as_of", "known_at", "group_by", "territory_family"}

    @extend_schema(
        summary="Totaux de programmation",
        description=(
            "Par fonds, titulaire, enveloppe, priorité, objectif, dispositif, PLIE, territoire "
            "ou année de la date de valeur."
        ),
        parameters=[
            OpenApiParameter(
                "agreement", str, description="Code de l’accord ; par défaut le dernier."
            ),
            OpenApiParameter(
                "as_of", str, description="Date de valeur, incluse ; par défaut aujourd’hui."
            ),
            OpenApiParameter(
                "known_at",
                str,
                description="Instant de connaissance, ISO 8601 ; sans décalage : Paris.",
            ),
            OpenApiParameter(
                "group_by",
                str,
                description=f"Liste de {', '.join(KEYS)} ; par défaut {','.join(DEFAULT_KEYS)}.",
            ),
            OpenApiParameter(
                "territory_family",
                str,
                enum=Territory.Family.values,
                description="Famille pour le regroupement « territory » ; par défaut plie.",
            ),
            OpenApiParameter(
                "format", str, enum=["json", "csv"], description="Format de la réponse."
            ),
        ],
        responses={200: ProgrammingTotalsSerializer, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        parameters = request.query_params
        refuse_unknown_parameters(parameters, self.known_parameters)
        agreement = _agreement(parameters.get("agreement", ""))
        question = _question(parameters, self.reader, agreement)
        grouped = programming_totals(question)
        return Response(
            {
                "agreement": agreement.code,
                "as_of": question.as_of.isoformat(),
                "known_at": question.known_at.isoformat() if question.known_at else None,
                "includes_fictional": grouped.total.includes_fictional,
                "group_by": list(grouped.group_by),
                "results": [{**keys, **totals_data(totals)} for keys, totals in grouped.rows],
                "total": totals_data(grouped.total),
            }
        )


def _agreement(code: str) -> FrameworkAgreement:
    """The agreement of a code; the last one without code."""
    rows: list[FrameworkAgreement] = list(FrameworkAgreement.objects.all())
    agreement = next((row for row in rows if code in ("", row.code)), None)
    if agreement is None:
        known = ", ".join(row.code for row in rows) or "aucun"
        raise InvalidParameter("agreement", f"l’accord « {code} » est inconnu (connus : {known}).")
    return agreement


def _question(
    parameters: Mapping[str, str], reader: Reader, agreement: FrameworkAgreement
) -> Question:
    as_of, known_at = parameters.get("as_of"), parameters.get("known_at")
    family = parameters.get("territory_family", Territory.Family.PLIE)
    if family not in Territory.Family.values:
        known = ", ".join(Territory.Family.values)
        raise InvalidParameter(
            "territory_family", f"famille « {family} » inconnue (connues : {known})."
        )
    envelopes = Envelope.objects.visible_to(reader)
    if envelopes.is_out_of_scope(reader):
        raise Denied(_OUT_OF_SCOPE)
    return Question(
        envelopes=envelopes.delegated().filter(agreement=agreement),
        as_of=read_day("as_of", as_of) if as_of is not None else today(),
        known_at=read_instant("known_at", known_at) if known_at is not None else None,
        group_by=read_group_by(parameters.get("group_by", ",".join(DEFAULT_KEYS))),
        territory_family=family,
    )


class OperationSerializer(serializers.ModelSerializer[Operation]):
    envelope = serializers.CharField(source="envelope.code")
    fund = serializers.CharField(source="envelope.fund.code")
    holder = serializers.CharField(source="envelope.holder.code")
    agreement = serializers.CharField(source="envelope.agreement.code")
    beneficiary = serializers.CharField(source="beneficiary.name")
    scheme = serializers.CharField(source="scheme_code_on", allow_null=True)
    specific_objective = serializers.CharField(source="objective_code_on", allow_null=True)
    state = serializers.CharField(source="state_on")
    opinion = serializers.CharField(source="opinion_on")
    qpv_share = FractionField(source="qpv_share_bp", allow_null=True)
    programmed_eu = CentsField()
    programmed_cost = CentsField()
    contracted_eu = CentsField()
    contracted_cost = CentsField()
    paid_eu = CentsField()

    class Meta:
        model = Operation
        fields = [
            "number",
            "title",
            "agreement",
            "fund",
            "holder",
            "envelope",
            "beneficiary",
            "scheme",
            "specific_objective",
            "state",
            "opinion",
            "starts_on",
            "ends_on",
            "qpv_share",
            "is_technical_assistance",
            "is_imported",
            "is_fictional",
            "programmed_eu",
            "programmed_cost",
            "contracted_eu",
            "contracted_cost",
            "paid_eu",
        ]


_AS_OF = OpenApiParameter(
    "as_of", str, description="Date de valeur, incluse ; par défaut aujourd’hui."
)


@documented(
    "Opérations",
    OperationSerializer,
    "Opérations visibles, avec leur état et leurs montants nets à la date demandée.",
    parameters=[_AS_OF],
)
class OperationViewSet(ScopedViewSet):
    extra_parameters = frozenset({"as_of"})
    queryset = Operation.objects.with_names().order_by("pk")
    serializer_class = OperationSerializer
    filterset_class = OperationFilter
    lookup_field = "number"
    lookup_value_regex = r"[^/]+"

    def get_queryset(self) -> Any:
        text = self.request.query_params.get("as_of") if self.request else None
        as_of = read_day("as_of", text) if text is not None else today()
        known = super().get_queryset().known_on(as_of).with_state_on(as_of)
        return known.with_keys_on(as_of).with_key_codes().with_amounts(as_of)

    def get_object(self) -> Operation:
        """The operation of a number, however it is written, among those that the reader reads."""
        rows: Any = self.filter_queryset(self.get_queryset())
        found: Operation | None = rows.numbered(self.kwargs["number"], self.reader.body_id).first()
        if found is None:
            raise Http404
        return found


VIEWSETS: dict[str, Any] = {"operations": OperationViewSet}

urlpatterns = [
    path("programming-totals/", ProgrammingTotalsView.as_view(), name="programming-totals"),
]
