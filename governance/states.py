"""Kinds and states of committees, meetings, subjects and outcomes; who may decide what."""

from __future__ import annotations

from django.db.models import TextChoices


class CommitteeKind(TextChoices):
    POLITICAL = "political", "politique"
    TECHNICAL = "technical", "technique"
    EXTENDED_TECHNICAL = "extended_technical", "technique élargi"
    SELECTION = "selection", "instance de programmation"


class CadenceKind(TextChoices):
    PER_YEAR = "per_year", "par an"
    MAX_GAP = "max_gap", "écart maximal"
    PER_QUARTER = "per_quarter", "par trimestre"


class MeetingKind(TextChoices):
    SITTING = "sitting", "réunion"
    WRITTEN = "written", "consultation écrite"


class MeetingState(TextChoices):
    PLANNED = "planned", "en préparation"
    CONVENED = "convened", "convoquée"
    OPEN = "open", "en séance"
    ENDED = "ended", "levée"
    SEALED = "sealed", "procès-verbal établi"
    CANCELLED = "cancelled", "annulée"


_S = MeetingState

# Meetings that took place, which cadence counts.
HELD_STATES = (_S.ENDED, _S.SEALED)
# Meetings whose agenda, attendance and outcomes may still change.
PREPARING_STATES = (_S.PLANNED, _S.CONVENED, _S.OPEN)


class SubjectKind(TextChoices):
    OPINION = "opinion", "avis sur une opération"
    PROGRAMMING = "programming", "programmation d’une opération"
    DEPROGRAMMING = "deprogramming", "déprogrammation d’une opération"
    TRANCHE_OPENING = "tranche_opening", "ouverture d’une tranche"
    INFORMATION = "information", "information"

    @property
    def outcome_word(self) -> str:
        """What a committee gives on such a subject."""
        return "avis" if self == SubjectKind.OPINION else "décision"


# What each kind of committee may put to a decision: the fence around its powers.
POWERS: dict[str, tuple[SubjectKind, ...]] = {
    CommitteeKind.POLITICAL: (SubjectKind.TRANCHE_OPENING, SubjectKind.INFORMATION),
    CommitteeKind.TECHNICAL: (
        SubjectKind.OPINION,
        SubjectKind.TRANCHE_OPENING,
        SubjectKind.INFORMATION,
    ),
    CommitteeKind.EXTENDED_TECHNICAL: (SubjectKind.INFORMATION,),
    CommitteeKind.SELECTION: (
        SubjectKind.PROGRAMMING,
        SubjectKind.DEPROGRAMMING,
        SubjectKind.INFORMATION,
    ),
}


class Result(TextChoices):
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"
    ADJOURNED = "adjourned", "ajourné"
    NOT_EXAMINED = "not_examined", "non examiné"


class AttendanceStatus(TextChoices):
    PRESENT = "present", "présent"
    REMOTE = "remote", "présent à distance"
    SUBSTITUTE = "substitute", "remplacé par son suppléant"
    EXCUSED_PROXY = "excused_proxy", "excusé, pouvoir donné"
    EXCUSED = "excused", "excusé"
    ABSENT = "absent", "absent"


PRESENT_STATUSES = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.REMOTE,
    AttendanceStatus.SUBSTITUTE,
)
