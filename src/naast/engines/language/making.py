"""Making findings: a place in the letter with what the writer reads about it."""

from naast.engines.language import tables
from naast.engines.language.types import Finding, Kind


def remark(
    text: str, kind: Kind, place: tuple[int, int], case: str = "", *, strong: bool = False, **fill: object
) -> Finding:
    """A finding with advice; `fill` are the {names} in the words of the remark."""
    said = tables.remark(f"{kind.value}.{case}" if case else kind.value)
    start, end = place
    return Finding(
        kind, start, end, text[start:end], said.why.format(**fill), said.instead.format(**fill), False, strong
    )


def swap(
    text: str, kind: Kind, place: tuple[int, int], instead: str, case: str = "", *, fits: bool = True
) -> Finding:
    """A finding with other words, with a capital where those had one; `fits` says they can stand there."""
    said = tables.remark(f"{kind.value}.{case}" if case else kind.value)
    start, end = place
    old = text[start:end]
    new = instead[:1].upper() + instead[1:] if old[:1].isupper() else instead
    return Finding(kind, start, end, old, said.why, new, fits)
