"""Setting a letter or a report: data in, PDF/UA-1 out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from naast.kernel.typesetting import typeset

HERE = Path(__file__).parent
LETTER, REPORT = "letter.typ", "report.typ"


def pdf(template: str, data: Mapping[str, Any], *, made_at: dt.datetime) -> bytes:
    """The document as PDF/UA-1. The same data and moment (aware) give the same bytes; else NotSet is raised
    (`kernel.typesetting`)."""
    return typeset(
        HERE / template, data, "pdf", root=HERE, pdf_standards="ua-1", timestamp=int(made_at.timestamp())
    )
