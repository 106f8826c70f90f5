import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("people", "0001_initial"),
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureCheck",
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
                ("code", models.CharField(max_length=4, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=300, verbose_name="objet")),
                (
                    "kind",
                    models.CharField(
                        choices=[("arithmetic", "calcul"), ("wording", "rédaction")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        help_text="D’une rédaction seulement : celui d’un calcul se calcule.",
                        max_length=60,
                        verbose_name="verdict énoncé",
                    ),
                ),
                ("statement", models.TextField(verbose_name="explication")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
            ],
            options={
                "verbose_name": "contrôle de cohérence",
                "verbose_name_plural": "contrôles de cohérence",
                "ordering": ["code"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalChapter",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("number", models.CharField(max_length=8, verbose_name="numéro")),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("summary", models.TextField(verbose_name="résumé")),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
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
                "verbose_name": "historical chapitre",
                "verbose_name_plural": "historical chapitres",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFigureCheck",
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
                ("code", models.CharField(db_index=True, max_length=4, verbose_name="code")),
                ("title", models.CharField(max_length=300, verbose_name="objet")),
                (
                    "kind",
                    models.CharField(
                        choices=[("arithmetic", "calcul"), ("wording", "rédaction")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        help_text="D’une rédaction seulement : celui d’un calcul se calcule.",
                        max_length=60,
                        verbose_name="verdict énoncé",
                    ),
                ),
                ("statement", models.TextField(verbose_name="explication")),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
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
                "verbose_name": "historical contrôle de cohérence",
                "verbose_name_plural": "historical contrôles de cohérence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFigureCheckLine",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("left", models.CharField(max_length=300, verbose_name="calcul")),
                ("right", models.CharField(blank=True, max_length=300, verbose_name="comparé à")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
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
                    "check_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreement.figurecheck",
                        verbose_name="contrôle",
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
                "verbose_name": "historical ligne de contrôle",
                "verbose_name_plural": "historical lignes de contrôle",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalParty",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                (
                    "capacity",
                    models.CharField(max_length=200, verbose_name="qualité dans l’accord"),
                ),
                (
                    "signatory",
                    models.CharField(blank=True, max_length=100, verbose_name="signataire"),
                ),
                (
                    "signatory_capacity",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="qualité du signataire"
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signé le")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
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
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical partie",
                "verbose_name_plural": "historical parties",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSourcedFigure",
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
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9_]*$")],
                        verbose_name="code",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("envelope", "Enveloppes"),
                            ("finance", "Autres montants"),
                            ("strategy", "Stratégie"),
                            ("governance", "Gouvernance"),
                            ("diagnosis", "Diagnostic territorial"),
                            ("review", "Bilan de la période précédente"),
                        ],
                        max_length=10,
                        verbose_name="sujet",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                (
                    "scaled_value",
                    models.BigIntegerField(verbose_name="valeur (unités de la dernière décimale)"),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0, verbose_name="décimales")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("EUR", "€"),
                            ("MEUR", "M€"),
                            ("percent", "%"),
                            ("points", "points"),
                            ("persons", "personnes"),
                            ("households", "foyers"),
                            ("years", "ans"),
                            ("months", "mois"),
                            ("count", ""),
                            ("rank", "rang"),
                            ("year", "année"),
                        ],
                        max_length=12,
                        verbose_name="unité",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("rounded", "arrondi"),
                            ("about", "environ"),
                            ("more_than", "plus de"),
                            ("less_than", "moins de"),
                        ],
                        max_length=9,
                        verbose_name="précision",
                    ),
                ),
                (
                    "as_printed",
                    models.CharField(blank=True, max_length=120, verbose_name="tel qu’imprimé"),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="date de référence"),
                ),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
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
                        verbose_name="organisme",
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
                "verbose_name": "historical chiffre sourcé",
                "verbose_name_plural": "historical chiffres sourcés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SourcedFigure",
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
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9_]*$")],
                        verbose_name="code",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("envelope", "Enveloppes"),
                            ("finance", "Autres montants"),
                            ("strategy", "Stratégie"),
                            ("governance", "Gouvernance"),
                            ("diagnosis", "Diagnostic territorial"),
                            ("review", "Bilan de la période précédente"),
                        ],
                        max_length=10,
                        verbose_name="sujet",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="libellé")),
                (
                    "scaled_value",
                    models.BigIntegerField(verbose_name="valeur (unités de la dernière décimale)"),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0, verbose_name="décimales")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("EUR", "€"),
                            ("MEUR", "M€"),
                            ("percent", "%"),
                            ("points", "points"),
                            ("persons", "personnes"),
                            ("households", "foyers"),
                            ("years", "ans"),
                            ("months", "mois"),
                            ("count", ""),
                            ("rank", "rang"),
                            ("year", "année"),
                        ],
                        max_length=12,
                        verbose_name="unité",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("rounded", "arrondi"),
                            ("about", "environ"),
                            ("more_than", "plus de"),
                            ("less_than", "moins de"),
                        ],
                        max_length=9,
                        verbose_name="précision",
                    ),
                ),
                (
                    "as_printed",
                    models.CharField(blank=True, max_length=120, verbose_name="tel qu’imprimé"),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="date de référence"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre sourcé",
                "verbose_name_plural": "chiffres sourcés",
                "ordering": ["topic", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Chapter",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("number", models.CharField(max_length=8, verbose_name="numéro")),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("summary", models.TextField(verbose_name="résumé")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chapters",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
            ],
            options={
                "verbose_name": "chapitre",
                "ordering": ["agreement_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="agreement_chapter_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureCheckLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("left", models.CharField(max_length=300, verbose_name="calcul")),
                ("right", models.CharField(blank=True, max_length=300, verbose_name="comparé à")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="agreement.figurecheck",
                        verbose_name="contrôle",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de contrôle",
                "verbose_name_plural": "lignes de contrôle",
                "ordering": ["check_of_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "position"), name="agreement_figurecheckline_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                (
                    "capacity",
                    models.CharField(max_length=200, verbose_name="qualité dans l’accord"),
                ),
                (
                    "signatory",
                    models.CharField(blank=True, max_length=100, verbose_name="signataire"),
                ),
                (
                    "signatory_capacity",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="qualité du signataire"
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signé le")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "partie",
                "ordering": ["agreement_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation"),
                        name="agreement_party_unique",
                        violation_error_message="Cet organisme est déjà partie à l’accord.",
                    )
                ],
            },
        ),
    ]
