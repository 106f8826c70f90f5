"""The second factor: set up, asked for, replaced by recovery codes, required, removed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accord.kernel.errors import Refused
from accord.people import factors
from accord.people.acting import CHOSEN, reader_of
from accord.people.models import Event, JournalEntry, Role, User
from accord.web.kept import Typed, Typist, mark_of
from tests.actors import PASSWORD, join
from tests.pages import hidden_fields

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
OWN, CODE, SIGN_IN = "/compte/second-facteur/", "/connexion/code/", "/connexion/"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(seconds: float) -> Any:
    return time_machine.travel(START + timedelta(seconds=seconds), tick=False)


def code_of(key: str) -> str:
    return f"{totp(bytes.fromhex(key)):06d}"


def set_up(client: Client) -> list[str]:
    """Set up a factor at the first second; gives the recovery codes."""
    with at(0):
        page = client.get(OWN).content.decode()
        assert 'src="data:image/svg+xml' in page
        answer = client.post(OWN, {"code": code_of(client.session["factor_key"])})
    codes = re.findall(r"<li><code>(\w+)</code>", answer.content.decode())
    assert len(set(codes)) == 10
    return codes


@pytest.fixture
def user(actor: Actors) -> User:
    return actor("departement")


@pytest.fixture
def codes(user: User, browse: Browse) -> list[str]:
    with at(0):
        client = browse(user)
    return set_up(client)


def key_of(user: User) -> str:
    return str(TOTPDevice.objects.get(user=user).key)


def password(client: Client, user: User, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"username": user.email, "password": PASSWORD, **extra})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events(user: User) -> list[str]:
    rows = JournalEntry.objects.filter(account=user).order_by("pk")
    return list(rows.values_list("event", flat=True))


# -- set up ----------------------------------------------------------------------------------------


def test_a_factor_is_set_up_by_a_first_code(user: User, codes: list[str]) -> None:
    assert TOTPDevice.objects.get().user == user
    assert events(user)[-1] == Event.FACTOR_SET


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "1234567", "abcdef", "²²²²²²", "\x00", "x" * 99]
)
def test_a_wrong_first_code_sets_nothing_up(code: str, user: User, browse: Browse) -> None:
    client = browse(user)
    client.get(OWN)
    key = client.session["factor_key"]
    answer = client.post(OWN, {"code": code})
    assert answer.status_code == 422
    assert not TOTPDevice.objects.exists()
    # The key that was photographed stays the one to prove.
    assert client.session["factor_key"] == key


def test_looking_at_one_s_page_writes_nothing(user: User, browse: Browse) -> None:
    assert browse(user).get(OWN).status_code == 200
    assert not TOTPDevice.objects.exists()


# -- signing in ------------------------------------------------------------------------------------


def test_the_code_is_asked_after_the_password(user: User, codes: list[str], client: Client) -> None:
    with at(60):
        asked = password(client, user, next="/actes/")
        assert asked.status_code == 200
        assert "Code de connexion" in asked.content.decode()
        assert not is_signed_in(client)
        assert client.get("/actes/").status_code == 302
        sent = {**hidden_fields(asked.content.decode()), "code": f" {code_of(key_of(user))} "}
        done = client.post(CODE, sent)
        assert (done.status_code, done["Location"]) == (302, "/actes/")
        assert is_signed_in(client)
    assert events(user)[-1] == Event.SIGNED_IN


def test_a_code_serves_once(user: User, codes: list[str]) -> None:
    first, second = Client(), Client()
    with at(60):
        code = code_of(key_of(user))
        for browser, status in ((first, 302), (second, 422)):
            password(browser, user)
            assert browser.post(CODE, {"code": code}).status_code == status
    assert not is_signed_in(second)


def test_the_code_that_set_it_up_does_not_serve_again(
    user: User, codes: list[str], client: Client
) -> None:
    with at(1):
        password(client, user)
        assert client.post(CODE, {"code": code_of(key_of(user))}).status_code == 422


def test_a_recovery_code_serves_once_however_it_is_typed(user: User, codes: list[str]) -> None:
    first, second = Client(), Client()
    typed = f"{codes[0][:4].upper()}-{codes[0][4:]} "
    with at(60):
        password(first, user)
        assert first.post(CODE, {"code": typed}).status_code == 302
        password(second, user)
        assert second.post(CODE, {"code": typed}).status_code == 422
    assert StaticToken.objects.count() == 9
    assert Event.CODE_USED in events(user)
    assert events(user)[-1] == Event.CODE_REFUSED


def test_wrong_codes_make_one_wait_longer_and_longer(
    user: User, codes: list[str], client: Client
) -> None:
    with at(60):
        password(client, user)
        assert "pas le bon" in client.post(CODE, {"code": "000000"}).content.decode()
        right = code_of(key_of(user))
        page = client.post(CODE, {"code": right}).content.decode()
        assert "attendez 2 secondes" in page
    with at(63):
        assert "pas le bon" in client.post(CODE, {"code": "000000"}).content.decode()
        assert "attendez 3 secondes" in client.post(CODE, {"code": right}).content.decode()
    with at(68):
        assert client.post(CODE, {"code": right}).status_code == 302


@pytest.mark.parametrize(
    "code", ["", "abcdef", "²²²²²²", "\x00", "x" * 5000, "0" * 6, "é" * 40, "-"]
)
def test_odd_codes_are_refused_with_a_message(
    code: str, user: User, codes: list[str], client: Client
) -> None:
    with at(60):
        password(client, user)
        assert client.post(CODE, {"code": code}).status_code == 422
    assert not is_signed_in(client)


def test_a_code_without_password_and_a_late_one_lead_back(
    user: User, codes: list[str], client: Client
) -> None:
    with at(60):
        assert client.post(CODE, {"code": code_of(key_of(user))})["Location"] == SIGN_IN
        password(client, user)
    with at(700):
        assert client.post(CODE, {"code": code_of(key_of(user))})["Location"] == SIGN_IN
    assert not is_signed_in(client)
    with at(800):
        password(client, user)
        user.set_password("changé-entre-temps-62")
        user.save(update_fields=["password"])
        assert client.post(CODE, {"code": code_of(key_of(user))})["Location"] == SIGN_IN


def test_one_is_never_sent_to_another_site(user: User, codes: list[str], client: Client) -> None:
    with at(60):
        password(client, user)
        sent = {"code": code_of(key_of(user)), "next": "https://autre.example/"}
        assert client.post(CODE, sent)["Location"] == "/"


def test_what_was_typed_comes_back_after_the_code(
    user: User, codes: list[str], client: Client
) -> None:
    typist = Typist.read(mark_of(reader_of(user)))
    assert typist is not None
    kept = Typed("/actes/nouveau/", (("act_title", "Un titre"),), typist).signed()
    with at(60):
        page = password(client, user, kept=kept).content.decode()
        sent = {**hidden_fields(page), "code": code_of(key_of(user))}
        again = client.post(CODE, sent).content.decode()
    assert hidden_fields(again)["act_title"] == ["Un titre"]


# -- afterwards ------------------------------------------------------------------------------------


def signed_in(client: Client, user: User) -> Client:
    password(client, user)
    assert client.post(CODE, {"code": code_of(key_of(user))}).status_code == 302
    return client


def test_recovery_codes_are_renewed_with_a_code(
    user: User, codes: list[str], client: Client
) -> None:
    with at(60):
        signed_in(client, user)
        assert "restants : 10" in client.get(OWN).content.decode()
        assert client.post(OWN, {"code": "000000", "renew": "1"}).status_code == 422
    with at(120):
        page = client.post(OWN, {"code": code_of(key_of(user)), "renew": "1"}).content.decode()
    fresh = set(re.findall(r"<li><code>(\w+)</code>", page))
    assert len(fresh) == 10
    assert not fresh & set(codes)
    assert set(StaticToken.objects.values_list("token", flat=True)) == fresh


def test_a_factor_is_removed_with_a_code_unless_it_is_required(
    user: User, codes: list[str], client: Client, settings: Any
) -> None:
    with at(60):
        signed_in(client, user)
        settings.SECOND_FACTOR_REQUIRED = True
        assert "Retirer" not in client.get(OWN).content.decode()
    with at(120):
        client.post(OWN, {"code": code_of(key_of(user)), "remove": "1"})
        assert TOTPDevice.objects.exists()
    settings.SECOND_FACTOR_REQUIRED = False
    with at(180):
        client.post(OWN, {"code": code_of(key_of(user)), "remove": "1"})
    assert not TOTPDevice.objects.exists()
    assert events(user)[-1] == Event.FACTOR_REMOVED


@pytest.mark.lenient_templates
def test_the_technician_removes_that_of_whoever_lost_their_telephone(
    user: User, codes: list[str], actor: Actors, browse: Browse
) -> None:
    page = "/administration/people/user/"
    sent = {"action": "remove_second_factor", "_selected_action": [user.pk]}
    browse(actor("administrator")).post(page, sent)
    assert TOTPDevice.objects.exists()
    browse(actor("technician")).post(page, sent)
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    row = JournalEntry.objects.order_by("-pk").filter(event=Event.FACTOR_REMOVED).get()
    assert (row.account, row.by_user) == (user, actor("technician"))


def test_no_page_of_the_administration_shows_keys() -> None:
    labels = {model._meta.app_label for model in admin.site._registry}
    assert not labels & {"otp_totp", "otp_static", "django_tasks_database", "axes"}


# -- where it is required --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "is_led"),
    [
        ("departement", True),
        ("secretary", True),
        ("administrator", True),
        ("technician", True),
        ("direction", False),
        ("stranger", False),
    ],
)
def test_whoever_may_write_is_led_to_set_it_up(
    name: str, is_led: bool, actor: Actors, browse: Browse, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = browse(actor(name))
    answer = client.get("/actes/")
    assert (answer.status_code, answer.get("Location")) == ((302, OWN) if is_led else (200, None))
    assert client.get("/api/v1/agreements/").status_code == (403 if is_led else 200)
    if is_led:
        with at(0):
            client = browse(actor(name))
        set_up(client)
        with at(1):
            assert client.get("/actes/").status_code == 200


def test_whoever_takes_up_a_role_that_writes_is_led_there_too(
    actor: Actors, browse: Browse, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = actor("direction")
    place = join(user, "tmi", Role.OFFICER)
    client = browse(user)
    assert client.get("/actes/").status_code == 200
    client.post("/compte/organisme/", {"place": place.pk})
    assert client.session[CHOSEN] == place.pk
    assert client.get("/actes/")["Location"] == OWN


def test_a_session_that_has_not_shown_its_code_ends(
    user: User, codes: list[str], browse: Browse, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with at(5):
        client = browse(user)
        assert client.get("/actes/")["Location"] == SIGN_IN
    assert not is_signed_in(client)


# -- two at once, and other sessions ---------------------------------------------------------------


def test_a_second_set_up_at_the_same_time_is_refused(user: User, browse: Browse) -> None:
    with at(0):
        first, second = browse(user), browse(user)
        pages = [client.get(OWN) for client in (first, second)]
        assert [page.status_code for page in pages] == [200, 200]
        key = second.session["factor_key"]
    set_up(first)
    with pytest.raises(Refused, match="vient d’être activé"), at(0):
        factors.set_factor(user, key, code_of(key), None)
    assert TOTPDevice.objects.filter(user=user).count() == 1


def test_setting_up_ends_the_other_sessions_of_the_account(
    user: User, actor: Actors, browse: Browse
) -> None:
    with at(0):
        here, elsewhere, somebody = browse(user), browse(user), browse(actor("terrimouv"))
    set_up(here)
    with at(1):
        assert [is_signed_in(client) for client in (here, elsewhere, somebody)] == [
            True,
            False,
            True,
        ]


def test_whoever_runs_the_machine_removes_a_factor_from_the_server(
    user: User, codes: list[str]
) -> None:
    call_command("remove_second_factor", user.email.upper(), verbosity=0)
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert JournalEntry.objects.latest("pk").event == Event.FACTOR_REMOVED
    for address, said in ((user.email, "n’a pas de second facteur"), ("x@y.example", "Aucun")):
        with pytest.raises(CommandError, match=said):
            call_command("remove_second_factor", address)
