"""The fixed words of a bundle of papers, and what each paper in it is called."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.utils.formats import date_format

from naast.decide.dossier import LETTERS_IN
from naast.decide.models import Document

Words = Mapping[str, Any]


@functools.cache
def words(language: str = LETTERS_IN) -> Words:
    """The fixed words of a bundle in a language."""
    source = Path(__file__).parent / "documents" / f"bundle.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def titled(key: str, section: str = "pieces") -> Callable[[Words], str]:
    """What a kind of paper is called."""
    return lambda fixed: str(fixed[section][key])


def proof_of(name: str, fixed: Words) -> str:
    """What a file is called that shows what was delivered."""
    return str(fixed["pieces"]["proof"].format(name=name))


def other(row: Document, fixed: Words) -> str:
    """What another letter or report is called, with its day where it is about no decision."""
    titles = fixed["pieces"]
    if row.step_id is None and row.decision_id is not None:
        return str(titles[f"other_{row.kind}"].format(decision_id=row.decision_id))
    named = "other_late" if row.notice_id is not None else "other_term"
    title = titles["other_objection" if row.step_id is not None else named]
    return str(title.format(day=date_format(row.sent_on, "j F Y") if row.sent_on else ""))
