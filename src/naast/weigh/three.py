"""The three values of a case side by side: what speaks, on what it rests, what is unknown. Never a total."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from naast.listen import queries as listen_queries
from naast.people.types import CaseFacts
from naast.plan import queries as plan_queries
from naast.plan.terms import payer_words
from naast.plan.types import PayerAmount, PlanFacts, ReturnsView
from naast.weigh.types import WeighingFacts


@dataclass(frozen=True, slots=True)
class Column:
    """One value. `quotes` are the resident's own words; `payers`: rows of who pays and who gains."""

    value: str
    title: str
    about: str
    argument: str
    quotes: tuple[str, ...] = ()
    payers: tuple[dict[str, object], ...] = ()
    sources: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    link: str | None = None


def columns(case: CaseFacts, facts: WeighingFacts, plan: PlanFacts | None) -> tuple[Column, Column, Column]:
    """Legitimacy, engagement and return of a case, in that order and of equal rank."""
    return (
        _legitimacy(facts),
        _engagement(case, plan),
        _return(plan_queries.returns_of(case.id)),
    )


def _legitimacy(facts: WeighingFacts) -> Column:
    route = facts.route
    sources, gaps = [], []
    if route:
        sources.append(f"{route.title}: {route.row.allows}")
        sources += [f"{question.words} {question.answer_words}" for question in route.rests_on]
        gaps += [question.words for question in route.asks]
        if route.row.to_be_checked:
            gaps.append(_("A lawyer still has to check this row of the law."))
        if route.applies == "false":
            gaps.append(_("As the answers stand now, this clause does not hold here."))
    elif facts.is_open:
        gaps.append(_("No clause has been chosen yet."))
    else:
        gaps.append(_("The law comes last: first the effect, the values and the consequences."))
    for text, gap in (
        (facts.suitable, _("Does it help to reach the effect?")),
        (facts.necessary, _("Could something lighter do?")),
        (facts.balanced, _("Is it in balance?")),
    ):
        if facts.is_open and not text:
            gaps.append(gap)
    return Column(
        value="legitimacy",
        title=_("Legitimacy"),
        about=_("Does the law leave room for it, and can we explain that?"),
        argument=facts.why_differs if facts.is_open else "",
        sources=tuple(sources),
        gaps=tuple(gaps),
        link=route.row.link if route else None,
    )


def _engagement(case: CaseFacts, plan: PlanFacts | None) -> Column:
    said = listen_queries.request_and_wish(case.id)
    goals = plan.goals if plan else []
    quotes = [plan.perspective] if plan and plan.perspective else []
    quotes += [goal.words for goal in goals]
    sources, gaps = [], []
    if listen_queries.told_stories(case.id):
        sources.append(_("The story, in their own words"))
    else:
        gaps.append(_("The story has not been written down yet."))
    if said and said.wish:
        sources.append(_("What is asked and what is wanted"))
    else:
        gaps.append(_("We do not know yet what the resident really wants."))
    if goals:
        sources.append(_("The goals in the plan"))
    else:
        gaps.append(_("There are no goals in the resident's own words yet."))
    return Column(
        value="engagement",
        title=_("Engagement"),
        about=_("Does it fit what this person wants, and do people feel part of it?"),
        argument=said.wish if said else "",
        quotes=tuple(quotes),
        sources=tuple(sources),
        gaps=tuple(gaps),
    )


def _return(view: ReturnsView | None) -> Column:
    title, about = _("Return"), _("What does it cost and bring, and for whom, against doing nothing?")
    if view is None:
        return Column("return", title, about, "", gaps=(_("Nothing has been worked out yet."),))
    gaps = [_("%(what)s: no amount is known") % {"what": line.label} for line in view.memos]
    gaps += [_("%(what)s: a weak source") % {"what": line.label} for line in view.lines if line.is_weak]
    if view.problem:
        gaps.append(view.problem_words)
    sources = dict.fromkeys(line.source for line in view.lines if line.source)
    return Column(
        value="return",
        title=title,
        about=about,
        argument=view.plan_words,
        payers=tuple(_bar(row) for row in view.payers),
        sources=tuple(sources),
        gaps=tuple(gaps),
    )


def _bar(row: PayerAmount) -> dict[str, object]:
    return {"payer": payer_words(row.payer), "amount": row.amount}
