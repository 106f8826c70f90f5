"""Addresses of the agreement."""

from django.urls import path

from accord.agreement import views

app_name = "agreement"

urlpatterns = [
    path("accord/", views.signatures, name="signatures"),
    path("accord/chapitres/", views.chapters, name="chapters"),
    path("accord/chiffres/", views.figures, name="figures"),
    path("accord/territoires/", views.territories, name="territories"),
]
