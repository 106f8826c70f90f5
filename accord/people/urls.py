"""Addresses of people: sign-in, one's account, organisations."""

from django.urls import path

from accord.people import passwords, second_factor, views

app_name = "people"

urlpatterns = [
    path("connexion/", views.sign_in, name="sign-in"),
    path("connexion/code/", second_factor.enter_code, name="code"),
    path("connexion/mot-de-passe-oublie/", passwords.forgotten, name="forgotten"),
    path("connexion/nouveau-mot-de-passe/<uidb64>/<token>/", passwords.reset, name="reset-confirm"),
    path("deconnexion/", views.sign_out, name="sign-out"),
    path("compte/organisme/", views.choose_place, name="place"),
    path("compte/mot-de-passe/", views.password, name="password"),
    path("compte/second-facteur/", second_factor.own_factor, name="factor"),
    path("accord/organismes/", views.organisations, name="organisations"),
]
