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
        ("envelopes", "0001_initial"),
        ("operations", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
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
                            ("opinion", "avis sur une opération"),
                            ("programming", "programmation d’une opération"),
                            ("deprogramming", "déprogrammation d’une opération"),
                            ("tranche_opening", "ouverture d’une tranche"),
                            ("information", "information"),
                        ],
                        max_length=15,
                        verbose_name="nature",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="rang")),
            ],
            options={
                "verbose_name": "sujet",
                "ordering": ["item_id", "position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("title", models.CharField(max_length=450, verbose_name="objet")),
                (
                    "is_late",
                    models.BooleanField(default=False, verbose_name="ajouté après la convocation"),
                ),
                (
                    "is_dropped",
                    models.BooleanField(
                        default=False,
                        help_text="Non examiné, puis retiré : il ne revient plus.",
                        verbose_name="abandonné",
                    ),
                ),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="governance.agendaitem",
                        verbose_name="reporté de",
                    ),
                ),
            ],
            options={
                "verbose_name": "point de l’ordre du jour",
                "verbose_name_plural": "points de l’ordre du jour",
                "ordering": ["meeting_id", "position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="nom")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="fonction")),
                (
                    "substitute_name",
                    models.CharField(blank=True, max_length=100, verbose_name="suppléant"),
                ),
                ("is_voting", models.BooleanField(default=True, verbose_name="voix délibérative")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "présent"),
                            ("remote", "présent à distance"),
                            ("substitute", "remplacé par son suppléant"),
                            ("excused_proxy", "excusé, pouvoir donné"),
                            ("excused", "excusé"),
                            ("absent", "absent"),
                        ],
                        default="absent",
                        max_length=13,
                        verbose_name="présence",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "proxy_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="governance.attendee",
                        verbose_name="pouvoir donné à",
                    ),
                ),
            ],
            options={
                "verbose_name": "présence",
                "ordering": ["meeting_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Committee",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("political", "politique"),
                            ("technical", "technique"),
                            ("extended_technical", "technique élargi"),
                            ("selection", "instance de programmation"),
                        ],
                        max_length=18,
                        verbose_name="nature",
                    ),
                ),
                (
                    "level",
                    models.CharField(blank=True, max_length=100, verbose_name="niveau territorial"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="finalité")),
                (
                    "frequency",
                    models.CharField(blank=True, max_length=100, verbose_name="fréquence imprimée"),
                ),
                ("prefix", models.CharField(max_length=6, verbose_name="préfixe des décisions")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committees",
                        to="acts.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        help_text="Son secrétariat prépare, tient et clôt les réunions.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organised_committees",
                        to="people.organisation",
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "comité",
                "ordering": ["position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CadenceRule",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("per_year", "par an"),
                            ("max_gap", "écart maximal"),
                            ("per_quarter", "par trimestre"),
                        ],
                        max_length=11,
                        verbose_name="nature",
                    ),
                ),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minimum"),
                ),
                (
                    "maximum",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="maximum"),
                ),
                (
                    "max_gap_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="écart maximal (mois)"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Rien n’est dû avant ; présumé quand la source ne le dit pas.",
                        verbose_name="à compter du",
                    ),
                ),
                (
                    "start_is_presumed",
                    models.BooleanField(default=False, verbose_name="début présumé"),
                ),
                ("text", models.CharField(max_length=100, verbose_name="texte")),
                (
                    "committee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cadence_rule",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
            ],
            options={
                "verbose_name": "règle de cadence",
                "verbose_name_plural": "règles de cadence",
                "ordering": ["committee_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
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
                ("label", models.CharField(blank=True, max_length=150, verbose_name="libellé")),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                (
                    "is_printed",
                    models.BooleanField(default=True, verbose_name="imprimé dans le tableau"),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_memberships",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre d’un comité",
                "verbose_name_plural": "membres des comités",
                "ordering": ["committee_id", "position"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="DeprogrammingSubject",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
                (
                    "eligible_cost",
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
            ],
            options={
                "verbose_name": "déprogrammation demandée",
                "verbose_name_plural": "déprogrammations demandées",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OpeningSubject",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
                ("amount", accord.kernel.money.MoneyField(verbose_name="montant à ouvrir")),
            ],
            options={
                "verbose_name": "ouverture demandée",
                "verbose_name_plural": "ouvertures demandées",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OpinionSubject",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
                (
                    "eligible_cost",
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
            ],
            options={
                "verbose_name": "avis demandé",
                "verbose_name_plural": "avis demandés",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProgrammingSubject",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
                (
                    "eligible_cost",
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
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
            ],
            options={
                "verbose_name": "programmation demandée",
                "verbose_name_plural": "programmations demandées",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="subject",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subjects",
                to="governance.agendaitem",
                verbose_name="point",
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                ("sequence", models.PositiveSmallIntegerField(verbose_name="rang dans l’année")),
                ("number", models.CharField(max_length=20, verbose_name="numéro")),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="acts.act",
                        verbose_name="acte",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "décision",
                "ordering": ["-year", "committee_id", "-sequence"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="discussion")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussion",
                        to="governance.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussions",
                        to="people.organisation",
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "discussion",
                "ordering": ["item_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalCadenceRule",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("per_year", "par an"),
                            ("max_gap", "écart maximal"),
                            ("per_quarter", "par trimestre"),
                        ],
                        max_length=11,
                        verbose_name="nature",
                    ),
                ),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minimum"),
                ),
                (
                    "maximum",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="maximum"),
                ),
                (
                    "max_gap_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="écart maximal (mois)"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Rien n’est dû avant ; présumé quand la source ne le dit pas.",
                        verbose_name="à compter du",
                    ),
                ),
                (
                    "start_is_presumed",
                    models.BooleanField(default=False, verbose_name="début présumé"),
                ),
                ("text", models.CharField(max_length=100, verbose_name="texte")),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.committee",
                        verbose_name="comité",
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
                "verbose_name": "historical règle de cadence",
                "verbose_name_plural": "historical règles de cadence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommittee",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("political", "politique"),
                            ("technical", "technique"),
                            ("extended_technical", "technique élargi"),
                            ("selection", "instance de programmation"),
                        ],
                        max_length=18,
                        verbose_name="nature",
                    ),
                ),
                (
                    "level",
                    models.CharField(blank=True, max_length=100, verbose_name="niveau territorial"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="finalité")),
                (
                    "frequency",
                    models.CharField(blank=True, max_length=100, verbose_name="fréquence imprimée"),
                ),
                ("prefix", models.CharField(max_length=6, verbose_name="préfixe des décisions")),
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
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Son secrétariat prépare, tient et clôt les réunions.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical comité",
                "verbose_name_plural": "historical comités",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitteeMember",
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
                ("label", models.CharField(blank=True, max_length=150, verbose_name="libellé")),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                (
                    "is_printed",
                    models.BooleanField(default=True, verbose_name="imprimé dans le tableau"),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.committee",
                        verbose_name="comité",
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
                "verbose_name": "historical membre d’un comité",
                "verbose_name_plural": "historical membres des comités",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
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
                ("sequence", models.PositiveSmallIntegerField(verbose_name="rang dans l’année")),
                ("number", models.CharField(max_length=20, verbose_name="numéro")),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.committee",
                        verbose_name="comité",
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical décision",
                "verbose_name_plural": "historical décisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDeprogrammingSubject",
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
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical déprogrammation demandée",
                "verbose_name_plural": "historical déprogrammations demandées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDiscussion",
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
                ("text", models.TextField(blank=True, verbose_name="discussion")),
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.agendaitem",
                        verbose_name="point",
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
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical discussion",
                "verbose_name_plural": "historical discussions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
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
                        choices=[("sitting", "réunion"), ("written", "consultation écrite")],
                        default="sitting",
                        max_length=8,
                        verbose_name="forme",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "en préparation"),
                            ("convened", "convoquée"),
                            ("open", "en séance"),
                            ("ended", "levée"),
                            ("sealed", "procès-verbal établi"),
                            ("cancelled", "annulée"),
                        ],
                        default="planned",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="heure")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                (
                    "chair_name",
                    models.CharField(blank=True, max_length=100, verbose_name="présidence"),
                ),
                (
                    "secretary_name",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="secrétariat de séance"
                    ),
                ),
                (
                    "convened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="convoquée le"),
                ),
                (
                    "opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ouverte le"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="levée le")),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="motif d’annulation"),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
                (
                    "deliberation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="L’acte de l’organisme sous lequel une instance programme.",
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
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical réunion",
                "verbose_name_plural": "historical réunions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOpeningSubject",
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
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
                "verbose_name": "historical ouverture demandée",
                "verbose_name_plural": "historical ouvertures demandées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOpinionSubject",
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
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical avis demandé",
                "verbose_name_plural": "historical avis demandés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOutcome",
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
                    "result",
                    models.CharField(
                        choices=[
                            ("favourable", "favorable"),
                            ("unfavourable", "défavorable"),
                            ("adjourned", "ajourné"),
                            ("not_examined", "non examiné"),
                        ],
                        max_length=12,
                        verbose_name="avis ou décision",
                    ),
                ),
                (
                    "votes_for",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pour"),
                ),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="contre"),
                ),
                (
                    "abstentions",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="abstentions"
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
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical avis ou décision",
                "verbose_name_plural": "historical avis et décisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPresenceInterval",
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
                ("arrived_at", models.TimeField(blank=True, null=True, verbose_name="arrivée")),
                ("left_at", models.TimeField(blank=True, null=True, verbose_name="départ")),
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
                    "attendee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.attendee",
                        verbose_name="personne",
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
                "verbose_name": "historical temps de présence",
                "verbose_name_plural": "historical temps de présence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgrammingSubject",
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
                    accord.kernel.money.MoneyField(verbose_name="coût total éligible"),
                ),
                ("eu_amount", accord.kernel.money.MoneyField(verbose_name="montant UE")),
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical programmation demandée",
                "verbose_name_plural": "historical programmations demandées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecusal",
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
                    "attendee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.attendee",
                        verbose_name="personne",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.agendaitem",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical déport",
                "verbose_name_plural": "historical déports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSeat",
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
                ("person_name", models.CharField(max_length=100, verbose_name="titulaire")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="fonction")),
                (
                    "substitute_name",
                    models.CharField(blank=True, max_length=100, verbose_name="suppléant"),
                ),
                ("is_voting", models.BooleanField(default=True, verbose_name="voix délibérative")),
                ("starts_on", models.DateField(verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.committee",
                        verbose_name="comité",
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
                "verbose_name": "historical membre",
                "verbose_name_plural": "historical membres",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubject",
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
                            ("opinion", "avis sur une opération"),
                            ("programming", "programmation d’une opération"),
                            ("deprogramming", "déprogrammation d’une opération"),
                            ("tranche_opening", "ouverture d’une tranche"),
                            ("information", "information"),
                        ],
                        max_length=15,
                        verbose_name="nature",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="rang")),
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.agendaitem",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical sujet",
                "verbose_name_plural": "historical sujets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
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
                        choices=[("sitting", "réunion"), ("written", "consultation écrite")],
                        default="sitting",
                        max_length=8,
                        verbose_name="forme",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "en préparation"),
                            ("convened", "convoquée"),
                            ("open", "en séance"),
                            ("ended", "levée"),
                            ("sealed", "procès-verbal établi"),
                            ("cancelled", "annulée"),
                        ],
                        default="planned",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="heure")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                (
                    "chair_name",
                    models.CharField(blank=True, max_length=100, verbose_name="présidence"),
                ),
                (
                    "secretary_name",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="secrétariat de séance"
                    ),
                ),
                (
                    "convened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="convoquée le"),
                ),
                (
                    "opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ouverte le"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="levée le")),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="motif d’annulation"),
                ),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictive")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
                (
                    "deliberation",
                    models.ForeignKey(
                        blank=True,
                        help_text="L’acte de l’organisme sous lequel une instance programme.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="acts.act",
                        verbose_name="délibération",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_kept",
                        to="people.organisation",
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "réunion",
                "ordering": ["-held_on", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalMinutes",
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
                ("opening", models.TextField(blank=True, verbose_name="ouverture")),
                ("closing", models.TextField(blank=True, verbose_name="clôture")),
                (
                    "schema",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="forme des données"
                    ),
                ),
                (
                    "frozen",
                    models.TextField(blank=True, editable=False, verbose_name="données figées"),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="empreinte des données",
                    ),
                ),
                (
                    "sealed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="établi le"
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="acts.document",
                        verbose_name="PDF",
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
                        verbose_name="organisateur",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical procès-verbal",
                "verbose_name_plural": "historical procès-verbaux",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
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
                ("title", models.CharField(max_length=450, verbose_name="objet")),
                (
                    "is_late",
                    models.BooleanField(default=False, verbose_name="ajouté après la convocation"),
                ),
                (
                    "is_dropped",
                    models.BooleanField(
                        default=False,
                        help_text="Non examiné, puis retiré : il ne revient plus.",
                        verbose_name="abandonné",
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.agendaitem",
                        verbose_name="reporté de",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical point de l’ordre du jour",
                "verbose_name_plural": "historical points de l’ordre du jour",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="attendee",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendees",
                to="governance.meeting",
                verbose_name="réunion",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="governance.meeting",
                verbose_name="réunion",
            ),
        ),
        migrations.CreateModel(
            name="MeetingStep",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="governance.meetingstep",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape d’une réunion",
                "verbose_name_plural": "étapes des réunions",
                "ordering": ["meeting_id", "value_date", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opening", models.TextField(blank=True, verbose_name="ouverture")),
                ("closing", models.TextField(blank=True, verbose_name="clôture")),
                (
                    "schema",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="forme des données"
                    ),
                ),
                (
                    "frozen",
                    models.TextField(blank=True, editable=False, verbose_name="données figées"),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="empreinte des données",
                    ),
                ),
                (
                    "sealed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="établi le"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="acts.document",
                        verbose_name="PDF",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_kept",
                        to="people.organisation",
                        verbose_name="organisateur",
                    ),
                ),
            ],
            options={
                "verbose_name": "procès-verbal",
                "verbose_name_plural": "procès-verbaux",
                "ordering": ["-meeting__held_on", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("favourable", "favorable"),
                            ("unfavourable", "défavorable"),
                            ("adjourned", "ajourné"),
                            ("not_examined", "non examiné"),
                        ],
                        max_length=12,
                        verbose_name="avis ou décision",
                    ),
                ),
                (
                    "votes_for",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pour"),
                ),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="contre"),
                ),
                (
                    "abstentions",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="abstentions"
                    ),
                ),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="governance.subject",
                        verbose_name="sujet",
                    ),
                ),
            ],
            options={
                "verbose_name": "avis ou décision",
                "verbose_name_plural": "avis et décisions",
                "ordering": ["subject_id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PresenceInterval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrived_at", models.TimeField(blank=True, null=True, verbose_name="arrivée")),
                ("left_at", models.TimeField(blank=True, null=True, verbose_name="départ")),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intervals",
                        to="governance.attendee",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "temps de présence",
                "verbose_name_plural": "temps de présence",
                "ordering": ["attendee_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="governance.attendee",
                        verbose_name="personne",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="governance.agendaitem",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "déport",
                "ordering": ["item_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="titulaire")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="fonction")),
                (
                    "substitute_name",
                    models.CharField(blank=True, max_length=100, verbose_name="suppléant"),
                ),
                ("is_voting", models.BooleanField(default=True, verbose_name="voix délibérative")),
                ("starts_on", models.DateField(verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("is_fictional", models.BooleanField(default=False, verbose_name="fictif")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="governance.committee",
                        verbose_name="comité",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="people.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre",
                "ordering": ["committee_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendee",
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
                ("person_name", models.CharField(max_length=100, verbose_name="nom")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="fonction")),
                (
                    "substitute_name",
                    models.CharField(blank=True, max_length=100, verbose_name="suppléant"),
                ),
                ("is_voting", models.BooleanField(default=True, verbose_name="voix délibérative")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "présent"),
                            ("remote", "présent à distance"),
                            ("substitute", "remplacé par son suppléant"),
                            ("excused_proxy", "excusé, pouvoir donné"),
                            ("excused", "excusé"),
                            ("absent", "absent"),
                        ],
                        default="absent",
                        max_length=13,
                        verbose_name="présence",
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
                    "proxy_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.attendee",
                        verbose_name="pouvoir donné à",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.meeting",
                        verbose_name="réunion",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide : invité.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.seat",
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical présence",
                "verbose_name_plural": "historical présences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="attendee",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                help_text="Vide : invité.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="governance.seat",
                verbose_name="membre",
            ),
        ),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.UniqueConstraint(
                fields=("agreement", "prefix"), name="governance_committee_prefix_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="cadencerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "max_gap"),
                        ("max_gap_months__gt", 0),
                        ("max_gap_months__isnull", False),
                    ),
                    models.Q(
                        models.Q(("kind", "max_gap"), _negated=True),
                        ("minimum__gt", 0),
                        ("minimum__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="governance_cadencerule_complete",
                violation_error_message="Une cadence dit un écart en mois ou un minimum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.UniqueConstraint(
                fields=("committee", "position"), name="governance_committeemember_unique"
            ),
        ),
        migrations.AddField(
            model_name="deprogrammingsubject",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="operations.operation",
                verbose_name="opération",
            ),
        ),
        migrations.AddField(
            model_name="openingsubject",
            name="tranche",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opening_subjects",
                to="envelopes.tranche",
                verbose_name="tranche",
            ),
        ),
        migrations.AddField(
            model_name="opinionsubject",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="operations.operation",
                verbose_name="opération",
            ),
        ),
        migrations.AddField(
            model_name="programmingsubject",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="operations.operation",
                verbose_name="opération",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                fields=("item", "position"), name="governance_subject_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("committee", "year", "sequence"), name="governance_decision_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["committee", "held_on"], name="governance__committ_93cf55_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("committee", "held_on"),
                name="governance_meeting_unique",
                violation_error_message="Ce comité a déjà une réunion à cette date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", ["ended", "sealed"])),
                    models.Q(
                        models.Q(("state__in", ["ended", "sealed"]), _negated=True),
                        ("ended_at", None),
                    ),
                    _connector="OR",
                ),
                name="governance_meeting_ended",
                violation_error_message="Une réunion levée a une heure de fin.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancellation_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="governance_meeting_cancelled",
                violation_error_message="Dites pourquoi la réunion est annulée.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_system", ""), ("by_user__isnull", False)),
                    models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                    _connector="OR",
                ),
                name="governance_meetingstep_has_an_author",
                violation_error_message="Une écriture a un auteur : une personne, ou le système.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="governance_meetingstep_reversal_has_note",
                violation_error_message="Une contrepassation doit dire son motif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("digest", ""), ("document", None), ("schema", None), ("sealed_at", None)
                    ),
                    models.Q(
                        models.Q(("digest", ""), _negated=True),
                        models.Q(("frozen", ""), _negated=True),
                        ("document__isnull", False),
                        ("schema__isnull", False),
                        ("sealed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="governance_minutes_sealed",
                violation_error_message="Un procès-verbal établi a ses données et son PDF.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("abstentions", None), ("votes_against", None), ("votes_for", None)),
                    models.Q(
                        ("abstentions__isnull", False),
                        ("votes_against__isnull", False),
                        ("votes_for__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="governance_outcome_votes",
                violation_error_message="Un vote se compte en entier : pour, contre, abstentions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "not_examined"), _negated=True),
                    ("votes_for", None),
                    _connector="OR",
                ),
                name="governance_outcome_not_examined",
                violation_error_message="Un point non examiné n’est pas mis aux voix.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presenceinterval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_at", None),
                    ("left_at", None),
                    ("left_at__gt", models.F("arrived_at")),
                    _connector="OR",
                ),
                name="governance_presenceinterval_hours",
                violation_error_message="Le départ suit l’arrivée.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                fields=("item", "attendee"), name="governance_recusal_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="governance_seat_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                fields=("meeting", "seat"), name="governance_attendee_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proxy_to__isnull", False), ("status", "excused_proxy")),
                    models.Q(
                        models.Q(("status", "excused_proxy"), _negated=True), ("proxy_to", None)
                    ),
                    _connector="OR",
                ),
                name="governance_attendee_proxy",
                violation_error_message="Un pouvoir se donne à une personne, et lui seul.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__isnull", False), ("is_voting", False), _connector="OR"),
                name="governance_attendee_guest_has_no_voice",
                violation_error_message="Un invité n’a pas voix délibérative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deprogrammingsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eligible_cost__gte", models.F("eu_amount")), ("eu_amount__gte", 0)
                ),
                name="governance_deprogrammingsubject_amounts",
                violation_error_message="Le montant UE ne peut pas dépasser le coût.",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="governance_openingsubject_amount",
                violation_error_message="On ouvre un montant positif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eligible_cost__gte", models.F("eu_amount")), ("eu_amount__gte", 0)
                ),
                name="governance_opinionsubject_amounts",
                violation_error_message="Le montant UE ne peut pas dépasser le coût.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmingsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eligible_cost__gte", models.F("eu_amount")), ("eu_amount__gte", 0)
                ),
                name="governance_programmingsubject_amounts",
                violation_error_message="Le montant UE ne peut pas dépasser le coût.",
            ),
        ),
        triggers.append_only("governance_meetingstep"),
        triggers.sealed("governance_minutes"),
    ]
