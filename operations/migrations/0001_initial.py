import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.kernel.identifiers
import accord.kernel.money
from accord.kernel import triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("envelopes", "0001_initial"),
        ("people", "0001_initial"),
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="nom")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=250, unique=True, verbose_name="forme repliée"
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=14,
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictif")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_beneficiary",
                        to="people.organisation",
                        verbose_name="organisme de l’accord",
                    ),
                ),
            ],
            options={
                "verbose_name": "bénéficiaire",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalBeneficiary",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="nom")),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=250, verbose_name="forme repliée"
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=14,
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictif")),
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
                        verbose_name="organisme de l’accord",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bénéficiaire",
                "verbose_name_plural": "historical bénéficiaires",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOperation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_index=True,
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9 ._+-]*\\Z",
                                "Un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets.",
                            )
                        ],
                        verbose_name="numéro",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="intitulé")),
                (
                    "folded",
                    models.TextField(blank=True, editable=False, verbose_name="forme repliée"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "déposée"),
                            ("inadmissible", "irrecevable"),
                            ("admissible", "recevable"),
                            ("appraised", "instruite"),
                            ("opinion_given", "avis rendu"),
                            ("programmed", "programmée"),
                            ("refused", "refusée"),
                            ("adjourned", "ajournée"),
                            ("contracted", "conventionnée"),
                            ("withdrawn", "retirée"),
                            ("deprogrammed", "déprogrammée"),
                        ],
                        default="draft",
                        max_length=13,
                        verbose_name="état",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("none", "sans avis"),
                            ("favourable", "favorable"),
                            ("unfavourable", "défavorable"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="avis",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="début")),
                ("ends_on", models.DateField(verbose_name="fin")),
                (
                    "submitted_on",
                    models.DateField(blank=True, null=True, verbose_name="déposée le"),
                ),
                (
                    "admitted_on",
                    models.DateField(blank=True, null=True, verbose_name="recevable le"),
                ),
                (
                    "requested_cost",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="coût total éligible demandé"
                    ),
                ),
                (
                    "requested_eu",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant UE demandé"
                    ),
                ),
                (
                    "appraised_cost",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="coût total éligible instruit"
                    ),
                ),
                (
                    "appraised_eu",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant UE instruit"
                    ),
                ),
                (
                    "appraisal",
                    models.TextField(blank=True, verbose_name="conclusion de l’instruction"),
                ),
                (
                    "cost_option",
                    models.CharField(
                        choices=[
                            ("unknown", "inconnue"),
                            ("real", "coûts réels"),
                            ("flat_7", "taux forfaitaire de 7 % (coûts indirects)"),
                            ("flat_15", "taux forfaitaire de 15 % (coûts indirects sur personnel)"),
                            ("flat_20", "taux forfaitaire de 20 % (personnel)"),
                            ("flat_40", "taux forfaitaire de 40 % (tous les autres coûts)"),
                            ("unit", "coûts unitaires"),
                            ("lump_sum", "montants forfaitaires"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="option de coûts",
                    ),
                ),
                (
                    "qpv_share_bp",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Vide : inconnue.",
                        null=True,
                        verbose_name="part QPV (points de base)",
                    ),
                ),
                (
                    "planned_participants",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="participants prévus"
                    ),
                ),
                (
                    "is_technical_assistance",
                    models.BooleanField(default=False, verbose_name="assistance technique"),
                ),
                (
                    "is_imported",
                    models.BooleanField(default=False, verbose_name="issue d’un fichier national"),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictive")),
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
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="operations.beneficiary",
                        verbose_name="bénéficiaire",
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
            ],
            options={
                "verbose_name": "historical opération",
                "verbose_name_plural": "historical opérations",
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
            ],
            options={
                "verbose_name": "import d’opérations",
                "verbose_name_plural": "imports d’opérations",
                "ordering": ["-recorded_at", "-pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Operation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=30,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9 ._+-]*\\Z",
                                "Un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets.",
                            )
                        ],
                        verbose_name="numéro",
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="intitulé")),
                (
                    "folded",
                    models.TextField(blank=True, editable=False, verbose_name="forme repliée"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "déposée"),
                            ("inadmissible", "irrecevable"),
                            ("admissible", "recevable"),
                            ("appraised", "instruite"),
                            ("opinion_given", "avis rendu"),
                            ("programmed", "programmée"),
                            ("refused", "refusée"),
                            ("adjourned", "ajournée"),
                            ("contracted", "conventionnée"),
                            ("withdrawn", "retirée"),
                            ("deprogrammed", "déprogrammée"),
                        ],
                        default="draft",
                        max_length=13,
                        verbose_name="état",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("none", "sans avis"),
                            ("favourable", "favorable"),
                            ("unfavourable", "défavorable"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="avis",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="début")),
                ("ends_on", models.DateField(verbose_name="fin")),
                (
                    "submitted_on",
                    models.DateField(blank=True, null=True, verbose_name="déposée le"),
                ),
                (
                    "admitted_on",
                    models.DateField(blank=True, null=True, verbose_name="recevable le"),
                ),
                (
                    "requested_cost",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="coût total éligible demandé"
                    ),
                ),
                (
                    "requested_eu",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant UE demandé"
                    ),
                ),
                (
                    "appraised_cost",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="coût total éligible instruit"
                    ),
                ),
                (
                    "appraised_eu",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="montant UE instruit"
                    ),
                ),
                (
                    "appraisal",
                    models.TextField(blank=True, verbose_name="conclusion de l’instruction"),
                ),
                (
                    "cost_option",
                    models.CharField(
                        choices=[
                            ("unknown", "inconnue"),
                            ("real", "coûts réels"),
                            ("flat_7", "taux forfaitaire de 7 % (coûts indirects)"),
                            ("flat_15", "taux forfaitaire de 15 % (coûts indirects sur personnel)"),
                            ("flat_20", "taux forfaitaire de 20 % (personnel)"),
                            ("flat_40", "taux forfaitaire de 40 % (tous les autres coûts)"),
                            ("unit", "coûts unitaires"),
                            ("lump_sum", "montants forfaitaires"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="option de coûts",
                    ),
                ),
                (
                    "qpv_share_bp",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Vide : inconnue.",
                        null=True,
                        verbose_name="part QPV (points de base)",
                    ),
                ),
                (
                    "planned_participants",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="participants prévus"
                    ),
                ),
                (
                    "is_technical_assistance",
                    models.BooleanField(default=False, verbose_name="assistance technique"),
                ),
                (
                    "is_imported",
                    models.BooleanField(default=False, verbose_name="issue d’un fichier national"),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictive")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="operations.beneficiary",
                        verbose_name="bénéficiaire",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
            ],
            options={
                "verbose_name": "opération",
                "ordering": ["number"],
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
                        to="operations.importrun",
                        verbose_name="import",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_rows",
                        to="operations.operation",
                        verbose_name="opération",
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
            name="HistoricalOperationTerritory",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                (
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical territoire d’une opération",
                "verbose_name_plural": "historical territoires des opérations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFinancingLine",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("eu", "Union européenne"),
                            ("state", "État"),
                            ("region", "Région"),
                            ("department", "Département"),
                            ("local", "EPCI et communes"),
                            ("other_public", "autre public"),
                            ("private", "privé"),
                            ("own", "autofinancement"),
                            ("revenue", "recettes"),
                            ("not_detailed", "non détaillé"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=150, verbose_name="financeur")),
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
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ligne de financement",
                "verbose_name_plural": "historical lignes de financement",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FinancingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("eu", "Union européenne"),
                            ("state", "État"),
                            ("region", "Région"),
                            ("department", "Département"),
                            ("local", "EPCI et communes"),
                            ("other_public", "autre public"),
                            ("private", "privé"),
                            ("own", "autofinancement"),
                            ("revenue", "recettes"),
                            ("not_detailed", "non détaillé"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=150, verbose_name="financeur")),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant")),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financing_lines",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de financement",
                "verbose_name_plural": "lignes de financement",
                "ordering": ["operation_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OperationTerritory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory_lines",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_lines",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire d’une opération",
                "verbose_name_plural": "territoires des opérations",
                "ordering": ["operation_id", "territory_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OperationTransition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("submit", "déposer"),
                            ("admit", "déclarer recevable"),
                            ("reject", "déclarer irrecevable"),
                            ("appraise", "instruire"),
                            ("give_opinion", "rendre un avis"),
                            ("programme", "programmer"),
                            ("refuse", "refuser"),
                            ("adjourn", "ajourner"),
                            ("contract", "conventionner"),
                            ("amend", "modifier par avenant"),
                            ("withdraw", "retirer"),
                            ("deprogramme", "déprogrammer"),
                        ],
                        max_length=12,
                        verbose_name="action",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "déposée"),
                            ("inadmissible", "irrecevable"),
                            ("admissible", "recevable"),
                            ("appraised", "instruite"),
                            ("opinion_given", "avis rendu"),
                            ("programmed", "programmée"),
                            ("refused", "refusée"),
                            ("adjourned", "ajournée"),
                            ("contracted", "conventionnée"),
                            ("withdrawn", "retirée"),
                            ("deprogrammed", "déprogrammée"),
                        ],
                        max_length=13,
                        verbose_name="état précédent",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "brouillon"),
                            ("submitted", "déposée"),
                            ("inadmissible", "irrecevable"),
                            ("admissible", "recevable"),
                            ("appraised", "instruite"),
                            ("opinion_given", "avis rendu"),
                            ("programmed", "programmée"),
                            ("refused", "refusée"),
                            ("adjourned", "ajournée"),
                            ("contracted", "conventionnée"),
                            ("withdrawn", "retirée"),
                            ("deprogrammed", "déprogrammée"),
                        ],
                        max_length=13,
                        verbose_name="état",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("none", "sans avis"),
                            ("favourable", "favorable"),
                            ("unfavourable", "défavorable"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="avis en vigueur",
                    ),
                ),
                ("value_date", models.DateField(verbose_name="date d’effet")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motif")),
                ("recorded_at", models.DateTimeField(verbose_name="enregistrée le")),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_transitions",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistrée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’une opération",
                "verbose_name_plural": "étapes des opérations",
                "ordering": ["operation_id", "value_date", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="UseOfCredits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value_date", models.DateField(verbose_name="date de valeur")),
                (
                    "is_presumed",
                    models.BooleanField(
                        default=False,
                        help_text="La source ne donne pas ce jour : il est présumé ou estimé.",
                        verbose_name="date présumée",
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="enregistré le")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("programmed", "programmé"),
                            ("contracted", "conventionné"),
                            ("declared", "déclaré"),
                            ("accepted", "retenu"),
                            ("certified", "certifié"),
                            ("paid", "payé"),
                        ],
                        max_length=12,
                        verbose_name="étape",
                    ),
                ),
                (
                    "delta_cost",
                    accord.kernel.money.MoneyField(default=0, verbose_name="Δ coût éligible"),
                ),
                (
                    "delta_eu",
                    accord.kernel.money.MoneyField(default=0, verbose_name="Δ montant UE"),
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
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="envelopes.envelope",
                        verbose_name="enveloppe",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="operations.useofcredits",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "utilisation de crédits",
                "verbose_name_plural": "utilisations de crédits",
                "ordering": ["-value_date", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(("siret", ""), _negated=True),
                fields=("siret",),
                name="operations_beneficiary_siret_unique",
                violation_error_message="Ce SIRET est déjà celui d’un autre bénéficiaire.",
            ),
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(fields=["envelope", "state"], name="operations__envelop_b56124_idx"),
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(fields=["beneficiary"], name="operations__benefic_5f67c6_idx"),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="operations_operation_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("requested_cost", None),
                    ("requested_eu", None),
                    models.Q(
                        ("requested_cost__gte", models.F("requested_eu")), ("requested_eu__gt", 0)
                    ),
                    _connector="OR",
                ),
                name="operations_operation_requested",
                violation_error_message="Le montant UE demandé ne peut pas dépasser le coût.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appraised_cost", None), ("appraised_eu", None)),
                    models.Q(
                        ("appraised_cost__gte", models.F("appraised_eu")), ("appraised_eu__gt", 0)
                    ),
                    _connector="OR",
                ),
                name="operations_operation_appraised",
                violation_error_message="Le montant UE instruit ne peut pas dépasser le coût.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), ("submitted_on", None)),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True), ("submitted_on__isnull", False)
                    ),
                    ("is_imported", True),
                    _connector="OR",
                ),
                name="operations_operation_draft_not_submitted",
                violation_error_message="Seul un brouillon n’a pas de date de dépôt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "submitted", "inadmissible", "admissible", "withdrawn"],
                    ),
                    models.Q(("admitted_on__isnull", False), ("appraised_eu__isnull", False)),
                    ("is_imported", True),
                    _connector="OR",
                ),
                name="operations_operation_appraised_when_decided",
                violation_error_message="Une opération décidée a été recevable et instruite.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("qpv_share_bp", None), ("qpv_share_bp__lte", 10000), _connector="OR"
                ),
                name="operations_operation_qpv",
                violation_error_message="La part QPV ne peut pas dépasser 100 %%.",
            ),
        ),
        migrations.AddConstraint(
            model_name="financingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="operations_financingline_amount",
                violation_error_message="Une ressource est un montant positif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationterritory",
            constraint=models.UniqueConstraint(
                fields=("operation", "territory"), name="operations_operationterritory_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="operationtransition",
            index=models.Index(
                fields=["operation", "value_date"], name="operations__operati_cc0c79_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="useofcredits",
            index=models.Index(
                fields=["envelope", "stage", "value_date"], name="operations__envelop_8fbb7e_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="useofcredits",
            index=models.Index(
                fields=["operation", "stage", "value_date"], name="operations__operati_3503d0_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="useofcredits",
            index=models.Index(fields=["recorded_at"], name="operations__recorde_6b96bb_idx"),
        ),
        migrations.AddConstraint(
            model_name="useofcredits",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_useofcredits_reversal_has_reason",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="useofcredits",
            constraint=models.CheckConstraint(
                condition=models.Q(("delta_cost", 0), ("delta_eu", 0), _negated=True),
                name="operations_useofcredits_not_empty",
                violation_error_message="Une écriture change au moins un montant.",
            ),
        ),
        triggers.append_only("operations_useofcredits"),
        triggers.append_only("operations_operationtransition"),
    ]
