"""Addresses of governance."""

from django.urls import path

from governance import views

app_name = "governance"

urlpatterns = [
    path("comites/", views.committee_list, name="committee-list"),
    path("comites/<slug:code>/", views.committee_detail, name="committee-detail"),
    path("comites/<slug:code>/membres/nouveau/", views.seat_create, name="seat-create"),
    path("comites/<slug:code>/reunions/nouvelle/", views.meeting_create, name="meeting-create"),
    path("membres/<key:pk>/fin-de-mandat/", views.seat_end, name="seat-end"),
    path("reunions/", views.meeting_list, name="meeting-list"),
    path("reunions/<key:pk>/", views.meeting_detail, name="meeting-detail"),
    path("reunions/<key:pk>/convoquer/", views.meeting_convene, name="meeting-convene"),
    path("reunions/<key:pk>/proces-verbal.pdf", views.minutes_pdf, name="minutes-pdf"),
    *(
        path(
            f"reunions/<key:pk>/{word}/",
            views.meeting_step,
            {"step": step},
            name=f"meeting-{step}",
        )
        for step, (word, *_) in views.STEPS.items()
    ),
    *(
        path(f"points/<key:pk>/{word}/", views.item_verb, {"verb": verb}, name=f"item-{verb}")
        for verb, (word, *_) in views.ITEM_VERBS.items()
    ),
    path("decisions/", views.decision_list, name="decision-list"),
    path("decisions/<key:pk>/caducite/", views.decision_lapse, name="decision-lapse"),
]
