"""Name as amendments the acts that amended an operation, under the agreement that they amend."""

from django.db import migrations
from django.utils.timezone import now


def rename(apps, schema_editor):
    steps = apps.get_model("operations", "OperationTransition")._base_manager
    acts = apps.get_model("accord", "Act")._base_manager
    for step in steps.filter(verb="amend", act__kind="operation_agreement"):
        signed = steps.filter(
            operation_id=step.operation_id, verb="contract", act__kind="operation_agreement"
        )
        agreement = signed.order_by("-pk").values_list("act_id", flat=True).first()
        act = acts.get(pk=step.act_id)
        act.kind, act.under_id = "operation_amendment", agreement
        act.save()
        facts = {field.attname: getattr(act, field.attname) for field in act._meta.concrete_fields}
        apps.get_model("accord", "HistoricalAct")._base_manager.create(
            **facts,
            history_date=now(),
            history_type="~",
            history_change_reason="avenant à la convention de l’opération",
        )


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0004_opinions_of_steps"),
        ("accord", "0004_amendments_within_their_operation"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
