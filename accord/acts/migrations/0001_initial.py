import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.acts.models.documents
from accord.kernel import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, unique=True, verbose_name="empreinte SHA-256"),
                ),
                (
                    "file",
                    models.FileField(
                        storage=accord.acts.models.documents.private_storage,
                        upload_to=accord.acts.models.documents.stored_path,
                        verbose_name="fichier",
                    ),
                ),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="taille en octets")),
            ],
            options={
                "verbose_name": "fichier conservé",
                "verbose_name_plural": "fichiers conservés",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide : produit ou chargé par l’application.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="acts.storedfile",
                        verbose_name="fichier conservé",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["name", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        blank=True, max_length=60, null=True, unique=True, verbose_name="code"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("framework_agreement", "accord-cadre"),
                            ("agreement_amendment", "avenant à l’accord-cadre"),
                            ("delegation_agreement", "convention de subvention globale"),
                            ("grant_amendment", "avenant à une convention de subvention globale"),
                            ("notification", "notification de crédits"),
                            ("deliberation", "délibération"),
                            ("report", "rapport"),
                            ("committee_decision", "décision de comité"),
                            ("operation_agreement", "convention d’opération"),
                            ("operation_amendment", "avenant à une convention d’opération"),
                            ("extract_edition", "édition d’un extrait national"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("recorded", "enregistré"),
                            ("awaited", "attendu"),
                            ("lapsed", "caduc"),
                        ],
                        default="recorded",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="numéro")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "date_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="précision sur la date"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="objet")),
                (
                    "digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du fichier"
                    ),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictif")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_acts",
                        to="people.organisation",
                        verbose_name="émetteur",
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts_under",
                        to="acts.act",
                        verbose_name="pris en vertu de",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="acts.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "acte",
                "ordering": [
                    models.OrderBy(models.F("date"), descending=True, nulls_last=True),
                    "-pk",
                ],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="nature")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "préparé"),
                            ("held", "retenu"),
                            ("applied", "appliqué"),
                            ("lapsed", "caduc"),
                        ],
                        default="prepared",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                (
                    "applied_on",
                    models.DateField(blank=True, null=True, verbose_name="date d’effet"),
                ),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="appliqué le"),
                ),
                (
                    "lapsed_on",
                    models.DateField(blank=True, null=True, verbose_name="caduc depuis le"),
                ),
                ("about", models.CharField(max_length=400, verbose_name="à propos de")),
                (
                    "sentence",
                    models.CharField(blank=True, max_length=500, verbose_name="ce qui a changé"),
                ),
                (
                    "awaits",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awaited_effects",
                        to="acts.act",
                        verbose_name="attend l’acte",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="acts.act",
                        verbose_name="acte à l’origine",
                    ),
                ),
            ],
            options={
                "verbose_name": "effet",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="EffectStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="pour l’organisme"
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        blank=True, editable=False, max_length=16, verbose_name="dans le rôle"
                    ),
                ),
                (
                    "by_system",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="par le système"
                    ),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="motif")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="enregistré le")),
                ("verb", models.CharField(max_length=40, verbose_name="action")),
                (
                    "from_state",
                    models.CharField(blank=True, max_length=16, verbose_name="état précédent"),
                ),
                ("to_state", models.CharField(max_length=16, verbose_name="état")),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_rows",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "effect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="acts.effectstep",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’un effet",
                "verbose_name_plural": "étapes des effets",
                "ordering": ["effect_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FrameworkAgreement",
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
                        max_length=9,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^\\d{4}-\\d{4}$")],
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("short_title", models.CharField(max_length=100, verbose_name="titre court")),
                (
                    "subtitle",
                    models.CharField(blank=True, max_length=100, verbose_name="sous-titre du site"),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=200, verbose_name="objet du site"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                ("starts_on", models.DateField(verbose_name="début de période")),
                ("ends_on", models.DateField(verbose_name="fin de période")),
                (
                    "dates_certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude des dates",
                    ),
                ),
                (
                    "predecessor",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="acts.frameworkagreement",
                        verbose_name="accord précédent",
                    ),
                ),
            ],
            options={
                "verbose_name": "accord-cadre",
                "verbose_name_plural": "accords-cadres",
                "ordering": ["-starts_on"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="act",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="acts.frameworkagreement",
                verbose_name="accord",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalAct",
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
                        blank=True, db_index=True, max_length=60, null=True, verbose_name="code"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("framework_agreement", "accord-cadre"),
                            ("agreement_amendment", "avenant à l’accord-cadre"),
                            ("delegation_agreement", "convention de subvention globale"),
                            ("grant_amendment", "avenant à une convention de subvention globale"),
                            ("notification", "notification de crédits"),
                            ("deliberation", "délibération"),
                            ("report", "rapport"),
                            ("committee_decision", "décision de comité"),
                            ("operation_agreement", "convention d’opération"),
                            ("operation_amendment", "avenant à une convention d’opération"),
                            ("extract_edition", "édition d’un extrait national"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("recorded", "enregistré"),
                            ("awaited", "attendu"),
                            ("lapsed", "caduc"),
                        ],
                        default="recorded",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="numéro")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "date_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="précision sur la date"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="objet")),
                (
                    "digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du fichier"
                    ),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictif")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.document",
                        verbose_name="document",
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
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="émetteur",
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="pris en vertu de",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical acte",
                "verbose_name_plural": "historical actes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCitedText",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("code", "code"),
                            ("decree", "décret"),
                            ("regulation", "règlement européen"),
                            ("deliberation", "délibération"),
                            ("opinion", "avis de commission"),
                            ("report", "rapport"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("reference", models.CharField(max_length=200, verbose_name="référence")),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="auteur")),
                ("object", models.CharField(blank=True, max_length=500, verbose_name="objet")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
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
                    "act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="acte",
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
                "verbose_name": "historical texte cité",
                "verbose_name_plural": "historical textes cités",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEffect",
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
                ("kind", models.CharField(max_length=20, verbose_name="nature")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "préparé"),
                            ("held", "retenu"),
                            ("applied", "appliqué"),
                            ("lapsed", "caduc"),
                        ],
                        default="prepared",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                (
                    "applied_on",
                    models.DateField(blank=True, null=True, verbose_name="date d’effet"),
                ),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="appliqué le"),
                ),
                (
                    "lapsed_on",
                    models.DateField(blank=True, null=True, verbose_name="caduc depuis le"),
                ),
                ("about", models.CharField(max_length=400, verbose_name="à propos de")),
                (
                    "sentence",
                    models.CharField(blank=True, max_length=500, verbose_name="ce qui a changé"),
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
                    "awaits",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="attend l’acte",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="acte à l’origine",
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
                "verbose_name": "historical effet",
                "verbose_name_plural": "historical effets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFrameworkAgreement",
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
                        max_length=9,
                        validators=[django.core.validators.RegexValidator("^\\d{4}-\\d{4}$")],
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("short_title", models.CharField(max_length=100, verbose_name="titre court")),
                (
                    "subtitle",
                    models.CharField(blank=True, max_length=100, verbose_name="sous-titre du site"),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=200, verbose_name="objet du site"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                ("starts_on", models.DateField(verbose_name="début de période")),
                ("ends_on", models.DateField(verbose_name="fin de période")),
                (
                    "dates_certainty",
                    models.CharField(
                        choices=[
                            ("stated", "lu dans la source"),
                            ("derived", "calculé"),
                            ("presumed", "présumé"),
                            ("unverified", "non vérifié"),
                        ],
                        default="stated",
                        max_length=10,
                        verbose_name="certitude des dates",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.frameworkagreement",
                        verbose_name="accord précédent",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical accord-cadre",
                "verbose_name_plural": "historical accords-cadres",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStoredFile",
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
                (
                    "sha256",
                    models.CharField(
                        db_index=True, max_length=64, verbose_name="empreinte SHA-256"
                    ),
                ),
                ("file", models.TextField(max_length=100, verbose_name="fichier")),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="taille en octets")),
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
                "verbose_name": "historical fichier conservé",
                "verbose_name_plural": "historical fichiers conservés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalVote",
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
                ("present", models.PositiveSmallIntegerField(verbose_name="présents")),
                (
                    "excused_with_proxy",
                    models.PositiveSmallIntegerField(
                        verbose_name="excusés avec délégation de vote"
                    ),
                ),
                (
                    "absent_without_proxy",
                    models.PositiveSmallIntegerField(
                        verbose_name="absents sans délégation de vote"
                    ),
                ),
                (
                    "attending_without_vote",
                    models.PositiveSmallIntegerField(
                        verbose_name="assistant sans voix délibérative"
                    ),
                ),
                (
                    "excused_without_vote",
                    models.PositiveSmallIntegerField(verbose_name="excusés sans voix délibérative"),
                ),
                ("votes_for", models.PositiveSmallIntegerField(verbose_name="pour")),
                ("votes_against", models.PositiveSmallIntegerField(verbose_name="contre")),
                ("abstentions", models.PositiveSmallIntegerField(verbose_name="abstentions")),
                ("body", models.CharField(blank=True, max_length=100, verbose_name="assemblée")),
                ("decided", models.TextField(blank=True, verbose_name="ce qui est décidé")),
                (
                    "groups_for",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="groupes ayant voté pour"
                    ),
                ),
                ("result", models.CharField(max_length=40, verbose_name="résultat")),
                ("chair", models.CharField(max_length=100, verbose_name="président de séance")),
                (
                    "secretary",
                    models.CharField(max_length=100, verbose_name="secrétaire de séance"),
                ),
                ("signed_by", models.CharField(max_length=200, verbose_name="signé par")),
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
                    "act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="délibération",
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
                "verbose_name": "historical vote",
                "verbose_name_plural": "historical votes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalVotePerson",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "présent"),
                            ("excused_with_proxy", "excusé"),
                            ("absent_without_proxy", "absent"),
                            ("attending_without_vote", "assistant sans voix délibérative"),
                            ("excused_without_vote", "excusé sans voix délibérative"),
                        ],
                        max_length=22,
                        verbose_name="présence",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="groupe")),
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
                    "act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.act",
                        verbose_name="acte",
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
                "verbose_name": "historical membre nommé dans un vote",
                "verbose_name_plural": "historical membres nommés dans un vote",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="pour l’organisme"
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        blank=True, editable=False, max_length=16, verbose_name="dans le rôle"
                    ),
                ),
                (
                    "by_system",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="par le système"
                    ),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="motif")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                ("file_name", models.CharField(max_length=200, verbose_name="fichier")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte SHA-256")),
                (
                    "edition_on",
                    models.DateField(blank=True, null=True, verbose_name="date de l’édition"),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="lignes")),
                ("created", models.PositiveIntegerField(default=0, verbose_name="créées")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="modifiées")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="inchangées")),
                ("gaps", models.PositiveIntegerField(default=0, verbose_name="écarts")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="refusées")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="lu le")),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to="acts.act",
                        verbose_name="édition",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "ordering": ["-recorded_at", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="ligne")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "créée"),
                            ("unchanged", "inchangée"),
                            ("changed", "modifiée"),
                            ("gap", "écart à régler"),
                            ("refused", "refusée"),
                        ],
                        max_length=9,
                        verbose_name="suite donnée",
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=60, verbose_name="colonne")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="valeur")),
                ("message", models.CharField(blank=True, max_length=400, verbose_name="motif")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="row_outcomes",
                        to="acts.importrun",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne importée",
                "verbose_name_plural": "lignes importées",
                "ordering": ["run_id", "line"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocument",
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
                ("name", models.CharField(max_length=200, verbose_name="nom")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide : produit ou chargé par l’application.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.storedfile",
                        verbose_name="fichier conservé",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Vote",
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
                ("present", models.PositiveSmallIntegerField(verbose_name="présents")),
                (
                    "excused_with_proxy",
                    models.PositiveSmallIntegerField(
                        verbose_name="excusés avec délégation de vote"
                    ),
                ),
                (
                    "absent_without_proxy",
                    models.PositiveSmallIntegerField(
                        verbose_name="absents sans délégation de vote"
                    ),
                ),
                (
                    "attending_without_vote",
                    models.PositiveSmallIntegerField(
                        verbose_name="assistant sans voix délibérative"
                    ),
                ),
                (
                    "excused_without_vote",
                    models.PositiveSmallIntegerField(verbose_name="excusés sans voix délibérative"),
                ),
                ("votes_for", models.PositiveSmallIntegerField(verbose_name="pour")),
                ("votes_against", models.PositiveSmallIntegerField(verbose_name="contre")),
                ("abstentions", models.PositiveSmallIntegerField(verbose_name="abstentions")),
                ("body", models.CharField(blank=True, max_length=100, verbose_name="assemblée")),
                ("decided", models.TextField(blank=True, verbose_name="ce qui est décidé")),
                (
                    "groups_for",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="groupes ayant voté pour"
                    ),
                ),
                ("result", models.CharField(max_length=40, verbose_name="résultat")),
                ("chair", models.CharField(max_length=100, verbose_name="président de séance")),
                (
                    "secretary",
                    models.CharField(max_length=100, verbose_name="secrétaire de séance"),
                ),
                ("signed_by", models.CharField(max_length=200, verbose_name="signé par")),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote",
                        to="acts.act",
                        verbose_name="délibération",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "ordering": ["act_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="VotePerson",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "présent"),
                            ("excused_with_proxy", "excusé"),
                            ("absent_without_proxy", "absent"),
                            ("attending_without_vote", "assistant sans voix délibérative"),
                            ("excused_without_vote", "excusé sans voix délibérative"),
                        ],
                        max_length=22,
                        verbose_name="présence",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="groupe")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_people",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre nommé dans un vote",
                "verbose_name_plural": "membres nommés dans un vote",
                "ordering": ["act_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ActConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="pour l’organisme"
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        blank=True, editable=False, max_length=16, verbose_name="dans le rôle"
                    ),
                ),
                (
                    "by_system",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="par le système"
                    ),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="motif")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="enregistré le")),
                (
                    "answer",
                    models.CharField(
                        choices=[("confirmed", "confirmé"), ("contested", "contesté")],
                        max_length=9,
                        verbose_name="réponse",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="act_confirmations",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="acts.actconfirmation",
                        verbose_name="contrepasse",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="acts.act",
                        verbose_name="acte concerné",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation d’un acte",
                "verbose_name_plural": "confirmations des actes",
                "ordering": ["subject_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_system", ""), ("by_user__isnull", False)),
                            models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="acts_actconfirmation_has_an_author",
                        violation_error_message="Une écriture a un auteur : une personne, ou le système.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="acts_actconfirmation_reversal_has_note",
                        violation_error_message="Une contrepassation doit dire son motif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "contested"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="acts_actconfirmation_contest_says_why",
                        violation_error_message="Dites ce qui est contesté.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_body",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="pour l’organisme"
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        blank=True, editable=False, max_length=16, verbose_name="dans le rôle"
                    ),
                ),
                (
                    "by_system",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="par le système"
                    ),
                ),
                (
                    "under_act",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="en vertu de l’acte"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="motif")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="enregistré le")),
                ("verb", models.CharField(max_length=40, verbose_name="action")),
                (
                    "from_state",
                    models.CharField(blank=True, max_length=16, verbose_name="état précédent"),
                ),
                ("to_state", models.CharField(max_length=16, verbose_name="état")),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(app_label)s_%(class)s_rows",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="acts.actstep",
                        verbose_name="contrepasse",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="acts.act",
                        verbose_name="acte concerné",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’un acte",
                "verbose_name_plural": "étapes des actes",
                "ordering": ["subject_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_system", ""), ("by_user__isnull", False)),
                            models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="acts_actstep_has_an_author",
                        violation_error_message="Une écriture a un auteur : une personne, ou le système.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="acts_actstep_reversal_has_note",
                        violation_error_message="Une contrepassation doit dire son motif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CitedText",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("code", "code"),
                            ("decree", "décret"),
                            ("regulation", "règlement européen"),
                            ("deliberation", "délibération"),
                            ("opinion", "avis de commission"),
                            ("report", "rapport"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("reference", models.CharField(max_length=200, verbose_name="référence")),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="auteur")),
                ("object", models.CharField(blank=True, max_length=500, verbose_name="objet")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_texts",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte cité",
                "verbose_name_plural": "textes cités",
                "ordering": ["act_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("act", "position"), name="acts_citedtext_unique"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="effect",
            index=models.Index(fields=["state", "awaits"], name="acts_effect_state_34ff5c_idx"),
        ),
        migrations.AddConstraint(
            model_name="effect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_at__isnull", False),
                        ("applied_on__isnull", False),
                        ("state", "applied"),
                    ),
                    models.Q(
                        ("applied_at", None),
                        ("awaits__isnull", False),
                        ("state__in", ["prepared", "held"]),
                    ),
                    models.Q(
                        ("applied_at", None),
                        ("state", "lapsed"),
                        models.Q(("sentence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="acts_effect_applied",
                violation_error_message="Un effet est appliqué à une date, attend un acte, ou dit pourquoi il a cessé de l’attendre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="effectstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="acts_effectstep_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="effectstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="acts_effectstep_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="acts_frameworkagreement_dates",
                violation_error_message="La fin doit suivre le début.",
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(
                fields=["agreement", "kind", "state"], name="acts_act_agreeme_162407_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True),
                    models.Q(("kind", "operation_amendment"), _negated=True),
                ),
                fields=("agreement", "kind", "issuer", "number"),
                name="acts_act_number_unique",
                violation_error_message="Un acte de cette nature porte déjà ce numéro.",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "recorded"), ("date", None), _connector="OR"),
                name="acts_act_awaited_has_no_date",
                violation_error_message="Un acte attendu n’a pas encore de date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="acts_importrun_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="voteperson",
            constraint=models.UniqueConstraint(
                fields=("act", "position"), name="acts_voteperson_unique"
            ),
        ),
        triggers.append_only("acts_actconfirmation"),
        triggers.append_only("acts_actstep"),
        triggers.append_only("acts_effectstep"),
    ]
