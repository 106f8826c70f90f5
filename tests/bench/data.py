"""Made data at the size of a nation: 50,000 operations and 500,000 ledger rows."""

from __future__ import annotations

from django.db import connection, models, transaction

from accord.kernel.ledger import Entry, cumulate
from envelopes.models import Balance, CreditMovement
from operations.models import Operation, UseOfCredits
from tests import scenes

OPERATIONS = 50_000
ROWS_EACH = 10

_OPERATIONS = """
INSERT INTO operations_operation (number, title, folded, envelope_id, beneficiary_id, scheme_id,
    objective_id, state, opinion, starts_on, ends_on, submitted_on, admitted_on, requested_cost,
    requested_eu, appraised_cost, appraised_eu, appraisal, cost_option, is_technical_assistance,
    is_imported, is_fictional)
SELECT 'BENCH-' || n, 'Opération mesurée ' || n, 'bench ' || n, e.ids[1 + n %% 3], b.id,
    s.ids[1 + n %% array_length(s.ids, 1)], o.ids[1 + n %% 2], 'contracted', 'favourable',
    DATE '2022-01-01' + (n %% 1500)::int, DATE '2027-12-31', DATE '2022-01-01', DATE '2022-01-02',
    100000, 60000, 100000, 60000, '', 'unknown', false, true, false
FROM generate_series(1, %s) AS n,
    (SELECT array_agg(id ORDER BY id) AS ids FROM envelopes_envelope
     WHERE level = 'holder' AND NOT is_extract) AS e,
    (SELECT id FROM operations_beneficiary ORDER BY id LIMIT 1) AS b,
    (SELECT array_agg(id ORDER BY id) AS ids FROM envelopes_scheme) AS s,
    (SELECT array_agg(id ORDER BY id) AS ids FROM envelopes_specificobjective
     WHERE code LIKE 'ESO%%') AS o
"""
# Five rows of programming and five of contracting: a first amount, then corrections of one cent.
_USES = """
INSERT INTO operations_useofcredits (operation_id, envelope_id, stage, delta_cost, delta_eu, label,
    act_id, value_date, is_presumed, recorded_at, reason)
SELECT o.id, o.envelope_id, CASE WHEN k < 5 THEN 'programmed' ELSE 'contracted' END,
    CASE WHEN k IN (0, 5) THEN 2000 ELSE 1 END, CASE WHEN k IN (0, 5) THEN 1200 ELSE 1 END, '',
    %s, DATE '2022-01-01' + ((o.id * 7 + k * 61) %% 1800)::int, false,
    TIMESTAMPTZ '2022-01-01' + make_interval(days => ((o.id * 7 + k * 61) %% 1800)::int), ''
FROM operations_operation AS o, generate_series(0, %s - 1) AS k
WHERE o.number LIKE 'BENCH-%%'
"""


def fill() -> None:
    """Insert the data once; balances come from the ledgers, as ``check_ledger`` adds them up."""
    if UseOfCredits.objects.count() >= OPERATIONS * ROWS_EACH:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        scenes.BeneficiaryFactory(name="Bénéficiaire mesuré", folded="beneficiaire mesure")
        act = scenes.credit_act("Acte mesuré")
        cursor.execute(_OPERATIONS, [OPERATIONS])
        cursor.execute(_USES, [act.pk, ROWS_EACH])
        rebuild_balances()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    assert Operation.objects.count() >= OPERATIONS


def rebuild_balances() -> None:
    """Every balance from the rows of both ledgers."""
    entries: dict[int, list[Entry]] = CreditMovement.objects.all().entries()
    for envelope, of_envelope in UseOfCredits.objects.all().entries().items():
        entries.setdefault(envelope, []).extend(of_envelope)
    plain = models.QuerySet(model=Balance)
    plain.delete()
    plain.bulk_create(
        [
            Balance(
                account_id=envelope,
                stage=entry.stage,
                value_date=entry.value_date,
                **vars(entry.measures),
            )
            for envelope, of_envelope in entries.items()
            for entry in cumulate(of_envelope)
        ],
        batch_size=5000,
    )
