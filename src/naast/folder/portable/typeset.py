"""Setting what goes along with Typst, from memory: no word or picture touches a disk."""

from __future__ import annotations

import base64
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from naast.kernel.typesetting import typeset

HERE = Path(__file__).parent / "documents"
PICTURE_SIDE = 1_200
"""Pictures on paper are no larger than this (pixels): readable on A4, and small enough to mail."""
_JPEG_QUALITY = 80


def png(template: str, data: Mapping[str, Any], *, per_inch: float) -> bytes:
    """One page as a picture."""
    return typeset(_sources(template, {}), data, "png", ppi=per_inch)


def pdf(
    template: str, data: Mapping[str, Any], pictures: Iterable[tuple[str, bytes]], *, made_at: dt.datetime
) -> bytes:
    """The document as PDF/UA-1. `pictures`: the name that `data` uses with the bytes of JPEG or PNG; made
    small one by one, so that only one as large as it came is in memory."""
    wrapped = {name: _as_svg(content) for name, content in pictures}
    return typeset(
        _sources(template, wrapped), data, "pdf", pdf_standards="ua-1", timestamp=int(made_at.timestamp())
    )


def _sources(template: str, files: Mapping[str, str]) -> dict[str, bytes]:
    sources = {path.name: path.read_bytes() for path in HERE.glob("*.typ") if path.name != template}
    sources |= {name: text.encode() for name, text in files.items()}
    return sources | {"main.typ": (HERE / template).read_bytes()}


def _as_svg(content: bytes) -> str:
    """The picture inside an SVG, as text: Typst takes files from memory only when they are text."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        small = picture.convert("RGB")
        small.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
        out = io.BytesIO()
        small.save(out, format="JPEG", quality=_JPEG_QUALITY)
    width, height = small.size
    inside = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{inside}"/></svg>'
    )
