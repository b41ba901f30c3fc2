"""A resident whom we owe for being late: determined, with its letter, and what follows from an objection."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.standing import make_resident

from naast.decide import actions, queries
from naast.decide.tests.conftest import Deciding, deciding
from naast.decide.tests.penalising import Penalised
from naast.decide.tests.test_determining import WHY, late
from naast.decide.tests.test_letters_of_being_late import determine
from naast.decide.tests.test_letters_of_being_late import owing as _owing
from naast.decide.types import ProposedTerms
from naast.kernel.actors import Actor
from naast.people import actions as people

__all__ = ["ANEW", "SAID", "WHY", "Owing", "_owing", "deciding", "late", "owed"]

SAID = "Jullie rekenden met het bedrag van vorig jaar."
ANEW = Decimal("168.00")


class Owing(Penalised):
    """As `Penalised`, but nothing was determined yet."""

    deciding: Deciding

    @property
    def case_id(self) -> int:
        return self.deciding.case_id

    @property
    def resident(self) -> Actor:
        return self.deciding.standing.resident

    @property
    def value(self) -> str:
        """As the form of an objection knows it."""
        return f"late:{self.notice_id}"

    def inside(self) -> Any:
        return self.deciding.inside()

    def browser(self, who: Actor | None = None) -> Any:
        return self.deciding.standing.client(who or self.resident)

    def page(self, path: str, who: Actor | None = None) -> str:
        return " ".join(self.browser(who).get(path).content.decode().split())

    def determine(self, way: str = "paper") -> Any:
        """What we owe is said, and its letter leaves, or goes to the queue with "post"."""
        with self.inside():
            return determine(self.deciding, self.notice_id, way)

    def read_notice(self) -> Any:
        with self.inside():
            return self.notice

    def said(self, words: str = SAID) -> int:
        """The resident objects to what was determined."""
        with self.inside():
            return self.object(words=words)

    def objections(self) -> list[Any]:
        with self.inside():
            return list(queries.objections_of(self.case_id))

    def more(self, letter_way: str = "paper") -> None:
        """The days cost more than was reckoned with, so more is owed; its letter leaves, or waits."""
        with self.inside():
            self.hand()
            self.hear()
            self.dearer()
            self.decide(letter_way=letter_way)

    def relative(self) -> Actor:
        """Somebody of the circle who looks along."""
        with self.inside():
            bob = people.add_person(actor=self.deciding.worker, given_name="Bob", family_name="Naaste")
            people.let_in(
                **self.deciding.given, role="relative", purpose="staat naast Rosa", person_id=bob.pk
            )
            return make_resident(self.deciding.standing.municipality, bob.pk)

    def another(self) -> Actor:
        """A resident of the same municipality, with a case and a decision of their own."""
        worker = self.deciding.worker
        with self.inside():
            buur = people.add_person(actor=worker, given_name="Buur")
            case = people.open_case(actor=worker, person_id=buur.pk, law="wmo", intake_kind="report")
            actions.decide_routinely(
                actor=worker,
                case_id=case.pk,
                request="Een taxipas",
                terms=ProposedTerms("yes", reason="Lopen lukt niet.", title_row=self.deciding.title()),
                decided_before=0,
            )
            return make_resident(self.deciding.standing.municipality, buur.pk)


@pytest.fixture
def owed(_owing, late):
    administrator, came, notice_id = late
    return Owing(_owing[0], administrator, came, notice_id)
