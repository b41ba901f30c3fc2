"""Every read of following that another room or a view needs."""

from naast.follow.queries.following import (
    agreed_goals,
    agreed_on,
    check_in_of,
    check_ins_of,
    contact_of,
    contacts_of,
    next_promises,
    promise_of,
    promises_of,
    said_back,
    who_may_promise,
)

__all__ = [
    "agreed_goals",
    "agreed_on",
    "check_in_of",
    "check_ins_of",
    "contact_of",
    "contacts_of",
    "next_promises",
    "promise_of",
    "promises_of",
    "said_back",
    "who_may_promise",
]
