"""One page with several small forms: each keeps what was typed, with the draft that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form

from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.refusals import tried


def filled(
    form: type[Form], name: str, initial: dict[str, Any], *, actor: Actor | None = None, case_id: int = 0
) -> Form:
    """The form with what stands, or with the draft of this actor and the version on which it was begun.

    `name` makes the ids of its fields unique on the page, and is the thing in the draft's key.
    """
    kept = drafts.of(actor=actor, object_key=draft_key(name, case_id)) if actor else {}
    values = dict(initial)
    for field, draft in kept.items():
        if field in form.base_fields:
            values[field] = draft.text
            if "version" in values:
                values["version"] = min(int(values["version"] or 0), draft.base_version)
    made = form(initial=values, auto_id=f"id_{name}_%s")
    made.has_draft = bool(kept)  # type: ignore[attr-defined]
    return made


def posted(form: type[Form], name: str, data: Any) -> Form:
    """The form with what was sent."""
    return form(data, auto_id=f"id_{name}_%s")


def draft_key(name: str, case_id: int) -> str:
    return f"plan.{name}:{case_id}"


def kept(form: Form, action: Callable[[dict[str, Any]], object]) -> bool:
    """Call the action with the clean values; what it refuses stands at the field. False: show it again."""
    return tried(form, lambda: action(form.cleaned_data))
