"""Addresses of credits."""

from django.urls import path

from envelopes import views

app_name = "envelopes"

urlpatterns = [
    path("enveloppes/", views.envelope_list, name="envelope-list"),
    path("enveloppes/<slug:code>/", views.envelope_detail, name="envelope-detail"),
    path("enveloppes/<slug:code>/mouvements/", views.envelope_movements, name="envelope-movements"),
    path(
        "enveloppes/<slug:code>/mouvements/nouveau/", views.movement_create, name="movement-create"
    ),
    path(
        "enveloppes/<slug:code>/transferts/nouveau/", views.transfer_create, name="transfer-create"
    ),
    path("enveloppes/<slug:code>/plafonds/", views.envelope_ceilings, name="envelope-ceilings"),
    path("enveloppes/<slug:code>/plafonds/nouveau/", views.ceiling_create, name="ceiling-create"),
    path("enveloppes/<slug:code>/sources/", views.envelope_sources, name="envelope-sources"),
    path("mouvements/<key:pk>/contrepasser/", views.movement_reverse, name="movement-reverse"),
    path("accord/lignes-de-partage/", views.dividing_lines, name="dividing-lines"),
]
