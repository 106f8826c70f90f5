"""Who changed what: a history for every business model, and the proof that it is complete.

Belongs here: the abstract audited model, the only two ways to write one (``record`` and
``create_in_bulk``), and the check that history equals reality. Ledger rows are their own history
and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from simple_history.models import HistoricalRecords

from accord.kernel.scoping import ScopedQuerySet


class SilentWriteError(TypeError):
    """A set-based write that would leave no trace in the history."""


def _refuse(name: str) -> Any:
    def refused(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise SilentWriteError(
            f"{self.model.__name__}.{name}() writes no history: use accord.kernel.audit"
        )

    refused.__name__ = name
    return refused


class AuditedQuerySet(ScopedQuerySet):
    """A scoped queryset without the verbs that skip the history."""

    is_base = True

    update = _refuse("update")
    delete = _refuse("delete")
    bulk_update = _refuse("bulk_update")
    bulk_create = _refuse("bulk_create")


class AuditedReferenceQuerySet(AuditedQuerySet):
    """Public reference data (funds, communes, chapters): every signed-in person reads all of it."""

    is_base = True

    def visible_to(self, user: Any) -> Self:
        return self.all() if user.is_authenticated and user.is_active else self.none()


class AuditedModel(models.Model):
    """A business row with a history; deleted only while it is a draft."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"


Audited = TypeVar("Audited", bound=models.Model)


def record(instance: Audited, *, by: Any, reason: str = "") -> Audited:
    """Validate and save one instance, with its author and reason in the history.

    ``by`` is a user, or None for a management command. Raises ValidationError.
    """
    instance.full_clean()
    instance._history_user = by  # type: ignore[attr-defined]
    instance._change_reason = reason[:100]  # type: ignore[attr-defined]
    instance.save()
    return instance


def remove(instance: models.Model, *, by: Any, reason: str = "") -> None:
    """Delete a draft row; its history keeps the trace."""
    instance._history_user = by  # type: ignore[attr-defined]
    instance._change_reason = reason[:100]  # type: ignore[attr-defined]
    instance.delete()


def create_in_bulk(
    model: type[Audited], instances: Sequence[Audited], *, by: Any, reason: str, batch: int = 500
) -> list[Audited]:
    """Insert many rows and their history in two statements per batch.

    Database constraints hold; ``full_clean`` is the caller's duty, row by row, where the input
    is not the project's own.
    """
    created: list[Audited] = []
    history = model.history  # type: ignore[attr-defined]
    for start in range(0, len(instances), batch):
        chunk = list(instances[start : start + batch])
        # A plain queryset: the model's own refuses what writes no history.
        saved: list[Audited] = models.QuerySet[Any](model=model).bulk_create(chunk)
        history.bulk_history_create(
            saved, default_user=by, default_change_reason=reason[:100], batch_size=batch
        )
        created += saved
    return created


def audited_models() -> list[type[models.Model]]:
    """Every concrete model with a history."""
    return [model for model in apps.get_models() if hasattr(model, "history")]


def discrepancies(model: type[models.Model]) -> Iterator[str]:
    """French sentences for each row whose latest history differs from the row itself."""
    history_model = model.history.model  # type: ignore[attr-defined]
    key = model._meta.pk.attname
    latest_id = (
        history_model.objects.filter(**{key: OuterRef(key)})
        .order_by("-history_date", "-history_id")
        .values("history_id")[:1]
    )
    latest = history_model.objects.filter(history_id=Subquery(latest_id))
    excluded = set(history_model._history_excluded_fields or ())
    names = [field.attname for field in model._meta.concrete_fields if field.name not in excluded]
    remembered = {
        row[key]: row for row in latest.values(*names, "history_type").iterator(chunk_size=2000)
    }
    label = str(model._meta.verbose_name)
    rows: Any = models.QuerySet[Any](model=model).order_by("pk").values(*names)
    for row in rows.iterator(chunk_size=2000):
        memory = remembered.pop(row[key], None)
        if memory is None or memory["history_type"] == "-":
            yield f"{label} {row[key]} : aucune trace dans l’historique."
            continue
        changed = [name for name in names if memory[name] != row[name]]
        if changed:
            yield f"{label} {row[key]} : {', '.join(changed)} modifié sans trace."
    for missing, memory in remembered.items():
        if memory["history_type"] != "-":
            yield f"{label} {missing} : supprimé sans trace."
