"""Who pays and who gains as a picture: a diverging bar per payer with its range. SVG, for page and paper.

A picture takes some tenths of a second the first time, so it is kept by its content: the same figures and
words give the same picture, whoever's plan they are of. It never stands without its table.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree

import altair as alt
import vl_convert
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from naast.kernel.printing import FAMILIES, FONTS
from naast.plan import terms
from naast.plan.amounts import whole_euros
from naast.plan.types import PayerAmount

WIDTH, ROW, BAR = 300, 56, 12
MOST_KEPT = 256
INK = "currentColor"
"""The colour of the words around it: legible on every ground, on paper and in forced colours."""
_SVG = "http://www.w3.org/2000/svg"
_ONLY_FOR_VEGA = re.compile(r"aria-.*|role|pointer-events|class|version")


class Bar(NamedTuple):
    """One payer: the figures in euros, `low` and `high` the ends of the range, equal where it is certain."""

    payer: str
    amount: str
    mean: float
    low: float
    high: float


def on_page(payers: Iterable[PayerAmount]) -> SafeString:
    """The picture for a page; its table says the same to who cannot see it. Empty without amounts."""
    # Safe: written from a tree of elements, which escapes every text.
    return mark_safe(_drawn(_bars(payers), _sides()))  # noqa: S308


def on_paper(payers: Iterable[PayerAmount]) -> str:
    """The same picture in black, for a document. Empty without amounts."""
    return _drawn(_bars(payers), _sides()).replace(INK, "#000000")


def in_words(payers: Iterable[PayerAmount]) -> str:
    """What the picture shows, for who cannot see it on paper."""
    return "; ".join(f"{bar.payer} {bar.amount}" for bar in _bars(payers))


def _bars(payers: Iterable[PayerAmount]) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            terms.payer_words(row.payer),
            whole_euros(row.amount),
            float(row.amount),
            float(row.amount if row.low is None else row.low),
            float(row.amount if row.high is None else row.high),
        )
        for row in payers
    )


def _sides() -> tuple[str, str]:
    return _("pays"), _("gains")


@functools.lru_cache(maxsize=MOST_KEPT)
def _drawn(bars: tuple[Bar, ...], sides: tuple[str, str]) -> str:
    if not bars:
        return ""
    _own_fonts()
    return _plain(vl_convert.vegalite_to_svg(_chart(bars, sides).to_dict()))


@functools.cache
def _own_fonts() -> None:
    """Words are measured with the fonts that they will be set in."""
    vl_convert.register_font_directory(str(FONTS))


def _chart(bars: tuple[Bar, ...], sides: tuple[str, str]) -> alt.LayerChart:
    """Labels stand above the bars, so that it fits a phone. What is paid is hollow, what is gained is full.

    Without an axis: each bar says its amount, and the table the ends of its range.
    """
    reach = max(abs(edge) for bar in bars for edge in (bar.mean, bar.low, bar.high)) or 1.0
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    x = alt.X("mean:Q", axis=None, scale=scale)
    rows = [{"at": at, **bar._asdict()} for at, bar in enumerate(bars)]
    y = alt.Y("at:O", axis=None, scale=alt.Scale(padding=0))
    each = _of(rows).encode(y=y)
    unsure = _of([row for row in rows if row["low"] != row["high"]]).encode(y=y)
    words: dict[str, Any] = {"baseline": "middle", "fontSize": 14, "color": INK, "yOffset": -15}
    box: dict[str, Any] = {"height": BAR, "yOffset": 4, "stroke": INK, "strokeWidth": 1.5}
    layers = [
        _full(each, x, box, "datum.mean >= 0", 1.0),
        _full(each, x, box, "datum.mean < 0", 0.0),
        each.mark_text(align="left", **words).encode(x=alt.value(0), text="payer:N"),
        each.mark_text(align="right", **words).encode(x=alt.value(WIDTH), text="amount:N"),
        unsure.mark_rule(yOffset=16, color=INK, strokeWidth=1.5).encode(x=_edge("low", scale), x2="high:Q"),
        *(
            unsure.mark_tick(yOffset=16, color=INK, thickness=1.5, height=8, opacity=1).encode(
                x=_edge(end, scale)
            )
            for end in ("low", "high")
        ),
        each.mark_tick(yOffset=8, color=INK, thickness=1, height=28, opacity=1).encode(
            x=alt.value(WIDTH / 2)
        ),
        _side(sides[0], "right", WIDTH / 2 - 6),
        _side(sides[1], "left", WIDTH / 2 + 6),
    ]
    chart = alt.layer(*layers).properties(width=WIDTH, height=ROW * len(bars), padding=2)
    made: alt.LayerChart = chart.configure(font=FAMILIES[0], background="transparent").configure_view(
        stroke=None
    )
    return made


def _of(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _full(each: alt.Chart, x: alt.X, box: dict[str, Any], when: str, opacity: float) -> alt.Chart:
    drawn = each.transform_filter(when).mark_bar(fill=INK, fillOpacity=opacity, **box)
    made: alt.Chart = drawn.encode(x=x)
    return made


def _edge(end: str, scale: alt.Scale) -> alt.X:
    return alt.X(f"{end}:Q", axis=None, scale=scale)


def _side(words: str, align: Literal["left", "right"], at: float) -> alt.Chart:
    mark = _of([{"words": words}]).mark_text(align=align, baseline="bottom", fontSize=13, color=INK)
    made: alt.Chart = mark.encode(x=alt.value(at), y=alt.value(-4), text="words:N")
    return made


def _plain(svg: str) -> str:
    """The picture without a size of its own and without what only Vega reads."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn here, from figures and words of our own
    for element in root.iter():
        for name in [name for name in element.attrib if _ONLY_FOR_VEGA.fullmatch(name)]:
            del element.attrib[name]
    root.attrib |= {"class": "naast-chart", "aria-hidden": "true", "focusable": "false"}
    return ElementTree.tostring(root, encoding="unicode")
