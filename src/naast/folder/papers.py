"""What a resident may read of plans and letters: the same on the pages and in what they take along."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext_lazy as _

from naast.decide.objection_types import ObjectionFacts
from naast.decide.types import LetterFacts
from naast.plan import terms
from naast.plan.types import LineFacts, ReturnsView

WITHDRAWN = "withdrawn"
"""State of an objection that its resident took back."""


def readable(letters: list[LetterFacts]) -> list[LetterFacts]:
    """Letters that left, and reports of decisions whose letter left: nobody hears a "no" from a list."""
    sent = {letter.decision_id for letter in letters if letter.sent_on is not None}
    return [letter for letter in letters if letter.sent_on is not None or letter.decision_id in sent]


def objected_to(objections: Iterable[ObjectionFacts]) -> set[tuple[int | None, int | None]]:
    """What has an objection: by the number of a decision, or by that of a notice of default. Whoever took it
    back may still object: then the day until which counts."""
    return {(row.decision_id, row.notice_id) for row in objections if row.state != WITHDRAWN}


_IN_FULL = {
    "municipality": _("the municipality"),
    "municipality_wmo": _("the municipality"),
    "municipality_jeugd": _("the municipality"),
    "municipality_pw": _("the municipality"),
    "resident": _("the resident"),
    "society": _("all of us together"),
    "health_insurer": _("the health insurer"),
    "care_office": _("the care office"),
    "employer": _("the employer"),
    "creditor": _("the creditor"),
    "housing": _("the housing association"),
}
"""Who pays, without the budgets and abbreviations of the house."""


def costs_of(returns: ReturnsView | None) -> tuple[Decimal | None, list[str]]:
    """What the plan asks in whole euros, as it is said with "about", and who puts that in. None when
    no amount is known, or when the plan takes less than doing nothing: then it does not cost that amount."""
    if returns is None or returns.problem:
        return None, []
    put_in = [line for line in returns.lines if _is_put_in(line)]
    if not put_in or returns.investment is None or returns.investment > 0:
        return None, []
    labels = dict(terms.PAYERS) | _IN_FULL
    names = [str(labels.get(line.payer, line.payer)) for line in put_in]
    whole = abs(returns.investment).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return whole, list(dict.fromkeys(names))


def _is_put_in(line: LineFacts) -> bool:
    """Whether its payer pays for it, more than when nothing is done; money that only moves is in no cost."""
    costs = line.gain is None or line.gain < 0
    return line.kind == terms.REAL and line.role == terms.INVESTMENT and costs
