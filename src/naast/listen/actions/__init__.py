"""Every write of what is told: a verb, keyword-only, with an actor."""

from naast.listen.actions.around import (
    add_interest,
    add_network_person,
    add_role,
    change_network_person,
    change_role,
    drop_interest,
    drop_network_person,
    drop_role,
)
from naast.listen.actions.board import (
    ask_along,
    ask_no_more,
    choose_domain,
    choose_domains,
    drop_domain,
    lay_board,
    place_counter,
    put_first,
    set_goal,
    start_board,
    write_words,
)
from naast.listen.actions.domains import add_domain, load_domains, retire_domain
from naast.listen.actions.photo import keep_photo
from naast.listen.actions.skills import answer_skills, keep_skills_private
from naast.listen.actions.words import say_request, write_story

__all__ = [
    "add_domain",
    "add_interest",
    "add_network_person",
    "add_role",
    "answer_skills",
    "ask_along",
    "ask_no_more",
    "change_network_person",
    "change_role",
    "choose_domain",
    "choose_domains",
    "drop_domain",
    "drop_interest",
    "drop_network_person",
    "drop_role",
    "keep_photo",
    "keep_skills_private",
    "lay_board",
    "load_domains",
    "place_counter",
    "put_first",
    "retire_domain",
    "say_request",
    "set_goal",
    "start_board",
    "write_story",
    "write_words",
]
