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

__all__ = ["check_in", "contact", "hard", "looked_back", "one_promise", "overview", "promise"]
