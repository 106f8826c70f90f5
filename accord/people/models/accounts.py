"""People who sign in, and the dated roles that they hold in organisations."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from accord.kernel.actors import Reader, System
from accord.kernel.audit import (
    AuditedModel,
    AuditedQuerySet,
    AuthoredRecords,
    is_signed,
    signed,
)
from accord.kernel.dates import today
from accord.kernel.scope import Rows, Rule, Technician
from accord.kernel.transactions import acting, is_acting
from accord.people.models.organisations import Organisation

# What Django does to accounts by itself: a newer digest of a password, its own commands.
DJANGO = System("django")


class Role(models.TextChoices):
    READER = "reader", "lecture"
    OFFICER = "officer", "gestion"
    SECRETARY = "secretary", "secrétariat"
    ADMINISTRATOR = "administrator", "administration"


@dataclass(frozen=True)
class Oneself(Rule):
    """One's own account, or what hangs on it."""

    name: str = "oneself"
    column: str = "pk"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        return Q(**{self.column: reader.user_id})


@dataclass(frozen=True)
class Administered(Rule):
    """What belongs to the body that one administers."""

    name: str = "administered"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.role != Role.ADMINISTRATOR or reader.body_id is None:
            return None
        if model is Membership:
            return Q(organisation_id=reader.body_id)
        members = Membership.objects.filter(organisation_id=reader.body_id)
        return Q(pk__in=members.values("user_id"))


class UserQuerySet(AuditedQuerySet):
    rules = (Oneself(), Administered(), Technician())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts are known by their e-mail address, in lower case."""

    def get_by_natural_key(self, username: str | None) -> User:
        found: User = self.get(email=(username or "").strip().lower())
        return found


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person; rights come from memberships, never from the account itself."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("adresse électronique", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()
    # A sign-in would otherwise write the password's hash into the history.
    history = AuthoredRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = "compte"
        ordering = ["email"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def name_and_address(self) -> str:
        """Who it is, and which of two of one name."""
        name = self.get_full_name()
        return f"{name} <{self.email}>" if name else self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what Django saves by itself is signed by it, in an action of its own."""
        if is_signed(self):
            super().save(*args, **kwargs)
            return
        with nullcontext() if is_acting() else acting(DJANGO), signed(self, by=DJANGO):
            super().save(*args, **kwargs)


class MembershipQuerySet(AuditedQuerySet):
    rules = (Oneself(column="user_id"), Administered(), Technician())

    def in_force(self, day: date) -> Self:
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def overlapping(self, membership: Membership) -> Self:
        """Other roles of the same person on some of the same days."""
        rows = self.filter(user_id=membership.user_id).exclude(pk=membership.pk)
        if membership.ends_on is not None:
            rows = rows.filter(starts_on__lte=membership.ends_on)
        return rows.filter(Q(ends_on=None) | Q(ends_on__gte=membership.starts_on))

    def with_names(self) -> Self:
        return self.select_related("organisation", "user")


class Membership(AuditedModel):  # type: ignore[django-manager-missing]
    """A dated role of a person in an organisation: that for which one reads and acts."""

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
        ordering = ["user_id", "pk"]
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

    @property
    def place(self) -> str:
        """The body and the role, as the header offers them."""
        return f"{self.organisation} – {self.get_role_display()}"
