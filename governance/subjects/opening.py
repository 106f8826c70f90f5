"""The opening of a tranche: decided by a committee, in force with the amendment of the grant."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model, QuerySet

from accord.acts.actions import ActDraft, await_act
from accord.acts.models import Act, ActKind, Effect, EffectTarget
from accord.kernel.actors import Author, Reader
from accord.kernel.errors import Refused
from accord.kernel.text import lower_first
from accord.people.models import Organisation, OrganisationKind
from envelopes.actions import opening_of
from envelopes.models import Tranche
from envelopes.states import CreditEffect
from governance.models import Committee, Meeting, OpeningSubject, Subject
from governance.states import Result, SubjectKind
from governance.subjects.kind import Kind, Stake


def _waiting(committee: Committee) -> QuerySet[Tranche]:
    """Tranches that nothing opens yet. Two committees may ask: the agenda of either keeps it."""
    return (
        Tranche.objects.unopened()
        .filter(envelope__agreement=committee.agreement)
        .exclude(opening_subjects__subject__in=Subject.objects.on_agendas())
        .exclude(opening_effects__effect__in=Effect.objects.prepared())
        .select_related("envelope", "grant__act")
        .order_by("envelope__position", "position")
    )


def _choices(tranches: Sequence[Tranche], reader: Reader) -> Sequence[str]:
    return [str(tranche) for tranche in tranches]


def _title(tranche: Tranche) -> str:
    return f"Ouverture de la {lower_first(tranche.label)} du {tranche.envelope.name}"


def _target(tranche: Tranche) -> OpeningSubject:
    return OpeningSubject(tranche=tranche, amount=tranche.amount)


def _thing(target: OpeningSubject) -> Tranche:
    return target.tranche


def _keeps(tranche: Tranche) -> Sequence[Model]:
    """Two committees never take the same tranche."""
    return [tranche.envelope]


def _locks(target: OpeningSubject) -> Sequence[Model]:
    return [target.tranche.envelope]


def _stake(target: OpeningSubject) -> Stake:
    return Stake(envelope=target.tranche.envelope.name, opened=target.amount)


def _open(target: OpeningSubject) -> tuple[str, EffectTarget]:
    return CreditEffect.OPEN_TRANCHE, opening_of(target.tranche)


def _awaits(target: OpeningSubject, meeting: Meeting, by: Author) -> Act:
    """The amendment of the grant, which the authority will record."""
    tranche = target.tranche
    _refuse_settled(tranche)
    authority = Organisation.objects.filter(kind=OrganisationKind.MANAGING_AUTHORITY).first()
    draft = ActDraft(
        agreement=meeting.committee.agreement,
        kind=ActKind.GRANT_AMENDMENT,
        issuer=authority,
        title=f"Avenant ouvrant la {lower_first(tranche.label)} du {tranche.envelope.name}",
        under=tranche.grant.act,
        is_fictional=meeting.is_fictional,
    )
    return await_act(draft, by=by, since=meeting.held_on)


def _refuse_settled(tranche: Tranche) -> None:
    """One opening, one awaited act: the envelope's lock keeps two committees apart."""
    if not Tranche.objects.unopened().filter(pk=tranche.pk).exists():
        raise Refused("cette tranche est déjà ouverte.")
    prepared = Effect.objects.prepared().filter(openingeffect__tranche=tranche).first()
    if prepared is not None:
        raise Refused(f"cette ouverture est déjà préparée par la décision {prepared.cause.number}.")


def _expects(target: OpeningSubject, result: Result) -> str:
    return "Ouverture préparée : elle prendra effet à la signature de l’avenant."


KIND = Kind(
    code=SubjectKind.TRANCHE_OPENING,
    waiting=_waiting,
    choices=_choices,
    title=_title,
    target=_target,
    thing=_thing,
    keeps=_keeps,
    locks=_locks,
    stake=_stake,
    brings={Result.FAVOURABLE: _open},
    awaits=_awaits,
    expects=_expects,
)
