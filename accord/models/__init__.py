"""Models of the ground: who the organisations are, what they signed, which acts give authority."""

from accord.models.acts import Act, ActKind, ActState, CitedText, StoredDocument, Vote, VotePerson
from accord.models.agreement import (
    Chapter,
    FigureCheck,
    FigureCheckLine,
    FrameworkAgreement,
    Party,
    SourcedFigure,
)
from accord.models.geography import Commune, Epci, Territory, TerritoryCommune, TerritoryPlie
from accord.models.organisations import Organisation, OrganisationAlias, Supervision
from accord.models.submissions import FormSubmission
from accord.models.users import Membership, Role, Scope, User

__all__ = [
    "Act",
    "ActKind",
    "ActState",
    "Chapter",
    "CitedText",
    "Commune",
    "Epci",
    "FigureCheck",
    "FigureCheckLine",
    "FormSubmission",
    "FrameworkAgreement",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "Party",
    "Role",
    "Scope",
    "SourcedFigure",
    "StoredDocument",
    "Supervision",
    "Territory",
    "TerritoryCommune",
    "TerritoryPlie",
    "User",
    "Vote",
    "VotePerson",
]
