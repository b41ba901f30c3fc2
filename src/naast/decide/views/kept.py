"""A form that keeps what was typed: a refusal stands at its field, a draft comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import QueryDict

from naast.decide.actions.proposing import draft_key
from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Stale
from naast.kernel.refusals import tried


def kept(form: Form, action: Callable[[], object]) -> bool:
    """Call the action when the form is valid; False: show the form again, with what was wrong."""
    try:
        return tried(form, action)
    except Stale as stale:
        form.add_error(None, str(stale))
        if stale.theirs:
            form.add_error(None, stale.theirs)
        return False


def say_anew(form: Form, name: str, value: object) -> None:
    """A refused form says what stands now, so that sending it once more is a choice made on that."""
    if isinstance(form.data, QueryDict):
        form.data = {**form.data.dict(), name: str(value)}


def with_drafts(
    actor: Actor, case_id: int, what: str, standing: dict[str, Any], version: int = 0
) -> dict[str, Any]:
    """What stands, with what this actor was typing about the same version."""
    found = drafts.of(actor=actor, object_key=draft_key(case_id, what))
    return standing | {name: draft.text for name, draft in found.items() if draft.base_version == version}
