"""One verb decides who reads what: ``visible_to``.

Every business queryset answers it, and it is the only way in for pages, REST, admin, form
choices, filters, prefetches, documents and exports.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class ScopedQuerySet(models.QuerySet[Any]):
    """Base queryset that refuses, at import, a subclass without ``visible_to``.

    A subclass that is itself a base sets ``is_base = True`` in its body.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("is_base") or cls.__module__.startswith("django."):
            return
        if cls.visible_to is ScopedQuerySet.visible_to:
            raise TypeError(f"{cls.__qualname__} must define visible_to(user)")

    def related(self, relation: str) -> Any:
        """Every row at the other end of a relation of this model, whichever way it points."""
        return self.model._meta.get_field(relation).related_model.objects.all()

    def visible_to(self, user: Any) -> Self:
        """Rows that this user may read; nothing for anybody who is not signed in."""
        raise TypeError(f"{type(self).__qualname__} must define visible_to(user)")
