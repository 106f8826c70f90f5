"""The journal of accounts: who came in, which rights were given, what was taken out. Only added.

No network address here: those are kept by the brake, and for a time (``sign_in``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accord.kernel.actors import Reader
from accord.kernel.rows import AppendOnly, AppendOnlyQuerySet
from accord.kernel.scope import Rows, Rule, Technician
from accord.people.models.accounts import Membership, Oneself, Role, User
from accord.people.models.organisations import Organisation


class Event(models.TextChoices):
    SIGNED_IN = "signed_in", "connexion"
    REFUSED = "refused", "connexion refusée"
    BRAKED = "braked", "connexion freinée après plusieurs refus"
    SIGNED_OUT = "signed_out", "déconnexion"
    IDLE = "idle", "session close pour inactivité"
    ACCOUNT_OPENED = "account_opened", "compte ouvert"
    ACCOUNT_CLOSED = "account_closed", "compte fermé"
    ROLE_GIVEN = "role_given", "rôle donné"
    ROLE_CHANGED = "role_changed", "rôle modifié"
    ROLE_ENDED = "role_ended", "rôle terminé"
    BOTH_SIDES = "both_sides", "contrôle et gestion réunis"
    STAFF_GIVEN = "staff_given", "accès à l’administration donné"
    STAFF_ENDED = "staff_ended", "accès à l’administration retiré"
    TOKEN_MADE = "token_made", "jeton créé"
    TOKEN_CLOSED = "token_closed", "jeton fermé"
    RESET_ASKED = "reset_asked", "nouveau mot de passe demandé"
    PASSWORD_CHANGED = "password_changed", "mot de passe changé"
    FACTOR_SET = "factor_set", "second facteur activé"
    FACTOR_REMOVED = "factor_removed", "second facteur retiré"
    CODES_RENEWED = "codes_renewed", "codes de secours renouvelés"
    CODE_USED = "code_used", "code de secours utilisé"
    CODE_REFUSED = "code_refused", "code de second facteur refusé"
    EXPORTED = "exported", "export"


@dataclass(frozen=True)
class OfMember(Rule):
    """For administrators of a body: what is about it, and about its members while they are."""

    name: str = "of a member"

    def q(self, reader: Reader, model: Rows) -> Q | None:
        if reader.role != Role.ADMINISTRATOR or reader.body_id is None:
            return None
        members = Membership.objects.filter(
            user_id=OuterRef("account_id"),
            organisation_id=reader.body_id,
            starts_on__lte=OuterRef("value_date"),
        ).filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("value_date")))
        # Their own administrators date memberships: none tells of what came before it was written.
        written = Membership.history.model.objects.filter(
            id=OuterRef("pk"), history_type="+", history_date__lte=OuterRef(OuterRef("recorded_at"))
        )
        members = members.filter(Exists(written))
        return Q(body_id=reader.body_id) | Q(Exists(members), body=None)


class JournalQuerySet(AppendOnlyQuerySet):
    rules = (Oneself(column="account_id"), OfMember(), Technician())


class JournalEntry(AppendOnly):
    """One thing that happened to an account; ``body`` is for whom, where it was for a body."""

    event = models.CharField("événement", max_length=20, choices=Event)
    account = models.ForeignKey(
        User, models.PROTECT, verbose_name="compte", related_name="journal_entries"
    )
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="organisme",
        related_name="+",
    )
    detail = models.CharField("précision", max_length=200, blank=True)

    objects = JournalQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = "ligne du journal des accès"
        verbose_name_plural = "journal des accès"
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-recorded_at"], name="people_journal_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} – {self.account}"
