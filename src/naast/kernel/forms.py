"""Parts of forms that every room uses, and what a form or an address sent as the id of a row."""

from __future__ import annotations

from django import forms

AS_WRITTEN_HERE = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
"""A day as the browser sends it, or as people here write it (31-12-2026)."""
LONGEST_ID = 18
"""Digits: each number of so many fits in the key of a table."""


class CalmForm(forms.Form):
    """What is missing is said after sending, never in red beforehand."""

    use_required_attribute = False


class AsItWas(forms.CharField):
    """A text that is held against one that was kept, such as a password: it is taken as it comes, whatever is
    in it."""

    default_validators = []


class DayField(forms.DateField):
    """A day that the browser lets one choose; typed by hand it is understood in both languages."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = AS_WRITTEN_HERE


def number(sent: object) -> int | None:
    """The id that was sent; None when there is none, or nonsense."""
    text = str(sent or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None
