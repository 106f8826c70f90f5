"""Committees, meetings and decisions over REST."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accord.kernel.dates import today
from accord.web.rest.viewsets import ScopedViewSet, documented
from governance.cadence import Cadence
from governance.filters import DecisionFilter, MeetingFilter
from governance.minutes import present
from governance.models import Committee, Decision, Meeting
from governance.readings import cadence_of, readable_content


class CadenceSerializer(serializers.Serializer[Cadence]):
    """Réunions tenues et dues, à la date du jour."""

    year = serializers.IntegerField()
    held = serializers.IntegerField()
    due = serializers.IntegerField()
    due_in_year = serializers.IntegerField()
    next_due = serializers.DateField(allow_null=True)
    longest_gap = serializers.IntegerField(allow_null=True)
    is_late = serializers.BooleanField()


class CommitteeSerializer(serializers.ModelSerializer[Committee]):
    agreement = serializers.CharField(source="agreement.code")
    organiser = serializers.CharField(source="organiser.code")
    cadence = serializers.SerializerMethodField()

    class Meta:
        model = Committee
        fields = [
            "code",
            "name",
            "agreement",
            "kind",
            "level",
            "purpose",
            "frequency",
            "organiser",
            "cadence",
            "source",
            "certainty",
        ]

    @extend_schema_field(CadenceSerializer(allow_null=True))
    def get_cadence(self, committee: Committee) -> dict[str, Any] | None:
        reading = cadence_of(committee, today())
        return None if reading is None else CadenceSerializer(reading).data


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    id = serializers.IntegerField(source="pk")
    committee = serializers.CharField(source="committee.code")
    minutes_digest = serializers.CharField(source="minutes.digest", default="")
    minutes_pdf_sha256 = serializers.CharField(source="minutes.document.stored.sha256", default="")

    class Meta:
        model = Meeting
        fields = [
            "id",
            "committee",
            "kind",
            "state",
            "held_on",
            "starts_at",
            "place",
            "convened_at",
            "ended_at",
            "cancellation_reason",
            "is_fictional",
            "minutes_digest",
            "minutes_pdf_sha256",
        ]


class MeetingDetailSerializer(MeetingSerializer):
    """Une réunion avec son contenu : celui du procès-verbal, tel qu'établi s'il l'est."""

    content = serializers.SerializerMethodField()

    class Meta(MeetingSerializer.Meta):
        fields = [*MeetingSerializer.Meta.fields, "content"]

    def get_content(self, meeting: Meeting) -> dict[str, Any]:
        return present(readable_content(self.context["request"].reader, meeting))


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    committee = serializers.CharField(source="committee.code")
    meeting = serializers.IntegerField(source="subject.item.meeting_id")
    held_on = serializers.DateField(source="subject.item.meeting.held_on")
    title = serializers.CharField(source="subject.item.title")
    result = serializers.CharField(source="subject.outcome.result")
    operation = serializers.CharField(source="subject.operation.number", default=None)
    is_fictional = serializers.BooleanField(source="act.is_fictional")
    effect = serializers.CharField(source="consequence.kind", default=None)
    effect_state = serializers.CharField(source="consequence.state", default=None)
    applied_on = serializers.DateField(source="consequence.applied_on", default=None)
    awaits = serializers.CharField(source="consequence.awaits.title", default=None)

    class Meta:
        model = Decision
        fields = [
            "number",
            "committee",
            "meeting",
            "held_on",
            "title",
            "result",
            "operation",
            "is_fictional",
            "effect",
            "effect_state",
            "applied_on",
            "awaits",
        ]


@documented(
    "Comités",
    CommitteeSerializer,
    "Comités de l'accord et leur cadence.",
)
class CommitteeViewSet(ScopedViewSet):
    queryset = Committee.objects.with_meetings().order_by("pk")
    serializer_class = CommitteeSerializer
    lookup_field = "code"
    lookup_value_regex = r"[a-z0-9-]+"


@documented(
    "Réunions",
    MeetingSerializer,
    "Réunions visibles ; le contenu est celui du procès-verbal.",
)
class MeetingViewSet(ScopedViewSet):
    queryset = Meeting.objects.with_names().order_by("pk")
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    lookup_value_regex = r"\d+"

    def get_serializer_class(self) -> Any:
        return MeetingDetailSerializer if self.action == "retrieve" else MeetingSerializer


@documented(
    "Décisions",
    DecisionSerializer,
    "Registre des décisions, avec leur effet ou l'acte qu'elles attendent.",
)
class DecisionViewSet(ScopedViewSet):
    queryset = Decision.objects.with_names().order_by("pk")
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter
    lookup_field = "number"
    lookup_value_regex = r"[A-Z]+-\d{4}-\d+"


VIEWSETS: dict[str, Any] = {
    "committees": CommitteeViewSet,
    "meetings": MeetingViewSet,
    "decisions": DecisionViewSet,
}
