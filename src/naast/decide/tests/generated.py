"""A case in which anybody tries to weigh, in any order; each try is kept beside the house (`kept_beside`)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils.html import escape
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from naast.decide import queries
from naast.decide.models import Proposal
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.plan import actions as plan
from naast.plan.queries import plan_of
from naast.weigh import actions as weigh
from naast.weigh.actions import Thinking
from naast.weigh.models import LegalRow, LegalValue, Weighing
from naast.weigh.queries import weighing_or_blank
from naast.weigh.tests.answering import answer_question

from .kept_beside import Given, Kept

REFUSALS = (Invalid, NotAllowed, NotVisible, Stale)
SENTENCES = ("Rosa woont veilig met haar kind.", "Met een huis blijft het gezin bij elkaar.")
TEXTS = st.sampled_from([*SENTENCES, *SENTENCES, "", "   ", "huis", "een huis", "1 2 3 4", "... !!! ???"])
PART = st.sampled_from(["effect", "values_words", "consequences", "why_differs", "necessary"])
BESIDE = ("wilma", "bea")
EVERYBODY = (*BESIDE, "lena", "jurre", "mira", "corrie", "coen")
WHO = st.sampled_from([*BESIDE, *BESIDE, *EVERYBODY])
NUMBER = st.integers(0, 20)
WAY_IN_THE_LAW = ("Wmo 2015", "2.3.5 lid 3", "statute")
NOT_IN_THE_LIST = ("Wet op het onbekende", "12", "statute")
ONLY_A_WARNING = ("Burgerlijk Wetboek 1", "1:265b", "statute")
OBSTACLE = st.sampled_from([WAY_IN_THE_LAW, WAY_IN_THE_LAW, NOT_IN_THE_LIST, ONLY_A_WARNING])


Step = tuple[str, Mapping[str, Any]]
STEPS: list[SearchStrategy[Step]] = []
"""What anybody may try, each as often as it is in the list: the name of a method, and with what."""


def may(often: int = 1, /, **given: SearchStrategy[Any]) -> Callable[[Any], Any]:
    """Let examples take this step, with what is drawn from these strategies."""

    def taken(step: Any) -> Any:
        STEPS.extend([st.tuples(st.just(step.__name__), st.fixed_dictionaries(given))] * often)
        return step

    return taken


class InAnyOrder:
    """The weighing, the plan that it rests on, and where the example goes back to where it began."""

    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self, deciding: Any, staff: dict[str, Actor]) -> None:
        self.deciding, self.staff, self.days, self.changed = deciding, staff, 0, True
        self.standing: Proposal | None = None
        self.to_read: Proposal | None = None
        self.result = ""
        self.asked_by_the_law: list[str] = []
        self.case_id, self.kept = deciding.case_id, Kept()
        self.names = {actor.id: name for name, actor in staff.items()}
        with self.inside():
            for held in queries.held_mandates():
                terms = (held.staff_id, held.reach, held.law, held.up_to, held.from_on, held.until_on)
                self.kept.mandates.append(Given(held.id, *terms))
            rows = {row.key: row for row in LegalRow.objects.all()}
            self.kinds = {str(row.pk): row.kind for row in rows.values()}
            self.clauses = [rows[key].pk for key in ("38", "39", "40", "43", "48", "57")]
            always = {row.allows_nl for row in rows.values() if row.always_open}
            self.closed_words = {row.allows_nl for row in rows.values()} - always
            self.value = LegalValue.objects.get(key="veilige-plek").pk
        self.client = deciding.standing.client(staff["wilma"])

    def take(self, steps: list[Step]) -> None:
        """Take these steps, look at all of it after each, and leave everything as it was before."""
        with transaction.atomic():
            self.looks_again()
            for name, given in steps:
                self.then(name, **given)
            transaction.set_rollback(True)

    def then(self, name: str, **given: Any) -> None:
        """Take one step. A refused one undid itself, so what stands is looked at when something changed."""
        getattr(self, name)(**given)
        if self.changed:
            self.looks_again()

    @contextmanager
    def inside(self) -> Iterator[None]:
        with clock.shifted(self.days), self.deciding.inside():
            yield

    @property
    def today(self) -> dt.date:
        with clock.shifted(self.days):
            return clock.today()

    def attempt(self, verb: Any, /, **given: Any) -> Any:
        """What came of it; None when it was refused. Anything else than a refusal with words is a fault."""
        return self.tried(verb, case_id=self.case_id, **given)

    def weighed(self, verb: Any, who: str, /, **given: Any) -> Any:
        """Write in the weighing; whoever changed something there wrote a part of it."""
        before = self.base()
        done = self.attempt(verb, actor=self.staff[who], **given)
        if done is not None:
            assert who in BESIDE
            self.kept.is_written = True
            # An empty text makes the weighing and writes nothing in it.
            if self.base() != max(before, 1):
                self.kept.block_writers.add(self.staff[who].id)
        return done

    def tried(self, verb: Any, /, **given: Any) -> Any:
        try:
            with self.inside():
                done = verb(**given)
        except REFUSALS:
            return None
        self.happened[verb.__name__] += 1
        self.changed = True
        return True if done is None else done

    def must_be_refused(self, row: Any, why: str) -> None:
        with self.inside():
            try:
                with transaction.atomic():
                    row.save()
                    raise AssertionError(f"the database let through: {why}")
            except IntegrityError:
                self.happened["refused by the database"] += 1

    def base(self) -> int:
        with self.inside():
            rows = Weighing.objects.filter(case_id=self.case_id)
            return int(rows.values_list("version", flat=True).first() or 0)

    # Weighing.

    @may(obstacle=OBSTACLE)
    def thinks_it_through(self, obstacle: tuple[str, str, str]) -> None:
        """As it should go: a plan, the three sentences, an answer, a clause, and why this case differs."""
        self.plans("wilma", obstacle)
        texts = dict(zip(("effect", "consequences", "why_differs"), SENTENCES * 2, strict=False))
        thinking = Thinking(value_ids=[self.value], **texts)
        if self.weighed(weigh.write_down, "wilma", thinking=thinking, base_version=self.base()) is not None:
            self.kept.texts |= texts
            self.kept.has_values = True
        self.looks_again()
        self.answers("wilma", 0, "yes")
        self.chooses("wilma", 0 if obstacle == WAY_IN_THE_LAW else -1)

    @may(3, who=WHO, part=PART, text=TEXTS)
    def writes(self, who: str, part: str, text: str) -> None:
        thinking = Thinking(**{part: text})
        done = self.weighed(weigh.write_down, who, thinking=thinking, base_version=self.base())
        assert (done is not None) == (who in BESIDE)
        if done is not None:
            self.kept.texts[part] = text

    @may(who=WHO, chosen=st.booleans())
    def serves(self, who: str, chosen: bool) -> None:
        ids = [self.value] if chosen else []
        thinking = Thinking(value_ids=ids)
        if self.weighed(weigh.write_down, who, thinking=thinking, base_version=self.base()) is not None:
            self.kept.has_values = chosen

    @may(who=WHO, reason=st.sampled_from(["Morgen staat zij op straat.", "  "]))
    def cannot_wait(self, who: str, reason: str) -> None:
        if self.weighed(weigh.open_urgently, who, reason=reason) is not None:
            assert reason.strip()
            self.kept.is_urgent = True

    @may(who=WHO, number=NUMBER, answer=st.sampled_from(["yes", "yes", "no", "unknown"]))
    def answers(self, who: str, number: int, answer: str) -> None:
        facts = [*self.asked_by_the_law, "row_38", "row_57"]
        fact = facts[number % len(facts)]
        if self.weighed(answer_question, who, fact=fact, answer=answer) is not None:
            assert self.kept.is_open

    @may(who=WHO, number=NUMBER)
    def chooses(self, who: str, number: int) -> None:
        rows = [*self.clauses, 0]
        before = self.base()
        given = {"thinking": Thinking(row_id=rows[number % len(rows)]), "base_version": before}
        # What was chosen already changes nothing, and a page that holds it may always be sent.
        if self.weighed(weigh.write_down, who, **given) is not None and self.base() != max(before, 1):
            assert self.kept.is_open

    @may(who=WHO, obstacle=OBSTACLE)
    def plans(self, who: str, obstacle: tuple[str, str, str]) -> None:
        law, article, kind = obstacle
        with self.inside():
            found = plan_of(self.case_id)
        given = {"actor": self.staff[who]}
        words = "Over een jaar wonen wij in ons eigen huis."
        if found is None:
            self.attempt(plan.write_perspective, perspective=words, **given)
        base = found.obstacle.version if found and found.obstacle else 0
        named = {"words": "Het past niet.", "law": law, "article": article, "kind": kind}
        done = self.attempt(plan.name_obstacle, base_version=base, **named, **given)
        assert (done is not None) == (who in BESIDE)
        self.attempt(plan.agree, **given)

    # What must hold after every step. A refused one undid itself, so it is looked at once.

    def looks_again(self) -> None:
        """What stands now, and whether it may; later classes add theirs."""
        self.changed = False
        with self.inside():
            facts = weighing_or_blank(self.case_id)
            rows = Proposal.objects.select_related("mandate").filter(case_id=self.case_id)
            self.standing = rows.filter(state="open").first()
            late = rows.filter(state="decided", is_urgent=True).order_by("-id")
            self.to_read = self.standing or late.first()
        self.result = facts.result
        self.asked_by_the_law = [question.fact for question in facts.questions]
        assert facts.is_open == self.kept.is_open
        if facts.is_open:
            self.happened["open"] += 1
            return
        assert (facts.routes, facts.route, facts.result, facts.sentence) == ((), None, "", "")
        self.no_route_is_in_the_page()

    def no_route_is_in_the_page(self) -> None:
        with clock.shifted(self.days):
            page = self.client.get(f"/casus/{self.case_id}/wegen/")
        assert page.status_code == 200
        html = page.content.decode()
        assert not [words for words in self.closed_words if words in html or escape(words) in html]
        assert 'name="route"' not in html and 'name="fact_' not in html
        self.happened["closed"] += 1
