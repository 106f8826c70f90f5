"""Administration of acts: read-only, agreements apart."""

from accord.acts.models import Act, CitedText, FrameworkAgreement, Vote, VotePerson
from accord.web.admin_bases import ReadOnlyAdmin, ReferenceAdmin, register_all

register_all(ReadOnlyAdmin, Act, Vote, VotePerson, CitedText)
register_all(ReferenceAdmin, FrameworkAgreement)
