"""Addresses of people: sign-in, one's account, organisations."""

from django.urls import path

from accord.people import views

app_name = "people"

urlpatterns = [
    path("connexion/", views.sign_in, name="sign-in"),
    path("deconnexion/", views.sign_out, name="sign-out"),
    path("compte/organisme/", views.choose_place, name="place"),
    path("compte/mot-de-passe/", views.password, name="password"),
    path("accord/organismes/", views.organisations, name="organisations"),
]
