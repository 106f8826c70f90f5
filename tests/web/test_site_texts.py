"""Accessibility, legal notice, personal data: at the foot of every page, for whoever opens it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.test import Client

from accord.kernel.actors import SERVER
from accord.people.models import User
from accord.web.models import SiteText
from tests.actors import written

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]

LINKS = ("/accessibilite/", "/mentions-legales/", "/donnees-personnelles/")


def admin_page(text: SiteText, place: str = "change/") -> str:
    return f"/administration/web/sitetext/{text.pk}/{place}"


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("who", [None, "secretary", "stranger", "technician"])
def test_a_text_is_read_by_whoever_opens_it(
    link: str, who: str | None, actor: Actors, browse: Browse
) -> None:
    response = browse(actor(who) if who else None).get(link)
    assert response.status_code == 200
    text = next(row for row in SiteText.objects.all() if row.get_absolute_url() == link)
    page = response.content.decode()
    assert f"<h1>{text.title}</h1>" in page
    assert page.count("<p>") >= text.text.count("\n\n") + 1


@pytest.mark.lenient_templates
@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        (None, "/connexion/", 200),
        ("secretary", "/", 200),
        ("secretary", "/operations/999999999/", 404),
        ("secretary", "/administration/", 403),
        ("technician", "/administration/", 200),
        ("technician", "/administration/web/sitetext/", 200),
        (None, "/mentions-legales/", 200),
    ],
)
def test_the_foot_of_every_page_leads_to_them(
    who: str | None, page: str, status: int, actor: Actors, browse: Browse
) -> None:
    response = browse(actor(who) if who else None).get(page, follow=True)
    assert response.status_code == status
    found = response.content.decode()
    for text in SiteText.objects.all():
        assert f'<a href="{text.get_absolute_url()}">{text.title}</a>' in found


def test_what_somebody_wrote_is_never_loaded_over() -> None:
    text = SiteText.objects.get(key=SiteText.Key.LEGAL_NOTICE)
    text.title, text.text = "Mentions du site", "L’éditeur est celui-ci."
    written(text)
    call_command("load_accord", verbosity=0)
    text.refresh_from_db()
    assert (text.title, text.text) == ("Mentions du site", "L’éditeur est celui-ci.")
    assert SiteText.objects.count() == len(SiteText.Key)


def test_not_even_what_a_loading_wrote_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version words its texts otherwise: those of a site in service stay."""
    shown = {text.key: text.text for text in SiteText.objects.all()}
    monkeypatch.setattr(
        "tomllib.loads",
        lambda source: {"texts": [{"key": key, "title": "T", "text": "X"} for key in shown]},
    )
    call_command("load_accord", verbosity=0)
    assert {text.key: text.text for text in SiteText.objects.all()} == shown


@pytest.mark.lenient_templates
def test_the_technical_administrator_writes_them_with_a_trace(
    actor: Actors, browse: Browse
) -> None:
    text = SiteText.objects.get(key=SiteText.Key.LEGAL_NOTICE)
    technician = browse(actor("technician"))
    answer = technician.post(
        admin_page(text), {"title": "Mentions", "text": "Éditeur : nous.\n\nHébergeur : eux."}
    )
    assert answer.status_code == 302
    latest = text.history.first()
    assert (latest.title, latest.history_user) == ("Mentions", actor("technician"))
    page = browse(None).get("/mentions-legales/").content.decode()
    assert "<p>Éditeur : nous.</p>" in page
    assert "<p>Hébergeur : eux.</p>" in page


@pytest.mark.lenient_templates
def test_nobody_else_writes_them_and_nobody_adds_or_deletes_one(
    actor: Actors, browse: Browse
) -> None:
    text = SiteText.objects.get(key=SiteText.Key.LEGAL_NOTICE)
    sent = {"title": "Autre", "text": "Autre"}
    assert browse(actor("administrator")).post(admin_page(text), sent).status_code == 403
    technician = browse(actor("technician"))
    assert technician.post("/administration/web/sitetext/add/", sent).status_code == 403
    assert technician.post(admin_page(text, "delete/"), {"post": "yes"}).status_code == 403
    text.refresh_from_db()
    assert text.title == "Mentions légales"
    assert SiteText in admin.site._registry


def test_a_text_shows_as_it_was_typed_and_nothing_in_it_is_code() -> None:
    text = SiteText.objects.get(key=SiteText.Key.LEGAL_NOTICE)
    text.text = "<script>alert(1)</script> & fils"
    written(text, by=SERVER)
    page = Client().get("/mentions-legales/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fils" in page
