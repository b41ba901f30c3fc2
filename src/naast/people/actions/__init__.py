"""Every write about people: a verb, keyword-only, with an actor."""

from naast.people.actions.cases import (
    add_participant,
    add_representation,
    let_in,
    let_out,
    open_case,
    set_fixed_contact,
    tell_what_happens,
)
from naast.people.actions.persons import add_person, add_staff, add_team, grant_role, set_bsn

__all__ = [
    "add_participant",
    "add_person",
    "add_representation",
    "add_staff",
    "add_team",
    "grant_role",
    "let_in",
    "let_out",
    "open_case",
    "set_bsn",
    "set_fixed_contact",
    "tell_what_happens",
]
