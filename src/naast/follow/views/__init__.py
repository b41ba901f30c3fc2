"""Pages of following."""

from naast.follow.views.following import (
    check_in,
    contact,
    hard,
    looked_back,
    one_promise,
    overview,
    promise,
)
from naast.follow.views.realised import after_a_year, realised
from naast.follow.views.settlements import (
    bring_on,
    propose,
    settlement,
    settlement_document,
    settlements,
    settling,
    settling_document,
)

__all__ = [
    "after_a_year",
    "bring_on",
    "check_in",
    "contact",
    "hard",
    "looked_back",
    "one_promise",
    "overview",
    "promise",
    "propose",
    "realised",
    "settlement",
    "settlement_document",
    "settlements",
    "settling",
    "settling_document",
]
