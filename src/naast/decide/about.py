"""What a letter tells of: one thing, by which it is made, sent, found and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from naast.decide.models import Dispatch, Document


@dataclass(frozen=True, slots=True)
class About:
    """A decision, a step of an objection, a change of a term or a notice of default: one of them."""

    decision_id: int | None = None
    step_id: int | None = None
    change_id: int | None = None
    notice_id: int | None = None

    def __post_init__(self) -> None:
        if len([number for number in self.columns.values() if number is not None]) != 1:
            raise ValueError("a letter is about one thing")

    @property
    def columns(self) -> dict[str, Any]:
        """As the columns of a sending and of a kept letter have it."""
        names = ("decision_id", "step_id", "change_id", "notice_id")
        return {name: getattr(self, name) for name in names}

    @property
    def own(self) -> dict[str, int]:
        """Only the one that is known, to look for rows."""
        return {name: number for name, number in self.columns.items() if number is not None}


def about_of(row: Dispatch | Document) -> About:
    """What a sending or a kept letter is about. The letter of the decision on an objection may be of the new
    decision too: it is about its step."""
    if row.step_id is not None:
        return About(step_id=row.step_id)
    return About(decision_id=row.decision_id, change_id=row.change_id, notice_id=row.notice_id)


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a letter is to leave: a code of `Document.WAYS`, and the parts in the words of its sender.

    `address`: where the resident lives, when that is said along, with what stood there when it was typed.
    """

    way: str = "paper"
    parts: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    address_was: str | None = None
