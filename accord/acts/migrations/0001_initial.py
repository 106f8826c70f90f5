import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.acts.models.documents


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredDocument",
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
                        upload_to=accord.acts.models.documents.document_path,
                        verbose_name="fichier",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom d’origine")),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="taille en octets")),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["name"],
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                            ("grant_amendment", "avenant à une subvention globale"),
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
                    "recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="enregistré le"),
                ),
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_acts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
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
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="acts.storeddocument",
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
            name="HistoricalCitedText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="HistoricalFrameworkAgreement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="HistoricalStoredDocument",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        db_index=True, max_length=64, verbose_name="empreinte SHA-256"
                    ),
                ),
                ("file", models.TextField(max_length=100, verbose_name="fichier")),
                ("name", models.CharField(max_length=200, verbose_name="nom d’origine")),
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
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="HistoricalAct",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                            ("grant_amendment", "avenant à une subvention globale"),
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
                    "recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="enregistré le"),
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
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
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.storeddocument",
                        verbose_name="document",
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
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="CitedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            model_name="voteperson",
            constraint=models.UniqueConstraint(
                fields=("act", "position"), name="acts_voteperson_unique"
            ),
        ),
    ]
