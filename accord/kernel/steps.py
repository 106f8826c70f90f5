"""The steps of a thing that moves from state to state: rows that are only added, in every room.

A step has its author, its value date and the act it rests on. The state kept on the thing itself is
that of its last step not reversed.
"""

from __future__ import annotations

from django.db import models

from accord.kernel.rows import AppendOnly


class Step(AppendOnly):
    """One move: the verb, the state before and after. Concrete steps add what moved."""

    verb = models.CharField("action", max_length=40)
    from_state = models.CharField("état précédent", max_length=16, blank=True)
    to_state = models.CharField("état", max_length=16)
    act = models.ForeignKey(
        "acts.Act",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="acte",
        related_name="%(app_label)s_%(class)s_rows",
    )

    class Meta(AppendOnly.Meta):
        abstract = True
