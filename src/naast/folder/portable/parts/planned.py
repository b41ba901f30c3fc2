from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.folder.papers import costs_of
from naast.folder.portable import schema
from naast.folder.portable.parts.base import (
    Part,
    Shown,
    day_words,
    facts,
    moment_words,
    money_words,
    paragraphs,
)
from naast.folder.portable.taking import Entry, Taking, as_day, as_moment
from naast.listen.queries import domain_label
from naast.plan import actions as plan_actions
from naast.plan import queries as plan
from naast.plan import terms
from naast.plan.types import AgreedPlan, GoalFacts, SupportFacts

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival


def goal_shape() -> dict[str, Any]:
    return schema.record(words=schema.text(1_000), domain=schema.text(120), by_when=schema.day())


def goal_entry(goal: GoalFacts) -> Entry:
    return {"words": goal.words, "domain": goal.domain, "by_when": as_day(goal.by_when)}


def goal_words(goal: Entry) -> str:
    when = _("by {day}").format(day=day_words(goal["by_when"])) if goal["by_when"] else ""
    return ", ".join(part for part in (goal["words"], when) if part)


class Perspective(Part):
    """Where the person wants to be."""

    name = "perspective"
    about = "Where the person wants to be in a year, and what has to come first."
    becomes_live = True

    def title(self) -> str:
        return _("Where I want to be")

    def shape(self) -> dict[str, Any]:
        return schema.record(perspective=schema.text(5_000), first_need=schema.text(5_000))

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        now = plan.plan_of(place.case.id)
        if now is not None and now.perspective:
            yield {"perspective": now.perspective, "first_need": now.first_need}

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            "",
            facts((_("What has to come first"), entry["first_need"])),
            words=paragraphs(entry["perspective"]),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        now = plan.plan_of(arrival.case.id)
        free = arrival.is_own and self.name not in arrival.filled
        free = free and not (now and (now.perspective or now.first_need))
        return [free and number == 0 for number, _entry in enumerate(entries)]

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        now = plan.plan_of(arrival.case.id)
        plan_actions.write_perspective(
            actor=arrival.actor,
            case_id=arrival.case.id,
            perspective=entry["perspective"],
            first_need=entry["first_need"],
            base_version=now.version if now else 0,
        )
        arrival.keep(self.name, entry, lives_on=True)


class Goals(Part):
    """Goals in the person's own words."""

    name = "goals"
    about = "Goals in the person's own words, with the day by which."
    becomes_live = True

    def title(self) -> str:
        return _("My goals")

    def shape(self) -> dict[str, Any]:
        return goal_shape()

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        now = plan.plan_of(place.case.id)
        yield from (goal_entry(goal) for goal in now.goals) if now else ()

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            "",
            facts(
                (_("Part of life"), domain_label(entry["domain"])),
                (_("By when"), day_words(entry["by_when"])),
            ),
            words=(entry["words"],),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        return [arrival.is_own] * len(entries)

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        plan_actions.add_goal(
            actor=arrival.actor,
            case_id=arrival.case.id,
            words=entry["words"],
            domain=entry["domain"],
            by_when=dt.date.fromisoformat(entry["by_when"]) if entry["by_when"] else None,
        )
        arrival.keep(self.name, entry, lives_on=True)


class Plans(Part):
    """What was agreed, each time as it stood on that day."""

    name = "plans"
    about = "Every plan that was agreed, newest first, as it stood on that day. To read only elsewhere."

    def title(self) -> str:
        return _("The plans that we agreed")

    def shape(self) -> dict[str, Any]:
        support = schema.record(
            what=schema.text(200),
            when=schema.one_of("now", "coming"),
            who=schema.text(120),
            amount=schema.amount(),
            per=schema.text(40),
            paid_by=schema.text(120),
        )
        costs = schema.record(amount=schema.amount(), paid_by=schema.each(schema.text(120)))
        obstacle = schema.record(words=schema.text(5_000), law=schema.text(120), article=schema.text(60))
        way = schema.record(name=schema.text(80), words=schema.text(5_000))
        return schema.record(
            "",
            ("other_ways",),  # a package of before there were other ways
            municipality=schema.text(100),
            agreed_at=schema.moment(),
            said=schema.text(1_000, "What the person said about it."),
            perspective=schema.text(5_000),
            first_need=schema.text(5_000),
            goals=schema.each(goal_shape()),
            obstacle={"anyOf": [obstacle, {"type": "null"}]},
            breakthrough=schema.text(5_000),
            supports=schema.each(support),
            costs={"anyOf": [costs, {"type": "null"}]},
            other_ways=schema.each(way, "What else was looked at beside the plan."),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for line in plan.agreed_versions(place.case.id):
            agreed = plan.agreed_plan(place.case.id, line.number)
            if agreed is not None:
                yield {**taking.where(), **_agreed(agreed)}

    def shown(self, entry: Entry) -> Shown:
        obstacle, costs = entry["obstacle"], entry["costs"]
        return Shown(
            _("Agreed on {day}").format(day=moment_words(entry["agreed_at"])),
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("Where I want to be"), entry["perspective"]),
                (_("What has to come first"), entry["first_need"]),
                (_("What is in the way"), obstacle["words"] if obstacle else ""),
                (_("What we do differently"), entry["breakthrough"]),
                (_("What it costs"), _cost_words(costs) if costs else ""),
                (_("What I said about it"), entry["said"]),
            ),
            items=(
                *(_("Goal: {words}").format(words=goal_words(goal)) for goal in entry["goals"]),
                *(_("Help: {words}").format(words=_support_words(row)) for row in entry["supports"]),
                *(
                    _("Also looked at: {words}").format(words=_way(row))
                    for row in entry.get("other_ways", ())
                ),
            ),
        )


def _agreed(agreed: AgreedPlan) -> Entry:
    kept, kept_ways = agreed.plan, agreed.alternatives
    amount, payers = costs_of(agreed.returns)
    return {
        "agreed_at": as_moment(agreed.agreed_at),
        "said": agreed.words,
        "perspective": kept.perspective,
        "first_need": kept.first_need,
        "goals": [goal_entry(goal) for goal in kept.goals],
        "obstacle": {
            "words": kept.obstacle.words,
            "law": kept.obstacle.law,
            "article": kept.obstacle.article,
        }
        if kept.obstacle
        else None,
        "breakthrough": kept.breakthrough,
        "supports": [_support(row) for row in kept.supports],
        "costs": {"amount": f"{amount:.2f}", "paid_by": payers} if amount is not None else None,
        "other_ways": [{"name": way.name, "words": way.words} for way in kept_ways],
    }


def _support(row: SupportFacts) -> Entry:
    return {
        "what": row.what,
        "when": row.stage,
        "who": row.who,
        "amount": f"{row.amount:.2f}" if row.amount is not None else None,
        "per": row.period_label,
        "paid_by": terms.payer_words(row.payer),
    }


def _support_words(row: Entry) -> str:
    amount = f"{money_words(row['amount'])} {row['per']}" if row["amount"] else ""
    return ", ".join(part for part in (row["what"], row["who"], amount, row["paid_by"]) if part)


def _way(row: Entry) -> str:
    return f"{row['name']}. {row['words']}" if row["words"] else str(row["name"])


def _cost_words(costs: Entry) -> str:
    amount = _("about {amount}").format(amount=money_words(costs["amount"]))
    payers = ", ".join(costs["paid_by"])
    return _("{amount}, paid by {payers}").format(amount=amount, payers=payers) if payers else amount
