"""Every write of the plan: verbs, keyword-only, with the actor first."""

from naast.plan.actions.agreement import agree
from naast.plan.actions.goals import add_goal, change_goal, remove_goal, take_over_goal
from naast.plan.actions.lines import add_line, change_line, remove_line
from naast.plan.actions.prices import load_prices
from naast.plan.actions.supports import add_support, change_support, remove_support
from naast.plan.actions.texts import (
    name_obstacle,
    set_price_level,
    write_breakthrough,
    write_market_text,
    write_perspective,
    write_scenario,
)

__all__ = [
    "add_goal",
    "add_line",
    "add_support",
    "agree",
    "change_goal",
    "change_line",
    "change_support",
    "load_prices",
    "name_obstacle",
    "remove_goal",
    "remove_line",
    "remove_support",
    "set_price_level",
    "take_over_goal",
    "write_breakthrough",
    "write_market_text",
    "write_perspective",
    "write_scenario",
]
