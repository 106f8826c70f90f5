"""States of an operation, opinions, kinds of financing and cost; labels as people read them."""

from __future__ import annotations

from django.db.models import TextChoices

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


# What an operation goes through before it is admissible: its history until then is the file's.
BEFORE_ADMISSIBILITY = (
    OperationState.DRAFT,
    OperationState.SUBMITTED,
    OperationState.INADMISSIBLE,
)


class Opinion(TextChoices):
    NONE = "none", "sans avis"
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"


class OperationEffect(TextChoices):
    """What a committee's decision does to an operation."""

    GIVE_OPINION = "give_opinion", "avis rendu"
    PROGRAMME = "programme", "programmation"
    REFUSE = "refuse", "refus"
    ADJOURN = "adjourn", "ajournement"
    DEPROGRAMME = "deprogramme", "déprogrammation"


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


class Reserve(TextChoices):
    """What is true in the official list and yet odd: the operation is kept, and says so."""

    EU_ABOVE_COST = "eu_above_cost", "montant UE au-dessus du coût"
    ZERO_AMOUNT = "zero_amount", "montant nul"
    REVERSED_DATES = "reversed_dates", "fin avant le début"
    NO_BENEFICIARY = "no_beneficiary", "sans bénéficiaire"
