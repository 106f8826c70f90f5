"""Models of acts: agreements, acts themselves, their documents, the votes behind them."""

from accord.acts.models.acts import Act, ActKind, ActState
from accord.acts.models.agreements import FrameworkAgreement
from accord.acts.models.documents import StoredDocument
from accord.acts.models.votes import CitedText, Vote, VotePerson

__all__ = [
    "Act",
    "ActKind",
    "ActState",
    "CitedText",
    "FrameworkAgreement",
    "StoredDocument",
    "Vote",
    "VotePerson",
]
