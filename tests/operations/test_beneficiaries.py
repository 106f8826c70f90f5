"""A record belongs to the body that typed it until an operation of it is admissible; then to all.

A SIRET or a name that only another body has typed answers as unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from accord.kernel.actors import Actor
from accord.kernel.errors import Refused
from accord.people.acting import actor_of, reader_of
from accord.people.models import User
from operations import actions
from operations.models import Beneficiary, Establishment, Operation
from operations.states import OperationState
from tests import scenes
from tests.operations.national_list import content, row, send

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
# Two places of one legal body, and one of another.
SIRET, SECOND_SIRET, OTHER_SIRET = "73282932000074", "73282932000082", "55203253400646"
CD62, TMI = "cd62-fse-2021", "tmi-fse-2021"
JANUARY = date(2024, 1, 10)


def officer(code: str = CD62) -> Actor:
    return actor_of(scenes.officer_of(scenes.envelope(code).holder))  # type: ignore[arg-type]


def draft(name: str, siret: str = "", code: str = CD62) -> Operation:
    """A draft whose beneficiary somebody of the holder has typed."""
    by = officer(code)
    beneficiary = actions.find_or_create_beneficiary(name, siret=siret, by=by)
    values = actions.OperationDraft(
        number=f"N{Operation.objects.count()}",
        title="Essai",
        envelope=scenes.envelope(code),
        beneficiary=beneficiary,
        establishment=actions.find_or_create_establishment(beneficiary, siret, by=by),
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
        requested_cost=100_00,
        requested_eu=60_00,
    )
    return actions.create_operation(values, by=by)


def admit(operation: Operation, reason: str = "") -> Operation:
    by = actor_of(scenes.officer_of(operation.owner))
    if operation.state == OperationState.DRAFT:
        actions.submit_operation(operation, by=by, value_date=JANUARY)
    actions.decide_admissibility(
        operation, by=by, admissible=True, value_date=JANUARY, reason=reason
    )
    return Operation.objects.with_names().get(pk=operation.pk)


# -- private ---------------------------------------------------------------------------------------


def test_what_another_body_has_typed_answers_as_unknown_and_may_be_typed_again() -> None:
    own, foreign = draft("Le nom d’ici", SIRET), draft("Le nom de là-bas", SIRET, TMI)
    assert own.beneficiary != foreign.beneficiary
    assert {one.is_shared for one in Beneficiary.objects.all()} == {False}
    # Found under one's own name, refused under another: as if the other had typed nothing.
    assert draft("le nom d’ici", SIRET).beneficiary == own.beneficiary
    with pytest.raises(Refused, match="celui de « Le nom d’ici »"):
        draft("Le nom de là-bas", SIRET)


def test_the_form_tells_nothing_of_what_another_body_has_typed(actor: Actors, browse: Any) -> None:
    draft("Le nom de là-bas", SIRET, TMI)
    client = browse(actor("departement"))
    form = client.get("/operations/nouvelle/").context["form"]
    answer = client.post(
        "/operations/nouvelle/",
        {
            "submission": str(form["submission"].value()),
            "number": "X1",
            "operation_title": "Titre",
            "envelope": CD62,
            "beneficiary_name": "Le nom d’ici",
            "siret": SIRET,
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "requested_cost": "100 000,00",
            "requested_eu": "60 000,00",
            "cost_option": "real",
        },
        follow=True,
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"SIRET {SIRET}" in page
    assert "là-bas" not in page


def test_a_record_and_its_places_are_read_by_its_body_alone(actor: Actors) -> None:
    own = draft("Le nom d’ici", SIRET)
    for model, key in ((Beneficiary, own.beneficiary_id), (Establishment, own.establishment_id)):
        rows = model.objects.filter(pk=key)  # type: ignore[attr-defined]
        assert rows.visible_to(reader_of(actor("direction"))).exists()
        for name in ("dreets", "terrimouv", "plie", "region", "technician"):
            assert not rows.visible_to(reader_of(actor(name))).exists(), (model, name)


def test_two_places_of_one_legal_body_are_one_record() -> None:
    first, second = draft("Association", SIRET), draft("Association", SECOND_SIRET)
    assert first.beneficiary == second.beneficiary
    assert first.beneficiary.siren == SIRET[:9]
    assert {one.siret for one in Establishment.objects.all()} == {SIRET, SECOND_SIRET}


def test_a_body_of_the_agreement_is_shared_from_the_start() -> None:
    made = draft("Association PBI").beneficiary
    assert (made.is_shared, made.organisation is not None) == (True, True)
    assert draft("association pbi", code=TMI).beneficiary == made


# -- shared ----------------------------------------------------------------------------------------


def test_it_is_shared_once_an_operation_of_it_is_admissible(actor: Actors) -> None:
    own = admit(draft("Association", SIRET))
    assert own.beneficiary.is_shared
    assert own.beneficiary.owner == own.owner
    reader = reader_of(actor("terrimouv"))
    assert Beneficiary.objects.visible_to(reader).filter(pk=own.beneficiary_id).exists()
    # Found from then on, under its own name.
    assert draft("Association", SIRET, TMI).beneficiary == own.beneficiary
    with pytest.raises(Refused, match="celui de « Association »"):
        draft("Autre nom", SIRET, TMI)


def test_the_record_of_another_body_merges_into_the_shared_one_with_all_its_drafts() -> None:
    shared = draft("Association", SIRET)
    foreign = draft("Asso. (nom de là-bas)", SIRET, TMI)
    beside = draft("Asso. (nom de là-bas)", SECOND_SIRET, TMI)
    record = foreign.beneficiary_id
    admit(shared)
    merged = admit(foreign, reason="même association, son sigle")
    assert merged.beneficiary_id == shared.beneficiary_id
    assert merged.establishment_id == shared.establishment_id
    assert merged.folded == "n1 essai association"
    moved = Operation.objects.with_names().get(pk=beside.pk)
    assert (moved.state, moved.beneficiary_id) == ("draft", shared.beneficiary_id)
    place = moved.establishment
    assert place is not None
    assert (place.siret, place.beneficiary_id) == (SECOND_SIRET, shared.beneficiary_id)
    assert not Beneficiary.objects.filter(pk=record).exists()
    assert Establishment.objects.count() == 2
    call_command("check_audit", verbosity=0)


def test_without_siren_the_name_tells_which_is_which() -> None:
    first, second = draft("Association"), draft("ASSOCIATION", code=TMI)
    assert first.beneficiary != second.beneficiary
    assert admit(first).beneficiary == admit(second).beneficiary
    assert Beneficiary.objects.get().is_shared


def test_two_legal_bodies_of_one_name_stay_two() -> None:
    first, second = draft("Association", SIRET), draft("Association", OTHER_SIRET, TMI)
    assert admit(first).beneficiary != admit(second).beneficiary
    assert Beneficiary.objects.shared().count() == 2
    # A name alone tells neither: it is a third, until somebody says which.
    assert draft("Association").beneficiary.siren == ""


def test_a_refused_application_shares_nothing() -> None:
    operation = draft("Association", SIRET)
    by = officer()
    actions.submit_operation(operation, by=by, value_date=JANUARY)
    actions.decide_admissibility(
        operation, by=by, admissible=False, value_date=JANUARY, reason="hors champ"
    )
    assert not Beneficiary.objects.get().is_shared


def test_what_a_list_names_is_shared_and_found_by_its_name() -> None:
    typed = draft("Association d’essai", code=TMI)
    send(content(row(), row(number="2", beneficiary="ASSOCIATION D'ESSAI")))
    listed = Beneficiary.objects.shared().get()
    # Under one of the names that the list gives it.
    assert (listed.folded, listed.owner) == ("association d essai", None)
    assert listed.operations.count() == 2
    assert typed.beneficiary != listed
    assert draft("Association d’essai").beneficiary == listed
    assert admit(typed).beneficiary == listed


def test_what_is_typed_in_a_draft_writes_nothing_into_a_shared_record(actor: Actors) -> None:
    send(content(row()))
    listed = Beneficiary.objects.get()
    typed = draft("Association d’essai", SIRET)
    assert typed.beneficiary != listed
    listed.refresh_from_db()
    assert (listed.siren, listed.history.count()) == ("", 1)
    assert not typed.beneficiary.is_shared
    # Admissible, it is a second record of that name, with its SIREN.
    assert admit(typed).beneficiary == typed.beneficiary
    listed.refresh_from_db()
    assert listed.siren == ""


def test_a_body_of_the_agreement_takes_no_siren_from_a_draft() -> None:
    made = draft("Association PBI", SIRET, TMI).beneficiary
    assert (made.is_shared, made.siren) == (True, made.organisation.siret[:9])
    assert draft("Association PBI", OTHER_SIRET).beneficiary == made
    made.refresh_from_db()
    assert (made.siren, made.history.count()) == (made.organisation.siret[:9], 1)


def test_a_siren_shared_under_another_name_replaces_no_beneficiary_unsaid() -> None:
    own = draft("Association", SECOND_SIRET)
    admit(draft("Un autre organisme", SIRET, TMI))
    with pytest.raises(Refused, match="déjà celui de « Un autre organisme »") as refused:
        admit(own)
    assert refused.value.field == "reason"
    own.refresh_from_db()
    assert (own.state, own.beneficiary.name) == ("submitted", "Association")
    kept = admit(own, reason="Statuts vus : même association, renommée")
    assert kept.beneficiary.name == "Un autre organisme"
