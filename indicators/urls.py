"""Addresses of indicators."""

from django.urls import path

from indicators import views

app_name = "indicators"

urlpatterns = [
    path("indicateurs/", views.indicator_list, name="indicator-list"),
    path("accord/bilan/", views.review, name="review"),
]
