"""States of an operation, the verbs that move it, and the table of permitted moves."""

from __future__ import annotations

from django.db.models import TextChoices

from accord.kernel.workflow import Workflow

# Shape of an operation's number, which stands in addresses: no slash, nothing invisible.
NUMBER_PATTERN = r"[A-Za-z0-9][A-Za-z0-9 ._+-]*"


class OperationState(TextChoices):
    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "déposée"
    INADMISSIBLE = "inadmissible", "irrecevable"
    ADMISSIBLE = "admissible", "recevable"
    APPRAISED = "appraised", "instruite"
    OPINION_GIVEN = "opinion_given", "avis rendu"
    PROGRAMMED = "programmed", "programmée"
    REFUSED = "refused", "refusée"
    ADJOURNED = "adjourned", "ajournée"
    CONTRACTED = "contracted", "conventionnée"
    WITHDRAWN = "withdrawn", "retirée"
    DEPROGRAMMED = "deprogrammed", "déprogrammée"

    @property
    def tone(self) -> str:
        """Kind of the badge that shows it."""
        return _TONES.get(self.value, "info")

    @property
    def awaits(self) -> str:
        """What an operation in this state waits for, as a sentence."""
        return _AWAITS.get(self.value, "Le parcours de cette opération est terminé.")


_TONES = {
    "draft": "neutral",
    "inadmissible": "bad",
    "programmed": "good",
    "refused": "bad",
    "adjourned": "warning",
    "contracted": "good",
    "withdrawn": "neutral",
    "deprogrammed": "neutral",
}
_AWAITS = {
    "draft": "La demande est à déposer.",
    "submitted": "La recevabilité est à examiner par le titulaire.",
    "admissible": "La demande est à instruire par le titulaire.",
    "appraised": "L’opération attend l’avis du comité technique.",
    "opinion_given": "L’opération attend la décision de l’instance de programmation.",
    "programmed": "La convention est à signer, puis à enregistrer.",
    "adjourned": "La demande est à instruire de nouveau.",
    "contracted": "La convention est signée ; un avenant peut en changer les montants.",
}


class Verb(TextChoices):
    """Labels are infinitives: « Impossible de … »."""

    SUBMIT = "submit", "déposer"
    ADMIT = "admit", "déclarer recevable"
    REJECT = "reject", "déclarer irrecevable"
    APPRAISE = "appraise", "instruire"
    GIVE_OPINION = "give_opinion", "rendre un avis"
    PROGRAMME = "programme", "programmer"
    REFUSE = "refuse", "refuser"
    ADJOURN = "adjourn", "ajourner"
    CONTRACT = "contract", "conventionner"
    AMEND = "amend", "modifier par avenant"
    WITHDRAW = "withdraw", "retirer"
    DEPROGRAMME = "deprogramme", "déprogrammer"


_S = OperationState

WORKFLOW = Workflow(
    states=OperationState,
    verbs=Verb,
    table={
        (_S.DRAFT, Verb.SUBMIT): _S.SUBMITTED,
        (_S.SUBMITTED, Verb.ADMIT): _S.ADMISSIBLE,
        (_S.SUBMITTED, Verb.REJECT): _S.INADMISSIBLE,
        (_S.ADMISSIBLE, Verb.APPRAISE): _S.APPRAISED,
        (_S.ADJOURNED, Verb.APPRAISE): _S.APPRAISED,
        # A technical committee that adjourns asks for more: the appraisal is done again.
        (_S.APPRAISED, Verb.APPRAISE): _S.APPRAISED,
        (_S.APPRAISED, Verb.GIVE_OPINION): _S.OPINION_GIVEN,
        # Without an opinion programming is possible, and warns.
        (_S.APPRAISED, Verb.PROGRAMME): _S.PROGRAMMED,
        (_S.OPINION_GIVEN, Verb.PROGRAMME): _S.PROGRAMMED,
        (_S.APPRAISED, Verb.REFUSE): _S.REFUSED,
        (_S.OPINION_GIVEN, Verb.REFUSE): _S.REFUSED,
        (_S.APPRAISED, Verb.ADJOURN): _S.ADJOURNED,
        (_S.OPINION_GIVEN, Verb.ADJOURN): _S.ADJOURNED,
        (_S.PROGRAMMED, Verb.CONTRACT): _S.CONTRACTED,
        (_S.PROGRAMMED, Verb.DEPROGRAMME): _S.DEPROGRAMMED,
        (_S.CONTRACTED, Verb.AMEND): _S.CONTRACTED,
        (_S.SUBMITTED, Verb.WITHDRAW): _S.WITHDRAWN,
        (_S.ADMISSIBLE, Verb.WITHDRAW): _S.WITHDRAWN,
        (_S.APPRAISED, Verb.WITHDRAW): _S.WITHDRAWN,
        (_S.OPINION_GIVEN, Verb.WITHDRAW): _S.WITHDRAWN,
        (_S.ADJOURNED, Verb.WITHDRAW): _S.WITHDRAWN,
    },
)


class Opinion(TextChoices):
    NONE = "none", "sans avis"
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"


class FinancingKind(TextChoices):
    EU = "eu", "Union européenne"
    STATE = "state", "État"
    REGION = "region", "Région"
    DEPARTMENT = "department", "Département"
    LOCAL = "local", "EPCI et communes"
    OTHER_PUBLIC = "other_public", "autre public"
    PRIVATE = "private", "privé"
    OWN = "own", "autofinancement"
    REVENUE = "revenue", "recettes"
    NOT_DETAILED = "not_detailed", "non détaillé"


class CostOption(TextChoices):
    """Forms of eligible cost, regulation 2021/1060 articles 53 to 56."""

    UNKNOWN = "unknown", "inconnue"
    REAL = "real", "coûts réels"
    FLAT_7 = "flat_7", "taux forfaitaire de 7 % (coûts indirects)"
    FLAT_15 = "flat_15", "taux forfaitaire de 15 % (coûts indirects sur personnel)"
    FLAT_20 = "flat_20", "taux forfaitaire de 20 % (personnel)"
    FLAT_40 = "flat_40", "taux forfaitaire de 40 % (tous les autres coûts)"
    UNIT = "unit", "coûts unitaires"
    LUMP_SUM = "lump_sum", "montants forfaitaires"


class RowOutcome(TextChoices):
    CREATED = "created", "créée"
    UNCHANGED = "unchanged", "inchangée"
    CHANGED = "changed", "modifiée"
    GAP = "gap", "écart à régler"
    REFUSED = "refused", "refusée"
