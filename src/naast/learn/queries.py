"""Every read of questions and signals that another room or a view needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide.policy_queries import waiting_rules
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.waiting import what_waits
from naast.learn import access, terms
from naast.learn.models import Question, Signal
from naast.learn.types import AnswerFacts, Inbox, QuestionFacts, Rule, SignalFacts, SignalGlance, Waiting
from naast.people import queries as people
from naast.people.types import Face

__all__ = [
    "glance_at",
    "inbox",
    "open_questions",
    "possible_owners",
    "questions_of",
    "signal_for",
    "signals_by",
    "signals_of",
    "signals_of_resident",
]

LATEST = 100
"""How many answered signals the list still shows; the open ones are all there."""

_Key = tuple[str, str, str]


def questions_of(case_id: int) -> list[QuestionFacts]:
    """The questions after the exceptions of a case, newest first. The caller has authorised the case."""
    rows = Question.objects.filter(case_id=case_id).select_related("answered_by").order_by("-id")
    return [
        QuestionFacts(
            id=row.pk,
            case_id=case_id,
            decision_id=row.decision_id,
            asked_at=row.asked_at,
            verdict=row.verdict,
            verdict_label=row.get_verdict_display() if row.verdict else "",
            answered_by=row.answered_by.name if row.answered_by else "",
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def signals_of(case_id: int) -> list[SignalFacts]:
    """All signals of a case, newest first, as its circle reads them. The caller has authorised the case."""
    return _as_written(_signals().filter(case_id=case_id))


def glance_at(case_id: int) -> list[SignalGlance]:
    """Only the words and the state of each signal of a case, newest first, in one query. For its circle."""
    rows = Signal.objects.filter(case_id=case_id).order_by("-id").only("words", "obstacle_words", "state")
    return [SignalGlance(row.words or row.obstacle_words, row.get_state_display()) for row in rows]


def signals_of_resident(case_id: int, person_id: int) -> list[SignalFacts]:
    """Signals of a case that its resident sees: own ones and those of staff, not those of who takes part."""
    mine = Q(giver_person_id=person_id) | Q(giver_person__isnull=True)
    return _as_written(_signals().filter(mine, case_id=case_id), to_resident=True, reader=person_id)


def signals_by(actor: Actor, case_id: int | None = None) -> list[SignalFacts]:
    """Signals that this actor gave, newest first, in one case when asked."""
    rows = _signals().filter(**{f"giver_{'staff' if actor.is_staff else 'person'}_id": actor.id})
    rows = rows if case_id is None else rows.filter(case_id=case_id)
    return _as_written(rows, to_resident=actor.is_resident, reader=actor.id)


def inbox(actor: Actor) -> Inbox:
    """Signals to answer, signals given, and for policy and quality all others, by the day of the answer."""
    reads_all = access.reads_all(actor)
    rows = _signals()
    mine = Q(giver_staff_id=actor.id)
    if not reads_all:
        return Inbox([], _for_reader(actor, rows.filter(mine).order_by("-id")), [], reads_all=False)
    waiting = list(rows.filter(state=terms.OPEN).order_by("answer_by", "id"))
    done = list(rows.filter(state=terms.ANSWERED).order_by("-answered_at", "-id")[:LATEST])
    shown = _for_reader(actor, [*waiting, *done])
    to_answer, given, others = [], [], []
    for facts in shown:
        if facts.is_mine:
            given.append(facts)
        elif facts.is_open and facts.owner and facts.owner.id == actor.id:
            to_answer.append(facts)
        else:
            others.append(facts)
    return Inbox(to_answer, given, others, reads_all=True)


def signal_for(actor: Actor, signal_id: int) -> SignalFacts:
    """One signal for its giver, the circle of its case, policy and quality. Raises NotVisible otherwise."""
    row = _signals().filter(pk=signal_id).first()
    if row is None or not actor.is_staff:
        raise NotVisible
    facts = _for_reader(actor, [row])[0]
    if not (facts.is_mine or facts.case_id is not None or access.reads_all(actor)):
        raise NotVisible
    return facts


def possible_owners(signal: SignalFacts) -> list[Face]:
    """Who of policy could own this signal."""
    taken = signal.owner.id if signal.owner else 0
    return people.staff_with_role(actors.POLICY, without=[taken])


def open_questions(actor: Actor) -> list[Waiting]:
    """What waits: "incident or pattern?" for the fixed contact, signals for their owner."""
    if not actor.is_staff:
        return []
    return [*_questions_waiting(actor), *_signals_waiting(actor), *_rules_waiting(actor)]


def _rules_waiting(actor: Actor) -> list[Waiting]:
    title = _("A proposal for a policy rule waits for your answer: {rule}")
    question = _("Is this line right? A question waits for your answer: {rule}")
    found = []
    for number, rule, asks in waiting_rules(actor):
        words = question if asks else title
        found.append(Waiting(words.format(rule=rule), reverse("decide:policy_rule", args=[number])))
    return found


_QUESTION = ("case_id", "case__resident__given_name", "case__resident__family_name")


def _questions_waiting(actor: Actor) -> list[Waiting]:
    if not actor.has_role(*actors.CASE_ROLES):
        return []
    rows = list(what_waits(_asked, actor, *_QUESTION))
    contacts = people.fixed_contacts_of({row.case_id for row in rows}) if rows else {}
    found = []
    for row in rows:
        contact = contacts.get(row.case_id)
        faces = (contact.first, contact.tandem) if contact else ()
        if any(face and face.id == actor.id for face in faces):
            title = _("{name}: was this exception an incident, or perhaps a pattern?")
            found.append(
                Waiting(title.format(name=row.case.resident.name), reverse("learn:case", args=[row.case_id]))
            )
    return found


def _asked(actor: Actor) -> QuerySet[Question]:
    rows: QuerySet[Question] = Question.objects.visible_to(actor).filter(verdict="")
    return rows.order_by("id")


def _signals_waiting(actor: Actor) -> list[Waiting]:
    if not actor.has_role(actors.POLICY):
        return []
    # Nobody's signal, or one whose owner left, waits for all of policy: it is not lost between desks.
    owned = Q(owner_id=actor.id) | Q(owner__isnull=True) | Q(owner__ends_on__lt=clock.today())
    rows = Signal.objects.filter(owned, state=terms.OPEN).order_by("answer_by", "id")
    rows = rows.exclude(giver_staff_id=actor.id)
    title = _("A signal waits for your answer: {rule}")
    return [
        Waiting(title.format(rule=_short(row)), reverse("learn:signal", args=[row.pk]), due_on=row.answer_by)
        for row in rows
    ]


def _short(row: Signal) -> str:
    named = " ".join(part for part in (row.law, row.article) if part)
    words = named or row.passed_obstacle or row.passed_words
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


def _signals() -> QuerySet[Signal]:
    rows: QuerySet[Signal] = Signal.objects.select_related("owner", "giver_staff", "giver_person")
    return rows.prefetch_related("answers__by").order_by("-id")


def _as_written(rows: Iterable[Signal], *, to_resident: bool = False, reader: int = 0) -> list[SignalFacts]:
    show = people.face_for_resident if to_resident else people.staff_face
    return [
        _facts(row, inside=True, show=show, is_mine=to_resident and row.giver_person_id == reader)
        for row in rows
    ]


def _for_reader(actor: Actor, rows: Iterable[Signal]) -> list[SignalFacts]:
    """Inside the circle as it was written; outside without names, numbers, giver and case."""
    rows = list(rows)
    of_cases = [row.pk for row in rows if row.case_id]
    seen = Signal.objects.visible_to(actor).filter(pk__in=of_cases) if of_cases else Signal.objects.none()
    in_circle = set(seen.values_list("pk", flat=True)) if of_cases else set()
    counts = _households(rows)
    return [
        _facts(
            row,
            inside=row.pk in in_circle or row.giver_staff_id == actor.id,
            linked=row.pk in in_circle,
            is_mine=row.giver_staff_id == actor.id,
            households=counts.get(_key(row), 0),
        )
        for row in rows
    ]


def _key(row: Signal) -> _Key:
    return row.law, row.article, row.kind


def _households(rows: Iterable[Signal]) -> dict[_Key, int]:
    """In how many households each named rule stood in the way, in one query. Counts rules, not people."""
    laws = {row.law for row in rows if row.law or row.article}
    if not laws:
        return {}
    counted = (
        Signal.objects.filter(law__in=laws, case__isnull=False)
        .order_by()
        .values("law", "article", "kind")
        .annotate(households=Count("case__resident_id", distinct=True))
    )
    return {(line["law"], line["article"], line["kind"]): line["households"] for line in counted}


def _facts(
    row: Signal,
    *,
    inside: bool,
    linked: bool = True,
    show: Callable[[Any], Face] = people.staff_face,
    is_mine: bool = False,
    households: int = 0,
) -> SignalFacts:
    words = row.words if inside else row.passed_words
    obstacle = row.obstacle_words if inside else row.passed_obstacle
    rule = Rule(row.kind, row.get_kind_display() if row.kind else "", row.law, row.article)
    return SignalFacts(
        id=row.pk,
        case_id=row.case_id if linked else None,
        words=words or obstacle,
        obstacle_words=obstacle if words else "",
        rule=rule,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        given_by=_giver(row, show) if inside else "",
        by_resident=row.giver_person_id is not None,
        given_on=row.given_on,
        owner=show(row.owner) if row.owner else None,
        answer_by=row.answer_by,
        state=row.state,
        state_label=_state(row),
        answers=tuple(
            AnswerFacts(
                answer.words, answer.outcome, answer.get_outcome_display(), show(answer.by), answer.at
            )
            for answer in sorted(row.answers.all(), key=lambda answer: answer.pk)
        ),
        version=row.version,
        is_mine=is_mine,
        households=households if rule.is_named else 0,
    )


def _state(row: Signal) -> str:
    """An answer for the meantime is an answer; what the signal still waits for is the last one."""
    if row.state == terms.OPEN and row.answers.all():
        return _("waits for a final answer")
    return str(row.get_state_display())


def _giver(row: Signal, show: Callable[[Any], Face]) -> str:
    if row.giver_person is not None:
        return str(row.giver_person.name)
    face = show(row.giver_staff)
    return face.name or face.function
