"""The engine's finding for one case: its obstacle, its answers, a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from naast.engines.legality.articles import read_article
from naast.engines.legality.catalogue import Obstacle, ObstacleKind
from naast.engines.legality.conditions import Truth, comparisons
from naast.engines.legality.room import RULES, Finding, Result, Route, find_room
from naast.plan.types import ObstacleFacts
from naast.weigh.asking import as_fact, asked_by
from naast.weigh.library import Library, say
from naast.weigh.models import WeighingFact
from naast.weigh.types import QuestionFacts, RouteFacts


def find(obstacle: ObstacleFacts, answers: Mapping[str, str], library: Library) -> Finding:
    """The routes past the obstacle of a plan. What is not known or not readable is unknown."""
    kind = ObstacleKind(obstacle.kind)
    # A plan may name a part of a statute in words; the engine wants a number or nothing.
    article = obstacle.article if read_article(obstacle.article).numbers else ""
    facts = {name: as_fact(asked_by(name, library), answer) for name, answer in answers.items()}
    return find_room(Obstacle(obstacle.law, article, kind), facts, library.day, library.catalogue)


def route_facts(route: Route, answers: Mapping[str, str], library: Library) -> RouteFacts:
    """A route of the engine in the words of this house."""
    questions = {
        comparison.fact: _question(comparison.fact, answers, library)
        for comparison in comparisons(route.room.test)
    }
    asked = {question.fact for question in route.questions}
    because = {reason.fact for reason in route.because if route.applies is not Truth.UNKNOWN}
    return RouteFacts(
        row=library.facts(library.rows[str(route.room.id)]),
        applies=str(route.applies),
        questions=tuple(questions.values()),
        asks=tuple(question for name, question in questions.items() if name in asked),
        rests_on=tuple(question for name, question in questions.items() if name in because),
        direct=route.direct,
    )


def _question(fact: str, answers: Mapping[str, str], library: Library) -> QuestionFacts:
    asked = asked_by(fact, library)
    words = say(library.catalogue.question(fact))
    answer = answers.get(fact, WeighingFact.UNKNOWN)
    return QuestionFacts(fact, words, str(asked.kind), answer, asked.listed, asked.choices)


def unknown_law(obstacle: ObstacleFacts, library: Library) -> str:
    """What to say when the list cannot know the rule of an obstacle; empty when it can.

    Without it a slip of the pen would end as "no clause answers it", which only holds for a law that was
    looked up.
    """
    if not obstacle.law:
        if obstacle.kind not in RULES:
            return ""
        return _("The plan does not say which law or rule is in the way. So we could not look it up here.")
    if library.knows_law(obstacle.law):
        return ""
    said = _("“%(law)s” is not in our list of laws. So we could not look up here which room it leaves.") % {
        "law": obstacle.law
    }
    if likely := library.likely_law(obstacle.law):
        return said + " " + _("Do you mean “%(law)s”?") % {"law": likely}
    return said


def sentence_of(result: Result) -> str:
    """The result of the whole in one sentence. None of them is a "no"."""
    return {
        Result.ROOM_IN_STATUTE: _("As the answers stand now, the law itself leaves room here."),
        Result.UNKNOWN_FACTS: _("There may be room: that depends on questions that are still open."),
        Result.ROOM_VIA_POLICY: _("As the answers stand now, the municipality's own rules leave room here."),
        Result.NO_ROOM: _(
            "We found a warning and no room in this list: a lawyer reads along before anything is decided."
        ),
        Result.OUTSIDE_STATUTE: _(
            "No clause in this list answers what is in the way. That is not a no: "
            "a lawyer reads along, and the college itself can decide."
        ),
    }[result]


def day_words(day: dt.date | None) -> str | None:
    """A day for JSON."""
    return day.isoformat() if day else None
