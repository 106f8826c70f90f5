"""Who changed what: a history for every business model, and the proof that it is complete.

Belongs here: who wrote a row (``Authored``, and the same columns on histories), the abstract
audited model, the only ways to write one (``record``, ``remove``, ``create_in_bulk``), and the
proof that history equals reality. Ledger rows and steps are their own history and stay out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accord.kernel.actors import Author, System
from accord.kernel.errors import Gone
from accord.kernel.scope import Everyone, ScopedQuerySet
from accord.kernel.transactions import require_action

REASON_LENGTH = 60
NOTE_LENGTH = 500


class SilentWriteError(TypeError):
    """A set-based write that would leave no trace in the history."""


# -- who -------------------------------------------------------------------------------------------


class Authored(models.Model):
    """Who wrote a row, for which body, in which role; or which system did.

    ``under_act`` is the key of the act that gave authority, proved by ``check_audit``; ``reason`` a
    stable code, ``note`` what a person said.
    """

    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="par",
        related_name="+",
    )
    by_body = models.CharField("pour l’organisme", max_length=40, blank=True, editable=False)
    by_role = models.CharField("dans le rôle", max_length=16, blank=True, editable=False)
    by_system = models.CharField("par le système", max_length=40, blank=True, editable=False)
    under_act = models.BigIntegerField("en vertu de l’acte", null=True, blank=True, editable=False)
    reason = models.CharField("motif", max_length=REASON_LENGTH, blank=True)
    note = models.CharField("remarque", max_length=NOTE_LENGTH, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_an_author",
                condition=Q(by_user__isnull=False, by_system="")
                | (Q(by_user=None) & ~Q(by_system="")),
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            )
        ]

    @property
    def author(self) -> str:
        """The person, or what the system is called."""
        return str(self.by_user) if self.by_user_id else self.by_system

    by_user_id: int | None


def authorship(by: Author, *, under_act: int | None = None) -> dict[str, Any]:
    """The columns of ``Authored`` for an author. A technician has no body."""
    who: dict[str, Any]
    if isinstance(by, System):
        who = {"by_user_id": None, "by_body": "", "by_role": "", "by_system": by.name}
    else:
        role = by.role or "technician"
        who = {"by_user_id": by.user_id, "by_body": by.body, "by_role": role, "by_system": ""}
    return {**who, "under_act": under_act}


class HistoryAuthorship(models.Model):
    """The same columns on a history; its user and reason are simple-history's own."""

    by_body = models.CharField("pour l’organisme", max_length=40, blank=True)
    by_role = models.CharField("dans le rôle", max_length=16, blank=True)
    by_system = models.CharField("par le système", max_length=40, blank=True)
    under_act = models.BigIntegerField("en vertu de l’acte", null=True, blank=True)
    # Under a name of its own: business models have notes too.
    history_note = models.CharField("remarque", max_length=NOTE_LENGTH, blank=True)

    class Meta:
        abstract = True


class AuthoredRecords(HistoricalRecords):
    """simple-history, with the columns of ``HistoryAuthorship`` filled from the action.

    A save or a deletion that nobody has signed is refused; what touches excluded fields alone (the
    date of a sign-in) needs no author and leaves no trace.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(bases=[HistoryAuthorship], **kwargs)

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if issubclass(sender, self.cls):
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def pre_save(
        self,
        instance: models.Model,
        raw: bool = False,
        update_fields: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        if not raw and not self._is_untold(update_fields):
            require_signature(instance)

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        update_fields: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        if not self._is_untold(update_fields):
            super().post_save(instance, created, using=using, **kwargs)

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        require_signature(instance)
        super().pre_delete(instance, **kwargs)

    def _is_untold(self, update_fields: Collection[str] | None) -> bool:
        """Whether a save touches nothing that the history keeps."""
        return update_fields is not None and set(update_fields) <= set(self.excluded_fields)

    def get_history_user(self, instance: models.Model) -> Any:
        """The author comes from the action, never from the request at hand."""
        return None

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        trace: dict[str, Any] = instance._trace  # type: ignore[attr-defined]
        row = history_row(type(instance), instance, history_type, trace)
        row.save(using=using if self.use_base_model_db else None)


def history_row(
    model: type[models.Model], instance: models.Model, history_type: str, trace: dict[str, Any]
) -> models.Model:
    """A row of a model's history, not saved yet."""
    history_model: type[models.Model] = model.history.model  # type: ignore[attr-defined]
    tracked = history_model.tracked_fields  # type: ignore[attr-defined]
    values = {field.attname: getattr(instance, field.attname) for field in tracked}
    return history_model(
        **values,
        history_type=history_type,
        history_date=getattr(instance, "_history_date", None) or timezone.now(),
        **trace,
    )


def _trace(by: Author, reason: str, note: str, under_act: int | None) -> dict[str, Any]:
    who = authorship(by, under_act=under_act)
    return {
        "history_user_id": who.pop("by_user_id"),
        **who,
        "history_change_reason": reason[:REASON_LENGTH],
        "history_note": note[:NOTE_LENGTH],
    }


@contextmanager
def signed(
    instance: models.Model,
    *,
    by: Author,
    reason: str = "",
    note: str = "",
    under_act: int | None = None,
) -> Iterator[None]:
    """Say who saves or deletes an instance, and why, for as long as that takes."""
    instance._trace = _trace(by, reason, note, under_act)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del instance._trace  # type: ignore[attr-defined]


def is_signed(instance: models.Model) -> bool:
    return hasattr(instance, "_trace")


def require_signature(instance: models.Model) -> None:
    """Raise SilentWriteError for an instance that is written without an author."""
    if not is_signed(instance):
        raise SilentWriteError(
            f"{type(instance).__name__} is written by nobody: use accord.kernel.audit"
        )


# -- models ----------------------------------------------------------------------------------------


def _refuse(name: str) -> Any:
    def refused(self: models.QuerySet[Any], *args: object, **kwargs: object) -> NoReturn:
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

    rules = (Everyone(),)


class AuditedModel(models.Model):
    """A business row with a history; deleted only while it is a draft."""

    history = AuthoredRecords(inherit=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"


# -- writing ---------------------------------------------------------------------------------------

Audited = TypeVar("Audited", bound=models.Model)


def record(
    instance: Audited,
    *,
    by: Author,
    reason: str = "",
    note: str = "",
    under_act: int | None = None,
) -> Audited:
    """Validate and save one instance, with its author and reason in the history.

    ``reason`` is a stable code, most often that of the verb; ``note`` what a person said. Raises
    ValidationError, and TransactionError outside an action of the author.
    """
    require_action(by)
    instance.full_clean()
    with signed(instance, by=by, reason=reason, note=note, under_act=under_act):
        instance.save()
    return instance


def remove(instance: models.Model, *, by: Author, reason: str = "", note: str = "") -> None:
    """Delete a draft row; its history keeps the trace.

    Raises Gone for a row that somebody has removed meanwhile.
    """
    require_action(by)
    with signed(instance, by=by, reason=reason, note=note):
        deleted, _ = instance.delete()
    if not deleted:
        raise Gone


def create_in_bulk(
    model: type[Audited], instances: Sequence[Audited], *, by: Author, reason: str, batch: int = 500
) -> list[Audited]:
    """Insert many rows and their history in two statements per batch.

    Database constraints hold; ``full_clean`` is the caller's duty, row by row, where the input
    is not the project's own.
    """
    require_action(by)
    trace = _trace(by, reason, "", None)
    history_model = model.history.model  # type: ignore[attr-defined]
    created: list[Audited] = []
    for start in range(0, len(instances), batch):
        chunk = list(instances[start : start + batch])
        # A plain queryset: the model's own refuses what writes no history.
        saved: list[Audited] = models.QuerySet[Any](model=model).bulk_create(chunk)
        rows = [history_row(model, instance, "+", trace) for instance in saved]
        models.QuerySet[Any](model=history_model).bulk_create(rows)
        created += saved
    return created


# -- proof -----------------------------------------------------------------------------------------


def audited_models() -> list[type[models.Model]]:
    """Every concrete model with a history."""
    return [model for model in apps.get_models() if hasattr(model, "history")]


def authored_models() -> list[type[models.Model]]:
    """Every concrete model whose rows say who wrote them, histories included."""
    return [model for model in apps.get_models() if issubclass(model, Authored | HistoryAuthorship)]


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


def unproved_acts(model: type[models.Model], known: models.QuerySet[Any]) -> Iterator[str]:
    """French sentences for each row that says to be written under an act that does not exist.

    ``known`` are the keys of the acts.
    """
    rows = model._base_manager.exclude(under_act=None).exclude(under_act__in=known)
    label = str(model._meta.verbose_name)
    for key, act in rows.order_by("pk").values_list("pk", "under_act").iterator(chunk_size=2000):
        yield f"{label} {key} : écrit en vertu de l’acte {act}, qui n’existe pas."
