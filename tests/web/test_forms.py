"""A form acts once: a double click, a resent page and a corrected error do what people expect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from accord.acts.models import Act
from accord.kernel.actors import NO_BODY
from accord.kernel.audit import record
from accord.kernel.errors import Denied, Refused
from accord.kernel.transactions import reading
from accord.people.acting import reader_of
from accord.people.models import Organisation, User
from accord.web.forms import ActionForm, DayField, RateField
from accord.web.models import FormSubmission
from accord.web.versioned_forms import VerbForm

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def post(user: User, data: dict[str, Any], *, is_today: bool = True) -> Any:
    request: Any = RequestFactory().post("/essai/", data)
    request.user, request.reader = user, reader_of(user)
    request.perimeter = SimpleNamespace(is_today=is_today)
    request._messages = CookieStorage(request)
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


class BodyForm(ActionForm):
    """Creates a body under a name; ``act`` says what goes wrong."""

    name = forms.CharField(max_length=50)
    trouble: Exception | None = None

    def perform(self) -> str:
        name = self.cleaned_data["name"]
        body = Organisation(code=name, name=name, short_name=name, kind="network")
        record(body, by=self.actor)
        if self.trouble:
            raise self.trouble
        return f"/organismes/{name}/"


def send(
    user: User, name: str = "essai", key: UUID | str | None = None, trouble: Exception | None = None
) -> tuple[str | None, BodyForm]:
    data = {"name": name, "submission": str(key or uuid4())}
    form = BodyForm(post(user, data))
    form.trouble = trouble
    return form.submit(), form


def bodies(name: str = "essai") -> int:
    return Organisation.objects.filter(code=name).count()


def test_a_form_performs_and_says_so(actor: Actors) -> None:
    target, form = send(actor("departement"))
    assert target == "/organismes/essai/"
    assert said(form.request) == ["C’est enregistré."]
    submission = FormSubmission.objects.get()
    assert (submission.user, submission.target) == (actor("departement"), target)
    trace = Organisation.objects.get(code="essai").history.get()
    assert (trace.history_user, trace.by_body) == (actor("departement"), "cd62")


def test_the_same_form_sent_twice_performs_once_and_leads_to_the_same_page(actor: Actors) -> None:
    key = uuid4()
    first, _ = send(actor("departement"), key=key)
    second, form = send(actor("departement"), "autre", key=key)
    assert first == second == "/organismes/essai/"
    assert said(form.request) == [
        "Ce formulaire avait déjà été envoyé : rien n’a été doublé. "
        "Pour une autre saisie, rouvrez-le."
    ]
    assert (bodies("essai"), bodies("autre")) == (1, 0)
    assert FormSubmission.objects.count() == 1


def test_two_forms_filled_alike_are_two_forms(actor: Actors) -> None:
    send(actor("departement"), "un")
    send(actor("departement"), "deux")
    assert FormSubmission.objects.count() == 2


def test_the_key_of_somebody_else_leads_nowhere(actor: Actors) -> None:
    key = uuid4()
    send(actor("departement"), key=key)
    target, form = send(actor("terrimouv"), "autre", key=key)
    assert target is None
    assert form.non_field_errors() == ["Un enregistrement identique existe déjà."]
    assert bodies("autre") == 0


@pytest.mark.parametrize("key", ["", "1", "not-a-key", "0" * 31, "x" * 36, "\x00"])
def test_a_form_without_a_readable_key_does_nothing(key: str, actor: Actors) -> None:
    form = BodyForm(post(actor("departement"), {"name": "essai", "submission": key}))
    assert form.submit() is None
    assert "submission" in form.errors
    assert bodies() == 0
    assert not FormSubmission.objects.exists()


def test_a_form_shown_carries_a_new_key_each_time(actor: Actors) -> None:
    request: Any = RequestFactory().get("/essai/")
    request.reader = reader_of(actor("departement"))
    keys = {str(BodyForm(request)["submission"].value()) for _ in range(5)}
    assert len(keys) == 5
    assert all(UUID(key) for key in keys)


@pytest.mark.parametrize(
    ("trouble", "place", "sentence"),
    [
        (Refused("Trop tard."), "__all__", "Trop tard."),
        (Refused("Nom pris.", field="name"), "name", "Nom pris."),
        (Refused("Autre champ.", field="elsewhere"), "__all__", "Autre champ."),
        (ValidationError({"name": ["Trop court."]}), "name", "Trop court."),
        (ValidationError({"kind": ["Inconnu."]}), "__all__", "Inconnu."),
        (ValidationError("Impossible."), "__all__", "Impossible."),
        (ValidationError({"__all__": ["Incohérent."]}), "__all__", "Incohérent."),
        (IntegrityError("unique"), "__all__", "Un enregistrement identique existe déjà."),
    ],
)
def test_a_refusal_is_shown_where_it_belongs_and_undoes_everything(
    trouble: Exception, place: str, sentence: str, actor: Actors
) -> None:
    key = uuid4()
    target, form = send(actor("departement"), key=key, trouble=trouble)
    assert target is None
    assert form.errors == {place: [sentence]}
    assert bodies() == 0
    assert not FormSubmission.objects.exists()
    # The page comes back with the same key: once corrected, it works.
    target, _ = send(actor("departement"), key=key)
    assert target == "/organismes/essai/"
    assert bodies() == 1


def test_a_model_s_own_refusal_is_shown_at_the_field(actor: Actors) -> None:
    class Longer(BodyForm):
        name = forms.CharField(max_length=500)

    data = {"name": "x" * 300, "submission": str(uuid4())}
    form = Longer(post(actor("departement"), data))
    assert form.submit() is None
    assert len(form.errors["name"]) >= 1
    assert form.non_field_errors()


def test_what_one_may_not_do_is_a_page_of_refusal_and_leaves_nothing(actor: Actors) -> None:
    with pytest.raises(Denied, match="Pas vous"):
        send(actor("departement"), trouble=Denied("Pas vous."))
    assert bodies() == 0
    assert not FormSubmission.objects.exists()


def test_an_account_that_acts_for_no_body_is_told_so(actor: Actors) -> None:
    with pytest.raises(Denied, match=NO_BODY):
        send(actor("stranger"))
    assert bodies() == 0
    assert send(actor("technician"))[0] == "/organismes/essai/"


def test_a_form_refused_by_the_database_is_shown_again_in_the_same_reading(actor: Actors) -> None:
    user = actor("departement")
    with reading(reader_of(user)):
        _, form = send(user, trouble=IntegrityError("unique"))
        assert form.non_field_errors() == ["Un enregistrement identique existe déjà."]
        assert bodies() == 0
        target, _ = send(user)
        assert target == "/organismes/essai/"
        assert bodies() == 1


def test_a_fault_leaves_nothing_either(actor: Actors) -> None:
    with pytest.raises(OSError, match="disk"):
        send(actor("departement"), trouble=OSError("disk"))
    assert bodies() == 0
    assert not FormSubmission.objects.exists()


def test_nothing_is_recorded_while_one_looks_at_another_date(actor: Actors) -> None:
    data = {"name": "essai", "submission": str(uuid4())}
    form = BodyForm(post(actor("departement"), data, is_today=False))
    assert form.submit() is None
    assert form.non_field_errors() == ["Revenez à la date du jour pour enregistrer."]
    assert bodies() == 0


def test_a_form_that_performs_nothing_is_a_mistake_of_ours(actor: Actors) -> None:
    form = ActionForm(post(actor("departement"), {"submission": str(uuid4())}))
    with pytest.raises(TypeError, match="must define perform"):
        form.submit()


def test_a_button_is_a_form_too(actor: Actors) -> None:
    calls: list[int] = []
    key = str(uuid4())

    def button() -> Any:
        request = post(actor("departement"), {"submission": key})
        options = {"label": "Convoquer", "target": "/x/", "done": "Convoquée."}
        return VerbForm(request, verb=lambda: calls.append(1), **options)

    first, second = button(), button()
    assert (first.title, first.submit_label) == ("Convoquer", "Convoquer")
    assert (first.submit(), second.submit()) == ("/x/", "/x/")
    assert calls == [1]
    assert said(first.request) == ["Convoquée."]


# -- over HTTP -------------------------------------------------------------------------------------

ACT = {
    "kind": "notification",
    "issuer": "dreets-hdf",
    "number": "N-2026-1",
    "date": "10/02/2026",
    "act_title": "Notification d’essai",
    "effect": "notify:cd62-fse-2021",
    "amount": "1 000,00",
}


def notified() -> int:
    from tests.scenes import envelope

    rows = type(envelope()).objects.filter(code="cd62-fse-2021")
    found: int = rows.positions(date(2026, 12, 31))[0].totals.notified or 0
    return found


def test_a_double_click_records_one_act_and_one_movement(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    client = browse(actor("dreets"))
    data = {**ACT, "submission": str(uuid4())}
    first = client.post("/actes/nouveau/", data)
    second = client.post("/actes/nouveau/", data)
    act = Act.objects.get(number="N-2026-1")
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == act.get_absolute_url()
    assert notified() == 3_159_250_700 + 100_000


def test_a_corrected_form_with_the_same_key_is_recorded(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    client = browse(actor("dreets"))
    key = str(uuid4())
    refused = client.post("/actes/nouveau/", {**ACT, "amount": "", "submission": key})
    assert refused.status_code == 422
    assert notified() == 3_159_250_700
    assert client.post("/actes/nouveau/", {**ACT, "submission": key}).status_code == 302
    assert notified() == 3_159_250_700 + 100_000


def test_nothing_is_typed_on_another_date(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    client = browse(actor("dreets"))
    data = {**ACT, "submission": str(uuid4())}
    response = client.post("/actes/nouveau/?as_of=2024-01-01", data)
    assert response.status_code == 409
    assert not Act.objects.filter(number="N-2026-1").exists()


def test_a_form_that_one_may_not_use_is_refused_with_the_reason(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    response = browse(actor("direction")).get("/actes/nouveau/")
    assert response.status_code == 403
    assert "relève d’un gestionnaire" in response.content.decode()


# -- fields ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("105", 10_500),
        ("105 %", 10_500),
        ("105,5 %", 10_550),
        ("105.25", 10_525),
        ("0", 0),
        (" 60 % ", 6_000),
        ("7,05", 705),
    ],
)
def test_a_rate_is_read_in_basis_points(text: str, expected: int) -> None:
    assert RateField().clean(text) == expected


@pytest.mark.parametrize(
    "text",
    ["abc", "-5", "1e2", "105,555", "105,", "²", "1²", "5,²", "½", "1 05", "%", "++", "9" * 5_000],
)
def test_any_other_rate_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        RateField().clean(text)


def test_an_empty_rate_is_unknown_when_it_may_be() -> None:
    assert RateField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        RateField().clean("")


def test_a_day_is_typed_or_picked() -> None:
    field = DayField()
    assert field.clean("12/03/2024") == field.clean("2024-03-12") == date(2024, 3, 12)
    assert field.clean(date(2024, 3, 12)) == date(2024, 3, 12)
    assert DayField(required=False).clean("") is None


@pytest.mark.parametrize("text", ["", "demain", "2024-02-30", "1999-01-01", "2099-01-01"])
def test_any_other_day_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(text)
