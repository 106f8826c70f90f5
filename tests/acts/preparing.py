"""Openings that a committee has decided and that await an act, without its sitting."""

from __future__ import annotations

from datetime import date
from typing import Any

from accord.acts.actions import ActDraft, await_act, prepare_effect
from accord.acts.models import Act, ActKind, Effect, FrameworkAgreement
from accord.kernel.actors import SERVER
from accord.kernel.transactions import acting
from accord.people.models import Organisation
from envelopes.actions import lock_envelopes, opening_of
from envelopes.models import Tranche
from tests import scenes

CODE = "cd62-fse-2021"
DECIDED_ON = date(2024, 3, 1)


def tranche(code: str = CODE, position: int = 2) -> Tranche:
    rows = Tranche.objects.select_related("envelope__agreement", "grant__act")
    return rows.get(envelope__code=code, position=position)


def awaited_act(**values: Any) -> Act:
    """An amendment that something waits for."""
    draft = ActDraft(
        **{
            "agreement": FrameworkAgreement.objects.get(code="2021-2027"),
            "kind": ActKind.GRANT_AMENDMENT,
            "issuer": Organisation.objects.get(code="dreets-hdf"),
            "title": "Avenant attendu",
            **values,
        }
    )
    with acting(SERVER):
        return await_act(draft, by=SERVER)


def prepared_opening(
    of: Tranche | None = None,
    *,
    decided_on: date = DECIDED_ON,
    awaits: Act | None = None,
    about: str = "Point 1",
) -> Effect:
    """A decision of the Département opens a tranche, once an amendment is there."""
    place = of or tranche()
    cause = scenes.decision_act(Organisation.objects.get(code="cd62"), decided_on)
    awaited = awaits or awaited_act(under=place.grant.act)
    with acting(SERVER):
        lock_envelopes(place.envelope_id)
        return prepare_effect(
            "open_tranche", opening_of(place), cause=cause, awaits=awaited, about=about, by=SERVER
        )
