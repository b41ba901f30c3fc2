"""Setting a letter or a report: data in, PDF/UA-1 out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation

from naast.kernel.typesetting import typeset

HERE = Path(__file__).parent
LETTER, REPORT = "letter.typ", "report.typ"
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def pdf(template: str, data: Mapping[str, Any], *, made_at: dt.datetime) -> bytes:
    """The document as PDF/UA-1. The same data and moment (aware) give the same bytes; else NotSet is raised
    (`kernel.typesetting`). What cannot be drawn is told in the language of the paper, whoever makes it."""
    moment = int(made_at.timestamp())
    with translation.override(str(data["language"])):
        return typeset(HERE / template, data, "pdf", root=HERE, pdf_standards="ua-1", timestamp=moment)


def together(papers: Sequence[bytes]) -> bytes:
    """Papers of our own making as one file for the printer, each beginning on a new sheet when both sides are
    printed. For paper only: what a screen reader needs stays in the papers themselves."""
    pieces = [[list(content), len(_PAGE.findall(content))] for content in papers]
    return typeset(HERE / "together.typ", {"pieces": pieces}, "pdf", root=HERE)
