"""What was agreed, as JSON and back. Amounts travel as text, so that no digit is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import json
import types
import typing
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

from naast.plan.step_types import StepFacts
from naast.plan.types import AlternativeFacts, PlanFacts, ReturnsView

FORMAT = 1
T = TypeVar("T")


def content_of(
    plan: PlanFacts,
    returns: ReturnsView | None,
    steps: Sequence[StepFacts] = (),
    alternatives: Sequence[AlternativeFacts] = (),
) -> dict[str, Any]:
    """The plan with its steps, returns and other ways, as JSON. What was agreed before is no part of it."""
    bare = dataclasses.replace(plan, version=0, version_number=None, agreed_version_id=None)
    taken = [dataclasses.asdict(dataclasses.replace(step, version=0)) for step in steps]
    # What was said of a line stands in the lines of its returns.
    ways = [dataclasses.asdict(dataclasses.replace(way, version=0, quantities={})) for way in alternatives]
    parts = {"steps": _plain(taken), "alternatives": _plain(ways)}
    return {name: part for name, part in parts.items() if part} | {
        "format": FORMAT,
        "plan": _plain(dataclasses.asdict(bare)),
        "returns": _plain(dataclasses.asdict(returns)) if returns else None,
    }


def read(content: dict[str, Any]) -> tuple[PlanFacts, ReturnsView | None]:
    """The facts from what `content_of` made, also in an earlier version of the product."""
    return _made(PlanFacts, content["plan"]), read_returns(content.get("returns"))


def read_returns(returns: dict[str, Any] | None) -> ReturnsView | None:
    """Only the returns of what was agreed, from that part of it."""
    return _made(ReturnsView, returns) if returns else None


def read_steps(content: dict[str, Any]) -> list[StepFacts]:
    """The steps as they stood; none in what was agreed before there were steps."""
    return [_made(StepFacts, step) for step in content.get("steps", ())]


def read_alternatives(content: dict[str, Any]) -> list[AlternativeFacts]:
    """The other ways as they stood; none in what was agreed before they could be looked at."""
    return [_made(AlternativeFacts, way) for way in content.get("alternatives", ())]


def fingerprint(content: dict[str, Any]) -> str:
    """Changes with any word or amount: whoever agrees says with it what they had before them."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


@functools.cache
def _hints(wanted: type) -> dict[str, Any]:
    """Reading them takes longer than all the rest, and they stay the same."""
    return typing.get_type_hints(wanted)


def _made(wanted: type[T], data: dict[str, Any]) -> T:
    """A dataclass from its JSON; fields that were unknown then keep their default."""
    hints = _hints(wanted)  # type: ignore[arg-type]
    names = {field.name for field in dataclasses.fields(wanted)}  # type: ignore[arg-type]
    return wanted(**{name: _value(hints[name], data[name]) for name in names & set(data)})


def _value(hint: Any, data: Any) -> Any:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return None if data is None else _value(next(arg for arg in inside if arg is not type(None)), data)
    if origin is list:
        return [_value(inside[0], item) for item in data]
    if origin is dict:
        return {key: _value(inside[1], item) for key, item in data.items()}
    if hint is Decimal:
        return Decimal(data)
    if hint is dt.date:
        return dt.date.fromisoformat(data)
    return _made(hint, data) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else data
