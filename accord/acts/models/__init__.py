"""Models of acts: agreements, acts, documents, votes, effects, readings of files."""

from accord.acts.models.acts import Act, ActConfirmation, ActStep
from accord.acts.models.agreements import FrameworkAgreement
from accord.acts.models.documents import Document, StoredFile
from accord.acts.models.effects import Effect, EffectStep, EffectTarget
from accord.acts.models.imports import ImportRow, ImportRun
from accord.acts.models.votes import CitedText, Vote, VotePerson
from accord.acts.states import ActKind, ActState

__all__ = [
    "Act",
    "ActConfirmation",
    "ActKind",
    "ActState",
    "ActStep",
    "CitedText",
    "Document",
    "Effect",
    "EffectStep",
    "EffectTarget",
    "FrameworkAgreement",
    "ImportRow",
    "ImportRun",
    "StoredFile",
    "Vote",
    "VotePerson",
]
