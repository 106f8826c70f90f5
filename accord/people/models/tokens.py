"""Tokens of REST clients: each is bound to one membership and ends with it."""

from __future__ import annotations

from django.db import models
from knox.models import AbstractAuthToken

from accord.kernel.scope import ScopedQuerySet, Technician
from accord.people.models.accounts import Membership, Oneself, User


class AccessTokenQuerySet(ScopedQuerySet):
    rules = (Oneself(column="user_id"), Technician())


class AccessToken(AbstractAuthToken):
    """A token, kept as a digest. Without membership it is that of an account without body."""

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name="compte", related_name="auth_token_set"
    )
    membership = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="appartenance",
        related_name="tokens",
    )
    digest = models.CharField("empreinte", max_length=128, primary_key=True)
    token_key = models.CharField("début", max_length=25, db_index=True)
    created = models.DateTimeField("créé le", auto_now_add=True)
    expiry = models.DateTimeField("expire le", null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "jeton"
        ordering = ["-created", "digest"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.token_key[:4]}… de {self.user}"
