"""Addresses of operations."""

from django.urls import path

from operations import views

app_name = "operations"

urlpatterns = [
    path("operations/", views.operation_list, name="operation-list"),
    path("operations/export.csv", views.operation_export, name="operation-export"),
    path("operations/nouvelle/", views.operation_create, name="operation-create"),
    path("operations/<key:pk>/", views.operation_detail, name="operation-detail"),
    *(
        path(
            f"operations/<key:pk>/{word}/",
            views.operation_step,
            {"step": step},
            name=f"operation-{step}",
        )
        for step, (word, *_) in views.STEPS.items()
    ),
]
