"""What the database refused, said to the person who asked. The rules stand in migration 0005."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.kernel.errors import Invalid, NotAllowed, Stale

NOT_ALLOWED = {
    "weigh_view_by_who_wrote_it": gettext_lazy(
        "These are the words of somebody else. Nobody changes them but they themselves."
    ),
    "weigh_remark_by_who_wrote": gettext_lazy(
        "You wrote a part of this weighing yourself. Somebody else reads along."
    ),
    "weigh_remark_by_reader": gettext_lazy("Only who reads along in this case makes a remark here."),
    "weigh_answer_by_another": gettext_lazy("Somebody else answers your remark."),
}
ONCE = ("weigh_view_edition", "weigh_conclusion_edition")
"""Two who wrote at the same moment."""


def meanwhile() -> str:
    """Somebody else was first."""
    return _("Somebody else saved this in the meantime. Your text is still here; nothing was overwritten.")


@contextmanager
def said() -> Iterator[None]:
    """Turn a known refusal of the database into an error of the domain; what was written inside is undone."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in ONCE:
            raise Stale(meanwhile()) from error
        if name == "weigh_clash_between_two":
            raise Invalid(_("Choose two that differ."), "other") from error
        if name not in NOT_ALLOWED:
            raise
        raise NotAllowed(str(NOT_ALLOWED[name])) from error
