"""What was typed is kept: a correction sent again, a step that the moment forbids, odd signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse

from accord.people.acting import reader_of
from accord.people.models import User
from accord.web.forms import FOREIGN, ActionForm
from accord.web.kept import mark_of
from tests import scenes
from tests.web.test_forms import post

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


class NoteForm(ActionForm):
    """Keeps the last note."""

    is_correction = True
    note = forms.CharField(widget=forms.Textarea)
    kept: list[str] = []

    def perform(self) -> str:
        self.kept.append(self.cleaned_data["note"])
        return "/note/"


@pytest.fixture
def notes() -> Any:
    NoteForm.kept.clear()
    return NoteForm.kept


def test_a_correction_sent_again_with_another_text_is_kept(actor: Actors, notes: list[str]) -> None:
    key = str(uuid4())
    for text in ("un", "un", "un et deux"):
        form = NoteForm(post(actor("departement"), {"submission": key, "note": text}))
        assert form.submit() == "/note/"
    assert notes == ["un", "un et deux"]


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x07", "\x1b", "\x7f"])
def test_signs_that_nobody_sees_are_taken_out_of_what_is_typed(
    sign: str, actor: Actors, notes: list[str]
) -> None:
    data = {"submission": str(uuid4()), "note": f"Évil{sign} nom\tet\nsuite"}
    assert NoteForm(post(actor("departement"), data)).submit() == "/note/"
    assert notes == ["Évil nom et\nsuite"]


@pytest.mark.parametrize("changed", [{"user_id": 0}, {"body_id": 0}, {"role": "reader"}])
def test_a_form_is_sent_by_whom_it_was_shown_to_and_for_the_same_body(
    changed: dict[str, Any], actor: Actors, notes: list[str]
) -> None:
    user = actor("departement")
    own = mark_of(reader_of(user))
    other = mark_of(replace(reader_of(user), **changed))
    for mark, taken in ((own, True), ("", True), (other, False)):
        data = {"submission": str(uuid4()), "typist": mark, "note": "Typée."}
        form = NoteForm(post(user, data))
        assert (form.submit() == "/note/") is taken
        assert form.errors == ({} if taken else {"__all__": [FOREIGN]})
    assert notes == ["Typée.", "Typée."]


def test_a_step_that_a_colleague_has_taken_meanwhile_shows_what_was_typed(
    actor: Actors, browse: Any
) -> None:
    row = scenes.operation("admissible")
    client = browse(actor("departement"))
    url = reverse("operations:operation-withdraw", args=[row.pk])
    data = {"submission": str(uuid4()), "value_date": "2024-06-03", "reason": "Un long motif."}
    scenes.withdraw(row)
    answer = client.post(url, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Impossible de retirer" in page
    assert "Un long motif." in page


def test_a_step_of_another_body_stays_forbidden(actor: Actors, browse: Any) -> None:
    row = scenes.operation("admissible")
    scenes.withdraw(row)
    url = reverse("operations:operation-withdraw", args=[row.pk])
    assert browse(actor("terrimouv")).post(url, {"reason": "x"}).status_code == 403
    assert browse(actor("departement")).get(url).status_code == 409
