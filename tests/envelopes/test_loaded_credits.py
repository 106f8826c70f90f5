"""The tree of envelopes, tranches, schemes and dividing lines that the agreement states.

Amounts in cents, typed from chapters 1, 2, 4.4, 5 and 7.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from envelopes.models import (
    CreditMovement,
    DividingLine,
    Envelope,
    Fund,
    GlobalGrant,
    Programme,
    Scheme,
    SpecificObjective,
    Tranche,
)
from envelopes.tree import tree_of
from tests.actors import written
from tests.scenes import envelope

pytestmark = pytest.mark.django_db
AS_OF = date(2024, 6, 30)

# -- funds and programmes ------------------------------------------------------------------------


def test_the_three_funds_and_the_rate_beyond_which_we_warn() -> None:
    found = dict(Fund.objects.values_list("code", "max_rate_bp"))
    assert found == {"fse-plus": 6_000, "ftj": 7_000, "fse": None}


def test_the_programmes_by_their_cci() -> None:
    rows = {row.code: row for row in Programme.objects.select_related("fund", "agreement")}
    assert set(rows) == {"2021FR05SFPR001", "2021FR05JTPR001", "pon-fse-2014"}
    assert rows["2021FR05SFPR001"].fund.code == "fse-plus"
    assert rows["2021FR05JTPR001"].fund.code == "ftj"
    assert rows["pon-fse-2014"].agreement.code == "2014-2020"
    # The source gives no CCI for the former programme.
    assert rows["pon-fse-2014"].cci == ""


def test_priorities_and_objectives() -> None:
    objectives = SpecificObjective.objects.select_related("priority__programme")
    found = {(row.priority.programme.code, row.priority.code, row.code) for row in objectives}
    assert found == {
        ("2021FR05SFPR001", "P1", "ESO4.8"),
        ("2021FR05SFPR001", "P1", "ESO4.12"),
        ("pon-fse-2014", "3", "3.9.1.1"),
        ("pon-fse-2014", "3", "3.9.1.2"),
        ("pon-fse-2014", "3", "3.9.1.3"),
    }
    letters = dict(objectives.exclude(letter="").values_list("code", "letter"))
    assert letters == {"ESO4.8": "h", "ESO4.12": "l"}


# -- the tree ------------------------------------------------------------------------------------

PARENTS = {
    "nation-fse-2021": None,
    "region-fse-2021": "nation-fse-2021",
    "region-fse-2021-state": "region-fse-2021",
    "region-fse-2021-state-p2": "region-fse-2021-state",
    "region-fse-2021-state-p3": "region-fse-2021-state",
    "region-fse-2021-state-p4": "region-fse-2021-state",
    "region-fse-2021-state-p5": "region-fse-2021-state",
    "region-fse-2021-state-p6": "region-fse-2021-state",
    "region-fse-2021-delegated": "region-fse-2021",
    "dep62-fse-2021": "region-fse-2021-delegated",
    "cd62-fse-2021": "dep62-fse-2021",
    "tmi-fse-2021": "dep62-fse-2021",
    "region-ftj-2021": None,
    "region-ftj-2021-engineering": "region-ftj-2021",
    "region-ftj-2021-skills": "region-ftj-2021",
    "region-ftj-2021-training": "region-ftj-2021",
    "region-ftj-2021-delegated": "region-ftj-2021",
    "cd62-ftj-2021": "region-ftj-2021-delegated",
    "dep62-fse-2014": None,
    "cd62-fse-2014": "dep62-fse-2014",
    "ocaplie-fse-2014": "dep62-fse-2014",
    "apapm-fse-2014": "dep62-fse-2014",
}
HOLDERS = {
    "cd62-fse-2021": "cd62",
    "tmi-fse-2021": "tmi",
    "cd62-ftj-2021": "cd62",
    "cd62-fse-2014": "cd62",
    "ocaplie-fse-2014": "ocaplie",
    "apapm-fse-2014": "apapm",
}


def test_the_whole_tree_from_the_nation_to_the_holders() -> None:
    rows = Envelope.objects.select_related("parent", "holder")
    assert {row.code: row.parent.code if row.parent else None for row in rows} == PARENTS
    assert {row.code: row.holder.code for row in rows if row.holder} == HOLDERS
    assert {row.code for row in rows if row.is_delegated} == set(HOLDERS)
    assert {row.code for row in Envelope.objects.delegated()} == set(HOLDERS)


def test_the_operations_of_the_former_period_are_an_extract() -> None:
    rows = Envelope.objects.filter(is_extract=True)
    assert {row.code for row in rows} == {"cd62-fse-2014", "ocaplie-fse-2014", "apapm-fse-2014"}


# Amount that each node states, and the sum of its parts where all are known (cents).
NODES = {
    "nation-fse-2021": (248_695_061_300, 28_587_643_000),
    "region-fse-2021": (28_587_643_000, 28_500_000_000),
    "region-fse-2021-state": (11_300_000_000, 11_260_005_700),
    "region-fse-2021-state-p2": (7_011_985_700, None),
    "region-fse-2021-state-p3": (1_869_110_500, None),
    "region-fse-2021-state-p4": (505_527_200, None),
    "region-fse-2021-state-p5": (149_123_500, None),
    "region-fse-2021-state-p6": (1_724_258_800, None),
    "region-fse-2021-delegated": (17_200_000_000, 4_910_645_200),
    "dep62-fse-2021": (4_910_645_200, 4_910_645_200),
    "cd62-fse-2021": (3_159_250_700, None),
    "tmi-fse-2021": (1_751_394_500, None),
    "region-ftj-2021": (9_800_000_000, 9_800_000_000),
    "region-ftj-2021-engineering": (800_000_000, None),
    "region-ftj-2021-skills": (3_000_000_000, None),
    "region-ftj-2021-training": (3_000_000_000, None),
    "region-ftj-2021-delegated": (3_000_000_000, 1_157_100_000),
    "cd62-ftj-2021": (1_157_100_000, None),
    "dep62-fse-2014": (5_291_803_000, 5_457_547_900),
    "cd62-fse-2014": (3_404_365_000, None),
    "ocaplie-fse-2014": (1_161_953_300, None),
    "apapm-fse-2014": (891_229_600, None),
}


def nodes(agreement: str) -> list[Any]:
    rows = Envelope.objects.filter(agreement__code=agreement)
    return tree_of(rows.with_figures(), rows.delegated().positions(AS_OF))


def test_each_node_shows_what_it_states_beside_the_sum_of_its_parts() -> None:
    found = {
        node.envelope.code: (node.amount, node.parts)
        for agreement in ("2021-2027", "2014-2020")
        for node in nodes(agreement)
    }
    assert found == NODES


def test_the_department_adds_up_and_the_region_does_not() -> None:
    gaps = {node.envelope.code: node.gap for node in nodes("2021-2027")}
    assert gaps["dep62-fse-2021"] == 0
    assert gaps["region-fse-2021"] == 87_643_000
    assert gaps["cd62-fse-2021"] is None


def test_the_tree_is_read_depth_first() -> None:
    found = [(node.envelope.code, node.depth) for node in nodes("2021-2027")]
    assert found[:4] == [
        ("nation-fse-2021", 0),
        ("region-fse-2021", 1),
        ("region-fse-2021-state", 2),
        ("region-fse-2021-state-p2", 3),
    ]
    assert ("cd62-fse-2021", 4) in found
    assert len(found) == 18


def test_an_envelope_leads_up_to_its_nation() -> None:
    lineage = Envelope.objects.lineage_of(envelope("cd62-fse-2021").pk)
    assert [row.code for row in lineage] == [
        "cd62-fse-2021",
        "dep62-fse-2021",
        "region-fse-2021-delegated",
        "region-fse-2021",
        "nation-fse-2021",
    ]


def test_two_documents_that_differ_both_stand_beside_the_envelope() -> None:
    lines = envelope("cd62-fse-2021").figure_lines.select_related("figure").order_by("position")
    assert [line.figure.cents for line in lines] == [3_159_250_700, 3_160_645_200]


@pytest.mark.parametrize(("level", "holder"), [("holder", None), ("department", "cd62")])
def test_only_a_delegated_envelope_has_a_holder(level: str, holder: str | None) -> None:
    row = envelope("cd62-fse-2021")
    row.level = level
    row.holder = None if holder is None else row.holder
    with pytest.raises(ValidationError, match="elle seule en a un"):
        written(row)


# -- grants and tranches -------------------------------------------------------------------------

# Envelope, rank: share, amount (cents), period.
TRANCHES = {
    ("cd62-fse-2021", 1): (7_000, 2_211_475_490, "2022-2025"),
    ("cd62-fse-2021", 2): (3_000, 947_775_210, "2026-2027"),
    ("tmi-fse-2021", 1): (7_000, 1_225_976_150, "2022-2025"),
    ("tmi-fse-2021", 2): (3_000, 525_418_350, "2026-2027"),
    ("cd62-ftj-2021", 1): (7_000, 809_970_000, "2022-2025"),
    ("cd62-ftj-2021", 2): (3_000, 347_130_000, "2026-2027"),
}


def test_the_tranches_to_the_cent() -> None:
    rows = Tranche.objects.select_related("envelope")
    found = {
        (row.envelope.code, row.position): (row.share_bp, row.amount, row.period) for row in rows
    }
    assert found == TRANCHES


def test_the_first_tranches_are_open_and_the_second_wait() -> None:
    rows = Tranche.objects.with_opening().select_related("envelope")
    for row in rows:
        expected = row.amount if row.position == 1 else None
        assert row.opened == expected, row
        assert row.opened_on == (date(2022, 1, 1) if row.position == 1 else None)
    waiting = {row.envelope.code for row in Tranche.objects.unopened().select_related("envelope")}
    assert waiting == {"cd62-fse-2021", "tmi-fse-2021", "cd62-ftj-2021"}
    before = Tranche.objects.with_opening(date(2021, 12, 31))
    assert {row.opened for row in before} == {None}


def test_the_share_of_the_ftj_is_presumed_for_the_agreement_does_not_say_it() -> None:
    rows = Tranche.objects.filter(envelope__code="cd62-ftj-2021")
    assert {row.certainty for row in rows} == {"presumed"}
    assert all("seul rapport" in row.condition for row in rows)
    stated = Tranche.objects.exclude(envelope__code="cd62-ftj-2021")
    assert {row.certainty for row in stated} == {"stated"}


def test_each_delegated_envelope_of_the_period_has_its_global_grant() -> None:
    rows = GlobalGrant.objects.select_related("envelope", "act")
    assert {row.envelope.code for row in rows} == {
        "cd62-fse-2021",
        "tmi-fse-2021",
        "cd62-ftj-2021",
    }
    for row in rows:
        assert (row.starts_on, row.ends_on) == (date(2022, 1, 1), date(2025, 12, 31))
        assert row.act.kind == "delegation_agreement"


# -- the first rows of the ledger ------------------------------------------------------------------


def test_every_first_movement_is_dated_by_presumption_and_rests_on_an_agreement() -> None:
    rows = CreditMovement.objects.select_related("act", "envelope__agreement")
    assert rows.count() == 13
    for row in rows:
        assert row.is_presumed
        first = date(2022, 1, 1) if row.envelope.agreement.code == "2021-2027" else date(2014, 1, 1)
        assert row.value_date == first
        assert row.act.kind in ("framework_agreement", "agreement_amendment")
        assert (row.by_user, row.author) == (None, "load_accord")
        assert row.under_act == row.act_id


def test_the_complement_of_ocaplie_rests_on_its_own_amendment() -> None:
    row = CreditMovement.objects.get(kind="top_up")
    assert (row.envelope.code, row.act.code) == ("ocaplie-fse-2014", "avenant-ocaplie-2014-2020")
    assert (row.delta_notified, row.delta_open) == (165_745_000, 165_745_000)


# -- schemes and dividing lines --------------------------------------------------------------------


def schemes(fund: str, holder: str) -> dict[str, str]:
    rows = Scheme.objects.filter(fund__code=fund, holder__code=holder)
    return dict(rows.values_list("code", "title"))


def test_the_schemes_of_chapter_7() -> None:
    department = schemes("fse-plus", "cd62")
    assert sorted(department) == [
        *("1", "1.1", "1.2", "1.3", "1.4", "1.5"),
        *("2", "2.1", "2.2", "2.3", "3", "4", "5"),
    ]
    assert department["2.1"] == "Coaching emploi"
    assert department["5"] == "Coaching jeunesse"
    assert sorted(schemes("fse-plus", "tmi")) == ["T1", "T2", "T3", "T4", "T5"]


def test_the_schemes_of_chapter_5_share_labels_but_not_their_fund() -> None:
    transition = schemes("ftj", "cd62")
    assert sorted(transition) == ["1", "1.1", "2", "3", "3.1", "3.2", "3.3", "3.4", "4"]
    assert transition["3.1"] == "Coaching emploi"
    same_label = Scheme.objects.filter(title="Coaching emploi")
    assert sorted(same_label.values_list("fund__code", flat=True)) == ["fse-plus", "ftj"]
    assert Scheme.objects.count() == 27


def test_a_sub_scheme_belongs_to_its_own_fund_and_holder() -> None:
    for row in Scheme.objects.exclude(parent=None).select_related("parent"):
        assert row.parent is not None
        assert row.code.startswith(f"{row.parent.code}.")
        assert (row.parent.fund_id, row.parent.holder_id) == (row.fund_id, row.holder_id)
    stray = Scheme.objects.get(fund__code="ftj", code="3.1")
    stray.parent = Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code="2")
    with pytest.raises(ValidationError, match="même fonds et le même titulaire"):
        written(stray)


def test_the_other_policies_that_a_scheme_is_linked_to() -> None:
    row = Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code="4")
    assert "Canal Seine-Nord Europe" in row.policies
    assert "Engagement pour le renouveau du bassin minier" in row.policies
    assert Scheme.objects.get(fund__code="fse-plus", holder__code="cd62", code="1.1").policies == []


def test_the_four_dividing_lines() -> None:
    rows = DividingLine.objects.select_related("organisation", "fund")
    found = [(row.organisation.code, row.fund.code) for row in rows]
    assert found == [
        ("dreets-hdf", "fse-plus"),
        ("cd62", "fse-plus"),
        ("tmi", "fse-plus"),
        ("cd62", "ftj"),
    ]
    by_place = {(row.organisation.code, row.fund.code): row for row in rows}
    state = by_place["dreets-hdf", "fse-plus"]
    assert (state.public, state.criterion) == ("", "")
    assert "vides" in state.note
    assert "moins de 30 ans" in by_place["cd62", "fse-plus"].public
    assert "protocoles d’accord" in by_place["tmi", "fse-plus"].public
    assert "bassin minier" in by_place["cd62", "ftj"].criterion


def test_a_scheme_is_shown_under_the_line_of_its_holder_and_fund() -> None:
    lines = list(DividingLine.objects.all())
    rows = list(Scheme.objects.all())
    sizes = [sum(row.belongs_to(line) for row in rows) for line in lines]
    assert sizes == [0, 13, 5, 9]
