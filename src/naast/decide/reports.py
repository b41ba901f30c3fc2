"""The report beside a decision: what was written on the way, once, in order. It writes no argument."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from naast.decide.clock_types import BasisFacts
from naast.decide.dossier import Dossier
from naast.decide.letters import day, euros, paragraphs
from naast.decide.types import DecisionFacts, HearingFacts
from naast.people.types import Face
from naast.plan import charts
from naast.plan.terms import payer_words
from naast.plan.types import AgreedPlan, AlternativeFacts, PlanFacts, ReturnsView, SupportFacts
from naast.weigh.types import WeighingFacts

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report is made of. `agreed` is None on the short way."""

    municipality: str
    dossier: Dossier
    agreed: AgreedPlan | None
    hearings: tuple[HearingFacts, ...]
    decision: DecisionFacts
    basis: BasisFacts | None = None
    faces: Mapping[int, Face] = field(default_factory=dict)
    """Staff by id as the resident may read them; others stand as they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A small heading with paragraphs, and perhaps a list, with a picture (SVG) of what the list says."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    picture: str = ""
    picture_words: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be set."""

    language: str
    title: str
    sender: str
    about: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def named_in(decision: DecisionFacts, hearings: Iterable[HearingFacts] = ()) -> set[int]:
    """Ids of the staff whom the report of a decision names."""
    said = [item.heard_by for item in hearings]
    said += [item.reader for item in decision.readings]
    said += [answer.said_by for item in decision.readings for answer in item.answers]
    said += [item.said_by for item in decision.beside.dissents]
    cover = decision.beside.cover
    covers = {cover.staff_id} if cover and cover.staff_id else set()
    return {decision.decided_by.id, *(face.id for face in said), *covers}


@functools.cache
def words(language: str = "nl") -> Words:
    """The fixed words of the report in a language."""
    source = Path(__file__).parent / "documents" / f"report.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def compose(facts: ReportFacts, fixed: Words, calendar: Words) -> Report:
    """The whole report. `calendar` holds the names of the months; empty parts are left out."""
    made = _Maker(facts, fixed, calendar)
    said = {
        "municipality": facts.municipality,
        "decided_on": made.day(facts.decision.decided_on),
        "decision_id": facts.decision.id,
        "resident": facts.dossier.case.resident_name,
        "outcome": fixed["outcomes"][facts.decision.outcome],
        "title": facts.decision.title_text,
    }
    chapters = (
        made.chapter("asked", made.asked()),
        made.chapter("plan", made.plan()),
        made.chapter("money", made.money()),
        made.chapter("weighing", made.weighing()),
        made.chapter("values", made.values()),
        made.chapter("heard", made.heard()),
        made.chapter("read", [*made.read(), *made.remarks()]),
        made.chapter("dissent", made.dissent()),
        made.chapter("decision", made.decision()),
    )
    return Report(
        language=fixed["language"],
        title=fixed["title"].format_map(said),
        sender=facts.municipality,
        about=tuple(line.format_map(said) for line in fixed["about"]),
        chapters=tuple(chapter for chapter in chapters if chapter.entries),
    )


class _Maker:
    """One report in the making: each method gives the entries of one chapter."""

    def __init__(self, facts: ReportFacts, fixed: Words, calendar: Words) -> None:
        self.facts, self.fixed, self.calendar = facts, fixed, calendar
        self.lines: Words = fixed["lines"]

    def day(self, value: Any) -> str:
        return day(value, self.calendar)

    def chapter(self, name: str, entries: list[Entry]) -> Chapter:
        filled = tuple(entry for entry in entries if entry.paragraphs or entry.items)
        return Chapter(self.fixed["chapters"][name], filled)

    def entry(self, name: str, *texts: str, items: tuple[str, ...] = ()) -> Entry:
        return Entry(self.fixed["entries"][name], tuple(p for text in texts for p in paragraphs(text)), items)

    def asked(self) -> list[Entry]:
        asked = self.facts.dossier.asked
        said = [self.entry("request", asked.request), self.entry("wish", asked.wish)] if asked else []
        return [self.entry("rests", *self._rests()), *said]

    def _rests(self) -> list[str]:
        """What came in, with its day and law, or that the house began itself, with the reason."""
        basis = self.facts.basis
        if basis is None:
            return []
        came = basis.intake
        which = f"rests_{came.kind}" if came else "rests_ourselves"
        day, law = (self.day(came.received_on), came.law_label) if came else ("", "")
        return [str(self.lines[which]).format(day=day, law=law), basis.because]

    def plan(self) -> list[Entry]:
        if self.facts.agreed is None:
            return []
        plan: PlanFacts = self.facts.agreed.plan
        goals = tuple(goal.words for goal in plan.goals)
        supports = tuple(self._support(item) for item in plan.supports)
        return [
            self.entry("perspective", plan.perspective),
            self.entry("first_need", plan.first_need),
            self.entry("goals", items=goals),
            self.entry("obstacle", self._obstacle(plan)),
            self.entry("breakthrough", plan.breakthrough),
            self.entry("supports", items=supports),
        ]

    def _obstacle(self, plan: PlanFacts) -> str:
        found = plan.obstacle
        if found is None or not (found.law and found.article):
            return found.words if found else ""
        return str(self.lines["of_law"]).format(words=found.words, law=found.law, article=found.article)

    @staticmethod
    def _support(item: SupportFacts) -> str:
        amount = "" if item.amount is None else f"{euros(item.amount)} {item.period_label}"
        payer = payer_words(item.payer)
        return ", ".join(part for part in (item.what, item.who, amount, payer) if part)

    def money(self) -> list[Entry]:
        returns: ReturnsView | None = self.facts.agreed.returns if self.facts.agreed else None
        if returns is None:
            return []
        line = str(self.lines["payer"])
        payers = tuple(
            line.format(payer=payer_words(item.payer), amount=_signed(item.amount)) for item in returns.payers
        )
        memos = tuple(item.label for item in returns.memos)
        drawn = replace(
            self.entry("payers", items=payers),
            picture=charts.on_paper(returns.payers),
            picture_words=charts.in_words(returns.payers),
        )
        ways = tuple(self._way(item) for item in self.facts.agreed.alternatives) if self.facts.agreed else ()
        return [drawn, self.entry("memos", items=memos), self.entry("ways", items=ways)]

    def _way(self, way: AlternativeFacts) -> str:
        view = way.returns
        if view.investment is None or view.effects is None:
            return str(self.lines["bare_way"]).format(name=way.name, words=way.words).strip()
        put_in, follows = _signed(view.investment), _signed(view.effects)
        line = str(self.lines["way"])
        return line.format(name=way.name, put_in=put_in, follows=follows, words=way.words).strip()

    def weighing(self) -> list[Entry]:
        found: WeighingFacts | None = self.facts.dossier.weighing
        if found is None:
            return []
        served = tuple(value.words for value in found.values)
        urgent = (
            str(self.lines["urgent_law"]).format(reason=found.urgent_reason) if found.urgent_reason else ""
        )
        return [
            self.entry("effect", found.effect),
            self.entry("served", found.values_words, items=served),
            self.entry("consequences", *found.consequence_texts),
            *self._disciplines(found),
            self.entry("room", *self._room(found), urgent),
            self.entry("difference", found.why_differs),
            self.entry("suitable", found.suitable),
            self.entry("necessary", found.necessary),
            self.entry("balanced", found.balanced),
        ]

    def _disciplines(self, found: WeighingFacts) -> list[Entry]:
        said = found.disciplines
        heading, afterwards = str(self.lines["view"]), str(self.lines["afterwards"])
        views = [
            Entry(heading.format(discipline=view.discipline), paragraphs(f"{view.found}\n\n{view.does}"))
            for view in said.views
        ]
        clashes = self.entry("clashes", items=tuple(clash.words for clash in said.clashes))
        made = said.conclusion
        if made is None:
            return [*views, clashes]
        changed = (afterwards.format(discipline=view.discipline) for view in (*made.changed, *made.later))
        return [*views, clashes, self.entry("conclusion", made.found, made.does, made.because, *changed)]

    def remarks(self) -> list[Entry]:
        """What who read along said at a block of the weighing, with the answer."""
        found = self.facts.dossier.weighing
        heading, line = str(self.lines["remark"]), str(self.lines["answer"])
        return [
            Entry(
                heading.format(block=one.title),
                paragraphs(f"{one.words}\n\n{line.format(words=one.answer) if one.answer else ''}"),
            )
            for one in (found.remarks if found else ())
        ]

    def _room(self, found: WeighingFacts) -> list[str]:
        if found.route is None:
            return [found.sentence]
        check = str(self.lines["to_check"]) if found.route.row.to_be_checked else ""
        return [f"{found.route.title}. {found.route.row.allows}", found.sentence, check]

    def values(self) -> list[Entry]:
        found = self.facts.dossier.weighing
        return [
            Entry(item.title, paragraphs(f"{item.verdict_words}\n\n{item.words}"))
            for item in (found.comparisons if found else ())
        ]

    def heard(self) -> list[Entry]:
        entries = []
        for item in reversed(self.facts.hearings):
            if item.words:
                heading = str(self.lines["heard"]).format(
                    day=self.day(item.held_on), way=item.way_label, who=self.who(item.heard_by)
                )
                entries.append(Entry(heading.replace(", ,", ","), paragraphs(item.words)))
            else:
                line = str(self.lines["not_heard"]).format(why=item.why_not)
                entries.append(Entry(self.who(item.heard_by), paragraphs(line)))
        return entries

    def who(self, face: Face) -> str:
        """A name, or the function where a name is not safe for who reads the report."""
        shown = self.facts.faces.get(face.id, face)
        return shown.name or shown.function

    def dissent(self) -> list[Entry]:
        line = str(self.lines["dissent"])
        return [
            Entry(line.format(who=self.who(item.said_by), day=self.day(item.said_on)), paragraphs(item.words))
            for item in self.facts.decision.beside.dissents
        ]

    def read(self) -> list[Entry]:
        entries = []
        for item in self.facts.decision.readings:
            heading = str(self.lines["read"]).format(
                who=self.who(item.reader),
                role=item.role_label,
                day=self.day(item.read_on),
                verdict=item.verdict_label,
            )
            entries.append(Entry(heading, paragraphs(item.words) or (item.verdict_label,)))
            line = str(self.lines["answered"])
            entries += [
                Entry(
                    line.format(who=self.who(said.said_by), day=self.day(said.said_on)),
                    paragraphs(said.words),
                )
                for said in item.answers
            ]
        if not entries and self.facts.decision.read_before:
            line = str(self.lines["read_later"]).format(day=self.day(self.facts.decision.read_before))
            entries.append(self.entry("urgent", self.facts.decision.urgent_because, line))
        return entries

    def decision(self) -> list[Entry]:
        made = self.facts.decision
        line = str(self.lines["decided"])
        shown = self.facts.faces.get(made.decided_by.id, made.decided_by)
        decided = line.format(who=shown.name, function=shown.function).removeprefix(", ")
        cover = self._cover()
        if made.is_exception and not cover:
            cover = str(self.lines["no_cover"])
        return [
            self.entry("granted", made.granted),
            self.entry("amount", euros(made.amount)),
            self.entry("period", self._period()),
            self.entry("conditions", made.conditions),
            self.entry("reason", made.reason),
            self.entry("refused_because", made.refused_because),
            self.entry("review", self.day(made.review_on)),
            self.entry("despite", made.despite_advice),
            self.entry("mandate", decided),
            self.entry("cover", cover),
        ]

    def _cover(self) -> str:
        found = self.facts.decision.beside.cover
        face = self.facts.faces.get(found.staff_id or 0) if found else None
        if face is not None:
            return ", ".join(part for part in (face.name, face.function) if part)
        return found.who if found else ""

    def _period(self) -> str:
        made = self.facts.decision
        if not (made.from_on or made.until_on):
            return ""
        both = made.from_on and made.until_on
        line = str(self.lines["from_until" if both else "from_on" if made.from_on else "until_on"])
        return line.format(from_on=self.day(made.from_on), until_on=self.day(made.until_on))


def _signed(amount: Any) -> str:
    return f"\N{MINUS SIGN}{euros(-amount)}" if amount < 0 else euros(amount)
