"""Every write about people: a verb, keyword-only, with an actor."""

from naast.people.actions.acting import add_representation, end_representation
from naast.people.actions.cases import (
    add_participant,
    meet_participant,
    open_case,
    tell_what_happens,
)
from naast.people.actions.circle import let_in, let_out, set_fixed_contact
from naast.people.actions.coming_in import come_in
from naast.people.actions.complaints import answer_complaint_later, name_complaint_handler
from naast.people.actions.emergency import break_glass, review_glass
from naast.people.actions.folder import hand_over_code, open_folder
from naast.people.actions.house import end_employment, hand_over, stay_employed, withdraw_role
from naast.people.actions.intake import Newcomer, Opening, TakenIn, ask_known, take_in, take_in_known
from naast.people.actions.keeping import set_own_years
from naast.people.actions.looking_along import end_looking_along, let_in_drawn, let_in_reader
from naast.people.actions.passwords import give_password_link, set_password
from naast.people.actions.persons import add_person, add_staff, add_team, grant_role, set_bsn
from naast.people.actions.reach import say_reach
from naast.people.actions.reading import (
    end_authority,
    give_authority,
    refuse_access,
    review_refusal,
    share_reading,
    stop_sharing,
)
from naast.people.actions.requests import answer_request, ask
from naast.people.actions.talking import say_talking
from naast.people.actions.writing import say_address, say_sender, say_staff_phone

__all__ = [
    "Newcomer",
    "Opening",
    "TakenIn",
    "add_participant",
    "add_person",
    "add_representation",
    "add_staff",
    "add_team",
    "answer_complaint_later",
    "answer_request",
    "ask",
    "ask_known",
    "break_glass",
    "come_in",
    "end_authority",
    "end_employment",
    "end_looking_along",
    "end_representation",
    "give_authority",
    "give_password_link",
    "grant_role",
    "hand_over",
    "hand_over_code",
    "let_in",
    "let_in_drawn",
    "let_in_reader",
    "let_out",
    "meet_participant",
    "name_complaint_handler",
    "open_case",
    "open_folder",
    "refuse_access",
    "review_glass",
    "review_refusal",
    "say_address",
    "say_reach",
    "say_sender",
    "say_staff_phone",
    "say_talking",
    "set_bsn",
    "set_fixed_contact",
    "set_own_years",
    "set_password",
    "share_reading",
    "stay_employed",
    "stop_sharing",
    "take_in",
    "take_in_known",
    "tell_what_happens",
    "withdraw_role",
]
