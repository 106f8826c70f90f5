"""The verbs of an operation, in the order of its life: drafting, appraising, deciding, contracting.

What a person does is checked against their role; what a committee decides rests on the decision's
act. Amounts move by ledger rows appended under the lock of the envelope, then of the operation.
"""

from operations.actions.appraising import (
    Resource,
    appraise_operation,
    decide_admissibility,
    replace_financing,
    submit_operation,
    withdraw_operation,
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
    find_or_create_beneficiary,
)

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
    "programme_operation",
    "record_opinion",
    "refuse_operation",
    "replace_financing",
    "submit_operation",
    "withdraw_operation",
]
