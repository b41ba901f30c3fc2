"""A case in which anybody tries to decide, in any order, also past the actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from naast.decide import actions
from naast.decide.actions.deciding import COPIED
from naast.decide.models import Decision, Proposal, SecondReading
from naast.decide.types import ProposedTerms
from naast.kernel import actors

from .generated import BESIDE, EVERYBODY, NUMBER, WHO, InAnyOrder, may
from .kept_beside import (
    Given,
    Proposed,
    Read,
    clause_needed,
    outside,
    reach_needed,
    reader_needed,
    through_a_substitute,
)

ASKED = st.sampled_from(["who was asked"] * 5 + [*EVERYBODY])
CENTS = ("0", "0.01", "900", "1000", "1000.01", "4999.99", "50000", "50000.01")
AMOUNT = st.none() | st.sampled_from([Decimal(amount) for amount in CENTS])
LIMIT = st.sampled_from([Decimal(limit) for limit in ("0", "1000", "5000", "50000", "1000000")])
REACH = st.sampled_from(["routine", "exception", "college"])
KINDS = st.sampled_from([(), (), (), ("hardship",), ("may", "open_norm"), ("outside_statute",)])
LAW = st.sampled_from(["", "", "wmo", "jeugdwet"])
DAY = st.integers(-5, 12)
OUTCOME = st.sampled_from(["yes", "yes", "partly", "no"])


class Weighings(InAnyOrder):
    """One case, seven people, and what they may try. Each example ends as if it never was."""

    @may(who=WHO, words=st.sampled_from(["Ik wil bij mijn kind zijn.", " "]))
    def hears(self, who: str, words: str) -> None:
        done = self.attempt(actions.hear, actor=self.staff[who], held_on=self.today, words=words)
        if done is not None:
            assert who in BESIDE and words.strip()
            self.kept.unused_hearings.add(done)

    @may(
        4,
        who=st.sampled_from([*BESIDE, *BESIDE, *EVERYBODY]),
        outcome=OUTCOME,
        amount=AMOUNT,
        reader=st.none() | st.none() | WHO,
        mandate=st.none() | st.none() | NUMBER,
        urgent=st.sampled_from([False, False, True]),
        title=st.booleans(),
    )
    def proposes(
        self,
        who: str,
        outcome: str,
        amount: Decimal | None,
        reader: str | None,
        mandate: int | None,
        urgent: bool,
        title: bool,
    ) -> None:
        given, standing = self.kept.mandates, self.standing
        with self.inside():
            row = self.deciding.title() if title else ""
        terms = ProposedTerms(
            outcome,
            granted="Een huis, zes maanden lang.",
            amount=amount,
            reason="De regel past hier niet.",
            refused_because="" if outcome == "yes" else "Die verhuizing is niet nodig.",
            title_row=row,
            urgent_because="Morgen uit huis." if urgent else "",
        )
        made = self.attempt(
            actions.propose,
            actor=self.staff[who],
            terms=terms,
            reader_id=self.staff[reader].id if reader else None,
            mandate_id=given[mandate % len(given)].id if mandate is not None else None,
            base_version=standing.version if standing else 0,
        )
        if made is not None:
            self.noted(made, who)

    @may(who=st.sampled_from([*BESIDE, "coen"]), outcome=OUTCOME, amount=AMOUNT)
    def goes_the_short_way(self, who: str, outcome: str, amount: Decimal | None) -> None:
        with self.inside():
            title, before = self.deciding.title(), Decision.objects.filter(case_id=self.case_id).count()
        made = self.attempt(
            actions.decide_routinely,
            actor=self.staff[who],
            request="Een taxipas",
            terms=ProposedTerms(outcome, amount=amount, reason="Lopen lukt niet meer.", title_row=title),
            decided_before=before,
        )
        if made is not None:
            self.noted(made.proposal_id, who)

    def noted(self, proposal_id: int, who: str) -> None:
        assert who in BESIDE
        proposed = self.kept.proposals.setdefault(proposal_id, Proposed())
        proposed.writers.append(self.staff[who].id)
        proposed.limit = self.kept.own_limit(self.staff[who].id, self.today)

    @may(who=st.sampled_from(BESIDE))
    def takes_back(self, who: str) -> None:
        standing = self.standing
        if standing is None:
            return
        self.attempt(actions.withdraw, actor=self.staff[who], base_version=standing.version)

    @may(2, who=ASKED, verdict=st.sampled_from(["agree", "agree", "advise_against", "question"]))
    def reads(self, who: str, verdict: str) -> None:
        proposal = self.to_read
        if proposal is None:
            return
        asked = self.asked(who, proposal.reader_id)
        given = {
            "proposal_id": proposal.pk,
            "verdict": verdict,
            "words": "Let op.",
            "base_version": proposal.version,
        }
        if self.attempt(actions.read_along, actor=self.staff[asked], **given) is None:
            return
        proposed, reader = self.kept.proposals[proposal.pk], self.staff[asked].id
        assert reader not in self.kept.may_not_read(proposed, self.today)
        proposed.readings.append(Read(proposal.version, reader, verdict))

    @may(who=ASKED)
    def decides(self, who: str) -> None:
        proposal = self.standing
        if proposal is None:
            return
        asked = self.asked(who, proposal.mandate.staff_id if proposal.mandate else None)
        given = {"actor": self.staff[asked], "base_version": proposal.version}
        self.attempt(actions.decide, despite="Het kind kan niet wachten.", **given)

    @may(4, outcome=OUTCOME, amount=AMOUNT, urgent=st.booleans())
    def goes_as_it_should(self, outcome: str, amount: Decimal | None, urgent: bool) -> None:
        """Whoever is asked does their part: otherwise chance seldom comes as far as a decision."""
        if self.standing is None:
            free = {"reader": None, "mandate": None, "title": True}
            self.then("proposes", who="wilma", outcome=outcome, amount=amount, urgent=urgent, **free)
        self.then("hears", who="wilma", words="Ik wil bij mijn kind zijn.")
        self.then("reads", who="who was asked", verdict="agree")
        self.then("decides", who="who was asked")

    def asked(self, who: str, staff_id: int | None) -> str:
        """The name drawn, or whom the proposal names."""
        return self.names.get(staff_id or 0, "coen") if who == "who was asked" else who

    # The mandate register.

    @may(who=WHO, reach=REACH, law=LAW, kinds=KINDS, up_to=LIMIT, start=DAY, days=st.none() | DAY)
    def is_given(
        self,
        who: str,
        reach: str,
        law: str,
        kinds: tuple[str, ...],
        up_to: Decimal,
        start: int,
        days: int | None,
    ) -> None:
        staff, first = self.staff[who], self.day(start)
        last = None if days is None else first + dt.timedelta(days=days)
        terms = {
            "staff_id": staff.id,
            "reach": reach,
            "law": law,
            "kinds": kinds,
            "up_to": up_to,
            "from_on": first,
            "until_on": last,
        }
        number = self.of_the_house(actions.grant_mandate, **terms)
        if number is not None:
            self.kept.mandates.append(Given(number, staff.id, reach, law, up_to, first, last, kinds=kinds))

    @may(number=NUMBER, who=WHO, start=DAY, days=st.integers(0, 9))
    def stands_in(self, number: int, who: str, start: int, days: int) -> None:
        of, first = self.drawn(number), self.day(start)
        last = first + dt.timedelta(days=days)
        given = {"mandate_id": of.id, "staff_id": self.staff[who].id, "from_on": first, "until_on": last}
        made = self.of_the_house(actions.let_stand_in, **given)
        if made is not None:
            mine = Given(made, self.staff[who].id, of.reach, of.law, of.up_to, first, last, of, of.kinds)
            self.kept.mandates.append(mine)

    @may(number=NUMBER, day=DAY)
    def ends(self, number: int, day: int) -> None:
        given, last = self.drawn(number), self.day(day)
        house = actors.system(self.deciding.standing.municipality.pk)
        done = self.tried(actions.end_mandate, actor=house, mandate_id=given.id, until_on=last)
        if done is not None:
            given.until_on = last

    @may(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.days += days

    def of_the_house(self, verb: Any, /, **given: Any) -> Any:
        house = actors.system(self.deciding.standing.municipality.pk)
        return self.tried(verb, actor=house, basis="Mandaatbesluit (fictief)", **given)

    def drawn(self, number: int) -> Given:
        return self.kept.mandates[-1 - number % len(self.kept.mandates)]

    def day(self, number: int) -> dt.date:
        return self.today + dt.timedelta(days=number)

    # Past the actions: what the database itself refuses.

    @may(2, who=WHO, role=st.sampled_from(["second_reader", "second_reader", "lawyer"]))
    def is_read_past_the_actions(self, who: str, role: str) -> None:
        proposal, reader = self.to_read, self.staff[who]
        if proposal is None:
            return
        proposed = self.kept.proposals[proposal.pk]
        if (
            reader.id in self.kept.may_not_read(proposed, self.today)
            or not reader.has_role(role)
            or (proposal.reader_role == "lawyer" and role != "lawyer")
        ):
            row = SecondReading(
                case_id=self.case_id,
                proposal=proposal,
                proposal_version=proposal.version,
                reader_id=reader.id,
                role=role,
                verdict="agree",
                read_on=self.today,
            )
            self.must_be_refused(row, f"{who} reads along as {role}")

    @may(2, number=NUMBER, own=st.booleans(), who=WHO, heard=st.booleans())
    def is_decided_past_the_actions(self, number: int, own: bool, who: str, heard: bool) -> None:
        proposal, mandate = self.standing, self.drawn(number)
        if proposal is None:
            return
        proposed, day = self.kept.proposals[proposal.pk], self.today
        decider = mandate.staff if own else self.staff[who].id
        hearings = self.kept.unused_hearings if heard else set()
        asks = {"reach": proposal.reach, "clause": proposal.clause, "amount": proposal.amount}
        was_read = proposed.was_read(proposal.version, self.kept.block_writers)
        wrong = (
            outside(mandate, who=decider, day=day, **asks)
            or through_a_substitute(mandate, proposed)
            or decider in proposed.readers
            or (proposal.outcome != "yes" and not hearings)
            or (proposal.reader_role and not proposal.is_urgent and not was_read)
        )
        if wrong:
            changes = {
                "decided_by_id": decider,
                "mandate_id": mandate.id,
                "decided_on": day,
                "hearing_id": max(hearings, default=None),
            }
            taken = {name: getattr(proposal, name) for name in COPIED} | changes
            row = Decision(case_id=self.case_id, proposal=proposal, plan_version_id=1, **taken)
            self.must_be_refused(row, f"{self.names[decider]} decides under {mandate}, heard: {hearings}")

    def looks_again(self) -> None:
        super().looks_again()
        with self.inside():
            for row in Decision.objects.exclude(pk__in=self.kept.decided).filter(case_id=self.case_id):
                self.is_justified(row, self.result)

    def is_justified(self, decision: Decision, result: str) -> None:
        kept, day = self.kept, self.today
        mandate, proposed = kept.mandate(decision.mandate_id), kept.proposals[decision.proposal_id]
        exception = kept.is_written and not decision.is_routine
        result = result if exception else ""
        needed = reach_needed(decision.outcome, result, is_exception=exception)
        assert decision.decided_on == day
        kind = self.kinds.get(decision.title_row, "")
        clause = clause_needed(kind, decision.outcome, result, is_exception=exception)
        asks = {"reach": needed, "clause": clause, "amount": decision.amount}
        assert not outside(mandate, who=decision.decided_by_id, day=day, **asks)
        assert not through_a_substitute(mandate, proposed)
        assert decision.decided_by_id not in proposed.readers
        role = reader_needed(decision.outcome, decision.amount, result, proposed.limit)
        version = Proposal.objects.get(pk=decision.proposal_id).version
        if role and decision.is_urgent:
            assert decision.read_before is not None and decision.read_before > day
        elif role:
            assert proposed.was_read(version, kept.block_writers)
        if decision.outcome != "yes":
            assert decision.hearing_id in kept.unused_hearings
            kept.unused_hearings.remove(decision.hearing_id)
        kept.decided.add(decision.pk)
        self.happened[f"decided {decision.outcome}"] += 1
