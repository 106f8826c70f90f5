"""The verbs of acts: recording one that a person holds in hand, completing one that was awaited."""

from __future__ import annotations

from dataclasses import replace

from accord.acts.models import Act
from accord.acts.states import ActKind, ActState, EffectState
from accord.kernel.actors import Reader, System
from accord.kernel.locking import Rank
from accord.kernel.verbs import Verb, declare, may
from accord.kernel.verdict import ALLOWED, Verdict, not_now, refuse
from accord.people.models import Organisation
from accord.people.verbs import AUTHORITY_OFFICER, OWN_SECRETARY, OWN_STAFF

# Acts by which the delegated managing authority gives or changes credits.
CREDIT_ACTS = (
    ActKind.NOTIFICATION,
    ActKind.DELEGATION_AGREEMENT,
    ActKind.GRANT_AMENDMENT,
    ActKind.AGREEMENT_AMENDMENT,
)
OWN_ACTS = (ActKind.DELIBERATION, ActKind.REPORT)
# Acts that a form may record by itself; the others come with a committee, an operation or a file.
FORM_KINDS = (*CREDIT_ACTS, *OWN_ACTS)

_LOCKS = (Rank.MEETING, Rank.ACT, Rank.ENVELOPE, Rank.EFFECT, Rank.OPERATION)
_UNTIL = "ce qui repose sur un acte se contrepasse ; l’acte lui-même reste"

RECORD_CREDIT_ACT = declare(
    Verb(
        code="acts.record_credit_act",
        label="enregistrer un acte de crédits",
        who=(AUTHORITY_OFFICER,),
        denial="Cet acte est enregistré par un gestionnaire de l’autorité de gestion déléguée.",
        needs=("number", "date"),
        acts=CREDIT_ACTS,
        locks=_LOCKS,
        ledgers=("envelopes.creditmovement",),
        until=_UNTIL,
    )
)
RECORD_OWN_ACT = declare(
    Verb(
        code="acts.record_own_act",
        label="enregistrer un acte de son organisme",
        who=(OWN_STAFF,),
        denial=(
            "Cet acte est enregistré par le secrétariat ou un gestionnaire de l’organisme émetteur."
        ),
        needs=("number", "date"),
        acts=OWN_ACTS,
        locks=_LOCKS,
        ledgers=("operations.useofcredits",),
        until=_UNTIL,
    )
)
# Nobody's to do by hand: they come with what a committee, an operation or a file does.
_OF_ANOTHER = "Cet acte vient avec ce qui le produit : un comité, une opération ou un fichier."
WRITE = declare(
    Verb(
        code="acts.write",
        label="établir un acte",
        who=(),
        denial=_OF_ANOTHER,
        until=_UNTIL,
    )
)
AWAIT = declare(
    Verb(
        code="acts.await",
        label="attendre un acte",
        who=(),
        denial=_OF_ANOTHER,
        enters=ActState.AWAITED,
        back="acts.let_lapse",
        until="tant que l’acte n’est pas enregistré",
    )
)
LET_LAPSE = declare(
    Verb(
        code="acts.let_lapse",
        label="laisser devenir caduc",
        who=(),
        denial="Un acte attendu devient caduc quand plus rien ne l’attend.",
        leaves=(ActState.AWAITED,),
        enters=ActState.LAPSED,
        locks=(Rank.ACT,),
        until="un acte caduc est enregistré de nouveau s’il intervient",
    )
)
PREPARE_EFFECT = declare(
    Verb(
        code="acts.prepare_effect",
        label="préparer un effet",
        who=(),
        denial=_OF_ANOTHER,
        enters=EffectState.PREPARED,
        back="acts.lapse_effect",
        until="tant que l’acte attendu n’est pas enregistré",
    )
)
APPLY_EFFECT = declare(
    Verb(
        code="acts.apply_effect",
        label="appliquer un effet",
        who=(),
        denial="Un effet s’applique quand son acte est enregistré.",
        leaves=(EffectState.PREPARED,),
        enters=EffectState.APPLIED,
        locks=(Rank.ACT, Rank.ENVELOPE, Rank.EFFECT, Rank.OPERATION),
        ledgers=("envelopes.creditmovement", "operations.useofcredits"),
        until="ce que l’effet a écrit se contrepasse",
    )
)
LAPSE_EFFECT = declare(
    Verb(
        code="acts.lapse_effect",
        label="déclarer une décision caduque",
        who=(OWN_SECRETARY,),
        denial="Les réunions de ce comité sont tenues par le secrétariat de {owner}.",
        leaves=(EffectState.PREPARED,),
        enters=EffectState.LAPSED,
        needs=("note",),
        locks=(Rank.ACT, Rank.EFFECT),
        until="par une décision nouvelle",
        refusals=(("", "Cette décision n’attend plus d’acte."),),
    )
)

_NO_FORM = "Cet acte ne s’enregistre pas par ce formulaire."


def verb_for(kind: str) -> Verb | None:
    """The verb that records an act of a kind; None for those that no form records."""
    if kind in CREDIT_ACTS:
        return RECORD_CREDIT_ACT
    return RECORD_OWN_ACT if kind in OWN_ACTS else None


def can_record_act(by: Reader | System, kind: str, issuer: Organisation | None) -> Verdict:
    """Officers of the authority record the acts of credits; a body's staff its own."""
    verb = verb_for(kind)
    if verb is None:
        return refuse(_NO_FORM)
    return may(verb, by, issuer.pk if issuer else None)


def can_record_any_act(by: Reader | System) -> Verdict:
    """Whether somebody may record an act of some kind, whatever the form will say."""
    own = by.body_id if isinstance(by, Reader) else None
    if may(RECORD_CREDIT_ACT, by) or may(RECORD_OWN_ACT, by, own):
        return ALLOWED
    return refuse("L’enregistrement d’un acte relève d’un gestionnaire ou d’un secrétariat.")


def can_complete_act(by: Reader | System, act: Act) -> Verdict:
    """An awaited act is completed by whoever may record one of its kind."""
    answer = can_record_act(by, act.kind, act.issuer)
    if answer and act.state != ActState.AWAITED:
        answer = not_now(f"Cet acte n’est plus attendu : il est {act.get_state_display()}.")
    return answer or replace(answer, thing=act)
