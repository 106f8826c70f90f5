"""Addresses of acts."""

from django.urls import path

from accord.acts import views

app_name = "acts"

urlpatterns = [
    path("actes/", views.act_list, name="act-list"),
    path("actes/nouveau/", views.act_create, name="act-create"),
    path("actes/<key:pk>/", views.act_detail, name="act-detail"),
    path("actes/<key:pk>/enregistrer/", views.act_complete, name="act-complete"),
    path("actes/<key:pk>/document/", views.act_document, name="act-document"),
]
