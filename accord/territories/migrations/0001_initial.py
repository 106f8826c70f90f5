import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Epci",
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
                ("code", models.CharField(max_length=9, unique=True, verbose_name="SIREN")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("kind", models.CharField(max_length=10, verbose_name="nature")),
                ("communes_total", models.PositiveSmallIntegerField(verbose_name="communes")),
                (
                    "communes_in_department",
                    models.PositiveSmallIntegerField(verbose_name="dont dans le département"),
                ),
            ],
            options={
                "verbose_name": "EPCI",
                "verbose_name_plural": "EPCI",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Territory",
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
                    "code",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$",
                                "Un code s’écrit en minuscules, chiffres et tirets.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("department", "Département"),
                            ("plie", "Territoires des PLIE"),
                            ("employment_zone", "Zones d’emploi"),
                            ("rsa", "Territoires RSA"),
                            ("mining_basin", "Bassin minier"),
                            ("reference", "Territoires de comparaison"),
                        ],
                        max_length=16,
                        verbose_name="famille",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                (
                    "is_validated",
                    models.BooleanField(default=False, verbose_name="périmètre validé"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
            ],
            options={
                "verbose_name": "territoire",
                "ordering": ["family", "name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Commune",
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
                    "insee_code",
                    models.CharField(max_length=5, unique=True, verbose_name="code INSEE"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("post_codes", models.CharField(max_length=100, verbose_name="codes postaux")),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                ("arrondissement", models.CharField(max_length=3, verbose_name="arrondissement")),
                (
                    "epci",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="territories.epci",
                        verbose_name="EPCI",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalCommune",
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
                (
                    "insee_code",
                    models.CharField(db_index=True, max_length=5, verbose_name="code INSEE"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("post_codes", models.CharField(max_length=100, verbose_name="codes postaux")),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                ("arrondissement", models.CharField(max_length=3, verbose_name="arrondissement")),
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
                    "epci",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="territories.epci",
                        verbose_name="EPCI",
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
                "verbose_name": "historical commune",
                "verbose_name_plural": "historical communes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEpci",
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
                ("code", models.CharField(db_index=True, max_length=9, verbose_name="SIREN")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("kind", models.CharField(max_length=10, verbose_name="nature")),
                ("communes_total", models.PositiveSmallIntegerField(verbose_name="communes")),
                (
                    "communes_in_department",
                    models.PositiveSmallIntegerField(verbose_name="dont dans le département"),
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
                "verbose_name": "historical EPCI",
                "verbose_name_plural": "historical EPCI",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerritory",
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
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$",
                                "Un code s’écrit en minuscules, chiffres et tirets.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("department", "Département"),
                            ("plie", "Territoires des PLIE"),
                            ("employment_zone", "Zones d’emploi"),
                            ("rsa", "Territoires RSA"),
                            ("mining_basin", "Bassin minier"),
                            ("reference", "Territoires de comparaison"),
                        ],
                        max_length=16,
                        verbose_name="famille",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                (
                    "is_validated",
                    models.BooleanField(default=False, verbose_name="périmètre validé"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
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
                "verbose_name": "historical territoire",
                "verbose_name_plural": "historical territoires",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerritoryPlie",
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
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical PLIE d’un territoire",
                "verbose_name_plural": "historical PLIE des territoires",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerritoryCommune",
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
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
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
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="territories.commune",
                        verbose_name="commune",
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
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical commune d’un territoire",
                "verbose_name_plural": "historical communes des territoires",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TerritoryCommune",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory_lines",
                        to="territories.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commune_lines",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune d’un territoire",
                "verbose_name_plural": "communes des territoires",
                "ordering": ["territory_id", "commune_id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("territory", "commune"),
                        name="territories_territorycommune_unique",
                        violation_error_message="Cette commune est déjà dans le territoire.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TerritoryPlie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory_lines",
                        to="people.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_lines",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "PLIE d’un territoire",
                "verbose_name_plural": "PLIE des territoires",
                "ordering": ["territory_id", "organisation_id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("territory", "organisation"),
                        name="territories_territoryplie_unique",
                    )
                ],
            },
        ),
    ]
