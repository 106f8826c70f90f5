"""Addresses of people: sign-in, organisations."""

from django.urls import path

from accord.people import views

app_name = "people"

urlpatterns = [
    path("connexion/", views.sign_in, name="sign-in"),
    path("deconnexion/", views.sign_out, name="sign-out"),
    path("accord/organismes/", views.organisations, name="organisations"),
]
