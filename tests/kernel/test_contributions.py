"""What applications add to the site without the site knowing them."""

from __future__ import annotations

import pytest

from accord.kernel import figures
from accord.kernel.actors import NOBODY
from accord.kernel.contributions import (
    HomePanel,
    LedgerCheck,
    Loader,
    NavigationEntry,
    Registry,
    WaitingCount,
    registry,
)
from accord.kernel.figures import Figure, Unit


def test_loaders_run_from_the_ground_to_the_roof() -> None:
    assert [loader.name for loader in registry.loaders] == [
        "web",
        "people",
        "acts",
        "territories",
        "agreement",
        "envelopes",
        "indicators",
        "governance",
    ]


def test_contributions_are_kept_in_their_order_of_display() -> None:
    shelf = Registry()
    shelf.add(
        NavigationEntry("B", "deux", "x:b", 20),
        NavigationEntry("A", "un", "x:a", 10),
        HomePanel("b.html", 9, lambda reader, perimeter: None),
        HomePanel("a.html", 1, lambda reader, perimeter: None),
        Loader("second", 5, list),
        Loader("first", 4, list),
        LedgerCheck("somme", list),
        WaitingCount(lambda reader, perimeter: 3),
    )
    assert [entry.label for entry in shelf.navigation] == ["un", "deux"]
    assert [panel.template for panel in shelf.panels] == ["a.html", "b.html"]
    assert [loader.name for loader in shelf.loaders] == ["first", "second"]
    assert [check.name for check in shelf.ledger_checks] == ["somme"]
    assert [waiting.count(NOBODY, None) for waiting in shelf.waiting] == [3]


def test_what_is_no_contribution_is_refused() -> None:
    with pytest.raises(KeyError):
        Registry().add("un menu")


def test_an_entry_is_for_everyone_unless_it_says_otherwise() -> None:
    assert NavigationEntry("A", "un", "x:a", 1).visible(NOBODY)


def test_an_act_may_have_four_effects_on_credits() -> None:
    codes = [kind.code for kind in registry.effect_kinds if kind.offer is not None]
    assert codes == ["open_tranche", "notify", "top_up", "set_ceiling"]


def test_a_kind_of_effect_has_one_code_and_one_table() -> None:
    codes = [kind.code for kind in registry.effect_kinds]
    assert len(codes) == len(set(codes))
    assert all(registry.effect_kind(code) for code in codes)
    assert registry.effect_kind("nothing") is None


def test_both_ledgers_and_the_balances_are_proved() -> None:
    names = {check.name for check in registry.ledger_checks}
    assert names >= {"Crédits", "Utilisations", "Soldes"}


# -- figures ---------------------------------------------------------------------------------------


def test_every_figure_says_what_it_is() -> None:
    found = figures.all_figures()
    assert len(found) == 20
    for figure in found:
        assert figure.code.partition(".")[0] in {"envelopes", "operations"}
        assert figure.label
        assert figure.definition.endswith("."), figure.code
        assert figure.source
    assert [figure.code for figure in found] == sorted(figure.code for figure in found)


def test_a_code_has_one_definition() -> None:
    known = figures.get("envelopes.open")
    figures.register(known)
    other = Figure("envelopes.open", "Ouvert", Unit.EUROS, "Autre chose.")
    with pytest.raises(ValueError, match="registered twice"):
        figures.register(other)
    assert figures.get("envelopes.open") is known


def test_an_unknown_figure_is_a_typing_error_of_a_template() -> None:
    assert figures.find("envelopes.nothing") is None
    with pytest.raises(KeyError):
        figures.get("envelopes.nothing")
