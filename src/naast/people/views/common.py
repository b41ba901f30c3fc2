"""What the views of this room share."""

from __future__ import annotations

import secrets

from django import forms

from naast.kernel.errors import Invalid


def put(form: forms.Form, error: Invalid) -> None:
    """Add a refusal of the domain to the field it names, or to the whole form."""
    form.add_error(error.field if error.field in form.fields else None, error.message)


def fresh_key() -> str:
    """A key that lets a form be sent once."""
    return secrets.token_urlsafe(24)
