"""What the domain refuses stands in the form that was sent, at the field it is about."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form

from naast.kernel.errors import Invalid


def put(form: Form, refusal: Invalid) -> None:
    """Add a refusal of the domain to the field it names, or to the whole form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def tried(form: Form, action: Callable[[], object]) -> bool:
    """Call the action when the form is right; what it refuses stands at the field. False: show it again."""
    if not form.is_valid():
        return False
    try:
        action()
    except Invalid as refusal:
        put(form, refusal)
        return False
    return True
