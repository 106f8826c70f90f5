"""People who sign in, the roles they hold in organisations, and what follows: their scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accord.kernel.audit import AuditedModel, AuditedQuerySet
from accord.kernel.dates import today
from accord.people.models.organisations import (
    HOLDER_KINDS,
    STATE_KINDS,
    Organisation,
    OrganisationKind,
)


class Role(models.TextChoices):
    READER = "reader", "lecture"
    OFFICER = "officer", "gestion"
    SECRETARY = "secretary", "secrétariat"
    ADMINISTRATOR = "administrator", "administration"


@dataclass(frozen=True)
class Scope:
    """Where a person stands: (organisation id, its kind, role) for each membership of the day."""

    memberships: frozenset[tuple[int, str, str]] = frozenset()

    def _has_kind(self, *kinds: str) -> bool:
        return any(kind in kinds for _, kind, _ in self.memberships)

    @property
    def is_state(self) -> bool:
        return self._has_kind(*STATE_KINDS)

    @property
    def is_holder(self) -> bool:
        return self._has_kind(*HOLDER_KINDS)

    @property
    def is_plie(self) -> bool:
        return self._has_kind(OrganisationKind.PLIE)

    @property
    def reads_agreement(self) -> bool:
        """State, holders and PLIE read ledger and acts; other seats read totals only."""
        return self.is_state or self.is_holder or self.is_plie

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(organisation for organisation, _, _ in self.memberships)

    def with_role(self, *roles: str) -> frozenset[int]:
        """Organisations in which the person holds one of these roles."""
        return frozenset(org for org, _, role in self.memberships if role in roles)

    def holds(self, organisation_id: int | None, *roles: str) -> bool:
        return organisation_id in self.with_role(*roles)

    @property
    def manages_credits(self) -> bool:
        """Officer of the delegated managing authority."""
        return any(
            kind == OrganisationKind.MANAGING_AUTHORITY and role == Role.OFFICER
            for _, kind, role in self.memberships
        )


class UserQuerySet(AuditedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Oneself, and the accounts of the organisations that one administers."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_superuser:
            return self.all()
        administered = user.scope.with_role(Role.ADMINISTRATOR)
        return self.filter(
            Q(pk=user.pk)
            | Q(
                pk__in=Membership.objects.filter(organisation_id__in=administered).values("user_id")
            )
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts are known by their e-mail address, in lower case."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person; rights come from memberships, never from the account itself."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("adresse électronique", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment]
    # A login would otherwise write the password hash into the history.
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = "compte"
        ordering = ["email"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def scope(self) -> Scope:
        """Memberships of the day, read once per request."""
        if not self.is_active:
            return Scope()
        rows = (
            Membership.objects.in_force(today())
            .filter(user=self)
            .values_list("organisation_id", "organisation__kind", "role")
        )
        return Scope(frozenset(rows))

    @cached_property
    def organisations(self) -> list[Organisation]:
        ids = self.scope.organisation_ids
        return list(Organisation.objects.filter(pk__in=ids)) if ids else []


class MembershipQuerySet(AuditedQuerySet):
    def in_force(self, day: Any) -> Self:
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def visible_to(self, user: Any) -> Self:
        """One's own, and those of the organisations that one administers."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_superuser:
            return self.all()
        administered = user.scope.with_role(Role.ADMINISTRATOR)
        return self.filter(Q(user=user) | Q(organisation_id__in=administered))


class Membership(AuditedModel):
    """A dated role of a person in an organisation."""

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name="compte", related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="memberships"
    )
    role = models.CharField("rôle", max_length=13, choices=Role)
    starts_on = models.DateField("depuis le", default=today)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "appartenance"
        ordering = ["user_id", "organisation_id", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts_on"],
                name="people_membership_unique",
                violation_error_message="Cette appartenance existe déjà.",
            ),
            models.CheckConstraint(
                name="people_membership_dates",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organisation}"
