"""What the site adds: its page in the navigation, and what comes before and after a migration."""

from django.apps import apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from accord.former import refuse_foreign, refuse_former
from accord.kernel.contributions import NavigationEntry, registry
from accord.kernel.fences import raise_fences

registry.add(NavigationEntry("Accueil", "Accueil", "accord:home", 0))

register(refuse_former, Tags.database)
register(refuse_foreign, Tags.database)
# Once per migration of the whole base: the first room that has tables stands for all of them.
post_migrate.connect(raise_fences, sender=apps.get_app_config("web"))
