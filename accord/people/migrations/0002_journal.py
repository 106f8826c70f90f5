import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accord.kernel import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
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
                    "event",
                    models.CharField(
                        choices=[
                            ("signed_in", "connexion"),
                            ("refused", "connexion refusée"),
                            ("braked", "connexion freinée après plusieurs refus"),
                            ("signed_out", "déconnexion"),
                            ("idle", "session close pour inactivité"),
                            ("account_opened", "compte ouvert"),
                            ("account_closed", "compte fermé"),
                            ("role_given", "rôle donné"),
                            ("role_changed", "rôle modifié"),
                            ("role_ended", "rôle terminé"),
                            ("both_sides", "contrôle et gestion réunis"),
                            ("staff_given", "accès à l’administration donné"),
                            ("staff_ended", "accès à l’administration retiré"),
                            ("token_made", "jeton créé"),
                            ("token_closed", "jeton fermé"),
                            ("reset_asked", "nouveau mot de passe demandé"),
                            ("password_changed", "mot de passe changé"),
                            ("factor_set", "second facteur activé"),
                            ("factor_removed", "second facteur retiré"),
                            ("codes_renewed", "codes de secours renouvelés"),
                            ("code_used", "code de secours utilisé"),
                            ("code_refused", "code de second facteur refusé"),
                            ("exported", "export"),
                        ],
                        max_length=20,
                        verbose_name="événement",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="précision")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal_entries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        to="people.journalentry",
                        verbose_name="contrepasse",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne du journal des accès",
                "verbose_name_plural": "journal des accès",
                "ordering": ["-recorded_at", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["account", "-recorded_at"], name="people_journal_account")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_system", ""), ("by_user__isnull", False)),
                            models.Q(("by_user", None), models.Q(("by_system", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="people_journalentry_has_an_author",
                        violation_error_message="Une écriture a un auteur : une personne, ou le système.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="people_journalentry_reversal_has_note",
                        violation_error_message="Une contrepassation doit dire son motif.",
                    ),
                ],
            },
        ),
        triggers.append_only("people_journalentry"),
    ]
