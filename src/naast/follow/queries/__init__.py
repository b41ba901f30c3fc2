"""Every read of following that another room or a view needs."""

from naast.follow.queries.following import (
    agreed_goals,
    agreed_on,
    check_in_of,
    check_ins_of,
    contact_of,
    contacts_of,
    first_said_back,
    next_promises,
    promise_of,
    promises_of,
    said_back,
    who_may_promise,
)
from naast.follow.queries.learned import learned
from naast.follow.queries.realised import (
    after_a_year,
    counted,
    decided,
    followed,
    plan_at,
    realised_of,
    year_of,
    years_until,
)
from naast.follow.queries.settlements import (
    dues,
    plans_to_settle,
    settlement,
    settlements,
    settlements_of,
)

__all__ = [
    "after_a_year",
    "agreed_goals",
    "agreed_on",
    "check_in_of",
    "check_ins_of",
    "contact_of",
    "contacts_of",
    "counted",
    "decided",
    "dues",
    "first_said_back",
    "followed",
    "learned",
    "next_promises",
    "plan_at",
    "plans_to_settle",
    "promise_of",
    "promises_of",
    "realised_of",
    "said_back",
    "settlement",
    "settlements",
    "settlements_of",
    "who_may_promise",
    "year_of",
    "years_until",
]
