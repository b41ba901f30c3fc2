"""A resident whom we owe for being late: determined, with its letter, and what follows from an objection."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from tests.standing import make_resident

from naast.decide import actions, queries
from naast.decide.models import Document
from naast.decide.tests.clocking import amounts, clock_of
from naast.decide.tests.conftest import Deciding, deciding
from naast.decide.tests.test_determining import OWED, WHY, determined, late
from naast.decide.tests.test_letters_of_being_late import determine
from naast.decide.tests.test_letters_of_being_late import owing as _owing
from naast.kernel.actors import Actor
from naast.people import actions as people

__all__ = ["ANEW", "OWED", "SAID", "WHY", "Owing", "_owing", "deciding", "late", "owed"]

SAID = "Jullie rekenden met het bedrag van vorig jaar."
ANEW = Decimal("168.00")
FOUND = "Het bedrag per dag was hoger."


@dataclass
class Owing:
    """What came in, the notice of default that followed, and who may do something about it."""

    deciding: Deciding
    administrator: Actor
    came: int
    notice_id: int

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

    def determine_without_letter(self) -> None:
        with self.inside():
            determined(self.deciding, self.notice_id)

    def facts(self) -> Any:
        with self.inside():
            (notice,) = clock_of(self.deciding, self.came).notices
            return notice

    def letter_id(self) -> int:
        with self.inside():
            return int(Document.objects.get(notice_id=self.notice_id).pk)

    def object(self, words: str = SAID, **more: Any) -> int:
        given = {"actor": self.resident, "case_id": self.case_id, "notice_id": self.notice_id} | more
        with self.inside():
            return int(actions.object(**given, words=words))

    def objections(self) -> list[Any]:
        with self.inside():
            return list(queries.objections_of(self.case_id))

    def handed(self, objection_id: int) -> dict[str, Any]:
        """The mandate holder handles it; what each of their steps is given."""
        with self.inside():
            actions.hand_objection(
                **self.deciding.given, objection_id=objection_id, staff_id=self.deciding.holder.id
            )
        return {"actor": self.deciding.holder, "case_id": self.case_id, "objection_id": objection_id}

    def founded(self, objection_id: int, **more: Any) -> None:
        """The days cost more than was reckoned with, so more is owed; its letter leaves, or waits."""
        handled = self.handed(objection_id)
        with self.inside():
            more_each = {"first": Decimal("2.00"), "second": Decimal("4.00"), "third": Decimal("6.00")}
            amounts(self.deciding, self.administrator, from_on=dt.date(2021, 1, 1), **more_each)
            actions.note_hearing(**handled, words="De dag kost meer.", way="office")
            actions.decide_objection(**handled, verdict="founded", words=FOUND, owed_days=42, **more)

    def relative(self) -> Actor:
        """Somebody of the circle who looks along."""
        with self.inside():
            bob = people.add_person(actor=self.deciding.worker, given_name="Bob", family_name="Naaste")
            people.let_in(
                **self.deciding.given, role="relative", purpose="staat naast Rosa", person_id=bob.pk
            )
            return make_resident(self.deciding.standing.municipality, bob.pk)

    def another(self) -> Actor:
        """A resident of the same municipality, with a case of their own."""
        with self.inside():
            buur = people.add_person(actor=self.deciding.worker, given_name="Buur")
            people.open_case(actor=self.deciding.worker, person_id=buur.pk, law="wmo", intake_kind="report")
            return make_resident(self.deciding.standing.municipality, buur.pk)


@pytest.fixture
def owed(_owing, late):
    administrator, came, notice_id = late
    return Owing(_owing[0], administrator, came, notice_id)
