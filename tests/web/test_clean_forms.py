"""Every form of the site, every filter and every address cleans what is typed, in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import django_filters
import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import get_resolver

from accord.people.acting import reader_of
from accord.people.models import User
from accord.web.clean_forms import CleanForm
from accord.web.requests import TYPED
from accord.web.rest.filters import SiteFilterSet

OWN = ("accord.", *(f"{room}." for room in settings.ROOMS if "." not in room))
NO_TEXT = ["\x00", "\ud800", "\ufffd"]
MARKED = "Ce texte contient un signe illisible"


def below(base: type) -> Iterator[type]:
    for child in base.__subclasses__():
        yield child
        yield from below(child)


def is_ours(kind: type) -> bool:
    return kind.__module__.startswith(OWN)


def all_forms() -> set[type[Any]]:
    """Every form class of the project, once every address is known."""
    get_resolver().url_patterns  # noqa: B018 - imports every module of views
    return {kind for kind in below(forms.BaseForm) if is_ours(kind) and kind is not CleanForm}


def not_clean(kinds: set[type[Any]]) -> list[str]:
    return sorted(kind.__qualname__ for kind in kinds if not issubclass(kind, CleanForm))


def test_every_form_of_the_project_cleans_what_is_typed() -> None:
    kinds = all_forms()
    assert len(kinds) > 30
    assert not_clean(kinds) == []


def test_one_that_would_not_is_found() -> None:
    bare = type("Bare", (forms.Form,), {"__module__": "elsewhere"})
    assert not_clean({bare}) == ["Bare"]


def all_filters() -> set[type[Any]]:
    get_resolver().url_patterns  # noqa: B018 - imports every module of views
    return {kind for kind in below(django_filters.FilterSet) if is_ours(kind)} - {SiteFilterSet}


def test_every_filter_by_text_is_known_to_hold_words_of_one_s_own() -> None:
    typed = {
        name
        for kind in all_filters()
        for name, one in kind.base_filters.items()
        if type(one) is django_filters.CharFilter
    }
    # The journal of exports repeats none of them; q is the search of the site and of Django.
    assert typed | {"q"} == set(TYPED)


def test_every_filter_is_of_the_one_base_and_cleans_what_is_typed() -> None:
    kinds = all_filters()
    assert len(kinds) >= 6
    assert [kind.__qualname__ for kind in kinds if not issubclass(kind, SiteFilterSet)] == []


@pytest.mark.django_db
def test_every_form_of_the_administration_cleans_what_is_typed(
    actor: Callable[[str], User],
) -> None:
    request: Any = RequestFactory().get("/")
    request.user = actor("technician")
    request.reader = reader_of(request.user)
    written = []
    for model, page in admin.site._registry.items():
        if page.has_add_permission(request):
            written.append(model)
            for thing in (None, model()):
                assert issubclass(page.get_form(request, thing), CleanForm), (model, thing)
    assert len(written) > 5


# -- one form with a field of each kind -----------------------------------------------------------


class Everything(CleanForm, forms.Form):
    as_sent = ("kept",)
    line = forms.CharField(required=False)
    prose = forms.CharField(widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, strip=False, required=False)
    unseen = forms.CharField(widget=forms.HiddenInput, required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(required=False)
    choice = forms.ChoiceField(choices=[("a b", "A")], required=False)
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def sent(**values: Any) -> Everything:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Everything(data)


def test_each_kind_of_field_is_cleaned_in_its_way() -> None:
    form = sent(
        line=" a\u00a0\u200bb\r\nc ",
        prose="a\u00a0b\r\nc",
        secret=" a\u00a0\u202eb ",
        unseen="a\r\nb",
        kept="a\r\n\u202eb",
        number="\u00a012\u200b",
        choice="a\u00a0b",
        several=["a\u200b", "b"],
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "line": "a b c",
        "prose": "a\u00a0b\nc",
        "secret": " a\u00a0\u202eb ",
        "unseen": "a\nb",
        "kept": "a\r\n\u202eb",
        "number": 12,
        "choice": "a b",
        "several": ["a", "b"],
    }


@pytest.mark.parametrize("sign", NO_TEXT)
@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "kept"])
def test_what_is_no_text_is_refused_at_its_field_and_shown_marked(name: str, sign: str) -> None:
    form = sent(**{name: [f"a{sign}b"]})
    assert list(form.errors) == [name]
    assert len(form.errors[name]) == 1
    assert form.errors[name][0].startswith(MARKED)
    assert "a\ufffdb" in str(form[name].value()) or name == "secret"
    str(form).encode()


def test_a_form_of_a_plain_dictionary_is_cleaned_too() -> None:
    form = Everything({"line": "a\u200b", "several": "a"})
    assert form.is_valid()
    assert form.cleaned_data["line"] == "a"


def test_an_empty_form_stays_empty() -> None:
    assert not Everything().is_bound
    assert Everything().errors == {}


# -- addresses -------------------------------------------------------------------------------------

ADDRESSES = ("/operations/", "/actes/", "/recherche/", "/connexion/", "/rien/", "/api/v1/meetings/")
BROKEN = ("%00", "%ED%A0%80", "%FF", "%EF%BF%BD", "a%C3")


@pytest.mark.django_db
@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_no_text_is_refused_and_names_the_parameter(
    address: str, broken: str, client: Client, actor: Callable[[str], User]
) -> None:
    client.force_login(actor("departement"))
    answer = client.get(f"{address}?text={broken}")
    assert answer.status_code == 400
    if address.startswith("/api/"):
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["parameter"] == "text"
        assert MARKED in answer.json()["detail"]
    else:
        page = answer.content.decode()
        assert "Paramètre « text »" in page
        assert MARKED in page
    assert client.get(f"{address}?{broken}=1").status_code == 400


@pytest.mark.django_db
def test_what_an_address_asks_is_cleaned_before_anything_reads_it(
    actor: Callable[[str], User], rest: Any
) -> None:
    client = Client()
    client.force_login(actor("departement"))
    assert client.get("/operations/?as_of=%C2%A02024-01-01%E2%80%8B").status_code == 200
    assert rest(actor("departement")).get("/api/v1/envelopes/?fund=f%E2%80%8Bse").status_code == 200
