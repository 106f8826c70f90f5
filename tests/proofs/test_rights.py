"""Rights, whole: every actor at every object, and each rule taken away for the canary to go red.

Every rule of every table is opened to everyone, then taken away; every place of the code that asks
for the rows that one reads is made to ask for all of them. Each is to be found out.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from django.db import connection

from accord.kernel.verdict import ALLOWED
from accord.people.models import User
from governance import readings
from tests.canary import places
from tests.canary.looking import SHOWN_NOWHERE, Leak, Look, browser_of, prepared, wrong_rows
from tests.canary.mutants import RuleMutant, Visit, Watch, places_in_code, rule_mutants, shape
from tests.canary.words import Words
from tests.canary.world import kept_models
from tests.test_typed_keys import answers_that_differ, choices_too_many, state_of_everything
from tests.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.lenient_templates]

# Those who read least find out first.
_FIRST = ("technician", "stranger", "network", "region", "other_plie", "plie", "terrimouv")
# Of one shape of address, by one actor.
_MOST_OF_A_SHAPE = 40


class Proof:
    """One world, looked at once by everybody while it is noted who asked for what."""

    def __init__(self, people: dict[str, User], tally: Counter[str]) -> None:
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        self.people, self.tally = people, tally
        self.words: Words = prepared(people)
        self.clients = {who: browser_of(user) for who, user in people.items()}
        self.watch = Watch()
        self.sample = places.Sample(2)
        self.kept = places.kept(self.sample)

    def look(self) -> Look:
        pages = places.pages(self.sample, self.words)
        pages += [address for address in self.kept if address.startswith(places.SENT)]
        administration = places.administration(self.sample, self.words)
        seen = Look(self.words, self.kept)
        for who, client in self.clients.items():
            addresses = pages + (administration if who in places.STAFF else administration[:60])
            for address in addresses:
                self.watch.visit = (who, address)
                seen.by(who, client, [address])
        self.watch.visit = ("", "")
        self.tally["actors"] = len(self.people)
        self.tally["canaries"] = len(self.words.by_text)
        self.tally["surfaces"] = len(pages) + len(administration)
        self.tally.update(seen.counts)
        return seen

    def leak(self, visits: Iterable[Visit]) -> Leak | None:
        """The first leak found by looking again where something was asked."""
        shapes: Counter[Visit] = Counter()
        rest = [who for who in self.people if who not in _FIRST]
        rank = {who: place for place, who in enumerate((*_FIRST, *rest))}
        for who, address in sorted(visits, key=lambda visit: (rank.get(visit[0], 99), visit[1])):
            kind = (who, shape(address))
            shapes[kind] += 1
            if who and shapes[kind] <= _MOST_OF_A_SHAPE:
                seen = Look(self.words, self.kept)
                seen.by(who, self.clients[who], [address])
                if seen.leaks:
                    return seen.leaks[0]
        return None


def test_nobody_reads_a_word_that_is_hidden_and_each_mutant_is_found_out(
    actors: dict[str, User], tally: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = Proof(actors, tally)
    assert list(wrong_rows(proof.words, actors)) == []
    tally["rows × actors compared"] = sum(map(len, proof.words.due.values())) * len(actors)
    proof.watch.install(monkeypatch)
    seen = proof.look()
    assert seen.broken == []
    assert [str(leak) for leak in seen.leaks] == []
    # A word that nobody ever reads would prove nothing.
    assert seen.unseen() == SHOWN_NOWHERE
    if connection.vendor == "postgresql":
        # There the second fence holds what is taken away here.
        return
    survivors = [
        *_rules_that_nothing_misses(proof),
        *_places_that_nothing_misses(proof),
        *_prose_that_nothing_misses(proof),
    ]
    assert survivors == []


def _rules_that_nothing_misses(proof: Proof) -> Iterator[str]:
    for mutant in rule_mutants():
        proof.tally["mutants tried"] += 1
        with pytest.MonkeyPatch.context() as patch:
            mutant.plant(patch)
            by_rows = next(wrong_rows(proof.words, proof.people, _tables_of(mutant)), None)
            by_words = proof.leak(_visits_of(proof, mutant)) if mutant.is_opened else None
        proof.tally["mutants killed"] += by_rows is not None
        proof.tally["mutants killed by words too"] += by_words is not None
        if by_rows is None:
            yield f"nothing misses {mutant}"
        is_shown = not _tables_of(mutant) <= WORDLESS
        if mutant.is_opened and is_shown and by_words is None:
            yield f"no word tells of {mutant}"


def _tables_of(mutant: RuleMutant) -> set[str]:
    return {
        model.__name__
        for model in kept_models()
        if isinstance(model._default_manager.all(), mutant.rows)
    }


def _visits_of(proof: Proof, mutant: RuleMutant) -> set[Visit]:
    found: set[Visit] = set()
    return found.union(*(proof.watch.tables[name] for name in _tables_of(mutant)))


# Sums, keys and what no page shows: their rows are compared, no word of theirs is looked for.
WORDLESS = {
    "AccessToken",
    "Account",
    "AccountBalance",
    "Balance",
    "FinancialPlanLine",
    "TerritorySetLine",
}


def _places_that_nothing_misses(proof: Proof) -> Iterator[str]:
    for place, name in sorted(places_in_code().items()):
        if name in HARMLESS or proof.watch.is_public(place):
            proof.tally["places that keep nothing by themselves"] += 1
            continue
        proof.tally["mutants tried"] += 1
        proof.watch.opened = place
        found = proof.leak(set(proof.watch.places[place]))
        proof.watch.opened = None
        proof.tally["mutants killed"] += found is not None
        if found is None:
            yield f"nothing misses {name}"


def _prose_that_nothing_misses(proof: Proof) -> Iterator[str]:
    """Drafts of minutes are kept by a verb, and not by rows."""
    proof.tally["mutants tried"] += 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readings, "may", lambda *asked: ALLOWED)
        found = proof.leak(proof.watch.tables["Meeting"])
    proof.tally["mutants killed"] += found is not None
    if found is None:
        yield "nothing misses the prose of drafts"


def test_what_is_typed_tells_nothing_and_nobody_writes_what_is_another_s(
    actors: dict[str, User], tally: Counter[str]
) -> None:
    make_world(actors["secretary"], actors["terrimouv_secretary"])
    before = state_of_everything()
    assert list(answers_that_differ(actors, tally, all_of_them=True)) == []
    addresses = list(dict.fromkeys(places.forms(places.Sample(1))))
    assert list(choices_too_many(actors, tally, addresses)) == []
    assert state_of_everything() == before


_AFTER = "its page has found what it hangs on before, by the same rule"
_ALL = "asked by those who read all of them"
_FIRST_SAID = "whoever reads none is told first that they are out of scope"
_OWN = "one's own, asked by the body besides"
_LINK = "a link more or less, to a page that answers 404"
# Opened alone, these places show nothing more: each says why.
HARMLESS: dict[str, str] = {
    "accord.acts.forms.__init__: Act.objects": _ALL,
    "envelopes.charts.rhythm_of: Balance.objects": _AFTER,
    "envelopes.explanations._value: Balance.objects": _AFTER,
    "envelopes.filters.MovementFilter: Envelope.objects": "told by the test of typed keys",
    "envelopes.forms.credit_acts: Act.objects": _ALL,
    "envelopes.forms.__init__: Tranche.objects": _ALL,
    "envelopes.forms.__init__: Envelope.objects": _ALL,
    "envelopes.views.envelope_list: Envelope.objects": _FIRST_SAID,
    "envelopes.views.envelope_detail: Balance.objects": _AFTER,
    "envelopes.views.envelope_detail: Tranche.objects": _AFTER,
    "envelopes.views.envelope_sources: Envelope.objects": _AFTER,
    "governance.forms.stored: Minutes.objects": _AFTER,
    "indicators.views.review: Envelope.objects": _FIRST_SAID,
    "indicators.views.review: Operation.objects": "a sum, of which no word tells",
    "governance.shared_forms.lock: Meeting.objects": _AFTER,
    "governance.views.committee_detail: Seat.objects": _AFTER,
    "governance.views.committee_detail: Decision.objects": _AFTER,
    "governance.views._readable_decisions: Meeting.objects": _LINK,
    "governance.views._readable_decisions: Operation.objects": _LINK,
    "governance.views.meeting_detail: Minutes.objects": _AFTER,
    "governance.views._agenda: AgendaItem.objects": _AFTER,
    "governance.views._agenda: Operation.objects": _LINK,
    "governance.views._step_context: AgendaItem.objects": _AFTER,
    "operations.api._question: Envelope.objects": _FIRST_SAID,
    "operations.contributions._home_panel: Operation.objects": _OWN,
    "operations.explanations.explain_operation: UseOfCredits.objects": _AFTER,
    "operations.forms.__init__: Envelope.objects": _OWN,
    "operations.views.operation_detail: FinancingLine.objects": "shown with the file alone",
    "operations.views._uses: UseOfCredits.objects": _AFTER,
    "operations.views._territories: FileTerritory.objects": _AFTER,
    "operations.views._territories: TerritorySet.objects": _AFTER,
    "operations.views._territories: TerritorySetLine.objects": _AFTER,
    "operations.views._history: OperationStep.objects": _AFTER,
}
