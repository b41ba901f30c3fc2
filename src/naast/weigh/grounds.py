"""Whether a decision can come to rest on a clause, and if not the engine's reason in words."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

from naast.engines.legality.room import NoGround, Why, ground
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.plan import queries as plan_queries
from naast.weigh.finding import find
from naast.weigh.library import library_on
from naast.weigh.models import LegalRow, WeighingFact
from naast.weigh.types import WeighingFacts


def must_carry(facts: WeighingFacts, row_id: int) -> None:
    """Raises Invalid at `route` when no decision can rest on this edition; NotVisible when it is not ours.

    A clause that still asks something is let through: unknown is no "no".
    """
    row: LegalRow | None = LegalRow.objects.filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    plan = plan_queries.plan_of(facts.case_id)
    library = library_on(clock.today())
    if plan is None or plan.obstacle is None:
        raise Invalid(_("The plan does not say yet which rule stands in the way."), "route")
    answers = dict(WeighingFact.objects.filter(case_id=facts.case_id).values_list("fact", "answer"))
    try:
        ground(find(plan.obstacle, answers, library), row.key, library.day, library.catalogue)
    except NoGround as refused:
        raise Invalid(_words(refused.why, facts, row), "route") from refused
    if library.rows[row.key].pk != row.pk:
        raise Invalid(_("There is a newer edition of this clause. Choose that one."), "route")


def _words(why: Why, facts: WeighingFacts, row: LegalRow) -> str:
    if why is Why.WARNS:
        return _("This clause only warns: it leaves no room itself.")
    if why is Why.DOES_NOT_APPLY:
        route = next(route for route in facts.routes if route.row.key == row.key)
        said = " ".join(f"{question.words} {question.answer_words}." for question in route.rests_on)
        return _("This clause does not hold here, as the answers stand now. %(answers)s") % {"answers": said}
    if why in (Why.NOT_IN_FORCE, Why.UNKNOWN) and not _in_force(row):
        return _days(row)
    return _("This clause does not answer what is in the way here.")


def _in_force(row: LegalRow) -> bool:
    day = clock.today()
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _days(row: LegalRow) -> str:
    if row.valid_to and row.valid_to < clock.today():
        said, day = _("This clause is no longer in force: it held until %(day)s."), row.valid_to
    else:
        said = _("This clause is not in force yet: it holds from %(day)s.")
        day = row.valid_from or clock.today()
    return said % {"day": formats.date_format(day)}
