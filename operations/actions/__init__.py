"""The verbs of an operation, in the order of its life: drafting, appraising, deciding, contracting.

What a person does is checked against their role; what a committee decides rests on the decision's
act. Amounts move by ledger rows appended under the lock of the envelope, then of the operation.
"""

from operations.actions.appraising import (
    appraise_operation,
    decide_admissibility,
    submit_operation,
    withdraw_operation,
)
from operations.actions.beneficiaries import (
    find_or_create_beneficiary,
    find_or_create_establishment,
)
from operations.actions.contracting import amend_operation, contract_operation
from operations.actions.deciding import (
    adjourn_operation,
    deprogramme_operation,
    programme_operation,
    record_opinion,
    refuse_operation,
)
from operations.actions.drafting import (
    OperationDraft,
    create_operation,
    delete_draft,
    edit_draft,
)
from operations.actions.financing import Resource

__all__ = [
    "OperationDraft",
    "Resource",
    "adjourn_operation",
    "amend_operation",
    "appraise_operation",
    "contract_operation",
    "create_operation",
    "decide_admissibility",
    "delete_draft",
    "deprogramme_operation",
    "edit_draft",
    "find_or_create_beneficiary",
    "find_or_create_establishment",
    "programme_operation",
    "record_opinion",
    "refuse_operation",
    "submit_operation",
    "withdraw_operation",
]
