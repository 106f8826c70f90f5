"""The history says who changed what and why, and ``check_audit`` proves that it misses nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from accord.agreement.models import Chapter
from accord.kernel.audit import create_in_bulk, discrepancies, record, remove
from accord.people.models import Membership, Organisation, Role, User
from operations.states import OperationState
from tests import scenes

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def plain(model: type[models.Model]) -> Any:
    """A queryset as code that goes round the audit would use it."""
    return models.QuerySet(model=model)


def a_body(code: str = "essai", **values: Any) -> Organisation:
    return Organisation(code=code, name="Essai", short_name="Essai", kind="network", **values)


def check_audit() -> str:
    out = StringIO()
    call_command("check_audit", stdout=out)
    return out.getvalue()


def test_the_history_keeps_the_author_and_the_reason(actor: Actors) -> None:
    body = record(a_body(), by=actor("dreets"), reason="création d’essai")
    body.name = "Essai renommé"
    record(body, by=actor("departement"), reason="changement de nom")
    latest, first = body.history.all()
    assert (first.history_type, first.name) == ("+", "Essai")
    assert (first.history_user, first.history_change_reason) == (
        actor("dreets"),
        "création d’essai",
    )
    assert (latest.history_type, latest.name) == ("~", "Essai renommé")
    assert latest.history_user == actor("departement")
    assert latest.history_change_reason == "changement de nom"


def test_without_a_person_the_history_has_no_author() -> None:
    body = record(a_body(), by=None)
    assert body.history.get().history_user is None


def test_a_long_reason_is_cut_not_refused() -> None:
    body = record(a_body(), by=None, reason="x" * 300)
    assert body.history.get().history_change_reason == "x" * 100


def test_an_invalid_row_is_neither_saved_nor_remembered() -> None:
    with pytest.raises(ValidationError, match="minuscules"):
        record(a_body("Pas Un Code"), by=None)
    assert not Organisation.objects.filter(name="Essai").exists()
    assert not Organisation.history.filter(name="Essai").exists()


def test_a_removed_row_leaves_its_trace(actor: Actors) -> None:
    body = record(a_body(), by=None)
    key = body.pk
    remove(body, by=actor("dreets"), reason="saisie en double")
    trace = Organisation.history.filter(id=key).first()
    assert (trace.history_type, trace.history_user) == ("-", actor("dreets"))
    assert trace.history_change_reason == "saisie en double"
    assert "L’historique est complet." in check_audit()


def test_rows_created_in_bulk_each_have_their_history(actor: Actors) -> None:
    bodies = [a_body(f"essai-{rank}") for rank in range(7)]
    made = create_in_bulk(Organisation, bodies, by=actor("dreets"), reason="lot d’essai", batch=3)
    assert len(made) == 7
    assert all(body.pk for body in made)
    traces = Organisation.history.filter(code__startswith="essai-")
    assert traces.count() == 7
    assert set(traces.values_list("history_type", "history_user", "history_change_reason")) == {
        ("+", actor("dreets").pk, "lot d’essai")
    }
    assert "L’historique est complet." in check_audit()


def test_creating_nothing_in_bulk_is_nothing() -> None:
    assert create_in_bulk(Organisation, [], by=None, reason="rien") == []


def test_the_database_still_refuses_what_a_bulk_does_not_validate() -> None:
    twice = [a_body("essai"), a_body("essai")]
    with pytest.raises(IntegrityError), transaction.atomic():
        create_in_bulk(Organisation, twice, by=None, reason="doublon")
    assert not Organisation.history.filter(code="essai").exists()


def test_the_loaded_agreement_passes() -> None:
    assert check_audit() == "L’historique est complet.\n"


def test_what_the_actions_write_passes(actor: Actors) -> None:
    scenes.operation(OperationState.CONTRACTED)
    scenes.held_sitting(actor("secretary"), operations=[scenes.operation()])
    assert check_audit() == "L’historique est complet.\n"


def test_a_silent_update_is_found_with_its_field() -> None:
    plain(Chapter).filter(number="9").update(title="Autre titre")
    chapter = Chapter.objects.get(number="9")
    assert list(discrepancies(Chapter)) == [f"chapitre {chapter.pk} : title modifié sans trace."]


def test_an_update_in_sql_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_organisation SET siret = '1' WHERE code = 'cd62'")
    with pytest.raises(CommandError, match="1 écart"):
        check_audit()


def test_a_row_deleted_in_silence_is_found() -> None:
    chapter = Chapter.objects.get(number="9")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreement_chapter WHERE id = %s", [chapter.pk])
    assert list(discrepancies(Chapter)) == [f"chapitre {chapter.pk} : supprimé sans trace."]


def test_a_row_inserted_in_silence_is_found() -> None:
    [body] = plain(Organisation).bulk_create([a_body()])
    assert list(discrepancies(Organisation)) == [
        f"organisme {body.pk} : aucune trace dans l’historique."
    ]


def test_a_history_emptied_is_found() -> None:
    body = Organisation.objects.get(code="cd62")
    body.history.all().delete()
    assert list(discrepancies(Organisation)) == [
        f"organisme {body.pk} : aucune trace dans l’historique."
    ]


def test_a_row_that_comes_back_after_its_deletion_is_found() -> None:
    body = record(a_body(), by=None)
    key = body.pk
    remove(body, by=None)
    plain(Organisation).bulk_create([a_body(id=key)])
    assert list(discrepancies(Organisation)) == [
        f"organisme {key} : aucune trace dans l’historique."
    ]


def test_only_the_latest_trace_counts() -> None:
    body = record(a_body(), by=None)
    for name in ("Un", "Deux", "Essai"):
        body.name = name
        record(body, by=None)
    assert list(discrepancies(Organisation)) == []
    plain(Organisation).filter(pk=body.pk).update(name="Deux")
    assert list(discrepancies(Organisation)) == [f"organisme {body.pk} : name modifié sans trace."]


def test_signing_in_leaves_the_history_of_accounts_whole(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    browse(actor("departement"))
    assert "L’historique est complet." in check_audit()


def test_a_membership_is_audited(actor: Actors) -> None:
    membership = record(
        Membership(
            user=actor("stranger"),
            organisation=Organisation.objects.get(code="cd62"),
            role=Role.READER,
        ),
        by=actor("administrator"),
    )
    assert membership.history.get().history_user == actor("administrator")
