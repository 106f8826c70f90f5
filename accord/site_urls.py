"""Addresses of the site itself."""

from django.urls import path

from accord import home

app_name = "accord"

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche/", home.search, name="search"),
    path("aide/", home.help_page, name="help"),
    path("chiffres/<str:code>/<str:of>/", home.figure_detail, name="figure-detail"),
]
