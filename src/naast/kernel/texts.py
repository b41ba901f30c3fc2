"""What somebody typed, as it is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid


def ended(words: str) -> str:
    """What somebody typed, as a sentence before another one: with a full stop, and never with two."""
    typed = words.rstrip()
    said = typed.rstrip("\"'”’»)")
    return typed if said.endswith((".", "?", "!", "…", "؟", "。")) else f"{typed}."


def cleaned(text: str, limit: int, field: str) -> str:
    """Text without the blanks around it and with plain line ends. Raises Invalid by the field when it is
    longer than `limit` characters."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limit:
        raise Invalid(_("This text is too long: at most {limit} characters.").format(limit=limit), field)
    return text
