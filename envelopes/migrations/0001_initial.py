import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.kernel.money
from accord.kernel import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("agreement", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
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
                        max_length=20,
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
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("short_name", models.CharField(max_length=20, verbose_name="sigle")),
                (
                    "max_rate_bp",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Règle de la priorité, article 112 du règlement 2021/1060 : simple alerte ici.",
                        null=True,
                        verbose_name="taux maximal (points de base)",
                    ),
                ),
            ],
            options={
                "verbose_name": "fonds",
                "verbose_name_plural": "fonds",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Priority",
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
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("label", models.CharField(max_length=400, verbose_name="libellé")),
            ],
            options={
                "verbose_name": "priorité",
                "ordering": ["programme_id", "code"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Envelope",
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
                        max_length=40,
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
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("region", "région"),
                            ("state_managed", "gestion de l’État"),
                            ("delegated", "délégué"),
                            ("department", "département"),
                            ("holder", "titulaire"),
                        ],
                        max_length=13,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "is_extract",
                    models.BooleanField(
                        default=False,
                        help_text="Les opérations connues sont un extrait : ni reste ni taux ne se calculent.",
                        verbose_name="opérations en extrait",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelopes",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelopes",
                        to="people.organisation",
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="envelopes.envelope",
                        verbose_name="enveloppe mère",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelopes",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelopes",
                        to="envelopes.priority",
                        verbose_name="priorité",
                    ),
                ),
            ],
            options={
                "verbose_name": "enveloppe",
                "ordering": ["position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CeilingEffect",
            fields=[
                (
                    "effect",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                ("rate_bp", models.PositiveIntegerField(verbose_name="taux (points de base)")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "plafond fixé par un acte",
                "verbose_name_plural": "plafonds fixés par un acte",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="GlobalGrant",
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
                ("label", models.CharField(max_length=200, verbose_name="intitulé")),
                ("starts_on", models.DateField(verbose_name="début")),
                ("ends_on", models.DateField(verbose_name="fin")),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="global_grant",
                        to="acts.act",
                        verbose_name="convention",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="global_grants",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "subvention globale",
                "verbose_name_plural": "subventions globales",
                "ordering": ["envelope_id", "starts_on"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FundsRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, verbose_name="numéro")),
                ("asked_on", models.DateField(verbose_name="demandé le")),
                ("asked", accord.kernel.money.MoneyField(verbose_name="montant demandé")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="reçu le")),
                (
                    "received",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant reçu"
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_requests",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_requests",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_requests",
                        to="envelopes.globalgrant",
                        verbose_name="subvention globale",
                    ),
                ),
            ],
            options={
                "verbose_name": "appel de fonds",
                "verbose_name_plural": "appels de fonds",
                "ordering": ["grant_id", "asked_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FinancialPlan",
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
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financial_plans",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financial_plans",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="envelopes.financialplan",
                        verbose_name="contrepasse",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financial_plans",
                        to="envelopes.globalgrant",
                        verbose_name="subvention globale",
                    ),
                ),
            ],
            options={
                "verbose_name": "maquette financière",
                "verbose_name_plural": "maquettes financières",
                "ordering": ["grant_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalCeilingEffect",
            fields=[
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
                ("rate_bp", models.PositiveIntegerField(verbose_name="taux (points de base)")),
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
                    "effect",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                "verbose_name": "historical plafond fixé par un acte",
                "verbose_name_plural": "historical plafonds fixés par un acte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDividingLine",
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
                ("public", models.TextField(blank=True, verbose_name="publics")),
                ("criterion", models.TextField(blank=True, verbose_name="critère distinctif")),
                ("note", models.TextField(blank=True, verbose_name="remarque")),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ligne de partage",
                "verbose_name_plural": "historical lignes de partage",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEnvelopeFigure",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
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
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreement.sourcedfigure",
                        verbose_name="chiffre",
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
                "verbose_name": "historical chiffre d’une enveloppe",
                "verbose_name_plural": "historical chiffres des enveloppes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFund",
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
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$",
                                "Un code s’écrit en minuscules, chiffres et tirets.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("short_name", models.CharField(max_length=20, verbose_name="sigle")),
                (
                    "max_rate_bp",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Règle de la priorité, article 112 du règlement 2021/1060 : simple alerte ici.",
                        null=True,
                        verbose_name="taux maximal (points de base)",
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
            ],
            options={
                "verbose_name": "historical fonds",
                "verbose_name_plural": "historical fonds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFundsRequest",
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
                ("number", models.CharField(max_length=30, verbose_name="numéro")),
                ("asked_on", models.DateField(verbose_name="demandé le")),
                ("asked", accord.kernel.money.MoneyField(verbose_name="montant demandé")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="reçu le")),
                (
                    "received",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant reçu"
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
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.globalgrant",
                        verbose_name="subvention globale",
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical appel de fonds",
                "verbose_name_plural": "historical appels de fonds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGlobalGrant",
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
                ("label", models.CharField(max_length=200, verbose_name="intitulé")),
                ("starts_on", models.DateField(verbose_name="début")),
                ("ends_on", models.DateField(verbose_name="fin")),
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
                        verbose_name="convention",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical subvention globale",
                "verbose_name_plural": "historical subventions globales",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNotificationEffect",
            fields=[
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
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant notifié")),
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
                    "effect",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                "verbose_name": "historical notification de crédits",
                "verbose_name_plural": "historical notifications de crédits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
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
                ("code", models.CharField(db_index=True, max_length=30, verbose_name="code")),
                ("cci", models.CharField(blank=True, max_length=16, verbose_name="CCI")),
                ("name", models.CharField(max_length=200, verbose_name="intitulé")),
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
            ],
            options={
                "verbose_name": "historical programme",
                "verbose_name_plural": "historical programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgrammingCeiling",
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
                ("rate_bp", models.PositiveIntegerField(verbose_name="taux (points de base)")),
                ("starts_on", models.DateField(verbose_name="à compter du")),
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
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                "verbose_name": "historical plafond de programmation",
                "verbose_name_plural": "historical plafonds de programmation",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTopUpEffect",
            fields=[
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
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant de l’abondement")),
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
                    "effect",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                "verbose_name": "historical abondement",
                "verbose_name_plural": "historical abondements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTranche",
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
                ("label", models.CharField(max_length=100, verbose_name="intitulé")),
                ("share_bp", models.PositiveIntegerField(verbose_name="part (points de base)")),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant")),
                ("period", models.CharField(max_length=20, verbose_name="période")),
                (
                    "condition",
                    models.CharField(blank=True, max_length=400, verbose_name="condition"),
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
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="La subvention globale dont la convention ou un avenant ouvre la tranche.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.globalgrant",
                        verbose_name="subvention globale",
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
                "verbose_name": "historical tranche",
                "verbose_name_plural": "historical tranches",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NotificationEffect",
            fields=[
                (
                    "effect",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant notifié")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "notification de crédits",
                "verbose_name_plural": "notifications de crédits",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalSpecificObjective",
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
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("letter", models.CharField(blank=True, max_length=4, verbose_name="lettre")),
                ("label", models.CharField(max_length=400, verbose_name="libellé")),
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
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.priority",
                        verbose_name="priorité",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical objectif spécifique",
                "verbose_name_plural": "historical objectifs spécifiques",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("cci", models.CharField(blank=True, max_length=16, verbose_name="CCI")),
                ("name", models.CharField(max_length=200, verbose_name="intitulé")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="priority",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="priorities",
                to="envelopes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalProgrammeAlias",
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
                ("name", models.CharField(max_length=200, verbose_name="nom rencontré")),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="forme repliée"
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical autre nom d’un programme",
                "verbose_name_plural": "historical autres noms des programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriority",
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
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("label", models.CharField(max_length=400, verbose_name="libellé")),
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical priorité",
                "verbose_name_plural": "historical priorités",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEnvelope",
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
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$",
                                "Un code s’écrit en minuscules, chiffres et tirets.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("region", "région"),
                            ("state_managed", "gestion de l’État"),
                            ("delegated", "délégué"),
                            ("department", "département"),
                            ("holder", "titulaire"),
                        ],
                        max_length=13,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "is_extract",
                    models.BooleanField(
                        default=False,
                        help_text="Les opérations connues sont un extrait : ni reste ni taux ne se calculent.",
                        verbose_name="opérations en extrait",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe mère",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.priority",
                        verbose_name="priorité",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical enveloppe",
                "verbose_name_plural": "historical enveloppes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="envelope",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="envelopes",
                to="envelopes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="ProgrammeAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom rencontré")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=200, unique=True, verbose_name="forme repliée"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="envelopes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "autre nom d’un programme",
                "verbose_name_plural": "autres noms des programmes",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProgrammingCeiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rate_bp", models.PositiveIntegerField(verbose_name="taux (points de base)")),
                ("starts_on", models.DateField(verbose_name="à compter du")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programming_ceilings",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceilings",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "plafond de programmation",
                "verbose_name_plural": "plafonds de programmation",
                "ordering": ["envelope_id", "starts_on"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Scheme",
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
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("title", models.CharField(max_length=500, verbose_name="intitulé")),
                ("public", models.TextField(blank=True, verbose_name="publics")),
                (
                    "links",
                    models.CharField(blank=True, max_length=300, verbose_name="politiques liées"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="people.organisation",
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="envelopes.scheme",
                        verbose_name="dispositif de rattachement",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispositif",
                "ordering": ["agreement_id", "fund_id", "holder_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalScheme",
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
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("title", models.CharField(max_length=500, verbose_name="intitulé")),
                ("public", models.TextField(blank=True, verbose_name="publics")),
                (
                    "links",
                    models.CharField(blank=True, max_length=300, verbose_name="politiques liées"),
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="titulaire",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.scheme",
                        verbose_name="dispositif de rattachement",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical dispositif",
                "verbose_name_plural": "historical dispositifs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SpecificObjective",
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
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("letter", models.CharField(blank=True, max_length=4, verbose_name="lettre")),
                ("label", models.CharField(max_length=400, verbose_name="libellé")),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="envelopes.priority",
                        verbose_name="priorité",
                    ),
                ),
            ],
            options={
                "verbose_name": "objectif spécifique",
                "verbose_name_plural": "objectifs spécifiques",
                "ordering": ["priority_id", "code"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalFinancialPlanLine",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.financialplan",
                        verbose_name="maquette",
                    ),
                ),
                (
                    "plie",
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
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ligne de maquette",
                "verbose_name_plural": "historical lignes de maquette",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FinancialPlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="envelopes.financialplan",
                        verbose_name="maquette",
                    ),
                ),
                (
                    "plie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="people.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de maquette",
                "verbose_name_plural": "lignes de maquette",
                "ordering": ["plan_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=90, unique=True, verbose_name="clé")),
                (
                    "plie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="people.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte",
                "ordering": ["pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TopUpEffect",
            fields=[
                (
                    "effect",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant de l’abondement")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "abondement",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Tranche",
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
                ("label", models.CharField(max_length=100, verbose_name="intitulé")),
                ("share_bp", models.PositiveIntegerField(verbose_name="part (points de base)")),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant")),
                ("period", models.CharField(max_length=20, verbose_name="période")),
                (
                    "condition",
                    models.CharField(blank=True, max_length=400, verbose_name="condition"),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tranches",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        help_text="La subvention globale dont la convention ou un avenant ouvre la tranche.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tranches",
                        to="envelopes.globalgrant",
                        verbose_name="subvention globale",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche",
                "ordering": ["envelope_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OpeningEffect",
            fields=[
                (
                    "effect",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant à ouvrir")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="objet")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "tranche",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opening_effects",
                        to="envelopes.tranche",
                        verbose_name="tranche",
                    ),
                ),
            ],
            options={
                "verbose_name": "ouverture de crédits",
                "verbose_name_plural": "ouvertures de crédits",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalOpeningEffect",
            fields=[
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
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant à ouvrir")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="objet")),
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
                    "effect",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.effect",
                        verbose_name="effet",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
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
                    "tranche",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.tranche",
                        verbose_name="tranche",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ouverture de crédits",
                "verbose_name_plural": "historical ouvertures de crédits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CreditMovement",
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
                    "is_presumed",
                    models.BooleanField(
                        default=False,
                        help_text="La source ne donne pas ce jour : il est présumé ou estimé.",
                        verbose_name="date présumée",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notification", "notification"),
                            ("opening", "ouverture"),
                            ("top_up", "abondement"),
                            ("transfer", "transfert"),
                            ("withdrawal", "retrait"),
                            ("reversal", "contrepassation"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                (
                    "delta_notified",
                    accord.kernel.money.MoneyField(
                        default=0, verbose_name="variation des crédits notifiés"
                    ),
                ),
                (
                    "delta_open",
                    accord.kernel.money.MoneyField(
                        default=0, verbose_name="variation des crédits ouverts"
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="objet")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
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
                    "departure",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrival",
                        to="envelopes.creditmovement",
                        verbose_name="départ du transfert",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="envelopes.creditmovement",
                        verbose_name="contrepasse",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "tranche",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="envelopes.tranche",
                        verbose_name="tranche",
                    ),
                ),
            ],
            options={
                "verbose_name": "mouvement de crédits",
                "verbose_name_plural": "mouvements de crédits",
                "ordering": ["-value_date", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AccountBalance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=12, verbose_name="étape")),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                ("amount", models.BigIntegerField(default=0, verbose_name="montant UE cumulé")),
                (
                    "eligible_cost",
                    models.BigIntegerField(default=0, verbose_name="coût éligible cumulé"),
                ),
                ("operations", models.IntegerField(default=0, verbose_name="opérations")),
                (
                    "fictional_rows",
                    models.IntegerField(default=0, verbose_name="écritures fictives"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="envelopes.account",
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "solde d’un compte",
                "verbose_name_plural": "soldes des comptes",
                "ordering": ["account_id", "stage", "value_date"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "stage", "value_date"),
                        name="envelopes_accountbalance_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=12, verbose_name="étape")),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                ("amount", models.BigIntegerField(default=0, verbose_name="montant UE cumulé")),
                (
                    "eligible_cost",
                    models.BigIntegerField(default=0, verbose_name="coût éligible cumulé"),
                ),
                ("operations", models.IntegerField(default=0, verbose_name="opérations")),
                (
                    "fictional_rows",
                    models.IntegerField(default=0, verbose_name="écritures fictives"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "solde",
                "ordering": ["account_id", "stage", "value_date"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "stage", "value_date"), name="envelopes_balance_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnvelopeFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figure_lines",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envelope_lines",
                        to="agreement.sourcedfigure",
                        verbose_name="chiffre",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre d’une enveloppe",
                "verbose_name_plural": "chiffres des enveloppes",
                "ordering": ["envelope_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("envelope", "figure"), name="envelopes_envelopefigure_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DividingLine",
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
                ("public", models.TextField(blank=True, verbose_name="publics")),
                ("criterion", models.TextField(blank=True, verbose_name="critère distinctif")),
                ("note", models.TextField(blank=True, verbose_name="remarque")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dividing_lines",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dividing_lines",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dividing_lines",
                        to="envelopes.fund",
                        verbose_name="fonds",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de partage",
                "verbose_name_plural": "lignes de partage",
                "ordering": ["agreement_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation", "fund"),
                        name="envelopes_dividingline_unique",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="globalgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="envelopes_globalgrant_dates",
                violation_error_message="La fin doit suivre le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundsrequest",
            constraint=models.UniqueConstraint(
                fields=("grant", "number"),
                name="envelopes_fundsrequest_unique",
                violation_error_message="Cet appel de fonds porte un numéro déjà pris.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked__gt", 0),
                    models.Q(
                        models.Q(("received", None), ("received_on", None)),
                        models.Q(
                            ("received__gte", 0),
                            ("received__isnull", False),
                            ("received_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                ),
                name="envelopes_fundsrequest_received",
                violation_error_message="Un appel de fonds a un montant ; ce qui est reçu l’est à une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="financialplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="envelopes_financialplan_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="financialplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="envelopes_financialplan_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"), name="envelopes_priority_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder__isnull", False), ("level", "holder")),
                    models.Q(models.Q(("level", "holder"), _negated=True), ("holder", None)),
                    _connector="OR",
                ),
                name="envelopes_envelope_holder",
                violation_error_message="Une enveloppe déléguée a un titulaire, et elle seule en a un.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmingceiling",
            constraint=models.UniqueConstraint(
                fields=("envelope", "starts_on"),
                name="envelopes_programmingceiling_unique",
                violation_error_message="Un plafond commence déjà à cette date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmingceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("rate_bp__gt", 0), ("rate_bp__lte", 20000)),
                name="envelopes_programmingceiling_rate",
                violation_error_message="Un plafond est compris entre 0 et 200 %%.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.UniqueConstraint(
                fields=("agreement", "fund", "holder", "code"), name="envelopes_scheme_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="specificobjective",
            constraint=models.UniqueConstraint(
                fields=("priority", "code"), name="envelopes_specificobjective_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="financialplanline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("year__gte", 2014), ("year__lte", 2045)),
                name="envelopes_financialplanline_amount",
                violation_error_message="Une ligne de maquette a une année et un montant positif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tranche",
            constraint=models.UniqueConstraint(
                fields=("envelope", "position"), name="envelopes_tranche_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="tranche",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), ("share_bp__gt", 0), ("share_bp__lte", 10000)
                ),
                name="envelopes_tranche_amount",
                violation_error_message="Une tranche a une part et un montant positifs.",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingeffect",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="envelopes_openingeffect_amount",
                violation_error_message="On ouvre un montant positif.",
            ),
        ),
        migrations.AddIndex(
            model_name="creditmovement",
            index=models.Index(
                fields=["envelope", "value_date"], name="envelopes_c_envelop_415804_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="creditmovement",
            index=models.Index(fields=["recorded_at"], name="envelopes_c_recorde_95eebd_idx"),
        ),
        migrations.AddConstraint(
            model_name="creditmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="envelopes_creditmovement_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="envelopes_creditmovement_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("delta_notified", 0), ("delta_open", 0), _negated=True),
                name="envelopes_creditmovement_not_empty",
                violation_error_message="Un mouvement change au moins un montant.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delta_notified__gt", 0), ("delta_open", 0), ("kind", "notification")
                    ),
                    models.Q(("delta_notified", 0), ("delta_open__gt", 0), ("kind", "opening")),
                    models.Q(
                        ("delta_notified__gte", 0), ("delta_open__gte", 0), ("kind", "top_up")
                    ),
                    models.Q(
                        ("delta_notified__lte", 0), ("delta_open__lte", 0), ("kind", "withdrawal")
                    ),
                    models.Q(
                        ("delta_notified__lte", 0),
                        ("delta_open__lte", 0),
                        ("departure", None),
                        ("kind", "transfer"),
                    ),
                    models.Q(
                        ("delta_notified__gte", 0),
                        ("delta_open__gte", 0),
                        ("departure__isnull", False),
                        ("kind", "transfer"),
                    ),
                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="envelopes_creditmovement_sign",
                violation_error_message="Le signe des montants ne convient pas à ce mouvement.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("departure", None), ("kind", "transfer"), _connector="OR"),
                name="envelopes_creditmovement_departure_of_a_transfer",
                violation_error_message="Seul un transfert a un départ.",
            ),
        ),
        triggers.append_only("envelopes_creditmovement"),
        triggers.append_only("envelopes_financialplan"),
    ]
