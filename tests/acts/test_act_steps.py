"""How an act came to be what it is, who says so, and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test import Client

from accord.acts.actions import ActDraft, complete_act, let_act_lapse, record_act
from accord.acts.models import (
    Act,
    ActConfirmation,
    ActKind,
    ActStep,
    CitedText,
    Effect,
    EffectStep,
    FrameworkAgreement,
    ImportRun,
)
from accord.acts.states import ActState, ConfirmationAnswer
from accord.kernel.actors import SERVER
from accord.kernel.dates import now, today
from accord.kernel.locking import lock_row
from accord.kernel.rows import AppendOnly, AppendOnlyError, append
from accord.kernel.transactions import acting
from accord.people.acting import actor_of
from accord.people.models import Organisation, User
from tests import scenes
from tests.acts.preparing import awaited_act, prepared_opening, tranche

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
DAY = date(2024, 6, 3)


def moves(act: Act) -> list[tuple[str, str, str, date, str]]:
    """Verb, state before and after, value date and author of each step."""
    rows = act.steps.all()
    return [
        (row.verb, row.from_state, row.to_state, row.value_date, row.by_body or row.by_system)
        for row in rows
    ]


def draft(kind: str, issuer: str) -> ActDraft:
    return ActDraft(
        agreement=FrameworkAgreement.objects.get(code="2021-2027"),
        kind=kind,
        issuer=Organisation.objects.get(code=issuer),
        title="Acte d’essai",
        number="A-1",
        date=DAY,
    )


# -- steps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "issuer", "name", "verb", "role"),
    [
        (ActKind.NOTIFICATION, "etat", "dreets", "acts.record_credit_act", "officer"),
        (ActKind.DELIBERATION, "cd62", "secretary", "acts.record_own_act", "secretary"),
        (ActKind.REPORT, "tmi", "terrimouv", "acts.record_own_act", "officer"),
    ],
)
def test_a_recorded_act_keeps_the_step_of_its_verb(
    kind: str, issuer: str, name: str, verb: str, role: str, actor: Actors
) -> None:
    by = actor_of(actor(name))
    act, _ = record_act(draft(kind, issuer), by=by)
    assert moves(act) == [(verb, "", "recorded", DAY, by.body)]
    step = act.steps.get()
    assert (step.by_user, step.by_role, step.author) == (actor(name), role, str(actor(name)))
    assert str(step) == "recorded le 03/06/2024"
    assert act.history.get().history_change_reason == verb


def test_an_act_that_comes_with_something_else_is_written_by_its_own_verb() -> None:
    act = scenes.decision_act(Organisation.objects.get(code="cd62"), DAY)
    assert moves(act) == [("acts.write", "", "recorded", DAY, "server")]
    assert act.steps.get().author == "server"


def test_an_awaited_act_is_awaited_then_recorded(actor: Actors) -> None:
    effect = prepared_opening()
    act = awaited_act()
    assert moves(act) == [("acts.await", "", "awaited", today(), "server")]
    done, _ = complete_act(act, by=actor_of(actor("dreets")), number="A-1", date=DAY)
    assert set(moves(done)) == {
        ("acts.await", "", "awaited", today(), "server"),
        ("acts.record_credit_act", "awaited", "recorded", DAY, "dreets-hdf"),
    }
    assert effect.steps.get().act == effect.awaits


def test_an_act_is_awaited_since_the_sitting_that_needs_it(actor: Actors) -> None:
    """Its steps are read in the order of their dates, whenever the sitting was typed."""
    scenes.held_sitting(actor("secretary"), day=date(2024, 3, 13), tranche=tranche())
    effect = Effect.objects.get()
    assert effect.awaits is not None
    complete_act(effect.awaits, by=actor_of(actor("dreets")), number="A-1", date=DAY)
    expected = [date(2024, 3, 13), DAY]
    for steps in (effect.steps, effect.awaits.steps):
        assert [row.value_date for row in steps.all()] == expected
        assert [row.value_date for row in steps.order_by("pk")] == expected
    assert effect.steps.last().to_state == "applied"  # type: ignore[union-attr]
    assert effect.awaits.steps.last().to_state == "recorded"  # type: ignore[union-attr]


def test_an_act_that_lapses_says_why() -> None:
    act = awaited_act()
    with acting(SERVER):
        act = lock_row(act)
        let_act_lapse(act, by=SERVER, reason="plus rien ne l’attend")
    step = act.steps.get(to_state=ActState.LAPSED)
    assert (step.verb, step.from_state) == ("acts.let_lapse", "awaited")
    assert step.note == "plus rien ne l’attend"
    assert (act.state, act.date_note) == ("lapsed", "Caduc : plus rien ne l’attend")


def test_acts_of_reference_have_their_first_step_too() -> None:
    assert not Act.objects.filter(steps=None).exists()
    loaded = Act.objects.get(code="deliberation-2023-406")
    assert moves(loaded) == [
        ("acts.record_own_act", "", "recorded", date(2023, 9, 18), "load_accord")
    ]


def test_the_page_of_an_act_says_who_recorded_it_and_no_more_of_what_was_loaded(
    actor: Actors, browse: Callable[[User | None], Client]
) -> None:
    act, _ = record_act(draft(ActKind.NOTIFICATION, "etat"), by=actor_of(actor("dreets")))
    client = browse(actor("departement"))
    body = client.get(act.get_absolute_url()).content.decode()
    assert "Enregistré" in body
    assert f"par {actor('dreets')}" in body
    loaded = Act.objects.get(code="deliberation-2023-406")
    for page in (loaded, awaited_act()):
        assert "<dt>Enregistré</dt>" not in client.get(page.get_absolute_url()).content.decode()


# -- only added ------------------------------------------------------------------------------------


def confirmation(**values: Any) -> ActConfirmation:
    """What the Département says of an act of the State."""
    return ActConfirmation(
        **{
            "subject": values.pop("subject", None) or scenes.credit_act(),
            "body": Organisation.objects.get(code="cd62"),
            "answer": ConfirmationAnswer.CONFIRMED,
            "value_date": DAY,
            **values,
        }
    )


def one_of_each() -> list[AppendOnly]:
    effect = prepared_opening()
    row = confirmation()
    with acting(SERVER):
        append(row, by=SERVER)
    return [effect.steps.get(), effect.cause.steps.get(), row]


def test_steps_and_confirmations_are_only_added() -> None:
    for row in one_of_each():
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
        with pytest.raises(AppendOnlyError):
            type(row).objects.filter(pk=row.pk).update(note="changé")


@pytest.mark.postgres
def test_the_database_itself_keeps_them() -> None:
    for row in one_of_each():
        table = row._meta.db_table
        for statement in ("UPDATE {} SET note = 'x' WHERE id = %s", "DELETE FROM {} WHERE id = %s"):
            with (
                pytest.raises(DatabaseError, match=f"{table} is append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement.format(table), [row.pk])


# -- what is refused -------------------------------------------------------------------------------


def refused_twice(row: models.Model, sentence: str) -> None:
    """By the form of the row, in French; and by the database."""
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet[Any](model=type(row)).bulk_create([row])


def test_an_act_that_is_not_recorded_has_no_date() -> None:
    known = scenes.credit_act()
    for state in (ActState.AWAITED, ActState.LAPSED):
        row = Act(agreement=known.agreement, kind=known.kind, state=state, title="x", date=DAY)
        refused_twice(row, "attendu n’a pas encore de date")


def test_a_number_serves_once_for_a_kind_and_an_issuer() -> None:
    known = scenes.credit_act(number="N-1000")
    row = Act(
        agreement=known.agreement,
        kind=known.kind,
        issuer=known.issuer,
        number=known.number,
        title="x",
    )
    refused_twice(row, "porte déjà ce numéro")
    # Amendments are numbered within the operation that they amend.
    for _ in range(2):
        scenes.credit_act(kind=ActKind.OPERATION_AMENDMENT, number="1")


@pytest.mark.parametrize("ends_on", [date(2020, 12, 31), date(2021, 1, 1)])
def test_an_agreement_ends_after_it_begins(ends_on: date) -> None:
    row = FrameworkAgreement(
        code="2028-2034",
        title="x",
        short_title="x",
        source="x",
        starts_on=date(2021, 1, 1),
        ends_on=ends_on,
    )
    refused_twice(row, "La fin doit suivre le début")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "applied"},
        {"state": "applied", "applied_on": DAY},
        {"state": "applied", "applied_at": now()},
        {"state": "prepared", "applied_at": now(), "awaits": True},
        # Prepared or held, an effect waits for an act.
        {"state": "prepared"},
        {"state": "held"},
        {"state": "lapsed"},
        {"state": "lapsed", "sentence": "Caduque", "applied_at": now()},
    ],
)
def test_an_effect_is_applied_awaits_an_act_or_says_why_it_does_not(values: dict[str, Any]) -> None:
    act = scenes.credit_act()
    if values.get("awaits"):
        values = {**values, "awaits": awaited_act()}
    row = Effect(kind="notify", cause=act, about="x", **values)
    refused_twice(row, "Un effet est appliqué à une date, attend un acte, ou dit pourquoi")


def test_a_contestation_says_what_it_contests() -> None:
    row = confirmation(answer=ConfirmationAnswer.CONTESTED, recorded_at=now(), by_system="server")
    refused_twice(row, "Dites ce qui est contesté")


def test_a_confirmation_is_read_with_its_act(actor: Actors) -> None:
    row = confirmation(answer=ConfirmationAnswer.CONTESTED, note="La date est autre.")
    by = actor_of(actor("departement"))
    with acting(by):
        append(row, by=by)
    assert str(row) == "contesté par Département"
    assert (row.by_user, row.by_body) == (actor("departement"), "cd62")
    for name, is_read in (("dreets", True), ("plie", True), ("region", False)):
        found = ActConfirmation.objects.visible_to(actor_of(actor(name)))
        assert found.exists() is is_read, name


def _step(**values: Any) -> ActStep:
    return ActStep(
        subject=scenes.credit_act(),
        verb="acts.write",
        to_state="recorded",
        value_date=DAY,
        recorded_at=now(),
        **values,
    )


def _effect_step(**values: Any) -> EffectStep:
    return EffectStep(
        effect=prepared_opening(),
        verb="acts.apply_effect",
        to_state="applied",
        value_date=DAY,
        recorded_at=now(),
        **values,
    )


def _confirmation(**values: Any) -> ActConfirmation:
    return confirmation(recorded_at=now(), **values)


def _run(**values: Any) -> ImportRun:
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    return ImportRun(agreement=agreement, file_name="liste.csv", digest="0" * 64, **values)


@pytest.mark.parametrize("make", [_step, _effect_step, _confirmation, _run])
def test_whatever_is_written_has_one_author(make: Callable[..., Any], actor: Actors) -> None:
    sentence = "Une écriture a un auteur : une personne, ou le système"
    refused_twice(make(), sentence)
    refused_twice(make(by_user=actor("dreets"), by_system="server"), sentence)


@pytest.mark.parametrize("make", [_step, _effect_step, _confirmation])
def test_a_reversal_has_its_reason(make: Callable[..., Any]) -> None:
    first = make(by_system="server")
    with acting(SERVER):
        append(first, by=SERVER)
    refused_twice(make(by_system="server", reverses=first), "Une contrepassation doit dire")


def test_a_text_is_cited_once_at_its_rank() -> None:
    known = CitedText.objects.order_by("pk").first()
    assert known is not None
    row = CitedText(
        act=known.act, position=known.position, kind=known.kind, reference="x", source="x"
    )
    refused_twice(row, "existe déjà")
