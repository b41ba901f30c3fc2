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
from naast.listen.actions.deleting import delete_recording, delete_story
from naast.listen.actions.domains import (
    add_domain,
    change_domain,
    load_domains,
    move_domain,
    put_back_domain,
    retire_domain,
)
from naast.listen.actions.fragments import (
    forget_target,
    link_fragment,
    mark_fragment,
    unlink_fragment,
    unmark_fragment,
)
from naast.listen.actions.leaving import take_back_words
from naast.listen.actions.ordering import mark_energy, move_line
from naast.listen.actions.photo import keep_photo, lay_photo
from naast.listen.actions.recordings import keep_recording, write_out
from naast.listen.actions.seats import ask_along, ask_no_more, cover_board, reveal_board
from naast.listen.actions.sittings import let_read_along, stop_reading_along
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
    "change_domain",
    "change_network_person",
    "change_role",
    "choose_domain",
    "choose_domains",
    "cover_board",
    "delete_recording",
    "delete_story",
    "drop_domain",
    "drop_interest",
    "drop_network_person",
    "drop_role",
    "forget_target",
    "keep_photo",
    "keep_recording",
    "keep_skills_private",
    "lay_board",
    "lay_photo",
    "let_read_along",
    "link_fragment",
    "load_domains",
    "mark_energy",
    "mark_fragment",
    "move_domain",
    "move_line",
    "place_counter",
    "put_back_domain",
    "put_first",
    "retire_domain",
    "reveal_board",
    "say_request",
    "set_goal",
    "start_board",
    "stop_reading_along",
    "take_back_words",
    "unlink_fragment",
    "unmark_fragment",
    "write_out",
    "write_story",
    "write_words",
]
