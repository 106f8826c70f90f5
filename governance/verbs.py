"""The verbs of a committee: its secretariat prepares, holds and closes its meetings."""

from __future__ import annotations

from accord.kernel.locking import Rank
from accord.kernel.verbs import Verb, declare
from accord.people.verbs import OWN_SECRETARY
from governance.states import MeetingState as S

_DENIAL = "Les réunions de ce comité sont tenues par le secrétariat de {owner}."
_MEETING = (Rank.MEETING,)
_EVERYTHING = (Rank.COMMITTEE, Rank.MEETING, Rank.ENVELOPE, Rank.EFFECT, Rank.OPERATION)
_PREPARING = (S.PLANNED, S.CONVENED, S.OPEN)
_OVER = ("", "La séance est levée : l’ordre du jour ne change plus.")
_REPLACED = "se corrige en le faisant de nouveau"


def _secretary(code: str, label: str, **declared: object) -> Verb:
    """A verb of the secretariat of the committee's organiser."""
    values = {
        "who": (OWN_SECRETARY,),
        "denial": _DENIAL,
        "locks": _MEETING,
        "until": _REPLACED,
        **declared,
    }
    return declare(Verb(code=f"governance.{code}", label=label, **values))  # type: ignore[arg-type]


KEEP = _secretary("keep", "tenir les réunions d’un comité", locks=(), until="sans objet")
ADD_MEMBER = _secretary(
    "add_member",
    "ajouter un membre",
    needs=("person_name", "organisation", "starts_on"),
    locks=(Rank.COMMITTEE,),
    back="governance.end_term",
    until="à toute date",
)
END_TERM = _secretary(
    "end_term",
    "mettre fin à un mandat",
    needs=("ends_on",),
    locks=(Rank.REST,),
    back="governance.add_member",
    until="par un nouveau mandat",
)
PLAN = _secretary(
    "plan",
    "planifier une réunion",
    needs=("held_on",),
    locks=(Rank.COMMITTEE, Rank.ENVELOPE, Rank.OPERATION),
    back="governance.cancel",
    until="jusqu’à l’ouverture de la séance",
)
CHANGE = _secretary(
    "change",
    "modifier la réunion",
    leaves=(S.PLANNED, S.CONVENED),
    refusals=((S.OPEN, "La séance est ouverte : sa date ne change plus."), _OVER),
)
PREPARE = _secretary(
    "prepare",
    "inscrire à l’ordre du jour",
    leaves=_PREPARING,
    refusals=(_OVER,),
    locks=(Rank.COMMITTEE, Rank.MEETING, Rank.ENVELOPE, Rank.OPERATION),
    back="governance.remove_item",
    until="jusqu’à l’ouverture de la séance",
)
REMOVE_ITEM = _secretary(
    "remove_item",
    "retirer un point",
    leaves=(S.PLANNED, S.CONVENED),
    refusals=(
        (S.OPEN, "La séance est ouverte : un point se reporte, il ne se retire plus."),
        _OVER,
    ),
    back="governance.prepare",
    until="jusqu’à la fin de la séance",
)
CONVENE = _secretary(
    "convene",
    "convoquer",
    leaves=(S.PLANNED,),
    enters=S.CONVENED,
    needs=("agenda",),
    locks=(Rank.MEETING, Rank.OPERATION),
    back="governance.cancel",
    until="jusqu’à l’ouverture de la séance",
)
OPEN = _secretary(
    "open",
    "ouvrir la séance",
    leaves=(S.CONVENED,),
    enters=S.OPEN,
    needs=("members",),
    until="sans retour pour l’instant : la séance se lève",
)
HOLD = _secretary(
    "hold",
    "tenir la séance",
    leaves=(S.OPEN,),
    refusals=(("", "La séance n’est pas, ou plus, ouverte."),),
)
END = _secretary(
    "end",
    "lever la séance",
    leaves=(S.OPEN,),
    enters=S.ENDED,
    needs=("attendance", "outcomes"),
    locks=_EVERYTHING,
    ledgers=("operations.useofcredits",),
    decides=True,
    until="sans retour pour l’instant : ce qui est décidé l’est",
)
WRITE_MINUTES = _secretary(
    "write_minutes",
    "rédiger le procès-verbal",
    leaves=(S.OPEN, S.ENDED),
    refusals=(
        ("", "Le procès-verbal se rédige en séance ou après, jusqu’à ce qu’il soit établi."),
    ),
    locks=(Rank.MEETING, Rank.MINUTES),
)
SEAL = _secretary(
    "seal",
    "établir le procès-verbal",
    leaves=(S.ENDED,),
    enters=S.SEALED,
    locks=(Rank.MEETING, Rank.MINUTES),
    until="sans retour : le texte établi est figé avec ses chiffres",
)
CANCEL = _secretary(
    "cancel",
    "annuler",
    leaves=(S.PLANNED, S.CONVENED),
    enters=S.CANCELLED,
    needs=("note",),
    back="governance.plan",
    until="par une nouvelle réunion",
)
