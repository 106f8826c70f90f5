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
                    models.CharField(editable=False, max_length=250, verbose_name="forme repliée"),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=9,
                        validators=[accord.kernel.identifiers.validate_siren],
                        verbose_name="SIREN",
                    ),
                ),
                ("is_shared", models.BooleanField(default=False, verbose_name="partagé")),
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
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide : venu d’un fichier national.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiaries_typed",
                        to="people.organisation",
                        verbose_name="saisi par",
                    ),
                ),
            ],
            options={
                "verbose_name": "bénéficiaire",
                "ordering": ["name", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("opens_on", models.DateField(verbose_name="ouvert le")),
                ("closes_on", models.DateField(verbose_name="clos le")),
                (
                    "amount",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="crédits UE offerts"
                    ),
                ),
                (
                    "max_rate_bp",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="taux maximal (points de base)"
                    ),
                ),
                (
                    "qpv_clause",
                    models.TextField(
                        blank=True, verbose_name="clause sur les quartiers prioritaires"
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="publié le")),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
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
                        related_name="calls",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="people.organisation",
                        verbose_name="organisme intermédiaire",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
            ],
            options={
                "verbose_name": "appel à projets",
                "verbose_name_plural": "appels à projets",
                "ordering": ["-opens_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Establishment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        max_length=14,
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="establishments",
                        to="operations.beneficiary",
                        verbose_name="bénéficiaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "établissement",
                "ordering": ["beneficiary_id", "siret"],
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
                ("name", models.CharField(max_length=250, verbose_name="nom")),
                (
                    "folded",
                    models.CharField(editable=False, max_length=250, verbose_name="forme repliée"),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=9,
                        validators=[accord.kernel.identifiers.validate_siren],
                        verbose_name="SIREN",
                    ),
                ),
                ("is_shared", models.BooleanField(default=False, verbose_name="partagé")),
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
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide : venu d’un fichier national.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="saisi par",
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
            name="HistoricalCall",
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
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("opens_on", models.DateField(verbose_name="ouvert le")),
                ("closes_on", models.DateField(verbose_name="clos le")),
                (
                    "amount",
                    accord.kernel.money.MoneyField(
                        blank=True, null=True, verbose_name="crédits UE offerts"
                    ),
                ),
                (
                    "max_rate_bp",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="taux maximal (points de base)"
                    ),
                ),
                (
                    "qpv_clause",
                    models.TextField(
                        blank=True, verbose_name="clause sur les quartiers prioritaires"
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="publié le")),
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
                "verbose_name": "historical appel à projets",
                "verbose_name_plural": "historical appels à projets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEstablishment",
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
                    "siret",
                    models.CharField(
                        max_length=14,
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
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
                "verbose_name": "historical établissement",
                "verbose_name_plural": "historical établissements",
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
                    "number",
                    models.CharField(
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
                (
                    "canonical",
                    models.CharField(
                        editable=False, max_length=30, verbose_name="numéro canonique"
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
                ("reserves", models.CharField(blank=True, max_length=80, verbose_name="réserves")),
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
                    "establishment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="operations.establishment",
                        verbose_name="établissement",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="envelopes.programme",
                        verbose_name="programme",
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
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9 ._+-]*\\Z",
                                "Un numéro s’écrit en lettres sans accent, chiffres, espaces, points et tirets.",
                            )
                        ],
                        verbose_name="numéro",
                    ),
                ),
                (
                    "canonical",
                    models.CharField(
                        editable=False, max_length=30, verbose_name="numéro canonique"
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
                ("reserves", models.CharField(blank=True, max_length=80, verbose_name="réserves")),
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
                    "establishment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="operations.establishment",
                        verbose_name="établissement",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations_held",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="envelopes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "opération",
                "ordering": ["number", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ImportedOperation",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="imported_operation",
                        serialize=False,
                        to="acts.importrow",
                        verbose_name="ligne",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imported_rows",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "opération d’une ligne importée",
                "verbose_name_plural": "opérations des lignes importées",
                "ordering": ["row_id"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalRefusalEffect",
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
                "verbose_name": "historical refus préparé",
                "verbose_name_plural": "historical refus préparés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgrammingEffect",
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
                (
                    "eligible_cost",
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible décidé"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE décidé")),
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
                "verbose_name": "historical programmation préparée",
                "verbose_name_plural": "historical programmations préparées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOpinionEffect",
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
                ("is_favourable", models.BooleanField(verbose_name="avis favorable")),
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
                "verbose_name": "historical avis préparé",
                "verbose_name_plural": "historical avis préparés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOperationFile",
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
                    "conclusion",
                    models.TextField(blank=True, verbose_name="conclusion de l’instruction"),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="gestionnaire",
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
                "verbose_name": "historical dossier d’une opération",
                "verbose_name_plural": "historical dossiers des opérations",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="gestionnaire",
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
            name="HistoricalDeprogrammingEffect",
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
                "verbose_name": "historical déprogrammation préparée",
                "verbose_name_plural": "historical déprogrammations préparées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAdjournmentEffect",
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
                "verbose_name": "historical ajournement préparé",
                "verbose_name_plural": "historical ajournements préparés",
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
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="financing_lines",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
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
            name="DeprogrammingEffect",
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
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "déprogrammation préparée",
                "verbose_name_plural": "déprogrammations préparées",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AdjournmentEffect",
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
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "ajournement préparé",
                "verbose_name_plural": "ajournements préparés",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OperationFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                    "conclusion",
                    models.TextField(blank=True, verbose_name="conclusion de l’instruction"),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft_files",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
                (
                    "operation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_files",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
                (
                    "plie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft_files",
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
                        related_name="draft_files",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier d’une opération",
                "verbose_name_plural": "dossiers des opérations",
                "ordering": ["operation_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalFileTerritory",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="gestionnaire",
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
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="operations.operationfile",
                        verbose_name="dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical territoire d’un dossier",
                "verbose_name_plural": "historical territoires des dossiers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FileTerritory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_territories",
                        to="people.organisation",
                        verbose_name="gestionnaire",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_lines",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory_lines",
                        to="operations.operationfile",
                        verbose_name="dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire d’un dossier",
                "verbose_name_plural": "territoires des dossiers",
                "ordering": ["file_id", "territory_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OperationKey",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_keys",
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
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_keys",
                        to="envelopes.specificobjective",
                        verbose_name="objectif spécifique",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "plie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_keys",
                        to="people.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="operations.operationkey",
                        verbose_name="contrepasse",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation_keys",
                        to="envelopes.scheme",
                        verbose_name="dispositif",
                    ),
                ),
            ],
            options={
                "verbose_name": "clé d’une opération",
                "verbose_name_plural": "clés des opérations",
                "ordering": ["operation_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OperationStep",
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
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="operations.operationstep",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’une opération",
                "verbose_name_plural": "étapes des opérations",
                "ordering": ["operation_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OpinionEffect",
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
                ("is_favourable", models.BooleanField(verbose_name="avis favorable")),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "avis préparé",
                "verbose_name_plural": "avis préparés",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProgrammingEffect",
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
                (
                    "eligible_cost",
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible décidé"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE décidé")),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "programmation préparée",
                "verbose_name_plural": "programmations préparées",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RefusalEffect",
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
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
            ],
            options={
                "verbose_name": "refus préparé",
                "verbose_name_plural": "refus préparés",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TerritorySet",
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
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territory_sets",
                        to="operations.operation",
                        verbose_name="opération",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="operations.territoryset",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoires d’une opération",
                "verbose_name_plural": "territoires des opérations",
                "ordering": ["operation_id", "family", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TerritorySetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "territory_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="operations.territoryset",
                        verbose_name="ensemble",
                    ),
                ),
            ],
            options={
                "verbose_name": "territoire d’un ensemble",
                "verbose_name_plural": "territoires d’un ensemble",
                "ordering": ["territory_set_id", "territory_id"],
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
                    accord.kernel.money.MoneyField(
                        default=0, verbose_name="variation du coût éligible"
                    ),
                ),
                (
                    "delta_eu",
                    accord.kernel.money.MoneyField(
                        default=0, verbose_name="variation du montant UE"
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
                condition=models.Q(("is_shared", True), models.Q(("siren", ""), _negated=True)),
                fields=("siren",),
                name="operations_beneficiary_shared_siren_unique",
                violation_error_message="Ce SIREN est déjà celui d’un bénéficiaire partagé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_shared", True), ("siren", "")),
                fields=("folded",),
                name="operations_beneficiary_shared_name_unique",
                violation_error_message="Ce nom est déjà celui d’un bénéficiaire partagé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_shared", False), models.Q(("siren", ""), _negated=True)),
                fields=("owner", "siren"),
                name="operations_beneficiary_own_siren_unique",
                violation_error_message="Votre organisme a déjà saisi ce SIREN.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_shared", False), ("siren", "")),
                fields=("owner", "folded"),
                name="operations_beneficiary_own_name_unique",
                violation_error_message="Votre organisme a déjà saisi ce bénéficiaire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_shared", True), ("owner__isnull", False), _connector="OR"),
                name="operations_beneficiary_owned_or_shared",
                violation_error_message="Un bénéficiaire est saisi par un organisme, ou partagé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="operations_call_dates",
                violation_error_message="La clôture ne peut pas précéder l’ouverture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                    models.Q(
                        ("max_rate_bp", None),
                        models.Q(("max_rate_bp__gt", 0), ("max_rate_bp__lte", 10000)),
                        _connector="OR",
                    ),
                ),
                name="operations_call_offer",
                violation_error_message="Un appel offre un montant et un taux positifs.",
            ),
        ),
        migrations.AddConstraint(
            model_name="establishment",
            constraint=models.UniqueConstraint(
                fields=("beneficiary", "siret"), name="operations_establishment_unique"
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
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(fields=["canonical"], name="operations__canonic_dac9b8_idx"),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.UniqueConstraint(
                fields=("owner", "programme", "canonical"),
                name="operations_operation_own_number_unique",
                violation_error_message="Une opération de ce programme porte déjà ce numéro.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("admitted_on__isnull", False), ("is_imported", True), _connector="OR"
                ),
                fields=("programme", "canonical"),
                name="operations_operation_number_unique",
                violation_error_message="Une opération de ce programme porte déjà ce numéro.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gte", models.F("starts_on")),
                    ("reserves__contains", "reversed_dates"),
                    _connector="OR",
                ),
                name="operations_operation_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
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
                    ("admitted_on__isnull", False),
                    ("is_imported", True),
                    _connector="OR",
                ),
                name="operations_operation_admitted_when_decided",
                violation_error_message="Une opération décidée a été recevable.",
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
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reserves", ""), ("is_imported", True), _connector="OR"),
                name="operations_operation_reserves_of_a_list",
                violation_error_message="Seule une opération d’une liste nationale a des réserves.",
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
            model_name="operationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("requested_cost", None), ("requested_eu", None)),
                    models.Q(
                        ("requested_cost__gte", models.F("requested_eu")),
                        ("requested_cost__isnull", False),
                        ("requested_eu__gt", 0),
                        ("requested_eu__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="operations_operationfile_requested",
                violation_error_message="Coût et montant UE demandés vont de pair, le second au plus égal au premier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appraised_cost", None), ("appraised_eu", None)),
                    models.Q(
                        ("appraised_cost__gte", models.F("appraised_eu")),
                        ("appraised_cost__isnull", False),
                        ("appraised_eu__gt", 0),
                        ("appraised_eu__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="operations_operationfile_appraised",
                violation_error_message="Coût et montant UE instruits vont de pair, le second au plus égal au premier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fileterritory",
            constraint=models.UniqueConstraint(
                fields=("file", "territory"), name="operations_fileterritory_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="operationkey",
            index=models.Index(
                fields=["operation", "value_date"], name="operations__operati_ee6c00_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="operationkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="operations_operationkey_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_operationkey_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddIndex(
            model_name="operationstep",
            index=models.Index(
                fields=["operation", "value_date"], name="operations__operati_1de418_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="operationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="operations_operationstep_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_operationstep_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmingeffect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eligible_cost__gte", models.F("eu_amount")), ("eu_amount__gt", 0)
                ),
                name="operations_programmingeffect_amounts",
                violation_error_message="On programme un montant UE, dans la limite du coût.",
            ),
        ),
        migrations.AddIndex(
            model_name="territoryset",
            index=models.Index(
                fields=["operation", "family", "value_date"], name="operations__operati_f2119c_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="territoryset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="operations_territoryset_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="territoryset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_territoryset_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="territorysetline",
            constraint=models.UniqueConstraint(
                fields=("territory_set", "territory"), name="operations_territorysetline_unique"
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
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="operations_useofcredits_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="useofcredits",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="operations_useofcredits_reversal_has_note",
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
        triggers.append_only("operations_operationkey"),
        triggers.append_only("operations_operationstep"),
        triggers.append_only("operations_territoryset"),
        triggers.append_only("operations_useofcredits"),
    ]
