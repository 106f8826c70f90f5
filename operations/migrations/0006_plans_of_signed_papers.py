"""Bring the financing plans left behind by a signed paper to the amounts that it grants."""

from django.db import migrations
from django.db.models import Sum
from django.utils.timezone import now

_REASON = "plan de financement repris de la convention"


def complete(apps, schema_editor):
    """The EU's line becomes the contracted amount; other lines stay where the plan still adds up,
    else what the paper does not detail stands in one line that says so."""
    operations = apps.get_model("operations", "Operation")._base_manager
    uses = apps.get_model("operations", "UseOfCredits")._base_manager
    lines = apps.get_model("operations", "FinancingLine")._base_manager
    for operation in operations.filter(state="contracted"):
        signed = uses.filter(operation=operation, stage="contracted").aggregate(
            cost=Sum("delta_cost"), eu=Sum("delta_eu")
        )
        plan = list(lines.filter(operation=operation).order_by("pk"))
        if not plan or sum(line.amount for line in plan) == signed["cost"]:
            continue
        others = [line for line in plan if line.kind != "eu"]
        remainder = signed["cost"] - signed["eu"]
        wanted = [{"kind": "eu", "label": "", "amount": signed["eu"]}]
        if sum(line.amount for line in others) != remainder:
            if remainder:
                wanted.append({"kind": "not_detailed", "label": "", "amount": remainder})
            kept = []
        else:
            kept = others
        for line in plan:
            if line not in kept:
                _remember(apps, line, "-")
                line.delete()
        for facts in wanted:
            _remember(apps, lines.create(operation=operation, **facts), "+")


def _remember(apps, line, kind):
    facts = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
    apps.get_model("operations", "HistoricalFinancingLine")._base_manager.create(
        **facts, history_date=now(), history_type=kind, history_change_reason=_REASON
    )


class Migration(migrations.Migration):
    dependencies = [("operations", "0005_amendments_are_not_agreements")]

    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
