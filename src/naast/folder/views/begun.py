"""What somebody was typing in a form that asks for own words: it comes back, and goes once it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from naast.folder.access import Place
from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.pages import Request
from naast.listen.drafting import given_back


@dataclass(frozen=True, slots=True)
class Begun:
    """The words that one person began in one form; nobody else reads them."""

    actor: Actor
    key: str
    words: str

    def forget(self) -> None:
        """The words were sent: nothing is left of the draft."""
        drafts.drop(actor=self.actor, object_key=self.key)

    def context(self, request: Request) -> dict[str, Any]:
        """What the template needs to keep the words and to say that they came back."""
        return {"object_key": self.key, "has_draft": bool(self.words) and request.method == "GET"}


def begun(actor: Actor, form: str, places: Sequence[Place], *, about: int | None = None) -> Begun:
    """What this person began in a form about one of these places, or about one thing in it (`about`).

    Which one is chosen when it is sent, so until then the words lie with the person's own folder, the eldest:
    they come back whatever is opened meanwhile, and go when that folder is destroyed.
    """
    case_id = min(((not place.is_own, place.case.id) for place in places), default=(True, 0))[1]
    key = f"folder.{form}:{case_id}" if about is None else f"folder.{form}:{case_id}:{about}"
    given, _differs = given_back(actor, key, {"words": ""})
    return Begun(actor, key, given["words"])
