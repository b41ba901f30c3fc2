"""One short text of a form: trimmed, not too long, and said when it may not be empty."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid


def line(text: str, limit: int, field: str, *, needed: str = "") -> str:
    """The trimmed text. Raises Invalid naming the field when it is longer than `limit` characters, or empty
    while `needed` (the message for that) is given."""
    kept = text.strip().replace("\x00", "")
    if needed and not kept:
        raise Invalid(needed, field)
    if len(kept) > limit:
        raise Invalid(_("This is too long: at most %(limit)s characters.") % {"limit": limit}, field)
    return kept
