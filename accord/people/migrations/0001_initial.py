import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accord.kernel.dates
import accord.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "appartenance",
                "ordering": ["user_id", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                (
                    "digest",
                    models.CharField(
                        max_length=128, primary_key=True, serialize=False, verbose_name="empreinte"
                    ),
                ),
                ("token_key", models.CharField(db_index=True, max_length=25, verbose_name="début")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("expiry", models.DateTimeField(blank=True, null=True, verbose_name="expire le")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="people.membership",
                        verbose_name="appartenance",
                    ),
                ),
            ],
            options={
                "verbose_name": "jeton",
                "ordering": ["-created", "digest"],
                "base_manager_name": "objects",
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
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carries",
                        to="people.organisation",
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
                        to="people.organisation",
                        verbose_name="membre de",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="people.organisation",
                        verbose_name="regroupé dans",
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
        migrations.AddField(
            model_name="membership",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="people.organisation",
                verbose_name="organisme",
            ),
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
                        to="people.organisation",
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
            name="HistoricalOrganisationAlias",
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
                ("name", models.CharField(max_length=200, verbose_name="nom rencontré")),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="forme repliée"
                    ),
                ),
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
                        validators=[accord.kernel.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
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
                        to="people.organisation",
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
                        to="people.organisation",
                        verbose_name="membre de",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="regroupé dans",
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
                        to="people.organisation",
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
            name="OrganisationAlias",
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
                ("name", models.CharField(max_length=200, verbose_name="nom rencontré")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=200, unique=True, verbose_name="forme repliée"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="people.organisation",
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
                        to="people.organisation",
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
            },
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "organisation", "role", "starts_on"),
                name="people_membership_unique",
                violation_error_message="Cette appartenance existe déjà.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="people_membership_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="people_supervision_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ),
    ]
