"""The verbs of an operation: what its holder's officers do, and what committees decide.

What a committee decides rests on the decision's act, not on the rights of a person.
"""

from __future__ import annotations

from accord.acts.models import Act, ActKind, ActState
from accord.kernel.actors import Reader, System
from accord.kernel.locking import Rank
from accord.kernel.verbs import Verb, declare, may
from accord.kernel.verdict import Verdict, allow_if, refuse
from accord.people.verbs import OWN_OFFICER
from envelopes.models import Envelope
from operations.models import Operation
from operations.states import OperationState as S

_DENIAL = "Cette opération est gérée par un gestionnaire de son titulaire."
_BY_COMMITTEE = "Seule une décision de comité programme, refuse ou ajourne."
_USES = ("operations.useofcredits",)
_OPERATION = (Rank.OPERATION,)
_ENVELOPE = (Rank.ENVELOPE, Rank.OPERATION)
_NO_WAY_BACK = "sans retour pour l’instant : l’étape suivante la remplace"


def _officer(code: str, label: str, **declared: object) -> Verb:
    """A verb of the officers of the operation's holder."""
    values = {"who": (OWN_OFFICER,), "denial": _DENIAL, "until": _NO_WAY_BACK, **declared}
    return declare(Verb(code=f"operations.{code}", label=label, **values))  # type: ignore[arg-type]


def _committee(code: str, label: str, **declared: object) -> Verb:
    """A verb that only a committee's decision gives the power to do."""
    values = {
        "who": (),
        "denial": _BY_COMMITTEE,
        "acts": (ActKind.COMMITTEE_DECISION,),
        "decides": True,
        "until": "par une décision nouvelle",
        **declared,
    }
    return declare(Verb(code=f"operations.{code}", label=label, **values))  # type: ignore[arg-type]


CREATE = _officer(
    "create",
    "créer une opération",
    denial="La saisie relève d’un gestionnaire du titulaire de l’enveloppe.",
    back="operations.delete",
    until="tant qu’elle est un brouillon",
)
EDIT = _officer(
    "edit", "modifier", leaves=(S.DRAFT,), locks=_OPERATION, until="se modifie de nouveau"
)
DELETE = _officer(
    "delete", "supprimer", leaves=(S.DRAFT,), locks=_OPERATION, until="l’historique la garde"
)
SUBMIT = _officer(
    "submit",
    "déposer",
    leaves=(S.DRAFT,),
    enters=S.SUBMITTED,
    needs=("value_date",),
    locks=_OPERATION,
)
ADMIT = _officer(
    "admit",
    "déclarer recevable",
    leaves=(S.SUBMITTED,),
    enters=S.ADMISSIBLE,
    needs=("value_date",),
    locks=_OPERATION,
)
REJECT = _officer(
    "reject",
    "déclarer irrecevable",
    leaves=(S.SUBMITTED,),
    enters=S.INADMISSIBLE,
    needs=("value_date", "note"),
    locks=_OPERATION,
)
APPRAISE = _officer(
    "appraise",
    "instruire",
    # A technical committee that adjourns asks for more: the appraisal is done again.
    leaves=(S.ADMISSIBLE, S.ADJOURNED, S.APPRAISED),
    enters=S.APPRAISED,
    needs=("value_date", "eligible_cost", "eu_amount", "conclusion"),
    locks=_ENVELOPE,
    until="une nouvelle instruction la remplace",
)
WITHDRAW = _officer(
    "withdraw",
    "retirer",
    leaves=(S.SUBMITTED, S.ADMISSIBLE, S.APPRAISED, S.OPINION_GIVEN, S.ADJOURNED),
    enters=S.WITHDRAWN,
    needs=("value_date", "note"),
    locks=_ENVELOPE,
)
CONTRACT = _officer(
    "contract",
    "conventionner",
    leaves=(S.PROGRAMMED,),
    enters=S.CONTRACTED,
    needs=("number", "value_date", "eligible_cost", "eu_amount"),
    acts=(ActKind.OPERATION_AGREEMENT,),
    locks=_ENVELOPE,
    ledgers=_USES,
    back="operations.amend",
    until="par un avenant",
    systems=("server",),
)
AMEND = _officer(
    "amend",
    "modifier par avenant",
    leaves=(S.CONTRACTED,),
    needs=("number", "value_date", "eligible_cost", "eu_amount"),
    acts=(ActKind.OPERATION_AMENDMENT,),
    locks=_ENVELOPE,
    ledgers=_USES,
    back="operations.amend",
    until="par un autre avenant",
)
GIVE_OPINION = _committee(
    "give_opinion",
    "rendre un avis",
    denial="Un avis est rendu par un comité.",
    leaves=(S.APPRAISED,),
    enters=S.OPINION_GIVEN,
    locks=_ENVELOPE,
)
# Without an opinion programming is possible, and warns.
PROGRAMME = _committee(
    "programme",
    "programmer",
    leaves=(S.APPRAISED, S.OPINION_GIVEN),
    enters=S.PROGRAMMED,
    locks=_ENVELOPE,
    ledgers=_USES,
    back="operations.deprogramme",
    until="tant que rien n’est conventionné",
)
REFUSE = _committee(
    "refuse",
    "refuser",
    leaves=(S.APPRAISED, S.OPINION_GIVEN),
    enters=S.REFUSED,
    locks=_OPERATION,
)
ADJOURN = _committee(
    "adjourn",
    "ajourner",
    leaves=(S.APPRAISED, S.OPINION_GIVEN),
    enters=S.ADJOURNED,
    locks=_OPERATION,
    back="operations.appraise",
    until="par une nouvelle instruction",
)
DEPROGRAMME = _committee(
    "deprogramme",
    "déprogrammer",
    leaves=(S.PROGRAMMED,),
    enters=S.DEPROGRAMMED,
    locks=_ENVELOPE,
    ledgers=_USES,
)
IMPORT = declare(
    Verb(
        code="operations.import",
        label="importer une liste d’opérations",
        who=(),
        denial="Une liste nationale s’importe depuis le serveur.",
        needs=("file",),
        acts=(ActKind.EXTRACT_EDITION,),
        locks=(Rank.AGREEMENT, Rank.ENVELOPE),
        ledgers=_USES,
        until="une édition nouvelle corrige la précédente",
        systems=("server",),
    )
)

_AWAITED = "Cette décision est encore attendue : elle ne décide pas avant d’être enregistrée."


def can_create_operation(by: Reader | System, envelope: Envelope | None = None) -> Verdict:
    """Officers of a holder create operations in its envelopes."""
    if envelope is None:
        own = by.body_id if isinstance(by, Reader) else None
        answer = may(CREATE, by, own)
        return answer or CREATE.refuse("La saisie relève d’un gestionnaire d’un titulaire.")
    if not envelope.is_delegated:
        return CREATE.refuse(CREATE.denial)
    return may(CREATE, by, envelope.holder_id)


def can_decide(act: Act, operation: Operation) -> Verdict:
    """A decision binds the operations of the body that issued it, and no other's."""
    if act.kind != ActKind.COMMITTEE_DECISION:
        return refuse(_BY_COMMITTEE)
    if act.state != ActState.RECORDED:
        return refuse(_AWAITED)
    return allow_if(
        act.issuer_id == operation.owner_id,
        "Cette instance ne décide que des opérations de son organisme.",
    )


def can_give_opinion(act: Act) -> Verdict:
    """An opinion rests on a recorded decision of a committee."""
    if act.kind != ActKind.COMMITTEE_DECISION:
        return GIVE_OPINION.refuse(GIVE_OPINION.denial)
    return allow_if(act.state == ActState.RECORDED, _AWAITED)
