"""The 38 real operations of Pas-de-Calais, to the cent, and read twice without harm."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management import call_command
from django.test import TestCase

from accord.acts.models import Act, ActKind, ImportRow, ImportRun
from accord.acts.states import RowOutcome
from envelopes.models import Envelope
from envelopes.states import Stage
from envelopes.totals import totals_data
from operations.imports import ImportReport
from operations.ledger import net_amounts
from operations.models import (
    Beneficiary,
    FinancingLine,
    Operation,
    OperationStep,
    UseOfCredits,
)
from operations.states import OperationState
from operations.totals import Question, programming_totals
from operations.verbs import CONTRACT
from tests.operations.national_list import real, send

EDITION = date(2023, 12, 1)
FORMER = "2014-2020"
DIESE = "Démarche d'Insertion Economique et Sociale pour l'Emploi"


def image() -> tuple[int, ...]:
    models: list[Any] = [
        *(Operation, UseOfCredits, OperationStep, Beneficiary, FinancingLine, Act),
        *(ImportRun, ImportRow),
    ]
    return tuple(model.objects.count() for model in models)


def totals(code: str, day: date = EDITION) -> dict[str, Any]:
    [position] = Envelope.objects.filter(code=code).positions(day)
    return totals_data(position.totals)


class RealOperations(TestCase):
    report: ImportReport

    @classmethod
    def setUpTestData(cls) -> None:
        cls.report = send(real(), file_name="pon.csv", edition_on=EDITION)

    def test_the_thirty_eight_operations_to_the_cent(self) -> None:
        assert self.report.counts == {RowOutcome.CREATED: 38}
        assert self.report.alerts == []
        sums = Operation.objects.all().sums(EDITION)
        for stage in (Stage.PROGRAMMED, Stage.CONTRACTED):
            # 4 457 709,66 € of cost and 2 395 007,08 € of EU amount.
            assert sums[stage] == {"cost": 445_770_966, "eu": 239_500_708}
        by_envelope = {
            code: (
                Operation.objects.filter(envelope__code=code).count(),
                totals(code)["programmed"],
                totals(code)["contracted"],
                totals(code)["operations"],
            )
            for code in ("cd62-fse-2014", "apapm-fse-2014", "ocaplie-fse-2014")
        }
        assert by_envelope == {
            "cd62-fse-2014": (19, "1208675.62", "1208675.62", 19),
            "apapm-fse-2014": (19, "1186331.46", "1186331.46", 19),
            "ocaplie-fse-2014": (0, "0.00", "0.00", 0),
        }
        call_command("check_ledger", verbosity=0)
        call_command("check_audit", verbosity=0)

    def test_each_operation_has_its_act_its_rows_its_step_and_its_plan(self) -> None:
        act = Act.objects.get(kind=ActKind.EXTRACT_EDITION)
        assert (act.date, act.source, len(act.digest)) == (EDITION, "pon.csv", 64)
        assert act.number == act.digest[:12]
        assert not act.is_fictional
        uses = UseOfCredits.objects.all()
        assert uses.count() == 76
        assert set(uses.values_list("act", "is_presumed", "by_system")) == {
            (act.pk, True, "server")
        }
        steps = OperationStep.objects.all()
        assert steps.count() == 38
        assert set(steps.values_list("verb", "to_state", "act")) == {
            (CONTRACT.code, "contracted", act.pk)
        }
        assert set(Operation.objects.values_list("state", "is_imported", "is_fictional")) == {
            (OperationState.CONTRACTED, True, False)
        }
        assert FinancingLine.objects.filter(kind="eu").count() == 38
        assert FinancingLine.objects.filter(kind="not_detailed").count() == 38
        assert FinancingLine.objects.count() == 76

    def test_one_operation_from_its_row(self) -> None:
        made = Operation.objects.with_names().get(number="201600798")
        assert (
            made.title == "Rénovation extérieure et intérieure des bâtiments de l'éco-pôle Audruicq"
        )
        assert made.beneficiary.name == "CONCEPT INSERTION"
        assert made.beneficiary.siren == ""
        assert made.establishment is None
        assert made.envelope.code == "cd62-fse-2014"
        key = made.keys.get()
        assert key.objective is not None
        assert (key.objective.code, key.scheme, key.plie) == ("3.9.1.1", None, None)
        assert (key.value_date, key.act) == (date(2014, 1, 1), made.steps.get().act)
        assert (made.starts_on, made.ends_on) == (date(2016, 5, 15), date(2017, 5, 14))
        assert made.planned_participants == 8
        # The list gives no agreement date: that of the beginning, marked as estimated.
        for use in UseOfCredits.objects.filter(operation=made):
            assert (use.value_date, use.is_presumed) == (date(2016, 5, 15), True)
            assert (use.delta_cost, use.delta_eu) == (4_433_160, 2_160_000)
        lines = dict(made.financing_lines.values_list("kind", "amount"))
        assert lines == {"eu": 2_160_000, "not_detailed": 2_273_160}

    def test_what_the_list_does_not_say_stays_unknown(self) -> None:
        for made in Operation.objects.all():
            file = made.file
            assert (made.submitted_on, file.requested_cost, file.requested_eu) == (None, None, None)
            assert (file.appraised_cost, file.appraised_eu, file.conclusion) == (None, None, "")
            assert (made.opinion, made.cost_option) == ("none", "unknown")
            assert not made.territory_sets.exists()
            assert made.qpv_share_bp is None
        found = set(Beneficiary.objects.values_list("siren", "is_shared", "owner"))
        assert found == {("", True, None)}
        assert Beneficiary.objects.count() == 31

    def test_bodies_known_to_the_agreement_are_recognised_as_beneficiaries(self) -> None:
        known = Beneficiary.objects.exclude(organisation=None)
        found = dict(known.values_list("name", "organisation__code"))
        assert found == {
            "Association PBI": "plan-bethunois-insertion",
            DIESE: "demarche-insertion-henin-carvin",
            "Maison de l'Emploi et des Métiers en Pays d'Artois": "maison-emploi-pays-artois",
            "PLIE du Pays de Saint-Omer": "plie-saint-omer",
        }

    def test_an_extract_leaves_remainders_and_rates_unknown(self) -> None:
        found = totals("cd62-fse-2014")
        assert found["remaining"] is None
        assert found["programming_rate_open"] is None
        assert found["programming_rate_notified"] is None

    def test_the_totals_of_a_day_count_what_had_begun(self) -> None:
        rows = Envelope.objects.delegated().filter(agreement__code=FORMER)
        by_year = programming_totals(Question(rows, EDITION, group_by=("year",)))
        programmed = {keys["year"]: row.programmed for keys, row in by_year.rows if row.programmed}
        # Years of the start dates, added up by hand from the file.
        assert programmed == {2015: 21_152_447, 2016: 131_439_329, 2017: 86_908_932}
        assert programming_totals(Question(rows, date(2015, 12, 31))).total.programmed == 21_152_447
        assert programming_totals(Question(rows, date(2014, 12, 31))).total.programmed == 0

    def test_the_totals_by_objective(self) -> None:
        rows = Envelope.objects.delegated().filter(agreement__code=FORMER)
        found = programming_totals(Question(rows, EDITION, group_by=("specific_objective",)))
        programmed = {keys["specific_objective"]: row.programmed for keys, row in found.rows}
        assert programmed == {
            "3.9.1.1": 193_472_976,
            "3.9.1.2": 7_912_542,
            "3.9.1.3": 38_115_190,
            None: 0,
        }

    def test_one_real_operation_stands_above_the_rate_and_is_recorded(self) -> None:
        made = Operation.objects.get(number="201702039")
        net = net_amounts(made, Stage.CONTRACTED)
        assert (net.eligible_cost, net.amount) == (45_968_514, 33_910_614)

    def test_the_same_file_twice_changes_nothing(self) -> None:
        before = image()
        report = send(real(), file_name="pon.csv", edition_on=EDITION)
        assert report.counts == {RowOutcome.UNCHANGED: 38}
        assert report.run is None
        assert image() == before
        call_command("check_ledger", verbosity=0)

    def test_the_same_rows_in_another_file_change_nothing_either(self) -> None:
        before = image()
        text = real().decode("utf-8-sig")
        for data in (
            text.encode("utf-8-sig"),
            text.encode("cp1252"),
            text.replace("\r\n", "\n").encode(),
        ):
            assert send(data, file_name="copie.csv").counts == {RowOutcome.UNCHANGED: 38}
        assert image() == before

    def test_a_reading_is_kept_with_what_became_of_its_rows(self) -> None:
        run = ImportRun.objects.get()
        assert (run.file_name, run.edition_on, run.rows, run.created) == (
            "pon.csv",
            EDITION,
            38,
            38,
        )
        assert (run.changed, run.unchanged, run.gaps, run.refused) == (0, 0, 0, 0)
        assert run.act == Act.objects.get(kind=ActKind.EXTRACT_EDITION)
        assert ImportRow.objects.filter(run=run, outcome="created").count() == 38
