"""An awaited act may turn out to be one that was recorded before: it gives way to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accord.acts.actions import complete_act, let_act_lapse
from accord.acts.documents import store_document
from accord.acts.models import Act, ActKind, ActState, Document
from accord.kernel.actors import SERVER, Actor, Author
from accord.kernel.contributions import ActListener, registry
from accord.kernel.errors import Refused
from accord.kernel.transactions import acting, is_acting
from accord.people.acting import actor_of
from accord.people.models import User
from envelopes.models import CreditMovement
from tests import scenes
from tests.actors import written
from tests.acts.preparing import awaited_act, prepared_opening, tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 6, 3)
NAME = "avenant à une convention de subvention globale n° AV-1"


@pytest.fixture
def dreets(actor: Actors) -> Actor:
    return actor_of(actor("dreets"))


@pytest.fixture
def known() -> Act:
    return scenes.credit_act(kind=ActKind.GRANT_AMENDMENT, number="AV-1", date=DAY)


def complete(act: Act, by: Actor, day: date = DAY, **more: Any) -> tuple[Act, list[str]]:
    return complete_act(act, by=by, number=" AV-1 ", date=day, **more)


def again(act: Act) -> Act:
    return Act.objects.get(pk=act.pk)


def a_document(content: bytes, *, by: Author = SERVER, name: str = "acte.pdf") -> Document:
    with acting(by):
        return store_document(b"%PDF-1.7 " + content, name=name, by=by)


# -- what it carried -------------------------------------------------------------------------------


def test_what_waited_takes_effect_under_the_act_that_was_known(dreets: Actor, known: Act) -> None:
    effect = prepared_opening()
    assert effect.awaits is not None
    act, told = complete(effect.awaits, dreets)
    assert act == known
    assert told == ["Seconde tranche (30\u00a0%) du FSE+ du Département ouverte au 3 juin 2024."]
    assert CreditMovement.objects.get(tranche=tranche()).act == known
    effect.refresh_from_db()
    assert (effect.state, effect.awaits) == ("applied", known)
    former = Act.objects.get(title="Avenant attendu")
    assert (former.state, former.number) == (ActState.LAPSED, "")
    assert former.date_note == f"Caduc : c’est l’acte déjà enregistré : {NAME}"


def test_what_was_under_the_awaited_act_is_under_the_one_that_was_known(
    dreets: Actor, known: Act
) -> None:
    act = awaited_act()
    child = scenes.credit_act(kind=ActKind.COMMITTEE_DECISION, under=act)
    complete(act, dreets)
    assert again(child).under == known
    assert again(child).history.first().history_change_reason == "acts.replace"


def test_whoever_asked_is_told_in_the_transaction_that_records_the_act(
    dreets: Actor, known: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    listener = ActListener(
        lambda act: heard.append(("lock", act.pk, is_acting())),
        lambda awaited, other, by: heard.append((awaited.pk, other.pk, by)),
    )
    monkeypatch.setattr(registry, "act_listeners", [listener])
    act = awaited_act()
    complete(act, dreets)
    # Its locks come before that of the act.
    assert heard == [("lock", act.pk, True), (act.pk, known.pk, dreets)]


def test_an_act_that_is_new_replaces_nothing(
    dreets: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    listener = ActListener(lambda act: heard.append(act), lambda *told: heard.append(told))
    monkeypatch.setattr(registry, "act_listeners", [listener])
    act = awaited_act()
    complete(act, dreets)
    assert heard == [act]


def test_whoever_refuses_leaves_the_act_awaited(
    dreets: Actor, known: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*told: Any) -> None:
        raise Refused("Pas comme cela.")

    effect = prepared_opening()
    monkeypatch.setattr(registry, "act_listeners", [ActListener(lambda act: None, refuse)])
    assert effect.awaits is not None
    with pytest.raises(Refused, match="Pas comme cela"):
        complete(effect.awaits, dreets)
    assert again(effect.awaits).state == ActState.AWAITED
    assert [step.verb for step in effect.awaits.steps.all()] == ["acts.await"]
    assert not CreditMovement.objects.filter(tranche=tranche()).exists()


def test_an_awaited_act_is_recorded_by_its_page_with_its_document(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    effect = prepared_opening()
    assert effect.awaits is not None
    address = f"/actes/{effect.awaits.pk}/enregistrer/"
    client = browse(actor("dreets"))

    def send(day: str) -> Any:
        pdf = SimpleUploadedFile("avenant.pdf", b"%PDF-1.7 un", content_type="application/pdf")
        data = {"submission": uuid4(), "number": "AV-1", "date": day, "document": pdf}
        return client.post(address, data, follow=True)

    refused = send("2024-02-29")
    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "date": ["Point 1 : l’acte attendu ne peut pas précéder la décision du 01/03/2024."],
        "document": ["Choisissez de nouveau ce fichier, puis renvoyez."],
    }
    # All or nothing: not even the file.
    assert not Document.objects.exists()
    body = send("2024-06-03").content.decode()
    assert "Acte enregistré" in body
    assert "du FSE+ du Département ouverte au 3 juin 2024." in body
    act = again(effect.awaits)
    assert (act.number, act.document.name) == ("AV-1", "avenant.pdf")  # type: ignore[union-attr]
    assert browse(actor("departement")).get(address).status_code == 403


# -- the same act ----------------------------------------------------------------------------------


def test_the_known_act_has_the_same_date(dreets: Actor, known: Act) -> None:
    act = awaited_act()
    with pytest.raises(Refused, match="déjà enregistré, au 03/06/2024") as refusal:
        complete(act, dreets, date(2024, 6, 4))
    assert refusal.value.field == "date"
    known.date = None
    written(known)
    with pytest.raises(Refused, match="déjà enregistré, sans date"):
        complete(act, dreets)
    assert again(act).state == ActState.AWAITED


@pytest.mark.parametrize(
    "changes",
    [{"number": "AV-2"}, {"kind": ActKind.NOTIFICATION}, {"issuer": None}],
)
def test_another_number_kind_or_issuer_is_another_act(
    changes: dict[str, Any], dreets: Actor
) -> None:
    scenes.credit_act(**{"kind": ActKind.GRANT_AMENDMENT, "number": "AV-1", "date": DAY, **changes})
    act = awaited_act()
    done, _ = complete(act, dreets)
    assert done == act


def test_a_document_is_joined_to_the_act_that_had_none(dreets: Actor, known: Act) -> None:
    document = a_document(b"un", by=dreets)
    complete(awaited_act(), dreets, document=document)
    assert again(known).document == document
    # Of another body, under another name: the same bytes are the same document.
    own_name = a_document(b"un", name="copie.pdf")
    assert own_name != document
    complete(awaited_act(), dreets, document=own_name)
    assert again(known).document == document


def test_another_document_is_refused(dreets: Actor, known: Act) -> None:
    known.document = a_document(b"un")
    written(known)
    act = awaited_act()
    with pytest.raises(Refused, match="avec un autre document") as refusal:
        complete(act, dreets, document=a_document(b"deux", by=dreets))
    assert refusal.value.field == "document"
    assert again(act).state == ActState.AWAITED
    assert again(known).document == known.document


def test_only_an_awaited_act_lapses(known: Act) -> None:
    with acting(SERVER), pytest.raises(Refused, match="Seul un acte attendu devient caduc"):
        let_act_lapse(known, by=SERVER, reason="essai")
