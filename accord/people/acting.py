"""From an account to whoever reads and acts: one membership at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accord.kernel.actors import NOBODY, Actor, Author, Reader, System, as_actor
from accord.kernel.dates import today
from accord.people.capacities import capacity_of
from accord.people.models import Membership, User

Account = User | AnonymousUser

# Where a session keeps the membership chosen.
CHOSEN = "membership"


@dataclass(frozen=True)
class Standing:
    """An account today: who it reads as, by which membership, and between which it may choose."""

    reader: Reader
    place: Membership | None = None
    places: tuple[Membership, ...] = ()


def elsewhere(user: Account, standing: Standing) -> list[tuple[Membership, Reader]]:
    """The places that an account has not chosen, and who it would be there."""
    if not isinstance(user, User):
        return []
    others = [place for place in standing.places if place != standing.place]
    return [(place, _of_membership(user, place)) for place in others]


def memberships_of(user: User) -> list[Membership]:
    """Memberships of the day, the oldest first: those for which the person may read and act."""
    rows = Membership.objects.in_force(today()).filter(user_id=user.pk)
    return list(rows.select_related("organisation").order_by("pk"))


def standing_of(user: Account, membership_id: int | None = None) -> Standing:
    """An account's standing by the membership chosen, else by its first.

    A closed account is nobody; an account without membership reads public data alone.
    """
    if not isinstance(user, User) or not user.is_active:
        return Standing(NOBODY)
    places = memberships_of(user)
    chosen = next((place for place in places if place.pk == membership_id), None)
    place = chosen or next(iter(places), None)
    return Standing(_of_membership(user, place), place, tuple(places))


def reader_of(user: Account, membership_id: int | None = None) -> Reader:
    """Who an account reads and acts as."""
    return standing_of(user, membership_id).reader


def reader_by(membership: Membership) -> Reader:
    """Who a membership reads and acts as today; nobody once it has ended or its account closed."""
    if not membership.user.is_active:
        return NOBODY
    if not Membership.objects.in_force(today()).filter(pk=membership.pk).exists():
        return NOBODY
    return _of_membership(membership.user, membership)


def reader_without_body(user: User) -> Reader:
    """Who an account reads as when it reads for no body, whatever its memberships."""
    return _of_membership(user, None) if user.is_active else NOBODY


def _of_membership(user: User, place: Membership | None) -> Reader:
    if place is None:
        kind = Actor if user.is_superuser else Reader
        return kind(user_id=user.pk, is_technician=user.is_superuser)
    return Actor(
        user_id=user.pk,
        body_id=place.organisation_id,
        body=place.organisation.code,
        capacity=capacity_of(place.organisation.kind),
        role=place.role,
        is_technician=user.is_superuser,
    )


def actor_of(user: Account, membership_id: int | None = None) -> Actor:
    """Who an account acts as. Raises Denied for an account that acts for no body."""
    return as_actor(reader_of(user, membership_id))


def name_of(author: Author) -> str:
    """A person's name as documents print it, or what the system is called."""
    if isinstance(author, System):
        return author.name
    return str(User.objects.get(pk=author.user_id))
