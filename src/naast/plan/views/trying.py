"""How often somebody may look at what a line would do while they type."""

from __future__ import annotations

from django.forms import Form
from django.utils.translation import gettext as _

from naast.kernel import limits
from naast.kernel.pages import Request

MOST_A_MINUTE = 90
"""More than hands ask: the page waits 0.7 seconds after the last key, so at most 85 times in a minute."""


def may_try(request: Request, form: Form) -> bool:
    """Count this look; when it is one too many the form says so, and nothing is to be worked out."""
    if limits.within(request.actor, "plan.try", most=MOST_A_MINUTE):
        return True
    form.add_error(
        None, _("This was asked more often than we can work it out. Wait a minute: what you typed stays.")
    )
    return False
