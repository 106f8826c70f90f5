"""The plain administration: scoped like every page, and never a way round the actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.forms.models import model_to_dict
from django.test import Client
from rest_framework.test import APIClient

from accord.acts.models import Act
from accord.kernel.actors import SERVER
from accord.kernel.errors import Refused
from accord.people.acting import CHOSEN, actor_of
from accord.people.actions import create_token, save_membership
from accord.people.models import (
    AccessToken,
    Membership,
    Organisation,
    Role,
    Supervision,
    User,
)
from accord.web.admin_bases import LedgerAdmin, ReadOnlyAdmin
from envelopes.models import CreditMovement
from governance.actions import seal_minutes
from governance.models import Discussion
from operations.models import Operation
from tests import scenes
from tests.actors import PASSWORD, join, written

pytestmark = [pytest.mark.django_db, pytest.mark.lenient_templates]
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]
TITLE = "Intitulé à ne pas montrer"


def address(row: Any, place: str = "change/") -> str:
    return f"/administration/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{place}"


def history_addresses(row: Any) -> list[str]:
    first = row.history.order_by("history_id").first()
    return [address(row, "history/"), address(row, f"history/{first.history_id}/")]


def fields_of(row: Any) -> dict[str, Any]:
    """What a form of the row would send back."""
    return {name: "" if value is None else value for name, value in model_to_dict(row).items()}


@pytest.mark.parametrize("state", ["draft", "appraised"])
def test_an_administrator_sees_no_file_of_another_body(
    state: str, actor: Actors, browse: Browse
) -> None:
    row = scenes.operation(state, "tmi-fse-2021", title=TITLE)
    client = browse(actor("administrator"))
    assert client.get(address(row)).status_code == 302
    for page in history_addresses(row):
        assert client.get(page).status_code == 404, page
    listed = client.get("/administration/operations/operation/")
    assert TITLE not in listed.content.decode()


def test_an_administrator_sees_the_files_of_its_own_body_with_their_history(
    actor: Actors, browse: Browse
) -> None:
    row = scenes.operation("appraised", title=TITLE)
    client = browse(actor("administrator"))
    for page in (address(row), *history_addresses(row)):
        response = client.get(page)
        assert response.status_code == 200, page
        assert TITLE in response.content.decode()


def test_whoever_runs_the_machine_reads_no_body_s_operations(actor: Actors, browse: Browse) -> None:
    row = scenes.operation("contracted", title=TITLE)
    client = browse(actor("technician"))
    for page in history_addresses(row):
        assert client.get(page).status_code == 404
    assert TITLE not in client.get("/administration/operations/operation/").content.decode()


@pytest.mark.parametrize("name", ["administrator", "technician"])
def test_an_earlier_version_is_never_sent_back_by_anybody(
    name: str, actor: Actors, browse: Browse
) -> None:
    operation = scenes.operation("draft")
    act = scenes.credit_act()
    body = Organisation.objects.get(code="cr-hdf")
    client = browse(actor(name))
    for row in (operation, act, body):
        before = fields_of(row)
        count = row.history.count()
        _, page = history_addresses(row)
        response = client.post(page, {**before, "title": "Réécrit", "name": "Réécrit"})
        assert response.status_code == 403
        fresh = type(row).objects.get(pk=row.pk)
        assert fields_of(fresh) == before
        assert fresh.history.count() == count


@pytest.mark.parametrize("name", ["administrator", "technician"])
def test_what_the_pages_write_is_changed_by_no_form_of_the_administration(
    name: str, actor: Actors, browse: Browse
) -> None:
    act = scenes.credit_act()
    movement = CreditMovement.objects.order_by("pk").first()
    client = browse(actor(name))
    for row in (act, movement, scenes.operation("draft")):
        response = client.post(address(row), {**fields_of(row), "title": "Réécrit"})
        assert response.status_code in (302, 403)
        assert client.get(address(row, "delete/")).status_code in (302, 403)
        assert client.post(address(row, "delete/"), {"post": "yes"}).status_code in (302, 403)
    assert Act.objects.get(pk=act.pk).title == act.title
    for path in ("acts/act/add/", "envelopes/creditmovement/add/", "operations/operation/add/"):
        assert client.get(f"/administration/{path}").status_code == 403


def test_reference_data_are_written_by_the_technical_administrator_alone(
    actor: Actors, browse: Browse
) -> None:
    body = Organisation.objects.get(code="cr-hdf")
    data = {**fields_of(body), "name": "Région Hauts-de-France"}
    assert browse(actor("administrator")).post(address(body), data).status_code == 403
    assert browse(actor("technician")).post(address(body), data).status_code == 302
    body.refresh_from_db()
    assert body.name == "Région Hauts-de-France"
    latest = body.history.first()
    assert latest.history_user == actor("technician")
    assert (latest.by_body, latest.by_role) == ("", "technician")
    assert latest.history_change_reason == "administration"
    assert LogEntry.objects.get().user == actor("technician")


def test_an_administrator_writes_the_memberships_of_its_own_body_only(
    actor: Actors, browse: Browse
) -> None:
    client = browse(actor("administrator"))
    own, other = (Organisation.objects.get(code=code) for code in ("cd62", "tmi"))
    page = "/administration/people/membership/add/"
    # Whom an administrator may name: those of its body.
    user = actor("departement")
    data = {"user": user.pk, "role": Role.SECRETARY, "starts_on": "2024-01-01", "ends_on": ""}
    assert client.post(page, {**data, "organisation": other.pk}).status_code == 200
    assert client.post(page, {**data, "organisation": own.pk}).status_code == 302
    made = Membership.objects.get(user=user, role=Role.SECRETARY)
    assert made.organisation == own
    trace = made.history.get()
    assert (trace.history_user, trace.by_body) == (actor("administrator"), "cd62")
    foreign = actor("terrimouv").memberships.get()
    assert client.post(address(foreign), {**data, "organisation": own.pk}).status_code == 302
    foreign.refresh_from_db()
    assert (foreign.organisation, foreign.user) == (other, actor("terrimouv"))


def test_an_administrator_opens_the_supervision_of_its_own_body_only(
    actor: Actors, browse: Browse
) -> None:
    client = browse(actor("administrator"))
    page = "/administration/people/supervision/add/"
    for code, status in (("tmi", 200), ("cd62", 302)):
        holder = Organisation.objects.get(code=code)
        data = {"holder": holder.pk, "starts_on": "2024-01-01", "ends_on": ""}
        assert client.post(page, data).status_code == status
    assert [row.holder.code for row in Supervision.objects.select_related("holder")] == ["cd62"]


def test_an_account_never_gains_rights_by_its_own_form(actor: Actors, browse: Browse) -> None:
    user = actor("administrator")
    data = {"email": user.email, "is_staff": "on", "is_superuser": "on", "is_active": "on"}
    assert browse(user).post(address(user), data).status_code == 403
    assert not User.objects.get(pk=user.pk).is_superuser


def test_an_account_made_here_is_known_by_its_address_in_lower_case(
    actor: Actors, browse: Browse
) -> None:
    secret = "un-tout-autre-secret-62"
    sent = {
        "email": "Alix@CD62.example",
        "first_name": "Alix",
        "last_name": "",
        "usable_password": "true",
        "password1": secret,
        "password2": secret,
    }
    page = "/administration/people/user/add/"
    assert browse(actor("administrator")).post(page, sent).status_code == 403
    assert browse(actor("technician")).post(page, sent).status_code == 302
    made = User.objects.get(email="alix@cd62.example")
    assert made.check_password(secret)
    trace = made.history.get()
    assert (trace.history_user, trace.by_role) == (actor("technician"), "technician")


# -- a new password --------------------------------------------------------------------------------

PASSWORD_FORM = {"password1": "un-tout-autre-secret-62", "password2": "un-tout-autre-secret-62"}


def token_of(user: User) -> str:
    return create_token(user, user.memberships.first(), by=SERVER)


def rest_status(token: str) -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client.get("/api/v1/agreements/").status_code


@pytest.mark.parametrize(
    "sent",
    [
        {**PASSWORD_FORM, "usable_password": "true", "set-password": "1"},
        {"usable_password": "false", "unset-password": "1"},
    ],
)
def test_a_password_changed_by_an_administrator_closes_the_account_s_rest_tokens(
    sent: dict[str, str], actor: Actors, browse: Browse
) -> None:
    user, other = actor("departement"), actor("terrimouv")
    tokens = [token_of(user) for _ in range(2)]
    kept = token_of(other)
    assert {rest_status(token) for token in (*tokens, kept)} == {200}
    page = address(user, "password/")
    assert browse(actor("technician")).get(page).status_code == 200
    response = browse(actor("technician")).post(page, sent)
    assert response.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(PASSWORD_FORM["password1"]) is (
        "password1" in sent
    )
    assert [rest_status(token) for token in tokens] == [401, 401]
    assert rest_status(kept) == 200


def test_a_password_that_is_refused_closes_nothing(actor: Actors, browse: Browse) -> None:
    user = actor("departement")
    token = token_of(user)
    sent = {**PASSWORD_FORM, "password2": "autre", "usable_password": "true"}
    response = browse(actor("technician")).post(address(user, "password/"), sent)
    assert response.status_code == 200
    assert browse(actor("administrator")).post(address(user, "password/"), sent).status_code == 403
    assert rest_status(token) == 200


def test_the_technical_administrator_closes_a_token(actor: Actors, browse: Browse) -> None:
    token = token_of(actor("departement"))
    page = f"/administration/people/accesstoken/{AccessToken.objects.get().pk}/delete/"
    assert browse(actor("administrator")).post(page, {"post": "yes"}).status_code == 403
    assert rest_status(token) == 200
    client = browse(actor("technician"))
    assert client.get("/administration/people/accesstoken/").status_code == 200
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert rest_status(token) == 401


def test_one_changes_one_s_own_password_and_what_the_old_one_opened_is_closed(
    actor: Actors, browse: Browse
) -> None:
    user = actor("departement")
    token = token_of(user)
    traces = user.history.count()
    client, elsewhere = browse(user), browse(user)
    page = "/compte/mot-de-passe/"
    sent = {"new_password1": "un-tout-autre-secret-62", "new_password2": "un-tout-autre-secret-62"}
    wrong = client.post(page, {**sent, "old_password": "autre"})
    assert wrong.status_code == 422
    assert "Rien n’a été enregistré" in wrong.content.decode()
    assert rest_status(token) == 200
    done = client.post(page, {**sent, "old_password": PASSWORD}, follow=True)
    assert "Votre mot de passe est changé." in done.content.decode()
    assert User.objects.get(pk=user.pk).check_password(sent["new_password1"])
    assert rest_status(token) == 401
    # The session at hand goes on, the others end.
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert user.history.count() == traces


# -- the site's own pages --------------------------------------------------------------------------


def test_one_signs_in_on_the_site_s_own_page(actor: Actors, browse: Browse) -> None:
    login, target = "/administration/login/", "/administration/people/user/"
    asked = browse(None).get(login, {"next": target})
    assert (asked.status_code, asked["Location"]) == (302, f"/connexion/?next={target}")
    assert browse(actor("technician")).get(login)["Location"] == "/administration/"
    refused = browse(actor("departement")).get(login)
    assert refused.status_code == 403
    assert "Votre rôle ne permet pas cette action." in refused.content.decode()


def test_one_signs_out_and_changes_one_s_password_there_too(actor: Actors, browse: Browse) -> None:
    client = browse(actor("technician"))
    assert client.get("/administration/password_change/")["Location"] == "/compte/mot-de-passe/"
    assert client.post("/administration/logout/")["Location"] == "/connexion/"
    assert client.get("/administration/").status_code == 302


def test_whoever_is_of_the_staff_for_no_body_writes_nothing(actor: Actors, browse: Browse) -> None:
    user = actor("stranger")
    user.is_staff = True
    written(user)
    body = Organisation.objects.get(code="cr-hdf")
    answer = browse(user).post(address(body), {**fields_of(body), "name": "Réécrit"})
    assert answer.status_code == 403
    assert Organisation.objects.get(code="cr-hdf").name != "Réécrit"


# -- draft prose -----------------------------------------------------------------------------------

PROSE = "Propos tenus en séance"


def held_point(actor: Actors) -> Discussion:
    """A point whose discussion is written for minutes that are not sealed yet."""
    held = scenes.held_sitting(actor("secretary"), operations=[scenes.operation()])
    return written(Discussion(item=held.items.get(), text=PROSE), by=actor_of(actor("secretary")))


def shows_prose(client: Client, row: Discussion) -> set[bool]:
    """Whether each page of the administration about the point shows what was said of it."""
    found = set()
    for version in row.history.all():
        for place in ("change/", "history/", f"history/{version.history_id}/"):
            found.add(PROSE in client.get(address(row, place)).content.decode())
    return found


@pytest.mark.parametrize("name", ["administrator", "technician"])
def test_the_draft_prose_of_a_sitting_is_its_secretariat_s(
    name: str, actor: Actors, browse: Browse
) -> None:
    row = held_point(actor)
    client = browse(actor(name))
    listed = "/administration/governance/discussion/"
    assert str(row) not in client.get(listed).content.decode()
    assert client.get(address(row)).status_code == 302
    for version in row.history.all():
        for place in ("history/", f"history/{version.history_id}/"):
            assert client.get(address(row, place)).status_code == 404
    assert shows_prose(client, row) == {False}


def test_a_secretariat_s_own_staff_reads_its_draft_prose(actor: Actors, browse: Browse) -> None:
    row = held_point(actor)
    user = actor("administrator")
    place = join(user, "cd62", Role.SECRETARY)
    client = browse(user)
    assert client.get(address(row)).status_code == 302
    # One place at a time: as the secretariat, no more as the administration.
    assert client.post("/compte/organisme/", {"place": place.pk}).status_code == 302
    assert client.session[CHOSEN] == place.pk
    assert PROSE in client.get(address(row)).content.decode()
    assert client.get(address(row, "history/")).status_code == 200


def test_sealed_prose_is_read_by_whoever_reads_the_minutes(actor: Actors, browse: Browse) -> None:
    row = held_point(actor)
    seal_minutes(row.item.meeting, by=actor_of(actor("secretary")))
    assert PROSE in browse(actor("administrator")).get(address(row)).content.decode()
    assert browse(actor("technician")).get(address(row)).status_code == 302


def test_who_is_not_of_the_staff_enters_no_page(actor: Actors, browse: Browse) -> None:
    for name in ("dreets", "departement", "secretary", "stranger"):
        client = browse(actor(name))
        for page in ("", "accord/act/", "operations/operation/", "accord/user/"):
            assert client.get(f"/administration/{page}").status_code == 302, (name, page)


def test_every_model_of_the_administration_is_read_only_or_scoped() -> None:
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "auth" or model is User:
            continue
        assert isinstance(page, ReadOnlyAdmin), model
        if model is AccessToken:
            continue
        assert not page.has_delete_permission(None)  # type: ignore[arg-type]
    assert isinstance(admin.site._registry[CreditMovement], LedgerAdmin)
    assert isinstance(admin.site._registry[Operation], ReadOnlyAdmin)


def test_a_role_never_becomes_another_person_s_or_another_body_s(
    actor: Actors, browse: Browse
) -> None:
    client, row = browse(actor("administrator")), actor("departement").memberships.get()
    other = actor("secretary")
    data = {**fields_of(row), "user": other.pk, "role": Role.READER}
    assert client.post(address(row), data).status_code == 302
    row.refresh_from_db()
    assert (row.user, row.role) == (actor("departement"), Role.READER)
    row.user = other
    with pytest.raises(Refused, match="est un autre rôle"):
        save_membership(row, by=SERVER, reason="test")


def test_no_address_leads_to_the_page_of_any_row(actor: Actors, browse: Browse) -> None:
    client = browse(actor("administrator"))
    kind = ContentType.objects.get_for_model(Operation)
    hidden = scenes.operation("draft", "tmi-fse-2021")
    for key in (hidden.pk, 10**9):
        assert client.get(f"/administration/r/{kind.pk}/{key}/").status_code == 404
    # The link to a row that one reads is that of its own page.
    act = Act.objects.earliest("pk")
    assert act.get_absolute_url() in client.get(address(act)).content.decode()


@pytest.mark.parametrize(
    "asked", ["recorded_at__year=99999999999999999999", "recorded_at__day=9", "account__email=x"]
)
def test_a_list_is_filtered_by_what_it_offers_alone(
    asked: str, actor: Actors, browse: Browse
) -> None:
    client = browse(actor("administrator"))
    page = "/administration/people/journalentry/"
    assert client.get(f"{page}?{asked}").status_code in (302, 400)
    assert client.get(f"{page}?event__exact=signed_in").status_code == 200
