"""Writing an act: recorded, awaited, lapsed; each with its step. No right is asked here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accord.acts.models import Act, ActState, ActStep, Document, FrameworkAgreement
from accord.acts.verbs import AWAIT, LET_LAPSE, WRITE, verb_for
from accord.kernel.actors import Author
from accord.kernel.audit import record
from accord.kernel.dates import today
from accord.kernel.errors import Refused
from accord.kernel.rows import append
from accord.people.models import Organisation


@dataclass(frozen=True)
class ActDraft:
    """What a new act says of itself."""

    agreement: FrameworkAgreement
    kind: str
    issuer: Organisation | None
    title: str
    number: str = ""
    date: date | None = None
    date_note: str = ""
    under: Act | None = None
    document: Document | None = None
    digest: str = ""
    source: str = ""
    is_fictional: bool = False


def write_act(draft: ActDraft, *, by: Author) -> Act:
    """Store a recorded act without asking a right: its caller's own rule is the authority.

    A committee, an operation's agreement and a file's edition come this way. Raises
    ValidationError, and Refused for a date in the future.
    """
    if draft.date and draft.date > today():
        raise Refused("Un acte ne peut pas être daté dans le futur.", field="date")
    act = record(
        Act(
            agreement=draft.agreement,
            kind=draft.kind,
            state=ActState.RECORDED,
            issuer=draft.issuer,
            number=draft.number.strip(),
            date=draft.date,
            date_note=draft.date_note,
            title=draft.title.strip(),
            under=draft.under,
            document=draft.document,
            digest=draft.digest,
            source=draft.source,
            is_fictional=draft.is_fictional,
        ),
        by=by,
        reason=recording_verb(draft.kind),
    )
    note_step(act, recording_verb(draft.kind), by=by)
    return act


def await_act(draft: ActDraft, *, by: Author, since: date | None = None) -> Act:
    """Note that an act is awaited: it has an object and an issuer, no number and no date yet.

    ``since`` is the day of what waits for it; today when nothing says.
    """
    act = record(
        Act(
            agreement=draft.agreement,
            kind=draft.kind,
            state=ActState.AWAITED,
            issuer=draft.issuer,
            title=draft.title.strip(),
            under=draft.under,
            is_fictional=draft.is_fictional,
        ),
        by=by,
        reason=AWAIT.code,
    )
    note_step(act, AWAIT.code, by=by, day=since)
    return act


def let_act_lapse(act: Act, *, by: Author, reason: str) -> Act:
    """Keep as lapsed an awaited act that nothing waits for any more; its lock is held."""
    if act.state != ActState.AWAITED:
        raise Refused("Seul un acte attendu devient caduc.")
    act.state = ActState.LAPSED
    act.date_note = f"Caduc : {reason}"[:300]
    record(act, by=by, reason=LET_LAPSE.code, note=reason)
    note_step(act, LET_LAPSE.code, by=by, before=ActState.AWAITED, note=reason)
    return act


def recording_verb(kind: str) -> str:
    """Code of the verb that records an act of a kind."""
    return (verb_for(kind) or WRITE).code


def note_step(
    act: Act,
    verb: str,
    *,
    by: Author,
    before: str = "",
    note: str = "",
    day: date | None = None,
) -> None:
    """Add the step that brought an act to its present state; ``day`` is its date by default."""
    step = ActStep(
        subject=act,
        verb=verb,
        from_state=before,
        to_state=act.state,
        value_date=day or act.date or today(),
        note=note[:500],
    )
    append(step, by=by)


def note_loaded_acts(*, by: Author) -> None:
    """Add the first step of acts that were loaded in bulk."""
    for act in Act.objects.filter(steps=None).order_by("pk"):
        note_step(act, recording_verb(act.kind), by=by)
