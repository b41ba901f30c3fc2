"""Setting a document with Typst: words in, a PDF/UA-1 or a picture out, with our own fonts and no others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

from naast.kernel.printing import FAMILIES, FONTS, printable


class NotSet(RuntimeError):
    """Typst could not make the document, or warned that it would look other than meant."""


def typeset(
    document: Path | dict[str, bytes], data: Mapping[str, Any], kind: Literal["pdf", "png"], **options: Any
) -> bytes:
    """The document as one file. The same document, data and options give the same bytes.

    `document` is a template on the disk, or the files by name of which `main.typ` is set; `options` are those
    of Typst for the kind. A template reads `data` (what cannot be drawn told in words) and `fonts`, the
    families to set it in. Only our own fonts are offered; a warning (an unknown font falls back in silence
    otherwise) raises NotSet.
    """
    try:
        made, warnings = typst.compile_with_warnings(
            document,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format=kind,
            sys_inputs={
                "data": json.dumps(printable(dict(data)), ensure_ascii=False),
                "fonts": json.dumps(FAMILIES),
            },
            **options,
        )
    except typst.TypstError as error:
        raise NotSet(str(error)) from error
    if warnings:
        raise NotSet("; ".join(str(warning) for warning in warnings))
    if not isinstance(made, bytes):
        raise NotSet("more than one file came out")
    return made
