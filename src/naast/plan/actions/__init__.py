"""Every write of the plan: verbs, keyword-only, with the actor first."""

from naast.plan.actions.agreement import agree
from naast.plan.actions.alternatives import (
    add_alternative,
    remove_alternative,
    say_quantity,
    try_quantity,
    write_alternative,
)
from naast.plan.actions.consequences import set_aside_consequence, take_in_consequence
from naast.plan.actions.goals import add_goal, change_goal, remove_goal, take_over_goal
from naast.plan.actions.lines import add_line, change_line, remove_line, take_in_support, try_change, try_line
from naast.plan.actions.newer_price import take_newer_price
from naast.plan.actions.price_index import note_index
from naast.plan.actions.price_register import (
    FileRefused,
    add_price,
    book_price,
    change_price,
    drop_prices,
    end_price,
    exported,
    keep_prices,
    looked_into,
    send_prices,
    use_new_price,
)
from naast.plan.actions.prices import load_prices
from naast.plan.actions.reminders import ask_reminder, tend_reminder, withdraw_reminder
from naast.plan.actions.steps import (
    add_step,
    change_step,
    change_who,
    finish_step,
    place_under_pillar,
    remove_step,
    reopen_step,
    split_step,
)
from naast.plan.actions.supports import add_support, change_support, remove_support
from naast.plan.actions.taking_over import end_taking_over, renew_taking_over, take_over
from naast.plan.actions.texts import (
    name_obstacle,
    set_price_level,
    write_breakthrough,
    write_market_text,
    write_perspective,
    write_scenario,
)

__all__ = [
    "FileRefused",
    "add_alternative",
    "add_goal",
    "add_line",
    "add_price",
    "add_step",
    "add_support",
    "agree",
    "ask_reminder",
    "book_price",
    "change_goal",
    "change_line",
    "change_price",
    "change_step",
    "change_support",
    "change_who",
    "drop_prices",
    "end_price",
    "end_taking_over",
    "exported",
    "finish_step",
    "keep_prices",
    "load_prices",
    "looked_into",
    "name_obstacle",
    "note_index",
    "place_under_pillar",
    "remove_alternative",
    "remove_goal",
    "remove_line",
    "remove_step",
    "remove_support",
    "renew_taking_over",
    "reopen_step",
    "say_quantity",
    "send_prices",
    "set_aside_consequence",
    "set_price_level",
    "split_step",
    "take_in_consequence",
    "take_in_support",
    "take_newer_price",
    "take_over",
    "take_over_goal",
    "tend_reminder",
    "try_change",
    "try_line",
    "try_quantity",
    "use_new_price",
    "withdraw_reminder",
    "write_alternative",
    "write_breakthrough",
    "write_market_text",
    "write_perspective",
    "write_scenario",
]
