"""``purge_sign_ins``: what signing in leaves behind, removed once it has had its time. Daily."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django_tasks_db.models import DBTaskResult

from accord.kernel.dates import now
from accord.kernel.transactions import acting
from accord.people.journal import SIGN_IN
from accord.people.models import AccessToken


class Command(BaseCommand):
    help = (
        "Efface les adresses réseau des connexions et des refus (SIGN_IN_TRACES_DAYS), les tâches "
        "faites, les sessions et les jetons expirés. Le journal des accès, sans adresse réseau, "
        "reste. À lancer chaque jour."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        instant = now()
        limit = instant - timedelta(days=settings.SIGN_IN_TRACES_DAYS)
        yesterday = instant - timedelta(days=1)
        old: tuple[tuple[str, Any], ...] = (
            ("connexions", AccessLog.objects.filter(attempt_time__lt=limit)),
            ("refus", AccessAttempt.objects.filter(attempt_time__lt=limit)),
            ("refus anciens", AccessFailureLog.objects.filter(attempt_time__lt=limit)),
            # They hold the address that was typed, which may be nobody's account.
            ("tâches", DBTaskResult.objects.finished().filter(finished_at__lt=yesterday)),
            ("sessions", Session.objects.filter(expire_date__lt=instant)),
            ("jetons", AccessToken.objects.filter(expiry__lt=instant)),
        )
        with acting(SIGN_IN):
            told = [f"{name} : {rows.delete()[0]}" for name, rows in old]
        self.stdout.write(f"Effacés – {', '.join(told)}.")
