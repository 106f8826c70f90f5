import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("envelopes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_page",
                    models.CharField(blank=True, max_length=40, verbose_name="page de la source"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude",
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                ("label", models.CharField(max_length=200, verbose_name="libellé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("output", "réalisation"),
                            ("result", "résultat"),
                            ("share", "part de crédits"),
                        ],
                        max_length=6,
                        verbose_name="nature",
                    ),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="unité")),
                (
                    "data_class",
                    models.CharField(
                        choices=[
                            ("none", "aucune donnée personnelle"),
                            ("personal", "donnée personnelle"),
                            ("special_category", "donnée sensible"),
                            ("entity", "entité"),
                        ],
                        max_length=16,
                        verbose_name="données",
                    ),
                ),
                (
                    "applies_to_h",
                    models.BooleanField(default=True, verbose_name="demandé pour l’OS h"),
                ),
                (
                    "applies_to_l",
                    models.BooleanField(default=False, verbose_name="demandé pour l’OS l"),
                ),
                ("definition", models.TextField(verbose_name="définition")),
            ],
            options={
                "verbose_name": "indicateur",
                "ordering": ["position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(blank=True, max_length=40, verbose_name="pour l’organisme"),
                ),
                (
                    "by_role",
                    models.CharField(blank=True, max_length=16, verbose_name="dans le rôle"),
                ),
                (
                    "by_system",
                    models.CharField(blank=True, max_length=40, verbose_name="par le système"),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                (
                    "history_note",
                    models.CharField(blank=True, max_length=500, verbose_name="remarque"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_page",
                    models.CharField(blank=True, max_length=40, verbose_name="page de la source"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude",
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=10, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                ("label", models.CharField(max_length=200, verbose_name="libellé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("output", "réalisation"),
                            ("result", "résultat"),
                            ("share", "part de crédits"),
                        ],
                        max_length=6,
                        verbose_name="nature",
                    ),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="unité")),
                (
                    "data_class",
                    models.CharField(
                        choices=[
                            ("none", "aucune donnée personnelle"),
                            ("personal", "donnée personnelle"),
                            ("special_category", "donnée sensible"),
                            ("entity", "entité"),
                        ],
                        max_length=16,
                        verbose_name="données",
                    ),
                ),
                (
                    "applies_to_h",
                    models.BooleanField(default=True, verbose_name="demandé pour l’OS h"),
                ),
                (
                    "applies_to_l",
                    models.BooleanField(default=False, verbose_name="demandé pour l’OS l"),
                ),
                ("definition", models.TextField(verbose_name="définition")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicateur",
                "verbose_name_plural": "historical indicateurs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicatorFund",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(blank=True, max_length=40, verbose_name="pour l’organisme"),
                ),
                (
                    "by_role",
                    models.CharField(blank=True, max_length=16, verbose_name="dans le rôle"),
                ),
                (
                    "by_system",
                    models.CharField(blank=True, max_length=40, verbose_name="par le système"),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                (
                    "history_note",
                    models.CharField(blank=True, max_length=500, verbose_name="remarque"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_page",
                    models.CharField(blank=True, max_length=40, verbose_name="page de la source"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="indicateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical fonds d’un indicateur",
                "verbose_name_plural": "historical fonds des indicateurs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorFund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_page",
                    models.CharField(blank=True, max_length=40, verbose_name="page de la source"),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_lines",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_lines",
                        to="indicators.indicator",
                        verbose_name="indicateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "fonds d’un indicateur",
                "verbose_name_plural": "fonds des indicateurs",
                "ordering": ["indicator_id", "fund_id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "fund"), name="indicators_indicatorfund_unique"
                    )
                ],
            },
        ),
    ]
