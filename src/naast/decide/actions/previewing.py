"""A letter as something would make it, with nothing of that kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide import letters
from naast.decide.models import Dispatch
from naast.kernel.errors import Invalid


class _Undone(Exception):
    """Everything that was tried is taken back."""


def letter_of(act: Callable[[], int], about: str, *, anew: bool = False) -> letters.Letter:
    """The letter that an action makes and sends by hand, tried out: every refusal is real, and nothing stays.

    `act` gives the id of what the letter is about, `about` is the name of that column of a sending. Raises
    whatever the action raises, and Invalid without a letter; with `anew` also for one that was there already.
    """
    raw = None
    with contextlib.suppress(_Undone), transaction.atomic():
        before = Dispatch.objects.order_by("-id").values_list("pk", flat=True).first() if anew else None
        row = Dispatch.objects.filter(**{about: act()}).order_by("-id").first()
        raw = row.letter if row is not None and row.pk > (before or 0) else None
        raise _Undone
    if raw is None:
        raise Invalid(_("This letter was made already."))
    return letters.from_raw(raw)
