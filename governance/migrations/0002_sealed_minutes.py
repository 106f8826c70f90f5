"""Sealed minutes refuse update and delete in the database itself (PostgreSQL)."""

from django.db import migrations

from accord.kernel.triggers import sealed


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        sealed("governance_minutes"),
    ]
