"""Give the steps recorded before the opinion that was in force when they were taken."""

from django.db import migrations

_TABLE = "operations_operationtransition"


def fill(apps, schema_editor):
    """The opinion of an operation holds from the step that gave it; an earlier one is unknown."""
    operations = apps.get_model("operations", "Operation")._base_manager
    steps = apps.get_model("operations", "OperationTransition")._base_manager
    is_fenced = schema_editor.connection.vendor == "postgresql"
    if is_fenced:
        schema_editor.execute(f"ALTER TABLE {_TABLE} DISABLE TRIGGER USER")
    for operation in operations.exclude(opinion="none"):
        rows = steps.filter(operation=operation)
        given = rows.filter(verb="give_opinion").order_by("-pk").first()
        if given is not None:
            rows.filter(pk__gte=given.pk).update(opinion=operation.opinion)
    if is_fenced:
        schema_editor.execute(f"ALTER TABLE {_TABLE} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("operations", "0003_numbers_and_opinions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
