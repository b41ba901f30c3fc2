"""What somebody looks along for, in words that the house writes itself.

Such words are kept in the language of who wrote them; a reader of another language finds them in their own.
What people typed stays as it was typed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

LEGAL_TASK = _("legal task of the municipality")
BESIDE = _("to stand beside the resident from the first word on")
CONTACT = _("fixed contact or stand-in")
READ_ALONG = _("to read along or decide, until it is decided")
READ_AFTERWARDS = _("to read a decision afterwards that was drawn by lot")
OBJECTION = _("to handle an objection")
EMERGENCY = _("emergency")

_WRITTEN = (LEGAL_TASK, BESIDE, CONTACT, READ_ALONG, READ_AFTERWARDS, OBJECTION, EMERGENCY)


def as_read(words: str) -> str:
    """These words in the language of the reader, when the house wrote them; otherwise as they stand."""
    return str(_by_words().get(words, words))


@cache
def _by_words() -> dict[str, Any]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.update({str(phrase): phrase for phrase in _WRITTEN})
    return found
