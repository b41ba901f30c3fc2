"""What earlier rooms know about a case, gathered once: for the proposal, the report and what is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid
from naast.listen import queries as listen
from naast.listen.types import RequestAndWish
from naast.people.types import CaseFacts
from naast.plan import queries as plan
from naast.plan.types import AgreedPlan, PlanFacts
from naast.weigh import queries as weigh
from naast.weigh.types import WeighingFacts

LETTERS_IN = "nl"
"""Legal titles, papers and why somebody came in are kept in Dutch, whatever language the writer works in."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case as a decision looks at it. `plan` is the plan as it stands, also when it is not agreed yet."""

    case: CaseFacts
    asked: RequestAndWish | None
    plan: PlanFacts | None
    weighing: WeighingFacts | None

    @property
    def is_exception(self) -> bool:
        """Whoever weighs departs from the usual rule; without a weighing the rules are followed."""
        return self.weighing is not None

    @property
    def result(self) -> str:
        """The legality engine's result of the whole, empty without a weighing."""
        return self.weighing.result if self.weighing else ""

    @property
    def agreed_version_id(self) -> int | None:
        return self.plan.agreed_version_id if self.plan else None

    def lacks(self) -> list[str]:
        """What the long way still asks before anything is proposed, in words."""
        found = [] if self.agreed_version_id else [_("an agreed plan")]
        return found + (self.weighing.missing_words if self.weighing else [])


def dossier_of(case: CaseFacts) -> Dossier:
    """Read the case in the rooms before this one."""
    return Dossier(
        case=case,
        asked=listen.request_and_wish(case.id),
        plan=plan.plan_of(case.id),
        weighing=weigh.weighing_of(case.id),
    )


def agreed(dossier: Dossier) -> AgreedPlan | None:
    """The plan as it was agreed, which is what a decision and its report rest on."""
    if dossier.plan is None or dossier.plan.version_number is None:
        return None
    return plan.agreed_plan(dossier.case.id, dossier.plan.version_number)


def frozen(dossier: Dossier) -> dict[str, Any]:
    """What the decision keeps of that day, as JSON; the agreed plan keeps its own prices and engine."""
    asked = dossier.asked
    with translation.override(LETTERS_IN):
        weighing = weigh.freeze(dossier.case.id) if dossier.weighing else None
    return {
        "request": asked.request if asked else "",
        "wish": asked.wish if asked else "",
        "plan_version_id": dossier.agreed_version_id,
        "weighing": weighing,
    }


def titles(dossier: Dossier, *, in_short: bool = False) -> list[tuple[str, str]]:
    """Legal titles to choose from, as (row, what it allows): the weighing's route first, then the law's.

    `in_short`: without the clause that is weighed here, in any edition: an exception goes by its weighing.
    """
    found = _titles(dossier)
    return [
        (row, f"{title}: {words}")
        for row, (title, words, key) in found.items()
        if not (in_short and key == _weighed(dossier))
    ]


def goes_by_weighing(dossier: Dossier, row: str) -> bool:
    """Whether a title is the clause that the weighing of this case chose, in any edition."""
    found = _titles(dossier).get(row)
    return found is not None and found[2] == _weighed(dossier)


def _weighed(dossier: Dossier) -> str | None:
    route = dossier.weighing.route if dossier.weighing else None
    return route.row.key if route else None


def title_named(dossier: Dossier, row: str) -> str:
    """Law and article of a chosen title, in Dutch. Raises Invalid for one that is not in the list."""
    with translation.override(LETTERS_IN):
        found = _titles(dossier).get(row)
    if found is None:
        raise Invalid(_("Choose the legal title on which this rests."), "title_row")
    return found[0]


def _titles(dossier: Dossier) -> dict[str, tuple[str, str, str]]:
    """By row: the title, what it allows, and its key, which stays the same over editions."""
    found = {}
    route = dossier.weighing.route if dossier.weighing else None
    if route is not None:
        found[str(route.row_id)] = (route.title, route.row.allows, route.row.key)
    for title in weigh.legal_titles(dossier.case.law):
        found.setdefault(str(title.id), (title.title, title.words, title.key))
    return found
