"""Every write of learning: a verb, keyword-only, with an actor."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock, drafts, retention
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.locking import save_version
from naast.kernel.texts import cleaned
from naast.learn import access, terms
from naast.learn.models import Question, Signal, SignalAnswer
from naast.learn.passing import without_people
from naast.learn.types import Rule
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import queries as plan
from naast.plan.terms import OBSTACLE_KINDS


def signal_key(case_id: int | None) -> str:
    """The object key of the draft of a new signal."""
    return f"learn.signal:{case_id or 0}"


def answer_key(signal_id: int) -> str:
    """The object key of the draft of an answer."""
    return f"learn.answer:{signal_id}"


@transaction.atomic
def ask_question(*, actor: Actor, case_id: int, decision_id: int) -> Question:
    """Ask "incident or pattern?" about one exception. Once per decision, whoever decided it."""
    case = people.case_for(actor, case_id)
    question, made = Question.objects.get_or_create(
        municipality_id=actor.municipality_id,
        decision_id=decision_id,
        defaults={"case_id": case.id, "ground": case.law},
    )
    if made:
        audit.change(actor, "learn.ask_question", question, decision=decision_id)
    return question  # type: ignore[no-any-return]


@transaction.atomic
def answer_question(
    *, actor: Actor, case_id: int, question_id: int, verdict: str, words: str = ""
) -> Signal | None:
    """Answer "incident or pattern?". "Perhaps a pattern" makes the signal at once, from the plan's obstacle.

    Raises Invalid without a verdict, and for a pattern when neither the plan nor `words` says what of; Stale
    when a colleague gave another answer first.
    """
    case = people.case_for(actor, case_id)
    access.must_stand_beside(actor, case)
    if verdict not in dict(terms.VERDICTS):
        raise Invalid(_("Choose one of the answers."), "verdict")
    question = Question.objects.select_for_update().filter(case_id=case.id, pk=question_id).first()
    if question is None:
        raise NotVisible
    if question.verdict not in ("", verdict) and question.answered_by_id != actor.id:
        raise Stale(
            _("A colleague answered this question in the meantime. Nothing was overwritten."),
            theirs=question.get_verdict_display(),
            current_version=question.version,
        )
    if question.verdict != verdict:
        question.verdict = verdict
        question.answered_by_id = actor.id
        question.answered_at = clock.now()
        question.version += 1
        question.save(update_fields=["verdict", "answered_by_id", "answered_at", "version"])
        audit.change(actor, "learn.answer_question", question, verdict=verdict)
    if verdict != terms.MAYBE_PATTERN and not words.strip():
        return None
    given = Signal.objects.filter(question=question).first()
    if given is not None:
        # The form was sent twice, or the answer was changed: the signal stands already.
        return given  # type: ignore[no-any-return]
    return make_signal(actor=actor, case_id=case.id, words=words, verdict=verdict, question_id=question.pk)


@transaction.atomic
def make_signal(
    *,
    actor: Actor,
    case_id: int | None,
    words: str = "",
    verdict: str = terms.UNKNOWN,
    question_id: int | None = None,
    rule: Rule | None = None,
) -> Signal:
    """Give a signal about a rule. From a case the obstacle comes from the plan: nothing is typed twice.

    `case_id` None is a signal of staff without a case, about `rule`. The owner is the first of policy by
    name, who may hand it over. Raises Invalid when it says nothing at all.
    """
    case = people.case_open_to(actor, case_id) if case_id is not None else None
    if case is None and not actor.is_staff:
        raise NotVisible
    words = cleaned(words, terms.WORDS_LENGTH, "words")
    if verdict not in dict(terms.VERDICTS):
        raise Invalid(_("Choose one of the answers."), "verdict")
    signal = Signal(
        case_id=case.id if case else None,
        question_id=question_id,
        ground=case.law if case else retention.AWB,
        words=words,
        verdict=verdict,
        giver_staff_id=actor.id if actor.is_staff else None,
        giver_person_id=actor.id if actor.is_resident else None,
        given_on=clock.today(),
        answer_by=terms.ANSWER.ends(clock.today()),
    )
    _about(signal, case, rule, names=[actor.name])
    if not signal.words and not signal.obstacle_words:
        raise Invalid(_("Write down what this rule does. A few words are enough."), "words")
    same = _same_today(signal)
    if same is not None:
        return same
    owners = people.staff_with_role(actors.POLICY, without=[actor.id] if actor.is_staff else [])
    signal.owner_id = owners[0].id if owners else None
    signal.save()
    if question_id is None:  # else another text, still being typed, may stand beside the question
        drafts.drop(actor=actor, object_key=signal_key(case_id))
    audit.change(actor, "learn.make_signal", signal, verdict=verdict, owner=signal.owner_id)
    return signal


def _about(signal: Signal, case: CaseFacts | None, rule: Rule | None, names: list[str]) -> None:
    """Fill in the rule, and what may leave the circle: without `names` and those of all around the case."""
    if case is not None:
        # A person's own signal stays in their own words: the plan's are not theirs to pass on.
        facts = plan.plan_of(case.id) if signal.giver_staff_id else None
        if facts and facts.obstacle:
            signal.obstacle_words = facts.obstacle.words
            rule = rule or Rule(facts.obstacle.kind, "", facts.obstacle.law, facts.obstacle.article)
        names = [*names, *(person.name for person in people.people_in(case))]
        names += [place.face.name for place in people.circle_of(case.id)]
    if rule is not None:
        if rule.kind and rule.kind not in dict(OBSTACLE_KINDS):
            raise Invalid(_("Choose one of the kinds in the list."), "kind")
        signal.kind, signal.law, signal.article = (
            rule.kind,
            rule.law.strip()[:200],
            rule.article.strip()[:100],
        )
    signal.passed_words = without_people(signal.words, names)
    signal.passed_obstacle = without_people(signal.obstacle_words, names)


def _same_today(signal: Signal) -> Signal | None:
    found: Signal | None = Signal.objects.filter(
        case_id=signal.case_id,
        giver_staff_id=signal.giver_staff_id,
        giver_person_id=signal.giver_person_id,
        words=signal.words,
        obstacle_words=signal.obstacle_words,
        law=signal.law,
        article=signal.article,
        given_on=signal.given_on,
        state=terms.OPEN,
    ).first()
    return found


@transaction.atomic
def answer_signal(
    *,
    actor: Actor,
    signal_id: int,
    answer: str,
    outcome: str = terms.LOOKING,
    base_version: int | None = None,
) -> SignalAnswer:
    """Answer a signal as its owner. "We change this" and "no, because" close it; "we look into it" leaves it
    open, or opens it again: more is owed.

    Raises Invalid without words, NotAllowed for who does not own it or gave it, and Stale when somebody
    else answered in the meantime.
    """
    signal = _to_answer(actor, signal_id)
    if outcome not in dict(terms.OUTCOMES):
        raise Invalid(_("Choose what happens with the signal."), "outcome")
    words = cleaned(answer, terms.WORDS_LENGTH, "answer")
    if not words:
        raise Invalid(_("Write down the answer. “No” is an answer too, with the reason."), "answer")
    last = SignalAnswer.objects.filter(signal=signal).order_by("-id").first()
    if last is not None and (last.words, last.outcome) == (words, outcome):
        return last  # type: ignore[no-any-return]
    changes: dict[str, object] = {"state": terms.OPEN}
    if outcome in terms.CLOSING:
        changes = {
            "state": terms.ANSWERED,
            "answer": words,
            "answered_by_id": actor.id,
            "answered_at": clock.now(),
        }
    base = signal.version if base_version is None else base_version
    save_version(signal, base_version=base, changes=changes, shown="answer")
    row = SignalAnswer(
        case_id=signal.case_id,
        ground=signal.ground,
        signal=signal,
        outcome=outcome,
        words=words,
        by_id=actor.id,
    )
    row.save()
    drafts.drop(actor=actor, object_key=answer_key(signal.pk))
    audit.change(actor, "learn.answer_signal", signal, outcome=outcome)
    return row


def _to_answer(actor: Actor, signal_id: int) -> Signal:
    signal: Signal | None = Signal.objects.filter(pk=signal_id).first()
    if signal is None or not access.reads_all(actor):
        raise NotVisible
    if not actor.has_role(actors.POLICY) or signal.owner_id != actor.id:
        raise NotAllowed(_("The owner of this signal answers it. You can take it over first."))
    if signal.giver_staff_id == actor.id:
        raise NotAllowed(_("You gave this signal yourself: a colleague answers it."))
    return signal


@transaction.atomic
def hand_over(*, actor: Actor, signal_id: int, owner_id: int) -> Signal:
    """Give a signal another owner with the role policy, or take it over. The day of the answer stays."""
    signal = Signal.objects.select_for_update().filter(pk=signal_id).first()
    if signal is None or not access.reads_all(actor):
        raise NotVisible
    if not actor.has_role(actors.POLICY):
        raise NotAllowed(_("Only policy hands over a signal."))
    able = {face.id for face in people.staff_with_role(actors.POLICY, without=[signal.giver_staff_id or 0])}
    if owner_id not in able:
        raise Invalid(_("Choose somebody of policy who did not give this signal."), "owner")
    if signal.owner_id != owner_id:
        signal.owner_id = owner_id
        signal.version += 1
        signal.save(update_fields=["owner_id", "version"])
        audit.change(actor, "learn.hand_over", signal, owner=owner_id)
    return signal  # type: ignore[no-any-return]
