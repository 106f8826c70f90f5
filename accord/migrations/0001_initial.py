import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.kernel.dates
import accord.models.acts
import accord.models.organisations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
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
                ("code", models.CharField(max_length=9, unique=True, verbose_name="SIREN")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("kind", models.CharField(max_length=10, verbose_name="nature")),
                ("communes_total", models.PositiveSmallIntegerField(verbose_name="communes")),
                (
                    "communes_in_department",
                    models.PositiveSmallIntegerField(verbose_name="dont dans le département"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                        storage=accord.models.acts.private_storage,
                        upload_to=accord.models.acts.document_path,
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
            name="Territory",
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, unique=True, verbose_name="adresse électronique"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte",
                "ordering": ["email"],
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "epci",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="accord.epci",
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
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                ("starts_on", models.DateField(verbose_name="début de période")),
                ("ends_on", models.DateField(verbose_name="fin de période")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "predecessor",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="accord.frameworkagreement",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="accord_frameworkagreement_dates",
                        violation_error_message="La fin doit suivre le début.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("statement", models.TextField(verbose_name="explication")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="accord.frameworkagreement",
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
            name="Chapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("number", models.CharField(max_length=8, verbose_name="numéro")),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("summary", models.TextField(verbose_name="résumé")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chapters",
                        to="accord.frameworkagreement",
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
                        fields=("agreement", "number"), name="accord_chapter_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("short_name", models.CharField(max_length=60, verbose_name="nom court")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("managing_authority", "autorité de gestion déléguée"),
                            ("state", "service de l’État"),
                            ("prefecture", "État"),
                            ("department", "conseil départemental"),
                            ("intermediate_body", "organisme intermédiaire"),
                            ("plie", "PLIE"),
                            ("carrier", "structure porteuse"),
                            ("region", "conseil régional"),
                            ("commissioner", "commissaire à la lutte contre la pauvreté"),
                            ("network", "réseau"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=14,
                        validators=[accord.models.organisations.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carries",
                        to="accord.organisation",
                        verbose_name="structure porteuse",
                    ),
                ),
                (
                    "member_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="accord.organisation",
                        verbose_name="membre de",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisme",
                "ordering": ["name"],
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
                            ("extract_edition", "édition d’un extrait national"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("recorded", "enregistré"), ("awaited", "attendu")],
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
                    "recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="enregistré le"),
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
                        to="accord.act",
                        verbose_name="pris en vertu de",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="accord.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_acts",
                        to="accord.organisation",
                        verbose_name="émetteur",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="accord.storeddocument",
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
                "indexes": [
                    models.Index(
                        fields=["agreement", "kind", "state"], name="accord_act_agreeme_847e07_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("agreement", "kind", "issuer", "number"),
                        name="accord_act_number_unique",
                        violation_error_message="Un acte de cette nature porte déjà ce numéro.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "awaited"), _negated=True),
                            ("date", None),
                            _connector="OR",
                        ),
                        name="accord_act_awaited_has_no_date",
                        violation_error_message="Un acte attendu n’a pas encore de date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "lecture"),
                            ("officer", "gestion"),
                            ("secretary", "secrétariat"),
                            ("administrator", "administration"),
                        ],
                        max_length=13,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(default=accord.kernel.dates.today, verbose_name="depuis le"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accord.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "appartenance",
                "ordering": ["user_id", "organisation_id", "starts_on"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "organisation", "role", "starts_on"),
                        name="accord_membership_unique",
                        violation_error_message="Cette appartenance existe déjà.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="accord_membership_dates",
                        violation_error_message="La fin ne peut pas précéder le début.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationAlias",
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
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="accord.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "autre nom d’un organisme",
                "verbose_name_plural": "autres noms des organismes",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="accord.frameworkagreement",
                        verbose_name="accord",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="accord.organisation",
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
                        name="accord_party_unique",
                        violation_error_message="Cet organisme est déjà partie à l’accord.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="ouverte le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="fermée le")),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisions",
                        to="accord.organisation",
                        verbose_name="titulaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "supervision ouverte",
                "verbose_name_plural": "supervisions ouvertes",
                "ordering": ["-starts_on", "holder_id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="accord_supervision_dates",
                        violation_error_message="La fin ne peut pas précéder le début.",
                    )
                ],
            },
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
                            ("review", "Bilan 2014-2020"),
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
                ("as_printed", models.CharField(max_length=120, verbose_name="tel qu’imprimé")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="date de référence"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="remarque")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="accord.frameworkagreement",
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
                        to="accord.organisation",
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
                        to="accord.territory",
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
                        to="accord.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commune_lines",
                        to="accord.territory",
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
                        name="accord_territorycommune_unique",
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
                        to="accord.organisation",
                        verbose_name="PLIE",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plie_lines",
                        to="accord.territory",
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
                        fields=("territory", "organisation"), name="accord_territoryplie_unique"
                    )
                ],
            },
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
                        to="accord.act",
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_people",
                        to="accord.act",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("act", "position"), name="accord_voteperson_unique"
                    )
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
                        to="accord.act",
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
                        fields=("act", "position"), name="accord_citedtext_unique"
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
                ("right", models.CharField(max_length=300, verbose_name="comparé à")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="accord.figurecheck",
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
                        fields=("check_of", "position"), name="accord_figurecheckline_unique"
                    )
                ],
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("number", models.CharField(max_length=8, verbose_name="numéro")),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("summary", models.TextField(verbose_name="résumé")),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.frameworkagreement",
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
                        to="accord.act",
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
            name="HistoricalCommune",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                    "epci",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.epci",
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
                ("code", models.CharField(db_index=True, max_length=9, verbose_name="SIREN")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("kind", models.CharField(max_length=10, verbose_name="nature")),
                ("communes_total", models.PositiveSmallIntegerField(verbose_name="communes")),
                (
                    "communes_in_department",
                    models.PositiveSmallIntegerField(verbose_name="dont dans le département"),
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
            name="HistoricalFigureCheck",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                ("statement", models.TextField(verbose_name="explication")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
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
                        to="accord.frameworkagreement",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("left", models.CharField(max_length=300, verbose_name="calcul")),
                ("right", models.CharField(max_length=300, verbose_name="comparé à")),
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
                        to="accord.figurecheck",
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
                ("summary", models.TextField(blank=True, verbose_name="résumé")),
                ("starts_on", models.DateField(verbose_name="début de période")),
                ("ends_on", models.DateField(verbose_name="fin de période")),
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
                        to="accord.frameworkagreement",
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
            name="HistoricalTerritory",
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
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
            name="HistoricalUser",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        db_index=True, max_length=254, verbose_name="adresse électronique"
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
                "verbose_name": "historical compte",
                "verbose_name_plural": "historical comptes",
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
                        to="accord.act",
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
                        to="accord.act",
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
            name="HistoricalSupervision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="ouverte le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="fermée le")),
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.organisation",
                        verbose_name="titulaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical supervision ouverte",
                "verbose_name_plural": "historical supervisions ouvertes",
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.frameworkagreement",
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
                        to="accord.organisation",
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
            name="HistoricalOrganisationAlias",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom rencontré")),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="forme repliée"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
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
                        to="accord.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical autre nom d’un organisme",
                "verbose_name_plural": "historical autres noms des organismes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation",
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
                ("short_name", models.CharField(max_length=60, verbose_name="nom court")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("managing_authority", "autorité de gestion déléguée"),
                            ("state", "service de l’État"),
                            ("prefecture", "État"),
                            ("department", "conseil départemental"),
                            ("intermediate_body", "organisme intermédiaire"),
                            ("plie", "PLIE"),
                            ("carrier", "structure porteuse"),
                            ("region", "conseil régional"),
                            ("commissioner", "commissaire à la lutte contre la pauvreté"),
                            ("network", "réseau"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        help_text="Vide : inconnu.",
                        max_length=14,
                        validators=[accord.models.organisations.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
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
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.organisation",
                        verbose_name="structure porteuse",
                    ),
                ),
                (
                    "member_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.organisation",
                        verbose_name="membre de",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical organisme",
                "verbose_name_plural": "historical organismes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "lecture"),
                            ("officer", "gestion"),
                            ("secretary", "secrétariat"),
                            ("administrator", "administration"),
                        ],
                        max_length=13,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(default=accord.kernel.dates.today, verbose_name="depuis le"),
                ),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
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
                        to="accord.organisation",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical appartenance",
                "verbose_name_plural": "historical appartenances",
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
                            ("extract_edition", "édition d’un extrait national"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("recorded", "enregistré"), ("awaited", "attendu")],
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
                        to="accord.frameworkagreement",
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
                        to="accord.act",
                        verbose_name="pris en vertu de",
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
                        to="accord.organisation",
                        verbose_name="émetteur",
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
                        to="accord.storeddocument",
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
            name="HistoricalTerritoryPlie",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accord.organisation",
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
                        to="accord.territory",
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
                        to="accord.commune",
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
                        to="accord.territory",
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
            name="HistoricalSourcedFigure",
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
                            ("review", "Bilan 2014-2020"),
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
                ("as_printed", models.CharField(max_length=120, verbose_name="tel qu’imprimé")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="date de référence"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
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
                        to="accord.frameworkagreement",
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
                        to="accord.organisation",
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
                        to="accord.territory",
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
    ]
