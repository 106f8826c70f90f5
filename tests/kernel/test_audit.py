"""The history says who changed what and why, and ``check_audit`` proves that it misses nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accord.agreement.models import Chapter
from accord.kernel.actors import SERVER, Author, System
from accord.kernel.audit import (
    SilentWriteError,
    create_in_bulk,
    discrepancies,
    record,
    remove,
    unproved_acts,
)
from accord.kernel.transactions import TransactionError, acting
from accord.people.acting import actor_of
from accord.people.models import Membership, Organisation, Role, User
from operations.states import OperationState
from tests import scenes
from tests.actors import written

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]


def plain(model: type[models.Model]) -> Any:
    """A queryset as code that goes round the audit would use it."""
    return models.QuerySet(model=model)


def a_body(code: str = "essai", **values: Any) -> Organisation:
    return Organisation(code=code, name="Essai", short_name="Essai", kind="network", **values)


def in_bulk(bodies: list[Organisation], *, by: Author = SERVER, **options: Any) -> Any:
    with acting(by):
        return create_in_bulk(Organisation, bodies, by=by, **options)


def removed(body: Organisation, *, by: Author = SERVER, reason: str = "") -> None:
    with acting(by):
        remove(body, by=by, reason=reason)


def check_audit() -> str:
    out = StringIO()
    call_command("check_audit", stdout=out)
    return out.getvalue()


# -- who -------------------------------------------------------------------------------------------


def test_the_history_keeps_the_author_the_body_and_the_reason(actor: Actors) -> None:
    body = written(a_body(), by=actor_of(actor("dreets")), reason="création d’essai")
    body.name = "Essai renommé"
    written(body, by=actor_of(actor("departement")), reason="changement de nom")
    latest, first = body.history.all()
    assert (first.history_type, first.name) == ("+", "Essai")
    assert first.history_user == actor("dreets")
    assert (first.by_body, first.by_role, first.by_system) == ("dreets-hdf", "officer", "")
    assert first.history_change_reason == "création d’essai"
    assert (latest.history_type, latest.name) == ("~", "Essai renommé")
    assert latest.history_user == actor("departement")
    assert latest.history_change_reason == "changement de nom"


def test_what_no_person_does_is_done_by_a_named_system() -> None:
    trace = written(a_body(), by=System("nightly")).history.get()
    assert (trace.history_user, trace.by_body, trace.by_role) == (None, "", "")
    assert trace.by_system == "nightly"


def test_whoever_runs_the_machine_writes_for_no_body(actor: Actors) -> None:
    trace = written(a_body(), by=actor_of(actor("technician"))).history.get()
    assert trace.history_user == actor("technician")
    assert (trace.by_body, trace.by_role) == ("", "technician")


def test_what_a_person_said_and_the_act_are_kept_beside_the_reason() -> None:
    act = scenes.credit_act()
    with acting(SERVER):
        body = record(a_body(), by=SERVER, reason="x" * 300, note="y" * 900, under_act=act.pk)
    trace = body.history.get()
    # A long reason is cut, not refused.
    assert trace.history_change_reason == "x" * 60
    assert trace.history_note == "y" * 500
    assert trace.under_act == act.pk


# -- writing ---------------------------------------------------------------------------------------


def test_nothing_is_written_outside_an_action_of_its_author(actor: Actors) -> None:
    author = actor_of(actor("dreets"))
    with pytest.raises(TransactionError, match="outside an action"):
        record(a_body(), by=author)
    with acting(SERVER), pytest.raises(TransactionError, match="outside an action"):
        record(a_body(), by=author)
    assert not Organisation.objects.filter(code="essai").exists()


def test_an_invalid_row_is_neither_saved_nor_remembered() -> None:
    with pytest.raises(ValidationError, match="minuscules"):
        written(a_body("Pas Un Code"))
    assert not Organisation.objects.filter(name="Essai").exists()
    assert not Organisation.history.filter(name="Essai").exists()


def test_what_nobody_signs_is_neither_saved_nor_deleted() -> None:
    with pytest.raises(SilentWriteError, match="written by nobody"):
        a_body().save()
    with pytest.raises(SilentWriteError):
        Organisation.objects.create(code="essai", name="Essai", short_name="E", kind="network")
    body = written(a_body())
    # The signature of one action does not serve for the next.
    body.name = "Autre"
    for write in (body.save, body.save_without_historical_record, body.delete):
        with pytest.raises(SilentWriteError), transaction.atomic():
            write()
    assert Organisation.objects.get(code="essai").name == "Essai"


def test_a_removed_row_leaves_its_trace(actor: Actors) -> None:
    body = written(a_body())
    key = body.pk
    removed(body, by=actor_of(actor("dreets")), reason="saisie en double")
    trace = Organisation.history.filter(id=key).first()
    assert (trace.history_type, trace.history_user) == ("-", actor("dreets"))
    assert trace.history_change_reason == "saisie en double"
    assert "L’historique est complet." in check_audit()


def test_rows_created_in_bulk_each_have_their_history(actor: Actors) -> None:
    bodies = [a_body(f"essai-{rank}") for rank in range(7)]
    made = in_bulk(bodies, by=actor_of(actor("dreets")), reason="lot d’essai", batch=3)
    assert len(made) == 7
    assert all(body.pk for body in made)
    traces = Organisation.history.filter(code__startswith="essai-")
    assert traces.count() == 7
    assert set(traces.values_list("history_type", "history_user", "by_body")) == {
        ("+", actor("dreets").pk, "dreets-hdf")
    }
    assert set(traces.values_list("history_change_reason", flat=True)) == {"lot d’essai"}
    assert "L’historique est complet." in check_audit()


def test_creating_nothing_in_bulk_is_nothing() -> None:
    assert in_bulk([], reason="rien") == []


def test_the_database_still_refuses_what_a_bulk_does_not_validate() -> None:
    twice = [a_body("essai"), a_body("essai")]
    with pytest.raises(IntegrityError), transaction.atomic():
        in_bulk(twice, reason="doublon")
    assert not Organisation.history.filter(code="essai").exists()


# -- accounts --------------------------------------------------------------------------------------


def test_signing_in_leaves_the_history_of_accounts_whole(
    actor: Actors, browse: Callable[[User | None], Any]
) -> None:
    user = actor("departement")
    traces = user.history.count()
    browse(user)
    assert User.objects.get(pk=user.pk).last_login is not None
    assert user.history.count() == traces
    assert "L’historique est complet." in check_audit()


def test_what_django_saves_of_an_account_by_itself_is_signed_by_it(actor: Actors) -> None:
    user = actor("departement")
    traces = user.history.count()
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    assert user.history.count() == traces
    # As its own command « changepassword » does.
    user.set_password("un-tout-autre-secret-62")
    user.save()
    trace = user.history.first()
    assert (trace.history_user, trace.by_system) == (None, "django")


def test_a_membership_is_audited(actor: Actors) -> None:
    membership = written(
        Membership(
            user=actor("stranger"),
            organisation=Organisation.objects.get(code="cd62"),
            role=Role.READER,
        ),
        by=actor_of(actor("administrator")),
    )
    trace = membership.history.get()
    assert (trace.history_user, trace.by_body) == (actor("administrator"), "cd62")


# -- proof -----------------------------------------------------------------------------------------


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
    body = written(a_body())
    key = body.pk
    removed(body)
    plain(Organisation).bulk_create([a_body(id=key)])
    assert list(discrepancies(Organisation)) == [
        f"organisme {key} : aucune trace dans l’historique."
    ]


def test_only_the_latest_trace_counts() -> None:
    body = written(a_body())
    for name in ("Un", "Deux", "Essai"):
        body.name = name
        written(body)
    assert list(discrepancies(Organisation)) == []
    plain(Organisation).filter(pk=body.pk).update(name="Deux")
    assert list(discrepancies(Organisation)) == [f"organisme {body.pk} : name modifié sans trace."]


def test_an_act_that_does_not_exist_gives_no_authority() -> None:
    act = scenes.credit_act()
    history = Organisation.history.model
    with acting(SERVER):
        body = record(a_body(), by=SERVER, under_act=act.pk)
    known = type(act).objects.values("pk")
    assert list(unproved_acts(history, known)) == []
    body.history.update(under_act=act.pk + 1)
    [sentence] = unproved_acts(history, known)
    assert f"en vertu de l’acte {act.pk + 1}, qui n’existe pas" in sentence
    with pytest.raises(CommandError, match="1 écart"):
        check_audit()
