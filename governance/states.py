"""Kinds and states of committees, meetings, items, outcomes and effects; who may decide what."""

from __future__ import annotations

from django.db.models import TextChoices

from accord.kernel.workflow import Workflow


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
    SEALED = "sealed", "procès-verbal scellé"
    CANCELLED = "cancelled", "annulée"


class MeetingVerb(TextChoices):
    CONVENE = "convene", "convoquer"
    OPEN = "open", "ouvrir la séance"
    END = "end", "lever la séance"
    SEAL = "seal", "sceller le procès-verbal"
    CANCEL = "cancel", "annuler"


_S = MeetingState

WORKFLOW = Workflow(
    states=MeetingState,
    verbs=MeetingVerb,
    table={
        (_S.PLANNED, MeetingVerb.CONVENE): _S.CONVENED,
        (_S.CONVENED, MeetingVerb.OPEN): _S.OPEN,
        (_S.OPEN, MeetingVerb.END): _S.ENDED,
        (_S.ENDED, MeetingVerb.SEAL): _S.SEALED,
        (_S.PLANNED, MeetingVerb.CANCEL): _S.CANCELLED,
        (_S.CONVENED, MeetingVerb.CANCEL): _S.CANCELLED,
    },
)

# Meetings that took place, which cadence counts.
HELD_STATES = (_S.ENDED, _S.SEALED)
# Meetings whose agenda, attendance and outcomes may still change.
PREPARING_STATES = (_S.PLANNED, _S.CONVENED, _S.OPEN)


class ItemKind(TextChoices):
    OPINION = "opinion", "avis sur une opération"
    PROGRAMMING = "programming", "programmation d’une opération"
    DEPROGRAMMING = "deprogramming", "déprogrammation d’une opération"
    TRANCHE_OPENING = "tranche_opening", "ouverture d’une tranche"
    INFORMATION = "information", "information"


# What each kind of committee may put to a decision: the fence around its powers.
POWERS: dict[str, tuple[ItemKind, ...]] = {
    CommitteeKind.POLITICAL: (ItemKind.TRANCHE_OPENING, ItemKind.INFORMATION),
    CommitteeKind.TECHNICAL: (
        ItemKind.OPINION,
        ItemKind.TRANCHE_OPENING,
        ItemKind.INFORMATION,
    ),
    CommitteeKind.EXTENDED_TECHNICAL: (ItemKind.INFORMATION,),
    CommitteeKind.SELECTION: (
        ItemKind.PROGRAMMING,
        ItemKind.DEPROGRAMMING,
        ItemKind.INFORMATION,
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


class EffectKind(TextChoices):
    GIVE_OPINION = "give_opinion", "avis rendu"
    PROGRAMME = "programme", "programmation"
    REFUSE = "refuse", "refus"
    ADJOURN = "adjourn", "ajournement"
    DEPROGRAMME = "deprogramme", "déprogrammation"
    OPEN_TRANCHE = "open_tranche", "ouverture de tranche"


# What an outcome brings about: nothing for a pair that is absent.
EFFECTS: dict[tuple[str, str], EffectKind] = {
    (ItemKind.OPINION, Result.FAVOURABLE): EffectKind.GIVE_OPINION,
    (ItemKind.OPINION, Result.UNFAVOURABLE): EffectKind.GIVE_OPINION,
    (ItemKind.PROGRAMMING, Result.FAVOURABLE): EffectKind.PROGRAMME,
    (ItemKind.PROGRAMMING, Result.UNFAVOURABLE): EffectKind.REFUSE,
    (ItemKind.PROGRAMMING, Result.ADJOURNED): EffectKind.ADJOURN,
    (ItemKind.DEPROGRAMMING, Result.FAVOURABLE): EffectKind.DEPROGRAMME,
    (ItemKind.TRANCHE_OPENING, Result.FAVOURABLE): EffectKind.OPEN_TRANCHE,
}


class EffectState(TextChoices):
    PREPARED = "prepared", "préparé"
    APPLIED = "applied", "appliqué"
    LAPSED = "lapsed", "caduc"
