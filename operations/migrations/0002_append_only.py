"""The ledger refuses update and delete in the database itself (PostgreSQL)."""

from django.db import migrations

from accord.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial")]

    operations = [
        append_only("operations_useofcredits"),
        append_only("operations_operationtransition"),
    ]
