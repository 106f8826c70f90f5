"""What ``load_accord`` brings, counted and read again from the source document, not from fixtures.

Amounts are in cents, typed from the framework agreement.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Count, Sum

from accord.acts.models import (
    Act,
    ActKind,
    ActState,
    CitedText,
    FrameworkAgreement,
    Vote,
    VotePerson,
)
from accord.agreement.models import Chapter, Party, SourcedFigure
from accord.kernel.audit import audited_models
from accord.kernel.text import fold
from accord.people.models import Organisation, OrganisationAlias, Supervision, User
from accord.territories.models import Commune, Epci, Territory, TerritoryCommune
from envelopes.models import Envelope
from governance.models import CadenceRule, Committee, CommitteeMember, Meeting, Seat
from indicators.models import Indicator
from operations.models import Operation

pytestmark = pytest.mark.django_db


def codes(rows: Any, name: str = "code") -> set[str]:
    return set(rows.values_list(name, flat=True))


def test_every_row_loaded_may_be_changed_later() -> None:
    """An update validates what an insert in bulk did not: a later edition must not be refused."""
    for model in audited_models():
        for row in model._base_manager.all():
            row.full_clean(validate_unique=False, validate_constraints=False)


# -- agreements, parties, acts -----------------------------------------------------------------


def test_the_agreement_and_its_predecessor() -> None:
    current = FrameworkAgreement.objects.get(code="2021-2027")
    former = FrameworkAgreement.objects.get(code="2014-2020")
    assert current.predecessor == former
    assert former.predecessor is None
    assert (current.starts_on, current.ends_on) == (date(2021, 1, 1), date(2027, 12, 31))
    assert (former.starts_on, former.ends_on) == (date(2014, 1, 1), date(2020, 12, 31))
    assert FrameworkAgreement.objects.count() == 2


PARTIES = [
    ("etat", "Georges-François LECLERC", "Préfet de la région Hauts-de-France"),
    ("cd62", "Jean-Claude LEROY", "Président du conseil départemental du Pas-de-Calais"),
    ("tmi", "Henri DEJONGHE", "Président de Terri’Mouv Inclusion"),
]


def test_three_parties_in_order_with_signatories_and_capacities() -> None:
    rows = Party.objects.filter(agreement__code="2021-2027")
    found = rows.values_list("organisation__code", "signatory", "signatory_capacity")
    assert list(found) == PARTIES
    capacities = dict(rows.values_list("organisation__code", "capacity"))
    assert "chef de file" in capacities["cd62"]
    assert "FSE+ et FTJ" in capacities["cd62"]
    assert "huit PLIE" in capacities["tmi"]
    assert "DREETS" in capacities["etat"]


def test_no_signature_is_attested_and_it_is_said() -> None:
    rows = Party.objects.filter(agreement__code="2021-2027")
    assert rows.count() == 3
    for party in rows:
        assert party.signed_on is None
        assert party.note.startswith("signature non attestée")


def test_the_holders_of_2014_2020_are_parties_without_any_signatory_made_up() -> None:
    rows = Party.objects.filter(agreement__code="2014-2020")
    assert codes(rows, "organisation__code") == {"cd62", "ocaplie", "apapm"}
    assert {(party.signatory, party.signed_on) for party in rows} == {("", None)}


def test_the_deliberation_authorises_the_signature_and_its_report_stands_beside() -> None:
    deliberation = Act.objects.get(code="deliberation-2023-406")
    assert (deliberation.number, deliberation.date) == ("2023-406", date(2023, 9, 18))
    assert deliberation.issuer is not None
    assert deliberation.issuer.code == "cd62"
    report = Act.objects.get(kind=ActKind.REPORT)
    assert (report.number, report.date) == ("71", date(2023, 9, 18))


def test_every_act_is_recorded_real_and_dated_only_where_the_source_says() -> None:
    assert Act.objects.count() == 12
    assert set(Act.objects.values_list("state", "is_fictional")) == {(ActState.RECORDED, False)}
    undated = Act.objects.filter(date=None)
    assert codes(undated) == {
        "accord-cadre-2021-2027",
        "accord-cadre-2014-2020",
        "avenant-ocaplie-2014-2020",
        "sg-cd62-fse-2022-2025",
        "sg-tmi-fse-2022-2025",
        "sg-cd62-ftj-2022-2025",
    }
    assert all(act.date_note for act in undated)
    assert all(act.source for act in Act.objects.all())


def test_the_global_grants_are_taken_under_the_agreement() -> None:
    grants = Act.objects.filter(kind=ActKind.DELEGATION_AGREEMENT)
    assert grants.count() == 3
    assert codes(grants, "under__code") == {"accord-cadre-2021-2027"}


def test_the_vote_adds_up_thirty_eight_present_and_five_proxies() -> None:
    vote = Vote.objects.get()
    assert (vote.votes_for, vote.votes_against, vote.abstentions) == (43, 0, 0)
    assert (vote.present, vote.excused_with_proxy, vote.absent_without_proxy) == (38, 5, 1)
    assert (vote.attending_without_vote, vote.excused_without_vote) == (1, 3)
    assert (vote.entitled, vote.cast, vote.adds_up) == (38 + 5, 43, True)
    assert len(vote.groups) == 5
    assert vote.body == "Commission permanente du conseil départemental"
    assert "autorisé à signer" in vote.decided
    assert vote.groups[0] == "Groupe Socialiste, Républicain et Citoyen"
    assert (vote.chair, vote.secretary) == ("Jean-Claude LEROY", "Zohra OUAGUEF")
    assert "Maryline VINCLAIRE" in vote.signed_by
    assert str(vote) == "43 pour, 0 contre"
    vote.abstentions = 1
    assert not vote.adds_up


def test_the_elected_members_named_agree_with_the_count() -> None:
    by_status = dict(
        VotePerson.objects.order_by().values_list("status").annotate(number=Count("pk"))
    )
    assert by_status == {
        "present": 38,
        "excused_with_proxy": 5,
        "absent_without_proxy": 1,
        "attending_without_vote": 1,
        "excused_without_vote": 3,
    }
    excused = VotePerson.objects.filter(status="excused_with_proxy")
    assert [row.name.split()[-1] for row in excused] == [
        "DRAIN",
        "MESSEANNE-GROBELNY",
        "AIT-CHIKHEBBIH",
        "GEORGET",
        "MELCHIOR",
    ]
    assert VotePerson.objects.get(status="absent_without_proxy").name == "Bruno COUSEIN"


CITED = [
    ("code", None, "L.3121-14"),
    ("decree", date(2022, 4, 21), "2022-608"),
    ("regulation", date(2021, 6, 24), "2021/1060"),
    ("deliberation", date(2021, 7, 1), "2021-257"),
    ("deliberation", date(2022, 12, 12), "2022-503"),
    ("deliberation", date(2022, 12, 12), "2022-496"),
    ("deliberation", date(2023, 7, 3), "2023-334"),
    ("report", date(2023, 9, 18), "71"),
    ("opinion", date(2023, 9, 5), "1re commission"),
    ("opinion", date(2023, 9, 5), "5e commission"),
]


def test_the_texts_that_the_deliberation_cites() -> None:
    rows = list(CitedText.objects.filter(act__code="deliberation-2023-406"))
    assert [(row.kind, row.date) for row in rows] == [(kind, day) for kind, day, _ in CITED]
    for row, (_, _, piece) in zip(rows, CITED, strict=True):
        assert piece in row.reference
    assert CitedText.objects.count() == 10
    misprint = CitedText.objects.get(reference__contains="2022-496")
    assert "2021-2017" in misprint.object
    assert "F-22" in misprint.note


def test_the_nine_chapters_and_their_parts_are_summed_up() -> None:
    numbers = list(Chapter.objects.values_list("number", flat=True))
    assert numbers == [
        *("0", "1", "2", "3", "3.1", "3.2", "3.3"),
        *("4", "4.1", "4.2", "4.3", "4.4", "5", "5.1", "5.2", "5.3"),
        *("6", "7", "8", "9"),
    ]
    for chapter in Chapter.objects.all():
        assert len(chapter.summary) > 80, chapter.number
        assert chapter.source.startswith("Accord-cadre"), chapter.number


# -- organisations -----------------------------------------------------------------------------

PLIE = {
    "plie-boulonnais": "AMIE du Boulonnais",
    "plie-bethunois": "Plan Béthunois d’insertion",
    "plie-calaisis": "La fabrique défi",
    "plie-pays-artois": "Maison de l’emploi et des métiers en pays d’Artois",
    "plie-saint-omer": "Maison de l’insertion professionnelle et de l’emploi du pays de Saint-Omer",
    "plie-lens-lievin": "Gestion animation PLIE Lens-Liévin",
    "plie-henin-carvin": "Démarche d’insertion économique et sociale pour l’emploi",
    "plie-sept-vallees": "ADEFI mission locale",
}


def test_the_eight_plie_with_the_bodies_that_carry_them() -> None:
    rows = Organisation.objects.filter(kind="plie").select_related("carrier", "member_of")
    assert {row.code: row.carrier.name for row in rows if row.carrier} == PLIE
    assert {row.member_of.code for row in rows if row.member_of} == {"tmi"}
    assert rows.count() == 8


def test_the_codes_that_others_rely_on() -> None:
    assert codes(Organisation.objects.all()) >= {
        "dreets-hdf",
        "ddets-62",
        "cd62",
        "tmi",
        "ocaplie",
        "apapm",
        "cr-hdf",
        *PLIE,
    }
    assert Organisation.objects.count() == 27
    assert Organisation.objects.get(code="dreets-hdf").kind == "managing_authority"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Terri'Mouv Inclusion", "tmi"),
        ("TERRI’MOUV INCLUSION", "tmi"),
        ("TerriMouv", "tmi"),
        ("Terrimouv inclusion", "tmi"),
        ("DDEETS", "ddets-62"),
        ("ddets", "ddets-62"),
        ("Conseil départemental Du Pas De Calais - Service FSE", "cd62"),
        ("Association des PLIE de l'Artois et du pays minier", "apapm"),
        ("Association des PLIE de l’Artois et du Pays Minier", "apapm"),
        ("OCAPLIE", "ocaplie"),
    ],
)
def test_a_body_is_known_under_each_of_its_names(name: str, code: str) -> None:
    assert OrganisationAlias.objects.get(folded=fold(name)).organisation.code == code


# -- geography ---------------------------------------------------------------------------------


def test_the_communes_and_epci_of_the_official_code() -> None:
    assert Commune.objects.count() == 887
    assert Epci.objects.count() == 20
    assert Commune.objects.aggregate(people=Sum("population"))["people"] == 1_457_905
    by_epci = dict(
        Commune.objects.order_by().values_list("epci__code").annotate(number=Count("pk"))
    )
    assert by_epci["200069672"] == 102
    assert by_epci["245900758"] == 4
    assert sum(by_epci.values()) == 887
    for epci in Epci.objects.all():
        assert by_epci[epci.code] == epci.communes_in_department, epci.code
    ternois = Epci.objects.get(code="200069672")
    assert (ternois.communes_total, ternois.communes_in_department) == (103, 102)


@pytest.mark.parametrize(
    ("insee", "name", "people", "post_code", "epci"),
    [
        ("62041", "Arras", 42_875, "62000", "200033579"),
        ("62498", "Lens", 32_920, "62300", "246200364"),
        ("62193", "Calais", 67_571, "62100", "200090751"),
        ("62119", "Béthune", 25_224, "62400", "200072460"),
        ("62427", "Hénin-Beaumont", 25_688, "62110", "246200299"),
    ],
)
def test_a_commune_with_its_people_and_its_epci(
    insee: str, name: str, people: int, post_code: str, epci: str
) -> None:
    commune = Commune.objects.get(insee_code=insee)
    assert (commune.name, commune.population, commune.epci.code) == (name, people, epci)
    assert post_code in commune.post_codes


def test_the_mining_basin_is_a_default_list_of_150_communes_that_nobody_validated() -> None:
    basin = Territory.objects.with_perimeter().get(code="mining-basin")
    assert (basin.communes_count, basin.population) == (150, 642_834)
    assert not basin.is_validated
    assert "à confirmer" in basin.note
    lines = TerritoryCommune.objects.filter(territory=basin).order_by()
    by_epci = dict(lines.values_list("commune__epci__code").annotate(number=Count("pk")))
    assert by_epci == {"200072460": 100, "246200364": 36, "246200299": 14}


def test_the_department_holds_every_commune_and_other_perimeters_are_unknown() -> None:
    rows = {row.code: row for row in Territory.objects.with_perimeter()}
    assert rows["dep-62"].communes_count == 887
    assert rows["dep-62"].is_validated
    for code, row in rows.items():
        if code not in ("dep-62", "mining-basin"):
            assert (row.communes_count, row.population) == (0, None), code
            assert not row.is_validated


def test_territories_of_each_family() -> None:
    by_family = dict(Territory.objects.order_by().values_list("family").annotate(Count("pk")))
    assert by_family == {
        "department": 1,
        "plie": 7,
        "employment_zone": 5,
        "rsa": 6,
        "mining_basin": 1,
        "reference": 2,
    }


def test_one_printed_territory_joins_two_plie() -> None:
    found = {
        row.code: codes(row.plie_lines.all(), "organisation__code")
        for row in Territory.objects.filter(family="plie")
    }
    assert found["plie-area-lens-lievin-henin-carvin"] == {"plie-lens-lievin", "plie-henin-carvin"}
    assert sorted(plie for of_one in found.values() for plie in of_one) == sorted(PLIE)


# -- figures -----------------------------------------------------------------------------------

DIAGNOSIS = {
    "dep62_jobseekers": ("116450", "persons", "décembre 2022", "dep-62"),
    "dep62_jobseekers_change": ("-7.1", "percent", "2022", "dep-62"),
    "unemployment_dep62": ("8.4", "percent", "3ème trimestre 2022", "dep-62"),
    "unemployment_region": ("8.9", "percent", "3ème trimestre 2022", "region-hdf"),
    "unemployment_zone_calais": ("11.2", "percent", "3ème trimestre 2022", "employment-calais"),
    "unemployment_zone_lens": ("10.4", "percent", "3ème trimestre 2022", "employment-lens"),
    "unemployment_zone_berck": ("6.3", "percent", "3ème trimestre 2022", "employment-berck"),
    "unemployment_zone_arras": ("5.9", "percent", "3ème trimestre 2022", "employment-arras"),
    "employment_bethune_share": ("18.5", "percent", "", "employment-bethune"),
    "rsa_households": ("46795", "households", "31 décembre 2022", "dep-62"),
    "rsa_persons_duties": ("51942", "persons", "31 décembre 2022", "dep-62"),
    "rsa_persons_covered": ("99996", "persons", "31 décembre 2022", "dep-62"),
    "rsa_share_lens_lievin": ("23", "percent", "décembre 2022", "rsa-lens-lievin"),
    "rsa_share_ternois": ("2", "percent", "décembre 2022", "rsa-ternois"),
    "dep62_communes_count": ("890", "count", "", "dep-62"),
    "plie_population": ("1133158", "persons", "", None),
}


@pytest.mark.parametrize("code", DIAGNOSIS)
def test_a_figure_of_the_diagnosis_keeps_its_date_and_its_place(code: str) -> None:
    figure = SourcedFigure.objects.select_related("territory").get(code=code)
    place = figure.territory.code if figure.territory else None
    found = (str(figure.value), figure.unit, figure.reference, place)
    assert found == DIAGNOSIS[code]


REVIEW = {
    "review14_operations": {"cd62": 643, "ocaplie": 199, "apapm": 154, "total": 996},
    "review14_participants": {"cd62": 25_689, "ocaplie": 29_937, "apapm": 25_006, "total": 80_632},
}


def test_the_printed_results_of_the_previous_period() -> None:
    values = {row.code: row.value for row in SourcedFigure.objects.all()}
    for prefix, expected in REVIEW.items():
        for body, number in expected.items():
            assert values[f"{prefix}_{body}"] == number
    assert values["review14_programmed"] == 61_265_472
    assert values["review14_programming_rate"] == 105
    assert (values["review14_cd62_men"], values["review14_cd62_women"]) == (60, 40)
    assert (values["review14_ocaplie_men"], values["review14_ocaplie_women"]) == (54, 46)
    ages = [values[f"review14_{body}_average_age"] for body in ("cd62", "ocaplie", "apapm")]
    assert ages == [34, 36, 36]


def test_a_printed_figure_keeps_its_precision_and_its_writing() -> None:
    figure = SourcedFigure.objects.get(code="nation_fse_p4")
    assert (figure.value, figure.unit, figure.precision) == (Decimal("86.95"), "MEUR", "rounded")
    assert figure.as_printed == "86,95 M€"
    assert figure.cents == 8_695_000_000
    assert SourcedFigure.objects.get(code="fse_cd62_envelope").cents == 3_159_250_700
    assert SourcedFigure.objects.get(code="unemployment_dep62").cents is None
    assert SourcedFigure.objects.get(code="convictions_count").shown == "6"


def test_every_figure_has_a_source() -> None:
    assert SourcedFigure.objects.count() == 174
    assert not SourcedFigure.objects.filter(source="").exists()
    printed = SourcedFigure.objects.filter(as_printed="")
    assert all("Compté" in row.note or row.unit == "count" for row in printed)


# -- governance and indicators -----------------------------------------------------------------

COMMITTEES = {
    "politique": ("political", "Département", "1 à 2 fois par an", "cd62"),
    "technique": ("technical", "Département", "1 fois tous les 2 mois", "cd62"),
    "technique-elargi": (
        "extended_technical",
        "Département / Territoires",
        "1 fois par trimestre",
        "cd62",
    ),
    "programmation-cd62": ("selection", "", "", "cd62"),
    "programmation-tmi": ("selection", "", "", "tmi"),
}


def test_the_three_committees_and_each_holders_selection_body() -> None:
    rows = Committee.objects.select_related("organiser")
    found = {row.code: (row.kind, row.level, row.frequency, row.organiser.code) for row in rows}
    assert found == COMMITTEES
    assert {row.code for row in rows if row.certainty == "presumed"} == {
        "programmation-cd62",
        "programmation-tmi",
    }
    assert all(row.purpose for row in rows)


def test_the_printed_composition_of_each_committee() -> None:
    def members(code: str, *, printed: bool) -> set[str | None]:
        rows = CommitteeMember.objects.filter(committee__code=code, is_printed=printed)
        return codes(rows, "organisation__code")

    wide = {"etat", "cd62", "tmi", "cr-hdf", *PLIE}
    assert members("politique", printed=True) == wide
    assert members("technique", printed=True) == {"etat", "cd62", "tmi"}
    assert members("technique-elargi", printed=True) == wide
    at_least = {"dreets-hdf", "ddets-62", "commissaire-pauvrete", None}
    assert members("politique", printed=False) == at_least
    assert members("technique", printed=False) == {"dreets-hdf", "ddets-62"}


def test_the_cadence_of_each_committee_as_a_rule() -> None:
    rows = {row.committee.code: row for row in CadenceRule.objects.select_related("committee")}
    assert set(rows) == {"politique", "technique", "technique-elargi"}
    political = rows["politique"]
    assert (political.kind, political.minimum, political.maximum) == ("per_year", 1, 2)
    assert (rows["technique"].kind, rows["technique"].max_gap_months) == ("max_gap", 2)
    extended = rows["technique-elargi"]
    assert (extended.kind, extended.minimum) == ("per_quarter", 1)
    assert {row.starts_on for row in rows.values()} == {date(2023, 9, 18)}
    assert all(row.start_is_presumed for row in rows.values())


def test_the_common_indicators_and_the_two_shares_without_any_target() -> None:
    assert Indicator.objects.count() == 25 + 2
    assert Indicator.objects.filter(kind="share").count() == 2
    assert Indicator.objects.filter(kind="output").count() == 19
    assert Indicator.objects.filter(kind="result").count() == 6
    names = {field.name for field in Indicator._meta.get_fields()}
    assert not any("target" in name or "milestone" in name for name in names)
    models = {model.__name__ for model in apps.get_app_config("indicators").get_models()}
    assert {name.removeprefix("Historical") for name in models} == {"Indicator", "IndicatorFund"}


def test_what_is_presumed_says_so() -> None:
    grants = Act.objects.filter(kind="delegation_agreement")
    assert {act.certainty for act in grants} == {"presumed"}
    assert all("sera signée" in act.date_note for act in grants)
    assert Act.objects.get(code="deliberation-2023-406").certainty == "stated"
    assert {row.dates_certainty for row in FrameworkAgreement.objects.all()} == {"presumed"}
    delegated = Envelope.objects.get(code="region-fse-2021-delegated")
    assert (delegated.priority.code, delegated.certainty) == ("P1", "presumed")


def test_the_two_bodies_merged_into_the_third_are_known() -> None:
    merged = Organisation.objects.exclude(merged_into=None)
    assert {(row.code, row.merged_into.code) for row in merged} == {
        ("ocaplie", "tmi"),
        ("apapm", "tmi"),
    }


def test_nothing_is_invented() -> None:
    assert codes(Organisation.objects.all(), "siret") == {""}
    assert not Party.objects.exclude(signed_on=None).exists()
    assert not User.objects.exists()
    assert not Operation.objects.exists()
    assert not Meeting.objects.exists()
    assert not Seat.objects.exists()
    assert not Supervision.objects.exists()
    assert not Territory.objects.filter(code__startswith="qpv").exists()
