"""A refusal names the verb that was asked and leads back to what it was asked of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accord.people.models import User
from governance.models import Decision
from governance.states import SubjectKind
from tests import scenes
from tests.acts.preparing import awaited_act

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]


def test_who_may_not_is_told_what_was_asked_and_goes_back_to_it(
    actor: Actors, browse: Browse
) -> None:
    row = scenes.operation("admissible", title="Chantier « Le Relais »")
    response = browse(actor("dreets")).get(f"{row.get_absolute_url()}instruire/")
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Impossible d’instruire</h1>" in page
    assert f'href="{row.get_absolute_url()}">Revenir à « {row.number}' in page
    assert "est gérée par un gestionnaire" in page


def test_who_comes_too_late_is_told_the_same(actor: Actors, browse: Browse) -> None:
    row = scenes.operation("contracted")
    response = browse(actor("departement")).get(f"{row.get_absolute_url()}deposer/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "<h1>Impossible de déposer</h1>" in page
    assert f'href="{row.get_absolute_url()}"' in page


def test_who_may_not_give_up_a_decision_goes_back_to_where_it_was_taken(
    actor: Actors, browse: Browse
) -> None:
    meeting = scenes.held_sitting(
        actor("secretary"),
        code="programmation-cd62",
        operations=[scenes.operation()],
        kind=SubjectKind.PROGRAMMING,
    )
    decision = Decision.objects.get()
    address = reverse("governance:decision-lapse", args=[decision.pk])
    response = browse(actor("departement")).get(address)
    assert response.status_code == 403
    assert f'href="{meeting.get_absolute_url()}">Revenir à' in response.content.decode()


def test_a_refusal_of_nothing_in_particular_names_the_verb_and_leads_home(
    actor: Actors, browse: Browse
) -> None:
    response = browse(actor("direction")).get("/operations/nouvelle/")
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Impossible de créer une opération</h1>" in page
    assert "Revenir à l’accueil" in page


def test_over_rest_nothing_changes(actor: Actors, browse: Browse) -> None:
    answer = browse(actor("secretary")).get("/api/v1/operations/rien/")
    assert answer.status_code == 404
    assert set(answer.json()) >= {"title", "status", "detail"}


def test_a_refused_act_leads_back_to_the_act(actor: Actors, browse: Browse) -> None:
    act = awaited_act()
    response = browse(actor("departement")).get(reverse("acts:act-complete", args=[act.pk]))
    assert response.status_code == 403
    assert f'href="{act.get_absolute_url()}">Revenir à' in response.content.decode()
