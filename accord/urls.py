"""Addresses of the ground."""

from django.urls import path

from accord.views import account, acts, agreement, home

app_name = "accord"

urlpatterns = [
    path("", home.home, name="home"),
    path("connexion/", account.sign_in, name="sign-in"),
    path("deconnexion/", account.sign_out, name="sign-out"),
    path("recherche/", home.search, name="search"),
    path("aide/", home.help_page, name="help"),
    path("chiffres/<str:code>/<str:of>/", home.figure_detail, name="figure-detail"),
    path("accord/", agreement.signatures, name="agreement"),
    path("accord/chapitres/", agreement.chapters, name="chapters"),
    path("accord/chiffres/", agreement.figures, name="figures"),
    path("accord/organismes/", agreement.organisations, name="organisations"),
    path("accord/territoires/", agreement.territories, name="territories"),
    path("actes/", acts.act_list, name="act-list"),
    path("actes/nouveau/", acts.act_create, name="act-create"),
    path("actes/<int:pk>/", acts.act_detail, name="act-detail"),
    path("actes/<int:pk>/enregistrer/", acts.act_complete, name="act-complete"),
    path("actes/<int:pk>/document/", acts.act_document, name="act-document"),
]
