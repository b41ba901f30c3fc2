"""Which answer a question of the law wants: yes or no, a number, a day, words, one of a list or several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from naast.engines.legality.conditions import Comparison, comparisons
from naast.engines.legality.values import Fact, Kind, Scalar, read_date
from naast.kernel.errors import Invalid
from naast.weigh.library import Library
from naast.weigh.models import WeighingFact
from naast.weigh.models.weighing import ANSWER_LENGTH

LONGEST_NUMBER = 9
"""Digits before the comma of an answer: ages, days, months and years."""

LONGEST_ANSWER = 60
"""Characters of one answer in words."""

MOST_ANSWERS = 10
"""Answers to a question that asks several."""

NONE_OF_IT = (WeighingFact.NONE, "geen")
"""How somebody says that there is none of it, in either language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`choices`: the words that the conditions name, to choose from; empty where words are typed freely."""

    kind: Kind
    listed: bool = False
    choices: tuple[str, ...] = ()


def asked_by(fact: str, library: Library) -> Asked:
    """What the fact wants: as the catalogue asks it, else as the conditions hold it against something."""
    known = library.catalogue.facts.get(fact)
    if known is not None and known.kind is not Kind.TEXT:
        return Asked(known.kind, known.listed)
    held = list(_held(fact, library))
    if known is not None:
        asked = Asked(known.kind, known.listed)
    elif held:
        listed = any(one.op == "contains" and one.kind is not Kind.TEXT for one in held)
        asked = Asked(held[0].kind, listed)
    else:
        return Asked(Kind.TEXT)
    if asked.kind is not Kind.TEXT or not held:
        return asked
    named = ("contains",) if asked.listed else ("=", "!=", "in")
    if any(one.op not in named for one in held):
        return asked
    words = dict.fromkeys(str(value.plain) for one in held for value in one.values)
    return replace(asked, choices=tuple(words))


def _held(fact: str, library: Library) -> Iterable[Comparison]:
    for room in library.catalogue.rows:
        for comparison in comparisons(room.test):
            if comparison.fact == fact:
                yield comparison


def as_fact(asked: Asked, answer: str) -> Fact:
    """An answer as it is kept, as the engine reads it; what cannot be read is not known."""
    if answer == WeighingFact.UNKNOWN:
        return None
    if not asked.listed:
        return _scalar(asked.kind, answer)
    if answer == WeighingFact.NONE:
        return []
    found = [_scalar(asked.kind, line) for line in answer.split("\n")]
    return [one for one in found if one is not None] if None not in found else None


def _scalar(kind: Kind, answer: str) -> Scalar | None:
    if kind is Kind.YES_NO:
        return {WeighingFact.YES: True, WeighingFact.NO: False}.get(answer)
    if kind is Kind.NUMBER:
        try:
            return Decimal(answer)
        except InvalidOperation:
            return None
    if kind is Kind.DATE and read_date(answer) is None:
        return None
    return answer


def read_answers(kind: str, typed: str) -> str:
    """What was typed for a question that asks several, one a line, as it is kept; each once.

    Nothing typed is unknown; `none` says that there is not one. Raises Invalid as `read_answer` does.
    """
    lines = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    if not lines or lines == [WeighingFact.UNKNOWN]:
        return WeighingFact.UNKNOWN
    if len(lines) == 1 and lines[0].casefold() in NONE_OF_IT:
        return WeighingFact.NONE
    if WeighingFact.NONE in lines:
        raise Invalid(_("Choose what there is, or that there is none of it."))
    if len(lines) > MOST_ANSWERS:
        raise Invalid(_("At most ten answers."))
    text = "\n".join(read_answer(kind, line) for line in lines)
    if len(text) > ANSWER_LENGTH:
        raise Invalid(_("This answer is too long."))
    return text


def read_answer(kind: str, typed: str) -> str:
    """What was typed as it is kept; nothing typed is unknown. Raises Invalid for what cannot be an answer."""
    text = " ".join(typed.split())
    if text in ("", WeighingFact.UNKNOWN):
        return WeighingFact.UNKNOWN
    if kind == Kind.YES_NO:
        if text not in (WeighingFact.YES, WeighingFact.NO):
            raise Invalid(_("Choose yes, no, or not known yet."))
        return text
    if kind == Kind.NUMBER:
        whole, _comma, rest = text.replace(",", ".", 1).partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) <= LONGEST_NUMBER):
            raise Invalid(_("Type a number, such as 21."))
        if rest and not (rest.isascii() and rest.isdigit() and len(rest) <= 2):
            raise Invalid(_("Type a number, such as 21."))
        return f"{int(whole)}.{rest}" if rest else str(int(whole))
    if kind == Kind.DATE and read_date(text) is None:
        raise Invalid(_("Type a day as year-month-day, such as 2026-03-01."))
    if len(text) > LONGEST_ANSWER:
        raise Invalid(_("This answer is too long."))
    return text
