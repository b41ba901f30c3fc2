"""After enough like exceptions the house proposes a policy rule, in which no person stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from naast.decide import actions, policy_queries, queries
from naast.decide.actions.basing import keep_basis
from naast.decide.actions.policy import propose_policy_rule
from naast.decide.models import Decision, PolicyAnswer, PolicyRule, Proposal
from naast.decide.policy_rules import common_words
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.people.models import Case

from .conftest import Deciding

GRANTED = "Wij huren een woning tot het huis met urgentie vrij is, voor Nadia en haar kind."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Often:
    deciding: Deciding
    policy: Actor
    administrator: Actor

    def decide(self, times: int, *, households: int | None = None, granted: str = GRANTED) -> int | None:
        """So many like exceptions as rows of their own, in that many households; what the last one brings."""
        numbers = itertools.islice(itertools.cycle(range(households or times)), times)
        found: int | None = None
        cases: dict[int, int] = {}
        for at, number in enumerate(numbers):
            if number not in cases:
                cases[number] = self._case(f"Mens {Case.objects.count()}")
            decision = self._decision(cases[number], granted.replace("Nadia", f"Nadia{at}"))
            found = propose_policy_rule(actor=self.deciding.worker, decision=decision)
            if found:
                return found
        return found

    def _case(self, name: str) -> int:
        worker = self.deciding.worker
        person = people.add_person(actor=worker, given_name=name, family_name="Proef")
        return int(people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report").pk)

    def _decision(self, case_id: int, granted: str) -> Decision:
        mandate = next(item for item in queries.mandates() if item.staff.id == self.deciding.worker.id)
        same = {
            "case_id": case_id,
            "ground": "wmo",
            "outcome": "yes",
            "granted": granted,
            "title_row": self.deciding.title(),
            "title_text": "Wmo 2015 artikel 2.3.5 lid 3",
            "law": "wmo",
            "is_exception": True,
            "reach": "exception",
            "writer_id": self.deciding.worker.id,
            "mandate_id": mandate.id,
        }
        proposal = Proposal(**same)
        proposal.save()
        keep_basis(people_queries.case_for(self.deciding.worker, case_id), proposal)
        decision = Decision(
            **same, proposal=proposal, decided_by_id=self.deciding.worker.id, plan_version_id=1, frozen={}
        )
        decision.save()
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.DECIDED)
        return decision


@pytest.fixture
def often(deciding: Deciding) -> Often:
    policy = deciding.standing.add_staff("Bea Beleid", actors.POLICY)
    administrator = deciding.standing.add_staff("Ad Beheer", actors.ADMINISTRATOR)
    return Often(deciding, policy, administrator)


def test_ten_households_bring_one_proposal_without_a_person_in_it(often):
    with often.deciding.inside():
        assert often.decide(9) is None
        number = often.decide(1)
        assert number is not None
        (rule,) = policy_queries.policy_rules(often.policy)
        assert (rule.id, rule.decisions, rule.households, rule.outcome) == (number, 10, 10, "yes")
        assert "urgentie" in rule.words and "woning" in rule.words
        assert not [word for word in rule.words if "nadia" in word.lower()]
        assert policy_queries.waiting_rules(often.policy) == [(number, "Wmo 2015 artikel 2.3.5 lid 3", False)]
        assert not policy_queries.waiting_rules(often.administrator)
        assert often.decide(3) is None


def test_fewer_households_than_ten_tell_nothing(often):
    with often.deciding.inside():
        assert often.decide(12, households=4) is None
        assert not PolicyRule.objects.exists()


def test_after_an_answer_only_later_decisions_count(often):
    given = {"kind": "set_aside", "words": "De verordening verandert in januari al.", "answered_before": 0}
    with often.deciding.inside():
        number = often.decide(10)
        answered = actions.answer_policy_rule(actor=often.policy, rule_id=number, **given)
        assert actions.answer_policy_rule(actor=often.policy, rule_id=number, **given) == answered
        with pytest.raises(Stale):
            actions.answer_policy_rule(actor=often.policy, rule_id=number, **(given | {"words": "Anders."}))
        assert not policy_queries.waiting_rules(often.policy)
        assert often.decide(9) is None
        assert often.decide(1) not in (None, number)


def test_the_municipality_sets_the_number_and_never_below_ten(often):
    given = {"actor": often.administrator, "words": "We zijn een grote gemeente."}
    with often.deciding.inside():
        for wrong in (9, 0, -1, 10_001):
            with pytest.raises(Invalid) as refused:
                actions.set_policy_threshold(**given, after=wrong)
            assert refused.value.field == "after"
        with pytest.raises(NotAllowed):
            actions.set_policy_threshold(actor=often.policy, after=12, words="x")
        actions.set_policy_threshold(**given, after=12)
        assert policy_queries.threshold().after == 12
        assert often.decide(11) is None
        assert often.decide(1) is not None


def test_only_policy_answers_also_in_the_database(often):
    with often.deciding.inside():
        number = often.decide(10)
        given = {"rule_id": number, "kind": "taken_up", "words": "We schrijven hem.", "answered_before": 0}
        for other in (often.deciding.worker, often.administrator, often.deciding.lawyer):
            with pytest.raises(NotAllowed):
                actions.answer_policy_rule(actor=other, **given)
        with pytest.raises(Invalid, match="why not"):
            actions.answer_policy_rule(actor=often.policy, **(given | {"words": " "}))
        row = PolicyAnswer(rule_id=number, kind="answered", words="x", made_by_id=often.deciding.worker.id)
        with pytest.raises(IntegrityError, match="another role"), transaction.atomic():
            row.save()
        with pytest.raises(NotVisible):
            policy_queries.policy_rules(often.deciding.worker)


def test_its_pages(often):
    with often.deciding.inside():
        number = often.decide(10)
    standing = often.deciding.standing
    client = standing.client(often.policy)
    assert "2.3.5 lid 3" in client.get("/beleidsregels/").content.decode()
    address = f"/beleidsregels/{number}/"
    empty = client.post(address, {"kind": "set_aside", "words": "", "answered_before": "0"})
    assert empty.status_code == 422 and "checked" in empty.content.decode()
    answer = {"kind": "taken_up", "words": "We schrijven hem voor maart.", "answered_before": "0"}
    assert client.post(address, answer).status_code == 302
    assert "We schrijven hem voor maart." in client.get(address).content.decode()
    keeper = standing.client(often.administrator)
    assert keeper.post("/beleidsregels/", {"after": "5", "words": "x"}).status_code == 422
    assert keeper.post("/beleidsregels/", {"after": "15", "words": "Groot."}).status_code == 302
    assert keeper.post(address, answer | {"words": "y"}).status_code == 403
    for other in (often.deciding.worker, standing.resident, standing.outsider):
        page = standing.client(other).get(address)
        assert page.status_code == 404 and "2.3.5" not in page.content.decode()


def test_words_of_fewer_households_and_names_stay_out():
    texts = [(number, "Wij betalen de borg voor Rosa.") for number in range(3)]
    texts += [(7, "borg borg borg verhuizing"), (8, "Borgsom en urgentie")]
    assert common_words(texts, least=4) == ["borg"]
    assert common_words(texts, least=5) == []
