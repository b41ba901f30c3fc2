from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.people.types import CaseFacts
from naast.plan import queries, terms
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, plan_row, save_changes
from naast.plan.models import Obstacle, Plan, Scenario
from naast.plan.models.plan import MARKET_WORDS, TEXT_LENGTH

LONGEST_HORIZON = 50


@transaction.atomic
def write_perspective(
    *, actor: Actor, case_id: int, perspective: str, first_need: str = "", base_version: int = 0
) -> Plan:
    """Where the resident wants to be in a year, in the resident's words, and what is needed first.

    `base_version` is the version on which the writer started, 0 for a blank page; so in every action here.
    """
    case = writing(actor, case_id, resident_too=True)
    changes = {
        "perspective": needed(
            perspective, "perspective", TEXT_LENGTH, _("Write down where the resident wants to be.")
        ),
        "first_need": bounded(first_need, "first_need", TEXT_LENGTH),
    }
    return _write(actor, case, "perspective", changes, base_version)


@transaction.atomic
def write_breakthrough(*, actor: Actor, case_id: int, breakthrough: str, base_version: int = 0) -> Plan:
    """What we do differently so that the obstacle gives way."""
    case = writing(actor, case_id)
    text = needed(breakthrough, "breakthrough", TEXT_LENGTH, _("Write down what you will do differently."))
    return _write(actor, case, "breakthrough", {"breakthrough": text}, base_version)


@transaction.atomic
def write_market_text(*, actor: Actor, case_id: int, market_text: str, base_version: int = 0) -> Plan:
    """How an alderman could explain this plan at the market: internal, at most 120 words (M4)."""
    case = writing(actor, case_id)
    text = bounded(market_text, "market_text", 2_000)
    words = len(text.split())
    if words > MARKET_WORDS:
        raise Invalid(
            _("These are %(words)d words; at most %(most)d fit on a market square.")
            % {"words": words, "most": MARKET_WORDS},
            "market_text",
        )
    return _write(actor, case, "market_text", {"market_text": text}, base_version)


@transaction.atomic
def set_price_level(
    *, actor: Actor, case_id: int, base_year: int | None, horizon_years: int | None, base_version: int = 0
) -> Plan:
    """At the prices of which year the returns are shown and how far they look ahead; None leaves it to us."""
    case = writing(actor, case_id)
    known = queries.price_index()
    if base_year is not None and base_year not in known and base_year != queries.default_base_year(known):
        raise Invalid(
            _("Choose a year from %(first)d to %(last)d.") % {"first": min(known), "last": max(known)}
            if known
            else _("There is no price index for this year."),
            "base_year",
        )
    if horizon_years is not None and not 1 <= horizon_years <= LONGEST_HORIZON:
        raise Invalid(
            _("Look ahead between 1 and %(most)d years.") % {"most": LONGEST_HORIZON}, "horizon_years"
        )
    plan = plan_row(case)
    changes = {"base_year": base_year, "horizon_years": horizon_years}
    saved = save_changes(plan, changes, base_version=base_version, shown="base_year")
    if saved is not None:
        audit.change(actor, "plan.set_price_level", saved, base_year=base_year, horizon_years=horizon_years)
    return saved or plan


def _write(actor: Actor, case: CaseFacts, name: str, changes: dict[str, Any], base_version: int) -> Plan:
    plan = plan_row(case)
    saved = save_changes(plan, changes, base_version=base_version, shown=name)
    if saved is not None:
        audit.change(actor, f"plan.write_{name}", saved, version=saved.version)
    drafts.drop(actor=actor, object_key=f"plan.{name}:{case.id}")
    return saved or plan


@transaction.atomic
def name_obstacle(
    *,
    actor: Actor,
    case_id: int,
    words: str,
    kind: str,
    law: str = "",
    article: str = "",
    base_version: int = 0,
) -> Obstacle:
    """What is in the way, of what kind, and where it stands. A second naming changes the first."""
    case = writing(actor, case_id)
    changes = {
        "words": needed(words, "words", TEXT_LENGTH, _("Write down what is in the way.")),
        "kind": kind,
        "law": bounded(law, "law", 120),
        "article": bounded(article, "article", 60),
    }
    if kind not in dict(terms.OBSTACLE_KINDS):
        raise Invalid(_("Choose what kind of obstacle this is."), "kind")
    plan_row(case)
    obstacle: Obstacle | None = Obstacle.objects.filter(case_id=case.id).first()
    if obstacle is None:
        saved: Obstacle | None = Obstacle(case_id=case.id, ground=case.law, **changes)
        assert saved is not None
        saved.save()
    else:
        saved = save_changes(obstacle, changes, base_version=base_version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.name_obstacle", saved, obstacle_kind=kind)
    drafts.drop(actor=actor, object_key=f"plan.obstacle:{case.id}")
    return saved or obstacle  # type: ignore[return-value]


@transaction.atomic
def write_scenario(*, actor: Actor, case_id: int, kind: str, words: str, shown_before: str = "") -> None:
    """What happens with the plan, or when we do nothing but follow the rule. Empty words take it away.

    `shown_before` is the text that the writer started from: when another stands there now, Stale.
    """
    case = writing(actor, case_id)
    if kind not in dict(terms.SCENARIOS):
        raise Invalid(_("Choose the plan or doing nothing."), "kind")
    text = bounded(words, "words", TEXT_LENGTH)
    plan_row(case)
    row = Scenario.objects.select_for_update().filter(case_id=case.id, kind=kind).first()
    stands = row.words if row else ""
    if text != stands:
        if _one_line_ends(shown_before) != _one_line_ends(stands):
            raise Stale(
                _("Somebody else wrote here in the meantime; nothing was overwritten."), theirs=stands
            )
        if row is None:
            row = Scenario(case_id=case.id, ground=case.law, kind=kind)
        row.words = text
        row.save()
        audit.change(actor, "plan.write_scenario", row, scenario=kind)
    drafts.drop(actor=actor, object_key=f"plan.{kind}:{case.id}")


def _one_line_ends(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n").strip()
