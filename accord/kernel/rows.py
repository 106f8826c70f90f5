"""Rows that are only added: money facts, steps, keys. A correction is a reversal, with its reason.

A row says what happened (``value_date``), when it became known (``recorded_at``) and who wrote it.
Nothing updates or deletes one: Python refuses first, and on PostgreSQL a trigger stands behind.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q

from accord.kernel.actors import Author
from accord.kernel.audit import Authored, authorship
from accord.kernel.dates import now
from accord.kernel.errors import Refused
from accord.kernel.scope import ScopedQuerySet
from accord.kernel.transactions import require_action


class AppendOnlyError(TypeError):
    """An attempt to change or delete a row that is only added."""


class AppendOnlyQuerySet(ScopedQuerySet):
    """Rows read at a date and as known at an instant."""

    is_base = True

    def as_of(self, day: date) -> Self:
        """Rows whose value date is on or before the day."""
        return self.filter(value_date__lte=day)

    def known_at(self, instant: datetime | None) -> Self:
        """Rows recorded on or before the instant; all of them without instant."""
        return self.all() if instant is None else self.filter(recorded_at__lte=instant)

    def standing(self) -> Self:
        """Rows that nothing reverses and that reverse nothing."""
        return self.filter(reverses=None, reversed_by=None)

    def _refused(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: reverse the row instead")

    update = _refused
    delete = _refused
    bulk_update = _refused
    update_or_create = _refused


class AppendOnly(Authored):
    """A dated fact with its author. Concrete rows say what it is about."""

    value_date = models.DateField("date de valeur")
    recorded_at = models.DateTimeField("enregistré le", editable=False)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="contrepasse",
        related_name="reversed_by",
    )

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            *Authored.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reversal_has_note",
                condition=Q(reverses__isnull=True) | ~Q(note=""),
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError(f"{type(self).__name__} is append-only: reverse it instead")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} is append-only: reverse it instead")

    @property
    def reversal(self) -> Self | None:
        """The row that cancels this one, if there is one."""
        return getattr(self, "reversed_by", None)

    def refuse_second_reversal(self) -> None:
        """Raise Refused when the row is already reversed or is itself a reversal."""
        if self.reverses is not None:
            raise Refused("Une contrepassation ne se contrepasse pas : enregistrez un mouvement.")
        others: Any = models.QuerySet[Any](model=type(self))
        if others.filter(reverses=self).exists():
            raise Refused("Cette écriture est déjà contrepassée.")


def append(row: AppendOnly, *, by: Author, under_act: int | None = None) -> None:
    """Validate and insert a row, with its author and the instant of recording.

    The caller holds the lock under which the order of recording is that of the sums. Raises
    ValidationError, and TransactionError outside an action of the author.
    """
    require_action(by)
    for name, value in authorship(by, under_act=under_act).items():
        setattr(row, name, value)
    row.recorded_at = now()
    row.full_clean()
    row.save()
