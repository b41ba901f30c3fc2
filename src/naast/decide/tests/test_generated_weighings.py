"""Two hundred weighings as people may go about them: in any order, by anybody, also past the actions.

After each step it is held against what `kept_beside` works out by itself: the law never opens early, who
wrote never reads along, nothing is decided outside its mandate, unread or unheard; the database says so too.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from naast.kernel import actors
from naast.kernel.actors import load_actor
from naast.kernel.models import Membership
from naast.people import actions as people

from .generated import NOT_IN_THE_LIST, OBSTACLE, SENTENCES, STEPS, WAY_IN_THE_LAW, Step
from .generated_deciding import Weighings

PARTS, IN_EACH = 4, 50
"""Four times fifty examples, so that two workers share them."""
HAPPENED = (
    *("open", "closed", "open_urgently", "read_along", "let_stand_in", "refused by the database"),
    *("decided yes", "decided partly", "decided no"),
)


@pytest.fixture
def people_of_the_house(deciding: Any) -> dict[str, Any]:
    """Wilma and Bea stand beside the resident, Coen may not open the case; most have two roles."""
    standing = deciding.standing
    bea = standing.add_staff("Bea Beide", actors.PROFESSIONAL, actors.SECOND_READER, actors.LAWYER)
    house = actors.system(standing.municipality.pk)
    found = {
        "wilma": (deciding.worker, actors.SECOND_READER),
        "lena": (deciding.reader, actors.MANDATE_HOLDER),
        "jurre": (deciding.lawyer, actors.SECOND_READER),
        "mira": (deciding.holder, actors.SECOND_READER),
        "corrie": (deciding.college, actors.LAWYER),
        "coen": (standing.colleague, actors.EXPERIENCE_WORKER),
    }
    with deciding.inside():
        for actor, role in found.values():
            people.grant_role(actor=house, staff=actor.id, role=role)
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=bea.id,
            role="professional",
            purpose="Naast Rosa staan",
        )
        return {"bea": bea} | {name: again(standing, actor) for name, (actor, _role) in found.items()}


def again(standing: Any, actor: Any) -> Any:
    """The same person with the roles of now."""
    membership = Membership.objects.get(
        municipality=standing.municipality, kind=actor.kind, subject_id=actor.id
    )
    return load_actor(membership)


SEQUENCE = st.lists(st.one_of(STEPS), min_size=8, max_size=12)
BEGUN = st.builds(lambda obstacle, steps: [begin(obstacle), *steps], OBSTACLE, SEQUENCE)


def begin(obstacle: tuple[str, str, str]) -> Step:
    return "thinks_it_through", {"obstacle": obstacle}


def goes(outcome: str) -> Step:
    return "goes_as_it_should", {"outcome": outcome, "amount": Decimal(7_200), "urgent": False}


AS_IT_SHOULD: list[Step] = [
    ("writes", {"who": "bea", "part": "effect", "text": "huis"}),
    ("chooses", {"who": "wilma", "number": -1}),
    ("cannot_wait", {"who": "bea", "reason": "Morgen staat zij op straat."}),
    begin(WAY_IN_THE_LAW),
    ("stands_in", {"number": 1, "who": "lena", "start": 0, "days": 9}),
    *(goes(outcome) for outcome in ("yes", "partly", "no")),
]


def writes(part: str, text: str) -> Step:
    return "writes", {"who": "wilma", "part": part, "text": text}


SHUT_AGAIN: list[Step] = [
    begin(WAY_IN_THE_LAW),
    *(writes("effect", text) for text in ("huis", SENTENCES[0])),
    *(writes("consequences", text) for text in ("1 2 3 4", SENTENCES[1])),
    ("serves", {"who": "bea", "chosen": False}),
    *(writes("values_words", text) for text in ("een huis", SENTENCES[0])),
]
"""Each of the first three steps by itself shuts the law when it no longer holds a sentence."""
WITHIN: dict[str, Any] = {"outcome": "yes", "amount": Decimal(900), "reader": None, "mandate": None}
OUTGROWN: list[Step] = [
    begin(WAY_IN_THE_LAW),
    ("proposes", {"who": "wilma", "urgent": False, "title": True, **WITHIN}),
    ("is_read_past_the_actions", {"who": "wilma", "role": "second_reader"}),
    ("plans", {"who": "wilma", "obstacle": NOT_IN_THE_LIST}),
    ("chooses", {"who": "wilma", "number": -1}),
    ("decides", {"who": "who was asked"}),
]
"""Proposed as an exception for which the law has room, and then it has none any more."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_law_opens_early_no_writer_reads_along_and_no_decision_escapes_its_mandate(
    deciding, people_of_the_house, part
):
    """A failing example prints its steps; they are few enough not to look long for fewer."""
    Weighings.happened.clear()

    # The same two hundred each time, so that a red run is red again; another NAAST_DICE throws others.
    @seed(PARTS * int(os.environ.get("NAAST_DICE", "0")) + part)
    @settings(
        max_examples=IN_EACH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @example(AS_IT_SHOULD)
    @example(SHUT_AGAIN)
    @example(OUTGROWN)
    @given(st.one_of(BEGUN, BEGUN, BEGUN, SEQUENCE))
    def weighing(steps):
        Weighings(deciding, people_of_the_house).take(steps)

    weighing()
    # All of it really happened, so that none of this is true only because nobody came that far.
    assert [what for what in HAPPENED if not Weighings.happened[what]] == []
