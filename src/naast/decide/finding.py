"""Decisions found by their words, among the cases that a member of staff may open."""

from __future__ import annotations

from django.db.models import CharField, F, Func, TextField, Value
from django.db.models.functions import Concat
from django.utils.text import Truncator

from naast.decide.models import Decision
from naast.decide.models.mandates import LAWS
from naast.decide.types import FoundDecision
from naast.kernel.actors import Actor

_IN = (
    *("granted", "reason", "conditions", "refused_because", "title_text", "law"),
    *("case__resident__given_name", "case__resident__family_name"),
)
_SHOWN = (
    *("case_id", "outcome", "decided_on", "granted", "law"),
    *("case__resident__given_name", "case__resident__family_name"),
)
_SHORT = 120


class Bare(Func):
    """Text without capitals and accents: PostgreSQL takes a letter and its mark apart and drops the mark."""

    template = r"regexp_replace(normalize(lower(%(expressions)s), NFKD), '[\u0300-\u036f]', '', 'g')"
    arity = 1
    output_field = TextField()


def found(actor: Actor, words: str, *, limit: int = 20) -> list[FoundDecision]:
    """Decisions in which, or in whose resident's name, each of the words occurs; newest first, in one query.

    Only of cases that this member of staff may open today; capitals and accents make no difference. The
    circle comes first, by its index: words are looked for in nobody else's decisions.
    """
    wanted = words.split()[:5]
    if not (actor.is_staff and wanted):
        return []
    parts = [part for name in _IN for part in (F(name), Value(" "))]
    rows = Decision.objects.visible_to(actor).alias(text=Bare(Concat(*parts, output_field=TextField())))
    for word in wanted:
        rows = rows.filter(text__contains=Bare(Value(word, output_field=CharField())))
    laws = dict(LAWS)
    return [
        FoundDecision(
            decision_id=row.pk,
            case_id=row.case_id,
            person_name=row.case.resident.name,
            outcome_label=row.get_outcome_display(),
            decided_on=row.decided_on,
            granted=Truncator(row.granted).chars(_SHORT),
            law=laws.get(row.law, row.law),
        )
        for row in rows.select_related("case__resident").only(*_SHOWN).order_by("-decided_on", "-id")[:limit]
    ]
