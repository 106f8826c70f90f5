"""Drafts are the only thing that is deleted; beneficiaries are found before they are created."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from accord.kernel.actors import Actor
from accord.kernel.errors import Gone, Refused
from accord.people.acting import actor_of
from accord.people.models import User
from accord.territories.models import Territory
from envelopes.models import Scheme, SpecificObjective
from operations import actions
from operations.models import Beneficiary, Operation, OperationFile, UseOfCredits
from operations.states import OperationState, Opinion
from operations.verbs import DELETE
from tests import scenes
from tests.pages import Person

pytestmark = pytest.mark.django_db
# Two SIRET whose check digit is right (Luhn sums 40 and 50).
SIRET, OTHER_SIRET = "73282932000074", "55203253400646"


def account() -> User:
    return scenes.officer_of(scenes.envelope().holder)  # type: ignore[arg-type]


def officer() -> Actor:
    return actor_of(account())


def draft(**changes: Any) -> actions.OperationDraft:
    return actions.OperationDraft(
        **{
            "number": " 202404192 ",
            "title": "  Coaching ",
            "envelope": scenes.envelope(),
            "beneficiary": scenes.BeneficiaryFactory(),
            "starts_on": date(2024, 1, 1),
            "ends_on": date(2024, 12, 31),
            "requested_cost": 100_00,
            "requested_eu": 60_00,
            **changes,
        }
    )


# -- drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_was_typed_less_its_stray_spaces() -> None:
    places = list(Territory.objects.filter(code__in=["rsa-artois", "rsa-calais"]))
    made = actions.create_operation(
        draft(territories=places, attributes={"qpv_share_bp": 2_500}), by=officer()
    )
    stored = Operation.objects.get(pk=made.pk)
    assert (stored.number, stored.title) == ("202404192", "Coaching")
    assert (stored.state, stored.opinion) == (OperationState.DRAFT, Opinion.NONE)
    assert (stored.file.requested_cost, stored.file.requested_eu) == (100_00, 60_00)
    assert stored.qpv_share_bp == 2_500
    assert not stored.is_imported
    lines = stored.file.territory_lines.values_list("territory__code", flat=True)
    assert sorted(lines) == ["rsa-artois", "rsa-calais"]
    assert stored.history.get().history_user == account()
    assert stored.history.get().by_body == "cd62"
    # Dated once filed, and not before: a draft may be deleted.
    assert not stored.keys.exists()
    assert not stored.territory_sets.exists()
    assert not UseOfCredits.objects.exists()


def test_a_draft_is_corrected_with_its_territories() -> None:
    places = {row.code: row for row in Territory.objects.filter(family="rsa")}
    first = [places["rsa-artois"], places["rsa-calais"]]
    made = actions.create_operation(draft(territories=first), by=officer())
    second = [places["rsa-calais"], places["rsa-ternois"]]
    actions.edit_draft(made, draft(title="Autre", territories=second), by=officer())
    stored = Operation.objects.get(pk=made.pk)
    assert stored.title == "Autre"
    lines = stored.file.territory_lines.values_list("territory__code", flat=True)
    assert sorted(lines) == ["rsa-calais", "rsa-ternois"]
    assert [row.history_type for row in stored.history.all()] == ["~", "+"]


def test_a_draft_is_deleted_with_its_lines_and_leaves_its_trace() -> None:
    places = list(Territory.objects.filter(family="rsa"))
    made = actions.create_operation(draft(territories=places), by=officer())
    key = made.pk
    actions.delete_draft(made, by=officer())
    assert not Operation.objects.filter(pk=key).exists()
    trace = Operation.history.filter(id=key).first()
    assert (trace.history_type, trace.history_user) == ("-", account())
    assert trace.history_change_reason == DELETE.code
    assert not OperationFile.objects.exists()
    call_command("check_audit", verbosity=0)


def test_a_draft_that_contradicts_itself_is_not_kept() -> None:
    with pytest.raises(ValidationError):
        actions.create_operation(draft(requested_eu=100_01), by=officer())
    with pytest.raises(ValidationError):
        actions.create_operation(draft(ends_on=date(2023, 12, 31)), by=officer())
    assert not Operation.objects.exists()


# -- beneficiaries ---------------------------------------------------------------------------------


def find(name: str, siret: str = "") -> Beneficiary:
    return actions.find_or_create_beneficiary(name, siret=siret, by=officer())


@pytest.mark.parametrize(
    "name",
    [
        "ASSOCIATION L'OEUVRE",
        "association  l’œuvre",
        " Association l'œuvre. ",
        "Associâtion L’ŒUVRE",
    ],
)
def test_a_beneficiary_is_found_whatever_its_case_accents_and_spaces(name: str) -> None:
    known = find("Association l’Œuvre")
    assert known.name == "Association l’Œuvre"
    assert find(name) == known
    assert Beneficiary.objects.count() == 1


def test_a_siret_under_another_name_is_refused_rather_than_losing_the_name_typed() -> None:
    known = find("Un nom", SIRET)
    assert find("UN  NOM", SIRET) == known
    with pytest.raises(Refused, match="celui de « Un nom »") as caught:
        find("Tout autre nom", SIRET)
    assert caught.value.field == "beneficiary_name"
    assert Beneficiary.objects.get().name == "Un nom"


def test_a_siret_learnt_later_completes_the_beneficiary() -> None:
    known = find("Un nom")
    assert known.siren == ""
    find("UN NOM", SIRET)
    known.refresh_from_db()
    assert known.siren == SIRET[:9]
    assert known.history.count() == 2


def test_two_bodies_of_one_name_are_told_apart_by_hand() -> None:
    find("Un nom", SIRET)
    with pytest.raises(Refused, match="autre SIRET") as refusal:
        find("Un nom", OTHER_SIRET)
    assert refusal.value.field == "beneficiary_name"
    assert find("Un nom").siren == SIRET[:9]


def test_a_beneficiary_known_to_the_agreement_is_linked_to_it() -> None:
    made = find("Association PBI")
    assert made.organisation is not None
    assert made.organisation.code == "plan-bethunois-insertion"
    assert find("Association inconnue").organisation is None


@pytest.mark.parametrize("name", ["", "   ", "!!!", "—", "组织"])
def test_a_name_without_any_letter_names_nobody(name: str) -> None:
    """Folded they would all be one."""
    with pytest.raises((Refused, ValidationError)):
        find(name)
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize("siret", ["73282932000075", "1234", "7328293200007x", "732 829 320 00074"])
def test_a_siret_is_checked(siret: str) -> None:
    with pytest.raises(ValidationError, match="SIRET"):
        find("Un nom", siret)
    assert not Beneficiary.objects.exists()


def test_a_siret_pasted_as_it_is_printed_is_taken_and_found_again(
    actor: Callable[[str], User],
) -> None:
    person = Person(actor("departement"))
    page = person.send(
        "/operations/nouvelle/",
        {
            "number": "202699999",
            "operation_title": "Titre",
            "envelope": "cd62-fse-2021",
            "beneficiary_name": "Association",
            "siret": "732 829\u00a0320\u202f00074",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "requested_cost": "100 000,00",
            "requested_eu": "60 000,00",
            "cost_option": "real",
        },
    )
    assert "Brouillon enregistré" in page
    made = Operation.objects.get(number="202699999")
    assert made.establishment is not None
    assert made.establishment.siret == "73282932000074"
    assert made.beneficiary.siren == "732829320"
    for typed in ("73282932000074", "732 829 320 00074"):
        assert made.title in person.get(f"/operations/?text={typed}")
        assert made.number in person.get(f"/recherche/?q={typed}")


def test_the_siret_of_the_post_office_has_its_own_sum() -> None:
    assert find("La Poste", "35600000000048").siren == "356000000"
    with pytest.raises(ValidationError):
        find("Autre", "35600000000049")


def test_a_name_that_grows_when_it_is_folded_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="250"):
        find("œ" * 250)


@pytest.mark.parametrize("number", ["2024/001", "../x", "-1", "n°1"])
def test_a_number_that_cannot_stand_in_an_address_is_refused_at_its_field(
    number: str, actor: Callable[[str], User], browse: Any
) -> None:
    client = browse(actor("departement"))
    answer = client.post(reverse("operations:operation-create"), {"number": number})
    assert answer.status_code == 422
    assert "lettres sans accent" in str(answer.context["form"].errors["number"])
    for kept in (number, "a\nb"):
        with pytest.raises(ValidationError, match="lettres sans accent"):
            scenes.operation("draft", number=kept)


def test_an_objective_of_another_programme_is_refused_at_its_field() -> None:
    objective = SpecificObjective.objects.get(code="ESO4.8")
    with pytest.raises(Refused, match="autre programme") as caught:
        scenes.operation("draft", code="cd62-ftj-2021", objective=objective)
    assert caught.value.field == "objective"
    assert scenes.operation("draft", objective=objective).file.objective == objective


def test_a_scheme_of_another_fund_or_holder_is_refused_at_its_field() -> None:
    for fund, holder in (("ftj", "cd62"), ("fse-plus", "tmi")):
        scheme = Scheme.objects.filter(fund__code=fund, holder__code=holder).earliest("pk")
        with pytest.raises(Refused, match=r"autre (fonds|titulaire)") as caught:
            scenes.operation("draft", scheme=scheme)
        assert caught.value.field == "scheme"


def test_a_draft_deleted_meanwhile_is_said_to_be_gone() -> None:
    made = actions.create_operation(draft(), by=officer())
    seen = Operation.objects.get(pk=made.pk)
    actions.delete_draft(made, by=officer())
    for step in (
        lambda: actions.submit_operation(seen, by=officer(), value_date=date(2024, 1, 10)),
        lambda: actions.edit_draft(seen, draft(title="Autre"), by=officer()),
        lambda: actions.delete_draft(seen, by=officer()),
        lambda: actions.decide_admissibility(
            seen, by=officer(), admissible=True, value_date=date(2024, 1, 10)
        ),
    ):
        with pytest.raises(Gone, match="supprimé entre-temps"):
            step()
