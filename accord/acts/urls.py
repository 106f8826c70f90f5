"""Addresses of acts."""

from django.urls import path

from accord.acts import views

app_name = "acts"

urlpatterns = [
    path("actes/", views.act_list, name="act-list"),
    path("actes/nouveau/", views.act_create, name="act-create"),
    path("actes/<int:pk>/", views.act_detail, name="act-detail"),
    path("actes/<int:pk>/enregistrer/", views.act_complete, name="act-complete"),
    path("actes/<int:pk>/document/", views.act_document, name="act-document"),
]
