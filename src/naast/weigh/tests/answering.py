"""Answering one question of the law, as the page does it."""

from __future__ import annotations

from naast.kernel.actors import Actor
from naast.weigh import actions
from naast.weigh.queries import weighing_or_blank


def answer_question(
    *, actor: Actor, case_id: int, fact: str, answer: str, base_version: int | None = None
) -> int:
    """Give one answer to the weighing as it stands, or as it stood at `base_version`; gives its version."""
    version = weighing_or_blank(case_id).version if base_version is None else base_version
    thinking = actions.Thinking(answers={fact: answer})
    return actions.write_down(actor=actor, case_id=case_id, thinking=thinking, base_version=version)
