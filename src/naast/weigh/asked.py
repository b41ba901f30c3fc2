"""Who was asked to read along and is about to write: they know beforehand that it is one or the other.

A later room knows who was asked; it registers that here, since nothing here depends on it.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.actors import Actor
from naast.people.types import CaseFacts
from naast.weigh.remark_queries import READERS
from naast.weigh.writing import writers_of

CHOICE = "writes_here"
"""The box with which somebody chooses to write instead of reading along."""

Asked = Callable[[int, int], bool]
_asked: list[Asked] = []


def register_asked(asked: Asked) -> None:
    """Called once by the room that knows whether somebody (case id, staff id) was asked to read along."""
    if asked not in _asked:
        _asked.append(asked)


def chooses(actor: Actor, case: CaseFacts) -> bool:
    """Whether this actor stands beside the resident, was asked to read along, and wrote nothing here yet.

    Who never reads along costs no query.
    """
    return (
        case.stands_beside
        and actor.has_role(*READERS)
        and any(asked(case.id, actor.id) for asked in _asked)
        and actor.id not in writers_of(case.id)
    )


def with_choice(form: forms.Form, *, asked: bool) -> None:
    """Ask in this form that they choose, when they were asked to read along."""
    if asked:
        form.fields[CHOICE] = forms.BooleanField(
            label=_("I write here, so somebody else reads along"),
            error_messages={
                "required": _(
                    "You were asked to read this along. Tick that you write here, or leave it to a "
                    "colleague. What you typed is still here."
                )
            },
        )
