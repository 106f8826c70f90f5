"""Accounts and what opens them: made, given a role, a token, a new password. All are journaled."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.transactions import acting
from accord.people.capacities import OF_THE_STATE, Capacity, capacity_of
from accord.people.journal import SIGN_IN, note
from accord.people.models import AccessToken, Event, JournalEntry, Membership, User

# Between two messages to one account.
RESET_PAUSE = timedelta(minutes=5)


def create_account(
    email: str,
    password: str | None = None,
    *,
    by: Author,
    first_name: str = "",
    last_name: str = "",
    is_staff: bool = False,
    is_superuser: bool = False,
) -> User:
    """Make an account, known by its address in lower case. Raises ValidationError."""
    user = User(
        email=email,
        first_name=first_name,
        last_name=last_name,
        is_staff=is_staff,
        is_superuser=is_superuser,
    )
    user.set_password(password)
    with acting(by):
        return save_account(user, by=by, reason="people.create_account")


def save_account(user: User, *, by: Author, reason: str) -> User:
    """Save an account, made or changed: opened or closed, let into the administration or not."""
    with acting(by):
        before = User.objects.filter(pk=user.pk).first()
        record(user, by=by, reason=reason)
        for name, given, ended in _ACCESS:
            is_there, was_there = getattr(user, name), bool(before and getattr(before, name))
            if is_there != was_there:
                note(given if is_there else ended, user, by=by)
    return user


_ACCESS = (
    ("is_active", Event.ACCOUNT_OPENED, Event.ACCOUNT_CLOSED),
    ("is_staff", Event.STAFF_GIVEN, Event.STAFF_ENDED),
)


def save_membership(membership: Membership, *, by: Author, reason: str) -> Membership:
    """Save a role in a body, given, changed or ended.

    Raises ValidationError, and Refused for a role that would become another person's or body's.
    """
    with acting(by):
        before = Membership.objects.filter(pk=membership.pk).first()
        if before is not None and _holder_of(before) != _holder_of(membership):
            raise Refused("Une autre personne, ou un autre organisme, est un autre rôle.")
        record(membership, by=by, reason=reason)
        event = Event.ROLE_GIVEN
        if before is not None:
            ends = membership.ends_on is not None and membership.ends_on != before.ends_on
            event = Event.ROLE_ENDED if ends else Event.ROLE_CHANGED
        who, body = membership.user_id, membership.organisation_id
        note(event, who, by=by, body=body, detail=_dates_of(membership))
        if others := opposite_roles(membership):
            text = " ; ".join(place.place for place in (membership, *others))
            note(Event.BOTH_SIDES, who, by=by, body=body, detail=text)
    return membership


def _holder_of(membership: Membership) -> tuple[int, int]:
    return membership.user_id, membership.organisation_id


def _dates_of(membership: Membership) -> str:
    end = f" au {membership.ends_on:%d/%m/%Y}" if membership.ends_on else ""
    return f"{membership.place}, du {membership.starts_on:%d/%m/%Y}{end or ', sans fin'}"


def opposite_roles(membership: Membership) -> list[Membership]:
    """Roles of the same person, at the same time, on the other side of the State's control.

    Whoever controls and whoever manages European credits are not the same person (Regulation (EU)
    2021/1060, article 71, separation of functions): it is permitted here, said and journaled.
    """
    side = _side(membership)
    if side is None:
        return []
    rows = Membership.objects.overlapping(membership).with_names().order_by("pk")
    return [row for row in rows if _side(row) not in (None, side)]


def _side(membership: Membership) -> str | None:
    capacity = capacity_of(membership.organisation.kind)
    if capacity in OF_THE_STATE:
        return "control"
    return "holder" if capacity == Capacity.HOLDER else None


def create_token(user: User, membership: Membership | None, *, by: Author) -> str:
    """A token for a REST client, bound to one membership. It is kept nowhere but as a digest."""
    digest, token = get_digest_token()
    with acting(by):
        AccessToken.objects.create(
            user=user,
            membership=membership,
            digest=digest,
            token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH],
            expiry=now() + timedelta(days=settings.API_TOKEN_DAYS),
        )
        body = membership.organisation_id if membership else None
        note(Event.TOKEN_MADE, user, by=by, body=body)
    return str(token)


def account_to_reset(address: str) -> User | None:
    """The account whose password may be chosen anew by a message; None for no account, a closed
    one, and one that has been sent a message a few minutes ago.
    """
    with acting(SIGN_IN):
        user: User | None = User.objects.filter(email=address.strip().lower()).first()
        if user is None or not user.is_active:
            return None
        recent = JournalEntry.objects.filter(
            account=user, event=Event.RESET_ASKED, recorded_at__gt=now() - RESET_PAUSE
        )
        if recent.exists():
            return None
        note(Event.RESET_ASKED, user, by=SIGN_IN)
    return user


def close_token(token: AccessToken, *, by: Author) -> None:
    """Close a token of a REST client."""
    with acting(by):
        place = token.membership
        token.delete()
        body = place.organisation_id if place else None
        note(Event.TOKEN_CLOSED, token.user_id, by=by, body=body)


def keep_password(user: User) -> None:
    """Save the password just set: what the former one had opened is closed, REST included.

    Part of the action of whoever changes it, who notes it; the history keeps no password.
    """
    AccessToken.objects.filter(user=user).delete()
    user.save(update_fields=["password"])
