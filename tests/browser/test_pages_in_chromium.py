"""Every page in Chromium at 1280 and 390 px: no axe-core violation, no console or policy error, no
request to a third party, no sideways scroll; and the main task by keyboard and without script."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Request

from accord.acts.models import Act
from accord.acts.states import EffectState
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.models import CreditMovement
from governance import actions as governance
from governance.demonstration import PASSWORD
from governance.models import Decision, Meeting, Seat
from governance.states import SubjectKind
from governance.waiting import waiting_for
from operations.models import Operation
from tests.scenes import committee, open_sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 390)
# Swagger's own page is not ours to draw; the others are.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pages_of(role: str) -> list[str]:
    """Addresses that a role opens, forms included."""
    operation = Operation.objects.get(number="FICTIF-2023-001")
    sealed = Meeting.objects.filter(state="sealed").earliest("pk")
    ended = Meeting.objects.get(state="ended")
    common = [
        reverse("accord:home"),
        f"{reverse('accord:home')}?as_of=2023-06-30",
        f"{reverse('accord:search')}?q=coaching",
        reverse("accord:help"),
        reverse("accord:figure-detail", args=["envelopes.open", "cd62-fse-2021"]),
        reverse("accord:figure-detail", args=["envelopes.reserved", "2021-2027"]),
        reverse("agreement:signatures"),
        reverse("agreement:chapters"),
        reverse("agreement:figures"),
        reverse("people:organisations"),
        reverse("agreement:territories"),
        reverse("acts:act-list"),
        Act.objects.get(code="deliberation-2023-406").get_absolute_url(),
        reverse("envelopes:envelope-list"),
        f"{reverse('envelopes:envelope-list')}?agreement=2014-2020",
        *(
            reverse(f"envelopes:envelope-{tab}", args=["cd62-fse-2021"])
            for tab in ("detail", "movements", "ceilings", "sources")
        ),
        reverse("envelopes:dividing-lines"),
        reverse("operations:operation-list"),
        f"{reverse('operations:operation-list')}?agreement=2014-2020",
        operation.get_absolute_url(),
        reverse("indicators:indicator-list"),
        reverse("indicators:review"),
        reverse("governance:committee-list"),
        reverse("governance:committee-detail", args=["technique"]),
        reverse("governance:meeting-list"),
        sealed.get_absolute_url(),
        reverse("governance:decision-list"),
        "/page-qui-n-existe-pas/",
    ]
    own = {
        "direction": [],
        "dreets": [
            reverse("acts:act-create"),
            reverse("acts:act-complete", args=[Act.objects.get(state="awaited").pk]),
            reverse("envelopes:movement-create", args=["cd62-fse-2021"]),
            reverse("envelopes:transfer-create", args=["cd62-fse-2021"]),
            reverse("envelopes:ceiling-create", args=["cd62-fse-2021"]),
            reverse("envelopes:movement-reverse", args=[CreditMovement.objects.earliest("pk").pk]),
        ],
        "departement": [
            reverse("operations:operation-create"),
            *(
                reverse(f"operations:operation-{step}", args=[_operation(number).pk])
                for step, number in (
                    ("edit", "FICTIF-2026-011"),
                    ("submit", "FICTIF-2026-011"),
                    ("admissibility", "FICTIF-2026-010"),
                    ("appraise", "FICTIF-2023-004"),
                    ("contract", "FICTIF-2023-003"),
                    ("amend", "FICTIF-2023-001"),
                    ("withdraw", "FICTIF-2025-009"),
                )
            ),
        ],
        "secretariat": [
            reverse("governance:seat-create", args=["technique"]),
            reverse("governance:meeting-create", args=["technique"]),
            reverse("governance:seat-end", args=[Seat.objects.earliest("pk").pk]),
            ended.get_absolute_url(),
            reverse("governance:meeting-minutes", args=[ended.pk]),
            reverse("governance:meeting-seal", args=[ended.pk]),
            reverse(
                "governance:decision-lapse",
                args=[Decision.objects.get(act__effects__state=EffectState.PREPARED).pk],
            ),
        ],
    }
    return common if role == "direction" else own[role]


def _operation(number: str) -> Operation:
    return Operation.objects.get(number=number)


class Watcher:
    """Gathers what goes wrong in a page: console, policy, requests elsewhere."""

    def __init__(self, page: Any, host: str) -> None:
        self.wrong: list[str] = []
        self.host = host
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        # The browser reports the status of an error page as an error of the console.
        if message.type in ("error", "warning") and "status of 404" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.wrong.append(f"third party: {request.url}")


def sign_in(page: Any, base: str, role: str) -> None:
    page.goto(f"{base}{reverse('people:sign-in')}")
    page.fill("#id_username", f"{role}@demo.example")
    page.fill("#id_password", PASSWORD)
    page.click("main button")


def look(page: Any, url: str, watcher: Watcher, width: int) -> list[str]:
    """What is wrong with one page at one width."""
    watcher.wrong.clear()
    page.goto(url)
    found = [f"{violation['id']}: {_where(violation)}" for violation in _violations(page)]
    scroll = page.evaluate("document.documentElement.scrollWidth")
    if scroll > width:
        found.append(f"scrolls sideways to {scroll}")
    return [f"{width} {urlsplit(url).path}: {text}" for text in [*found, *watcher.wrong]]


def _violations(page: Any) -> list[dict[str, Any]]:
    answer: dict[str, Any] = Axe().run(page, options=RULES).response
    return answer["violations"]  # type: ignore[no-any-return]


def _where(violation: dict[str, Any]) -> str:
    return "; ".join(node["html"][:100] for node in violation["nodes"][:3])


@pytest.mark.parametrize("role", ["direction", "dreets", "departement", "secretariat"])
def test_every_page_is_accessible_quiet_and_fits(
    demonstration: Any, chromium: Any, role: str
) -> None:
    base = demonstration.url
    wrong = []
    for width in WIDTHS:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
        page = context.new_page()
        watcher = Watcher(page, urlsplit(base).netloc)
        if role == "direction":
            wrong += look(page, f"{base}{reverse('people:sign-in')}", watcher, width)
        sign_in(page, base, role)
        for path in pages_of(role):
            wrong += look(page, f"{base}{path}", watcher, width)
        context.close()
    assert wrong == []


def sitting_pages(base: str, secretary: User) -> list[str]:
    """Every page of a sitting being prepared and of one being held, refused outcomes included."""
    place = committee("technique")
    draft = governance.MeetingDraft(committee=place, kind="sitting", held_on=date(2026, 12, 1))
    planned = governance.plan_meeting(draft, by=actor_of(secretary))
    titles = ("Calendrier de 2027", "Contrôle de service fait")
    points = [governance.Wish(SubjectKind.INFORMATION, title=title) for title in titles]
    governance.add_items(planned, points, by=actor_of(secretary))
    waiting = [
        thing
        for group in waiting_for(place)
        for thing in group.things
        if isinstance(thing, Operation)
    ]
    held = open_sitting(secretary, day=date(2026, 10, 1), operations=waiting)
    steps = {planned: ("detail", "agenda", "cancel"), held: ("detail", "roll", "outcomes", "end")}
    return [
        f"{base}{reverse(f'governance:meeting-{step}', args=[meeting.pk])}"
        for meeting, names in steps.items()
        for step in names
    ]


def test_a_sitting_being_held_is_accessible_quiet_and_fits(
    demonstration: Any, chromium: Any
) -> None:
    secretary = User.objects.get(email="secretariat@demo.example")
    urls = sitting_pages(demonstration.url, secretary)
    wrong = []
    for width in WIDTHS:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
        page = context.new_page()
        watcher = Watcher(page, urlsplit(demonstration.url).netloc)
        sign_in(page, demonstration.url, "secretariat")
        for url in urls:
            wrong += look(page, url, watcher, width)
        context.close()
    assert wrong == []


def test_what_was_typed_survives_a_session_that_ended(demonstration: Any, chromium: Any) -> None:
    base = demonstration.url
    context = chromium.new_context(viewport={"width": 390, "height": 900}, locale="fr-FR")
    page = context.new_page()
    watcher = Watcher(page, urlsplit(base).netloc)
    sign_in(page, base, "departement")
    page.goto(f"{base}{reverse('operations:operation-create')}")
    page.fill("#id_number", "202654321")
    page.fill("#id_operation_title", "Opération de l’après-midi")
    page.select_option("#id_envelope", "cd62-fse-2021")
    page.fill("#id_beneficiary_name", "Association patiente")
    page.fill("#id_starts_on", "2027-01-01")
    page.fill("#id_ends_on", "2027-12-31")
    page.fill("#id_requested_cost", "100 000,00")
    page.fill("#id_requested_eu", "60 000,00")
    context.clear_cookies(name="sessionid")
    page.press("#id_requested_eu", "Enter")
    assert "Votre session" in page.inner_text("main")
    assert _violations(page) == []
    page.fill("#id_username", "departement@demo.example")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    assert "Votre saisie est là" in page.inner_text("h1")
    assert _violations(page) == []
    page.click("main button")
    assert "Brouillon enregistré" in page.inner_text("main")
    assert Operation.objects.get(number="202654321").title == "Opération de l’après-midi"
    # The answer to a form whose session had ended says so by its status.
    assert [text for text in watcher.wrong if "status of 401" not in text] == []
    context.close()


def test_an_officer_files_an_operation_without_script_and_by_keyboard(
    demonstration: Any, chromium: Any
) -> None:
    base = demonstration.url
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    sign_in(page, base, "departement")
    page.goto(f"{base}{reverse('operations:operation-create')}")
    page.focus("#id_number")
    page.keyboard.type("202612345")
    page.keyboard.press("Tab")
    page.keyboard.type("Opération saisie au clavier")
    page.select_option("#id_envelope", "cd62-fse-2021")
    page.fill("#id_beneficiary_name", "Association saisie")
    page.fill("#id_starts_on", "2027-01-01")
    page.fill("#id_ends_on", "2027-12-31")
    page.fill("#id_requested_cost", "1.234")
    page.fill("#id_requested_eu", "60 000,00")
    page.press("#id_requested_eu", "Enter")
    assert "ambigu" in page.inner_text("#erreurs")
    assert page.input_value("#id_operation_title") == "Opération saisie au clavier"
    page.fill("#id_requested_cost", "100 000,00 €")
    page.press("#id_requested_cost", "Enter")
    assert "Brouillon enregistré" in page.inner_text("main")
    made = Operation.objects.get(number="202612345")
    assert (made.file.requested_cost, made.file.requested_eu) == (10_000_000, 6_000_000)
    context.close()


def test_filters_refresh_the_list_and_keep_the_focus(demonstration: Any, chromium: Any) -> None:
    base = demonstration.url
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, base, "departement")
    page.goto(f"{base}{reverse('operations:operation-list')}")
    page.fill("#id_text", "coaching")
    page.wait_for_url("**text=coaching**")
    page.wait_for_function(
        "document.querySelector('[role=status]').innerText.includes('opération')"
    )
    assert "FICTIF-2023-002" not in page.inner_text("main")
    assert page.evaluate("document.activeElement.id") == "id_text"
    context.close()


def test_the_api_documentation_works_offline(demonstration: Any, chromium: Any) -> None:
    base = demonstration.url
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    watcher = Watcher(page, urlsplit(base).netloc)
    sign_in(page, base, "direction")
    page.goto(f"{base}{reverse('api:documentation')}")
    page.wait_for_selector("text=/api/v1/programming-totals/")
    assert watcher.wrong == []
    context.close()
