"""Which acts each body reads, wherever they are read: list, page, document, search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.acts.actions import ActDraft, await_act
from accord.acts.documents import store_document
from accord.acts.models import Act, ActKind, FrameworkAgreement
from accord.kernel.actors import SERVER
from accord.kernel.contributions import ActScope, registry
from accord.kernel.locking import lock_row
from accord.kernel.transactions import acting
from accord.people.acting import reader_of
from accord.people.models import Organisation, User
from accord.territories.models import Territory
from envelopes.actions import lock_envelopes
from envelopes.states import Stage
from governance.models import Decision
from operations.ledger import UseOrder, append_uses
from operations.models import Operation, OperationStep, UseOfCredits
from operations.states import OperationState
from tests import scenes
from tests.actors import written
from tests.world import PDF_BYTES

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Browse = Callable[[User | None], Client]

OWN_TITLE, OTHER_TITLE = "Convention à lire", "Convention à ne pas lire"
ALL_READ = (
    *("dreets", "ddets", "departement", "secretary", "direction", "administrator"),
    *("terrimouv", "terrimouv_secretary"),
)
NONE_READ = ("region", "network", "stranger", "former", "disabled", "technician")
AREA = "plie-area-lens-lievin-henin-carvin"


def operation_of(title: str, **options: Any) -> tuple[Operation, Act]:
    """A contracted operation and its agreement, renamed so that a page can be searched for it."""
    made = scenes.operation(OperationState.CONTRACTED, "tmi-fse-2021", **options)
    act = Act.objects.get(kind=ActKind.OPERATION_AGREEMENT, number=f"C-{made.number}")
    act.title = title
    with acting(SERVER):
        act.document = store_document(
            PDF_BYTES + title.encode(),
            name="convention.pdf",
            by=SERVER,
        )
    return made, written(act)


@pytest.fixture
def own() -> tuple[Operation, Act]:
    """Of the territory of the PLIE of Lens-Liévin."""
    return operation_of(OWN_TITLE, territories=[Territory.objects.get(code=AREA)])


@pytest.fixture
def other() -> tuple[Operation, Act]:
    return operation_of(OTHER_TITLE)


def awaited(draft: ActDraft) -> Act:
    with acting(SERVER):
        return await_act(draft, by=SERVER)


def acts_of(row: Operation) -> set[int]:
    """The acts on which rest the steps and the uses of an operation."""
    steps = OperationStep.objects.filter(operation=row).exclude(act=None)
    uses = UseOfCredits.objects.filter(operation=row)
    return {*steps.values_list("act_id", flat=True), *uses.values_list("act_id", flat=True)}


def readable(user: User) -> set[int]:
    return set(Act.objects.visible_to(reader_of(user)).values_list("pk", flat=True))


# -- who reads -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_READ)
def test_state_and_holders_read_every_act(
    name: str, actor: Actors, own: tuple[Operation, Act], other: tuple[Operation, Act]
) -> None:
    assert readable(actor(name)) == set(Act.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("name", NONE_READ)
def test_other_seats_and_strangers_read_none(
    name: str, actor: Actors, own: tuple[Operation, Act]
) -> None:
    assert readable(actor(name)) == set()


def test_nobody_reads_no_act() -> None:
    assert readable(AnonymousUser()) == set()


def test_a_plie_reads_the_acts_of_the_operations_that_it_reads(
    actor: Actors, own: tuple[Operation, Act], other: tuple[Operation, Act]
) -> None:
    found = readable(actor("plie"))
    assert len(acts_of(own[0])) == 2
    assert acts_of(own[0]) <= found
    assert not acts_of(other[0]) & found
    assert not (acts_of(own[0]) | acts_of(other[0])) & readable(actor("other_plie"))


def test_a_plie_reads_the_acts_of_what_it_carries(actor: Actors) -> None:
    body = Organisation.objects.get(code="plie-lens-lievin")
    made, _ = operation_of(OWN_TITLE, beneficiary=scenes.BeneficiaryFactory(organisation=body))
    assert acts_of(made) <= readable(actor("plie"))
    assert not acts_of(made) & readable(actor("other_plie"))


def test_a_step_alone_or_a_use_alone_is_enough(actor: Actors) -> None:
    """An opinion uses no credits; an amendment is no step."""
    area = [Territory.objects.get(code=AREA)]
    scenes.operation(OperationState.OPINION_GIVEN, "tmi-fse-2021", territories=area)
    opinion = OperationStep.objects.exclude(act=None).get()
    assert opinion.act_id in readable(actor("plie"))
    made, _ = operation_of(OWN_TITLE, territories=area)
    act = scenes.credit_act(kind=ActKind.OPERATION_AGREEMENT)
    order = UseOrder(Stage.PROGRAMMED, -1, -1, "Avenant d’essai")
    with acting(SERVER):
        (place,), made = lock_envelopes(made.envelope_id), lock_row(made)
        append_uses(place, made, [order], act=act, value_date=date(2024, 6, 3), by=SERVER)
    assert act.pk in readable(actor("plie"))
    assert not {opinion.act_id, act.pk} & readable(actor("other_plie"))


def test_a_plie_reads_every_other_kind_of_act(actor: Actors) -> None:
    scoped = {
        ActKind.COMMITTEE_DECISION,
        ActKind.OPERATION_AGREEMENT,
        ActKind.OPERATION_AMENDMENT,
    }
    for kind in ActKind:
        act = scenes.credit_act(kind=kind)
        assert (act.pk in readable(actor("plie"))) is (kind not in scoped), kind


def test_an_awaited_act_is_scoped_by_its_kind_too(actor: Actors) -> None:
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    for kind, is_read in ((ActKind.GRANT_AMENDMENT, True), (ActKind.COMMITTEE_DECISION, False)):
        act = awaited(ActDraft(agreement, kind, None, "attendu"))
        assert (act.pk in readable(actor("plie"))) is is_read


def test_a_plie_reads_the_decisions_of_the_committees_where_it_sits(actor: Actors) -> None:
    """It sits in the political committee and not in the technical one."""
    secretary = actor("secretary")
    scenes.held_sitting(secretary, operations=[scenes.operation(code="tmi-fse-2021")])
    technical = Decision.objects.get()
    assert technical.act_id not in readable(actor("plie"))
    assert technical.act_id in readable(actor("terrimouv"))
    moved = Decision.objects.filter(pk=technical.pk)
    political = scenes.committee("politique")
    technical.committee = political
    written(technical)
    assert moved.get().committee == political
    assert technical.act_id in readable(actor("plie"))
    assert technical.act_id not in readable(actor("stranger"))


def test_a_scope_adds_and_never_takes_away(actor: Actors, monkeypatch: pytest.MonkeyPatch) -> None:
    act = scenes.credit_act(kind=ActKind.COMMITTEE_DECISION)
    before = readable(actor("plie"))
    assert act.pk not in before
    one = ActScope(lambda reader: Act.objects.filter(pk=act.pk).values("pk"))
    monkeypatch.setattr(registry, "act_scopes", [*registry.act_scopes, one])
    assert readable(actor("plie")) == {*before, act.pk}
    assert readable(actor("region")) == set()


# -- wherever acts are read ------------------------------------------------------------------------


def pages_of(act: Act) -> Iterator[str]:
    yield f"/actes/{act.pk}/"
    yield f"/actes/{act.pk}/document/"


@pytest.mark.parametrize("name", ["plie", "other_plie"])
def test_the_page_and_the_document_are_out_of_scope_together(
    name: str,
    actor: Actors,
    browse: Browse,
    own: tuple[Operation, Act],
    other: tuple[Operation, Act],
) -> None:
    client = browse(actor(name))
    for page in pages_of(own[1]):
        assert client.get(page).status_code == (200 if name == "plie" else 404), page
    for page in pages_of(other[1]):
        assert client.get(page).status_code == 404, page
    assert client.get(f"/actes/{other[1].pk}/enregistrer/").status_code == 404


@pytest.mark.parametrize(
    "page", ["/actes/", "/actes/?kind=operation_agreement", "/recherche/?q=convention+lire"]
)
def test_lists_and_searches_show_what_may_be_opened(
    page: str,
    actor: Actors,
    browse: Browse,
    own: tuple[Operation, Act],
    other: tuple[Operation, Act],
) -> None:
    for name, shown in (
        ("plie", {OWN_TITLE}),
        ("other_plie", set()),
        ("region", set()),
        ("ddets", {OWN_TITLE, OTHER_TITLE}),
    ):
        response = browse(actor(name)).get(page)
        assert response.status_code == 200
        body = response.content.decode()
        assert {title for title in (OWN_TITLE, OTHER_TITLE) if title in body} == shown, name


def test_what_is_under_an_act_is_scoped_with_it(actor: Actors, browse: Browse) -> None:
    above = scenes.credit_act("Délibération d’essai", kind=ActKind.DELIBERATION)
    scenes.credit_act("Décision à ne pas lire", kind=ActKind.COMMITTEE_DECISION, under=above)
    page = above.get_absolute_url()
    for name, is_read in (("plie", False), ("departement", True)):
        body = browse(actor(name)).get(page).content.decode()
        assert ("Décision à ne pas lire" in body) is is_read


# -- at a date -------------------------------------------------------------------------------------


def test_at_an_earlier_date_acts_to_come_are_not_listed(actor: Actors, browse: Browse) -> None:
    scenes.credit_act("Acte du premier mars", date=date(2024, 3, 1))
    agreement = FrameworkAgreement.objects.get(code="2021-2027")
    awaited(ActDraft(agreement, ActKind.NOTIFICATION, None, "Acte sans date"))
    client = browse(actor("dreets"))
    for as_of, is_known in (("2024-02-29", False), ("2024-03-01", True), ("", True)):
        body = client.get("/actes/", {"as_of": as_of} if as_of else {}).content.decode()
        assert ("Acte du premier mars" in body) is is_known, as_of
        assert "Acte sans date" in body
        # The framework agreement has no date in the source.
        assert "Accord Cadre ETAT" in body


def test_at_an_earlier_date_what_is_under_an_act_is_what_was_known(
    actor: Actors, browse: Browse
) -> None:
    above = scenes.credit_act("Convention d’essai", date=date(2023, 1, 1))
    scenes.credit_act("Avenant à venir", date=date(2024, 3, 1), under=above)
    client = browse(actor("dreets"))
    page = above.get_absolute_url()
    assert "Avenant à venir" not in client.get(f"{page}?as_of=2024-02-29").content.decode()
    assert "Avenant à venir" in client.get(page).content.decode()
