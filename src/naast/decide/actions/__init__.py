"""Every write about decisions: a verb, keyword-only, with an actor."""

from naast.decide.actions.beside import answer_reader, dissent, name_cover
from naast.decide.actions.bundling import make_bundle
from naast.decide.actions.clocks import (
    change_term,
    end_pause,
    look_again,
    note_step,
    say_late,
)
from naast.decide.actions.deciding import decide
from naast.decide.actions.determining import ask_to_determine, determine, name_penalty_payer
from naast.decide.actions.explaining import explain_letter, say_unclear
from naast.decide.actions.funds import (
    allocate,
    allow_below_zero,
    exported,
    open_fund,
    pay_petty,
    release,
    set_petty_cash,
    spend,
)
from naast.decide.actions.leaving import queue_letter, send_again, send_letter, take_back_letter
from naast.decide.actions.mandates import cancel_mandate, end_mandate, grant_mandate, let_stand_in
from naast.decide.actions.naming import name_reader
from naast.decide.actions.objecting import hand_objection, object
from naast.decide.actions.objection_completing import add_to_objection, ask_to_complete, complete_objection
from naast.decide.actions.objection_steps import (
    confirm_objection,
    decide_objection,
    go_without_hearing,
    invite_to_hearing,
    note_hearing,
    postpone_answer,
    say_why_late,
    withdraw_objection,
)
from naast.decide.actions.penalty import say_amounts
from naast.decide.actions.policy import answer_policy_rule, set_policy_threshold
from naast.decide.actions.posting import note_called, note_returned, post_letters, print_letters
from naast.decide.actions.proposing import hear, propose, withdraw
from naast.decide.actions.proving import prove
from naast.decide.actions.reading import read_along
from naast.decide.actions.revising import begin_revision, stop_revision
from naast.decide.actions.routine import Routine, decide_routinely
from naast.decide.actions.sampling import draw_readers, read_afterwards, set_sample_rate
from naast.decide.actions.wording import use_house_words, word_letter

__all__ = [
    "Routine",
    "add_to_objection",
    "allocate",
    "allow_below_zero",
    "answer_policy_rule",
    "answer_reader",
    "ask_to_complete",
    "ask_to_determine",
    "begin_revision",
    "cancel_mandate",
    "change_term",
    "complete_objection",
    "confirm_objection",
    "decide",
    "decide_objection",
    "decide_routinely",
    "determine",
    "dissent",
    "draw_readers",
    "end_mandate",
    "end_pause",
    "explain_letter",
    "exported",
    "go_without_hearing",
    "grant_mandate",
    "hand_objection",
    "hear",
    "invite_to_hearing",
    "let_stand_in",
    "look_again",
    "make_bundle",
    "name_cover",
    "name_penalty_payer",
    "name_reader",
    "note_called",
    "note_hearing",
    "note_returned",
    "note_step",
    "object",
    "open_fund",
    "pay_petty",
    "post_letters",
    "postpone_answer",
    "print_letters",
    "propose",
    "prove",
    "queue_letter",
    "read_afterwards",
    "read_along",
    "release",
    "say_amounts",
    "say_late",
    "say_unclear",
    "say_why_late",
    "send_again",
    "send_letter",
    "set_petty_cash",
    "set_policy_threshold",
    "set_sample_rate",
    "spend",
    "stop_revision",
    "take_back_letter",
    "use_house_words",
    "withdraw",
    "withdraw_objection",
    "word_letter",
]
