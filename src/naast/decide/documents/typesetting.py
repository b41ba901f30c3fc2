"""Setting a document with Typst: data in, PDF/UA-1 out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from naast.decide.documents.printing import FAMILIES, FONTS, printable

HERE = Path(__file__).parent
LETTER, REPORT = "letter.typ", "report.typ"


class NotSet(RuntimeError):
    """Typst could not make the document, or warned that it would look other than meant."""


def inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """What a template reads: words (what cannot be drawn told in words) and families of fonts."""
    return {
        "data": json.dumps(printable(dict(data)), ensure_ascii=False),
        "fonts": json.dumps(FAMILIES),
    }


def pdf(template: str, data: Mapping[str, Any], *, made_at: dt.datetime) -> bytes:
    """The document as PDF/UA-1. The same data and moment (aware) give the same bytes.

    Only our own fonts are offered; a warning (an unknown font falls back in silence otherwise) raises NotSet.
    """
    try:
        made, warnings = typst.compile_with_warnings(
            HERE / template,
            root=HERE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs=inputs(data),
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise NotSet(str(error)) from error
    if warnings:
        raise NotSet("; ".join(str(warning) for warning in warnings))
    if not isinstance(made, bytes):
        raise NotSet("more than one file came out")
    return made
