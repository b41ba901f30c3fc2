"""What a form says by itself, in words that everybody reads.

Django's own messages ("Ensure this value has at most 300 characters") are hard to read, in both languages.
`speak_plainly` gives each field kinder words, once, for all forms of all rooms.
"""

from __future__ import annotations

import unicodedata

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
"""Unicode categories of which nothing shows by itself: controls, formatting, blanks, and marks that stand on
another sign."""
_BLANKS = "\N{BRAILLE PATTERN BLANK}\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}\u115f\u1160"
"""Blanks that Unicode counts among letters and signs."""


def is_seen(text: str) -> bool:
    """True when at least one sign of the text shows."""
    return any(unicodedata.category(sign) not in _UNSEEN and sign not in _BLANKS for sign in text)


def something_to_see(text: str) -> None:
    """Raises ValidationError for a text of which nothing shows: it would be kept as an empty line."""
    if not is_seen(text):
        raise ValidationError(_("Nothing of this can be read. Type it again."), code="unseen")


def speak_plainly() -> None:
    """Give the fields and validators of Django the words of this house, and refuse text that nobody sees."""
    forms.Field.default_error_messages["required"] = _("Fill this in.")
    forms.ChoiceField.default_error_messages |= {
        "required": _("Choose one of these."),
        "invalid_choice": _("This is not in the list. Choose again."),
    }
    forms.MultipleChoiceField.default_error_messages |= {
        "required": _("Choose at least one of these."),
        "invalid_choice": _("This is not in the list. Choose again."),
    }
    forms.FileField.default_error_messages |= {
        "required": _("Choose a file."),
        "missing": _("Choose a file."),
        "invalid": _("Choose a file."),
        "empty": _("This file is empty. Choose another one."),
    }
    forms.DateField.default_error_messages["invalid"] = _(
        "We do not understand this day, or it does not exist. Write it like this: 31-12-2026."
    )
    forms.TimeField.default_error_messages["invalid"] = _(
        "We do not understand this time. Write it like this: 14:30."
    )
    forms.IntegerField.default_error_messages["invalid"] = _("Write a whole number.")
    validators.MaxLengthValidator.message = _(
        "This is too long: %(show_value)d characters. There is room for %(limit_value)d."
    )
    validators.MinValueValidator.message = _("This is too little: it is at least %(limit_value)s.")
    validators.MaxValueValidator.message = _("This is too much: it is at most %(limit_value)s.")
    validators.ProhibitNullCharactersValidator.message = _(
        "We cannot read one of these signs. Type it again."
    )
    forms.CharField.default_validators = [something_to_see]
