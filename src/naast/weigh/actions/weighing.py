"""What is weighed in a case: effect, values, consequences, then the law; and the three values side by side.

One version belongs to the whole weighing. Every action returns the new one, on which the next is based; an
action that changes nothing returns the present one, so a form that is sent twice is harmless.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.locking import save_version
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.weigh import queries, writing
from naast.weigh.asking import read_answer, read_answers
from naast.weigh.grounds import must_carry
from naast.weigh.lengths import must_fit
from naast.weigh.models import ChosenValue, LegalValue, ValueComparison, Weighing, WeighingFact
from naast.weigh.types import WeighingFacts

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Thinking:
    """Texts and values of a weighing as they are written down together; None leaves a part as it stands."""

    effect: str | None = None
    values_words: str | None = None
    consequences: str | None = None
    for_resident: str | None = None
    for_resident_later: str | None = None
    for_family: str | None = None
    for_family_later: str | None = None
    for_surroundings: str | None = None
    for_surroundings_later: str | None = None
    for_own_money: str | None = None
    for_own_money_later: str | None = None
    for_public_money: str | None = None
    for_public_money_later: str | None = None
    why_differs: str | None = None
    suitable: str | None = None
    necessary: str | None = None
    balanced: str | None = None
    value_ids: Sequence[int] | None = None
    answers: Mapping[str, str] | None = None
    row_id: int | None = None
    """The chosen clause: an id of LegalRow, 0 to choose none."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """One of the three values held against doing nothing: better, equal or worse, and why in words."""

    value: str
    verdict: str
    words: str = ""


def draft_key(case_id: int, part: str) -> str:
    """The object of a draft of the weighing; `part` may name one of several: `view-3`.

    The case comes first behind the name: by that erasure finds what somebody was typing about it.
    """
    name, dash, of = part.partition("-")
    return f"weigh.{name}:{case_id}" + (f":{of}" if dash else "")


@transaction.atomic
def write_down(*, actor: Actor, case_id: int, thinking: Thinking, base_version: int) -> int:
    """Keep what the page of the weighing holds, all of it or nothing.

    Raises Invalid for a text that is too long, an answer that cannot be one, or a clause that does not hold
    here; NotVisible for a value or clause of elsewhere; NotAllowed for answers and routes while the law is
    closed; Stale when somebody else saved first.
    """
    case = case_beside(actor, case_id)
    row = weighing_row(case)
    changes = _changed_texts(row, thinking)
    values = _changed_values(row, thinking.value_ids)
    version = base_version
    if changes or values is not None:
        also = (writing.VALUES,) if values is not None else ()
        version = _save(actor, row, changes, base_version, "weigh.write_down", *also)
        if values is not None:
            _put_values(case, row, values)
    if thinking.answers or thinking.row_id is not None:
        version = _work_out(actor, case, thinking, version)
    drafts.drop(actor=actor, object_key=draft_key(case.id, "thinking"))
    return version


def case_beside(actor: Actor, case_id: int) -> CaseFacts:
    """The case, for staff who stand beside the resident; NotAllowed for who only reads along or decides."""
    case = people_queries.case_for(actor, case_id)
    if not (actor.has_role(*actors.CASE_ROLES) and case.stands_beside):
        raise NotAllowed(_("Only someone who stands beside the resident writes in the weighing."))
    return case


def weighing_row(case: CaseFacts) -> Weighing:
    """The weighing of a case, made when it is not there yet."""
    row, _made = Weighing.objects.get_or_create(
        municipality_id=case.municipality_id, case_id=case.id, defaults={"ground": case.law}
    )
    return row  # type: ignore[no-any-return]


def _save(
    actor: Actor, row: Weighing, changes: dict[str, Any], base_version: int, verb: str, *also: str
) -> int:
    """A first save has base 0: the row was made a moment ago and nobody else wrote in it.

    `also`: what was written that is no column of the weighing.
    """
    base = 1 if base_version == 0 and row.version == 1 else base_version
    row.refresh_from_db(fields=["version"])
    saved = save_version(row, base_version=base, changes=changes, shown="effect")
    row.version = saved.version
    audit.change(actor, verb, saved, parts=sorted(changes))
    writing.note_writer(actor, saved, [*changes, *also])
    return saved.version


def _changed_texts(row: Weighing, thinking: Thinking) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in queries.TEXTS:
        text = getattr(thinking, name)
        if text is None:
            continue
        text = text.replace("\r\n", "\n").strip()
        must_fit(text, name, getattr(row, name))
        if text != getattr(row, name):
            changes[name] = text
    return changes


def _changed_values(row: Weighing, value_ids: Sequence[int] | None) -> set[int] | None:
    if value_ids is None:
        return None
    wanted = set(value_ids)
    if LegalValue.objects.filter(pk__in=wanted).count() != len(wanted):
        raise NotVisible
    standing = set(row.chosen_values.values_list("value_id", flat=True))
    return wanted if wanted != standing else None


def _put_values(case: CaseFacts, row: Weighing, wanted: set[int]) -> None:
    row.chosen_values.exclude(value_id__in=wanted).delete()
    standing = set(row.chosen_values.values_list("value_id", flat=True))
    for value_id in sorted(wanted - standing):
        ChosenValue(case_id=case.id, ground=case.law, weighing=row, value_id=value_id).save()


def _work_out(actor: Actor, case: CaseFacts, thinking: Thinking, version: int) -> int:
    """Answers first, so that a clause can be chosen in the same go as the answer that makes it hold."""
    # Held: who answers the same at this moment comes afterwards, and finds it answered.
    row = Weighing.objects.select_for_update().get(case_id=case.id)
    if _as_it_stands(row, thinking):
        return version
    facts = _open(case.id)
    if thinking.answers and _put_answers(actor, case, row, facts, thinking.answers):
        version = _save(actor, row, {}, version, "weigh.answer_question", writing.FACTS)
        facts = _open(case.id)
    if thinking.row_id is not None and (row.chosen_id or 0) != thinking.row_id:
        if thinking.row_id:
            must_carry(facts, thinking.row_id)
        changes = {"chosen_id": thinking.row_id or None}
        version = _save(actor, row, changes, version, "weigh.choose_route")
    return version


def _as_it_stands(row: Weighing, thinking: Thinking) -> bool:
    """Whether the answers and the clause are those of now: a page that held them may close the law."""
    said = {fact.fact: fact.answer for fact in row.facts.all()}
    given = thinking.answers or {}
    unknown = WeighingFact.UNKNOWN
    known = all(said.get(fact, unknown) == (answer.strip() or unknown) for fact, answer in given.items())
    return known and thinking.row_id in (None, row.chosen_id or 0)


def _open(case_id: int) -> WeighingFacts:
    facts = queries.weighing_or_blank(case_id)
    if not facts.is_open:
        raise NotAllowed(
            _("First the effect, the values and the consequences: a sentence each. Then the law.")
        )
    return facts


def _put_answers(
    actor: Actor, case: CaseFacts, row: Weighing, facts: WeighingFacts, answers: Mapping[str, str]
) -> bool:
    """Only questions that the routes of this case ask can be answered. Returns whether something changed."""
    asked = {question.fact: question for question in facts.questions}
    changed = False
    for fact, typed in answers.items():
        if fact not in asked:
            raise Invalid(_("This question is not asked in this case."), f"fact_{fact}")
        try:
            read = read_answers if asked[fact].is_list else read_answer
            answer = read(asked[fact].kind, typed)
        except Invalid as error:
            raise Invalid(error.message, f"fact_{fact}") from error
        if answer == asked[fact].answer:
            continue
        changed = True
        standing = row.facts.filter(fact=fact).first()
        said = standing or WeighingFact(case_id=case.id, ground=case.law, weighing=row, fact=fact)
        said.answer, said.said_by_id = answer, actor.id
        said.save()
    return changed


@transaction.atomic
def open_urgently(*, actor: Actor, case_id: int, reason: str) -> int:
    """ "Nu eerst dit": an emergency opens the law at once, with a reason. It stays open.

    No text is overwritten by it, so it asks no version: what somebody else saves meanwhile does not stop it.
    """
    case = case_beside(actor, case_id)
    text = " ".join(reason.split())
    if not text or len(text) > REASON_LENGTH:
        raise Invalid(
            _("Write in a few words why this comes first (at most 500 characters)."), "urgent_reason"
        )
    row = Weighing.objects.select_for_update().get(pk=weighing_row(case).pk)
    if row.urgent_since is not None:
        return int(row.version)
    changes = {"urgent_since": clock.now(), "urgent_reason": text}
    version = _save(actor, row, changes, row.version, "weigh.open_urgently")
    drafts.drop(actor=actor, object_key=draft_key(case.id, "urgent"))
    return version


@transaction.atomic
def compare_values(*, actor: Actor, case_id: int, comparing: Sequence[Comparing], base_version: int) -> int:
    """Several values at once, all or nothing. There is no total, and nothing kept can make one."""
    case = case_beside(actor, case_id)
    row = weighing_row(case)
    standing = {found.value: found for found in row.comparisons.all()}
    changed = [one for one in map(_comparable, comparing) if _differs(one, standing.get(one.value))]
    if not changed:
        return base_version
    version = _save(actor, row, {}, base_version, "weigh.compare_values", writing.THREE)
    for one in changed:
        kept = standing.get(one.value) or ValueComparison(
            case_id=case.id, ground=case.law, weighing=row, value=one.value
        )
        kept.verdict, kept.words = one.verdict, one.words
        kept.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, "three"))
    return version


def _comparable(one: Comparing) -> Comparing:
    if one.value not in dict(ValueComparison.VALUES):
        raise Invalid(_("Choose one of the three values."), "value")
    if one.verdict not in dict(ValueComparison.VERDICTS):
        raise Invalid(_("Choose better, equal or worse."), f"{one.value}_verdict")
    words = one.words.replace("\r\n", "\n").strip()
    must_fit(words, f"{one.value}_words")
    return Comparing(one.value, one.verdict, words)


def _differs(one: Comparing, standing: ValueComparison | None) -> bool:
    return standing is None or (standing.verdict, standing.words) != (one.verdict, one.words)


TEXT_PARTS = tuple(part.name for part in fields(Thinking) if part.name in queries.TEXTS)
"""The texts that a page may post."""
