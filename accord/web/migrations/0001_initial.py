import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormSubmission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True, verbose_name="clé")),
                (
                    "target",
                    models.CharField(blank=True, max_length=500, verbose_name="page de réponse"),
                ),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="envoyé le")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "formulaire envoyé",
                "verbose_name_plural": "formulaires envoyés",
                "ordering": ["-submitted_at"],
            },
        ),
    ]
