"""Who carries operations: found before it is created, shared once an operation is admissible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accord.kernel.actors import Actor, Author
from accord.kernel.audit import record, remove
from accord.kernel.errors import Refused
from accord.kernel.identifiers import validate_siret
from accord.kernel.text import fold, quoted
from accord.kernel.transactions import acting
from accord.people.models import Organisation
from operations.models import Beneficiary, Establishment, Operation
from operations.verbs import ADMIT, CREATE

_SIREN = 9


def find_or_create_beneficiary(
    name: str,
    *,
    by: Author,
    siret: str = "",
    organisation: Organisation | None = None,
    is_fictional: bool = False,
) -> Beneficiary:
    """The legal body of a SIRET, else of a name folded of its case and accents.

    It is looked for among shared records and those of the author's body: that of another answers as
    unknown, and may be typed again. What is typed in a draft writes nothing into a shared record:
    a SIREN that it has not makes a record of one's own. Raises Refused for a SIRET that goes with
    another name.
    """
    if siret:
        validate_siret(siret)
    siren = siret[:_SIREN]
    with acting(by):
        known = _find(name, siren, by)
        if known is None:
            typed = Beneficiary(
                name=name, siren=siren, organisation=organisation, is_fictional=is_fictional
            )
            return _create(typed, by=by)
        if siren and not known.siren and not known.is_shared:
            known.siren = siren
            record(known, by=by, reason=CREATE.code)
        return known


def find_or_create_establishment(
    beneficiary: Beneficiary, siret: str, *, by: Author
) -> Establishment | None:
    """The place of a SIRET; None without one. Raises ValidationError for another body's."""
    if not siret:
        return None
    known: Establishment | None = beneficiary.establishments.filter(siret=siret).first()
    if known is not None:
        return known
    with acting(by):
        return record(
            Establishment(beneficiary=beneficiary, siret=siret), by=by, reason=CREATE.code
        )


def _find(name: str, siren: str, by: Author) -> Beneficiary | None:
    rows = Beneficiary.objects.known_to(by.body_id if isinstance(by, Actor) else None)
    if siren:
        known: Beneficiary | None = rows.filter(siren=siren).order_by("-is_shared", "pk").first()
        if known is not None and known.folded != fold(name):
            raise Refused(
                f"Ce SIRET est celui de {quoted(known.name)} : "
                "reprenez ce nom, ou corrigez le SIRET.",
                field="beneficiary_name",
            )
        if known is not None:
            return known
    named = rows.filter(folded=fold(name))
    if siren:
        named = named.exclude(is_shared=True, siren="", organisation=None)
    known = told_by_name(named)
    if siren and known is not None and known.siren:
        raise Refused(
            "Un bénéficiaire de ce nom est connu avec un autre SIRET : précisez le nom.",
            field="beneficiary_name",
        )
    return known


def told_by_name(found: Iterable[Beneficiary]) -> Beneficiary | None:
    """Of records of one name, that which the name alone tells.

    One without SIREN, a shared one first; else the only one that has a SIREN.
    """
    by_kind: dict[tuple[bool, bool], list[Beneficiary]] = {}
    for row in found:
        by_kind.setdefault((bool(row.siren), not row.is_shared), []).append(row)
    rows = by_kind[min(by_kind)] if by_kind else []
    return rows[0] if len(rows) == 1 else None


def _create(typed: Beneficiary, *, by: Author) -> Beneficiary:
    """A new record: its author's own, or shared at once when it is a body of the agreement.

    What is shared says what the agreement says of the body, and nothing of the draft.
    """
    folded = fold(typed.name)
    if typed.organisation is None:
        typed.organisation = Organisation.objects.filter(aliases__folded=folded).first()
    typed.owner_id = by.body_id if isinstance(by, Actor) else None
    typed.is_shared = typed.organisation is not None or typed.owner_id is None
    if typed.organisation is not None:
        typed.siren = typed.organisation.siret[:_SIREN]
    try:
        with transaction.atomic():
            return record(typed, by=by, reason=CREATE.code)
    except (IntegrityError, ValidationError):
        # Somebody has typed the same meanwhile, unless it is what was typed that is wrong.
        known = _find(typed.name, typed.siren, by)
        if known is None:
            raise
        return known


def share_beneficiary(
    operation: Operation, kin: Sequence[Operation], *, by: Author, reason: str
) -> None:
    """Share the record of an operation that becomes admissible, or merge it into the shared one.

    ``kin`` are all the operations of the record, this one among them, locked. Raises Refused where
    the shared record has another name and no reason says that it is the same body.
    """
    own = operation.beneficiary
    if own.is_shared:
        return
    shared = _shared_as(own)
    if shared is None:
        try:
            with transaction.atomic():
                own.is_shared = True
                record(own, by=by, reason=ADMIT.code)
            return
        except (IntegrityError, ValidationError):
            # Another body has just shared its own.
            own.is_shared = False
            shared = _shared_as(own)
            if shared is None:
                raise
    if shared.folded != own.folded and not reason.strip():
        raise Refused(
            f"Le SIREN {own.siren} est déjà celui de {quoted(shared.name)}, qui deviendrait le "
            f"bénéficiaire à la place de {quoted(own.name)}. Si c’est le même organisme, dites à "
            "quoi vous le savez ; sinon, déclarez la demande irrecevable.",
            field="reason",
        )
    _merge(own, shared, kin, by=by)


def _shared_as(own: Beneficiary) -> Beneficiary | None:
    """The shared record of the same SIREN; without SIREN, of the same name."""
    rows = Beneficiary.objects.shared()
    found = rows.filter(siren=own.siren) if own.siren else rows.filter(folded=own.folded)
    return told_by_name(found)


def _merge(own: Beneficiary, shared: Beneficiary, kin: Sequence[Operation], *, by: Author) -> None:
    """Move operations and establishments of a private record to the shared one; it goes away."""
    twins = {row.siret: row for row in shared.establishments.all()}
    places = list(own.establishments.order_by("pk"))
    for place in places:
        if place.siret not in twins:
            place.beneficiary = shared
            twins[place.siret] = record(place, by=by, reason=ADMIT.code)
    for operation in kin:
        operation.beneficiary = shared
        if operation.establishment is not None:
            operation.establishment = twins[operation.establishment.siret]
        record(operation, by=by, reason=ADMIT.code)
    for place in places:
        if place.beneficiary_id == own.pk:
            remove(place, by=by, reason=ADMIT.code)
    remove(own, by=by, reason=ADMIT.code)
