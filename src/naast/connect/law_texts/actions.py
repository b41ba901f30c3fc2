"""Bring official texts of the law into the library of the municipality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naast.connect.law_texts.choosing import Found, Problem, Source, choose
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed
from naast.weigh import actions as weigh
from naast.weigh import queries
from naast.weigh.types import LawTextRead


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files: kept now, there already, left out, or wrong."""

    kept: tuple[LawTextRead, ...]
    known: tuple[LawTextRead, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def bring_in(*, actor: Actor, sources: Iterable[Source], on: dt.date) -> Report:
    """Keep of each law the text that counts on a day. Each text stands alone: whole, or nothing of it.

    Sending the same files again changes nothing. Raises NotAllowed for who does not keep the library.
    """
    if not queries.keeps_library(actor):
        raise NotAllowed(_("Only a lawyer or a policy maker keeps the library of the law."))
    found: Found = choose(sources, on)
    kept: list[LawTextRead] = []
    known: list[LawTextRead] = []
    for chosen in found.chosen:
        is_new = weigh.keep_law_text(
            actor=actor, text=chosen.text, file_name=chosen.file_name, content=chosen.content
        )
        (kept if is_new else known).append(chosen.text)
    return Report(tuple(kept), tuple(known), tuple(found.left_out), tuple(found.problems))
