"""Mevrouw X. Source: Momentum voor de menselijke maat, chapter 14 (002:918-922, 932). The source names no
amounts."""

from __future__ import annotations

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid
from naast.kernel.clock import shifted
from naast.listen import actions as listen
from naast.plan import actions as plan

STORY = """Mijn kleedjes wil ik houden. Ik wil zelfstandig zijn. De heupbeschermers vind ik vervelend, die doe ik af.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 14.)"""


def load(house: House) -> None:
    """Rugs against a house rule: the wish is followed and the risk of falling accepted."""
    with shifted(-25):
        told = telling.begin(house, "Mevrouw X", law="wmo")
        telling.story(told, STORY)
        listen.say_request(
            actor=told.worker, case_id=told.case_id, request="De kleedjes terug.", wish="Zelfstandig zijn."
        )
        telling.board(
            told,
            [Laid("wonen", 2, "Zonder kleedjes is het mijn kamer niet.", "Mijn kleedjes terug")],
            first="wonen",
        )
        telling.perspective(told, "Ik loop zelf door mijn eigen kamer, op mijn eigen kleedjes.")
        telling.take_over_goals(told)
        plan.name_obstacle(
            actor=told.worker,
            case_id=told.case_id,
            words="Een huisregel verbiedt kleedjes, omdat het huis wordt afgerekend op vallen.",
            kind="own_process",
        )
        telling.breakthrough(
            told, "Haar wens gaat voor. Iedereen aan tafel aanvaardt dat zij vaker kan vallen."
        )
