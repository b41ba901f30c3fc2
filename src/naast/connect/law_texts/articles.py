"""The articles in the body of a law, with their paragraphs and lists as they are numbered. Pure.

Both registers write an article alike: `kop` with `nr` and `titel`, then `lid` with `lidnr`, `al`, and `lijst`
with `li`. The number of an item stands in `li.nr` (BWB) or in an attribute `nr` (CVDR).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from naast.connect.law_texts.xml import BOOKKEEPING, Refused, words
from naast.weigh.types import MOST_IN_ARTICLE, ArticlePart, ArticleRead

ARTICLES = frozenset({"artikel", "enig-artikel"})
NUMBERS = frozenset({"kop", "lidnr", "li.nr"})
BLOCKS = frozenset({"al", "lid", "lijst", "li", "table", "row"})
LONGEST_HEADING = 500
LONGEST_NUMBER = 40

Key = Callable[[Element, str], str]


def articles_of(body: Element, key_of: Key) -> tuple[ArticleRead, ...]:
    """All articles of a body, in order. `key_of(article, number)` is what stays the same over versions.

    Raises Refused when there is none, when one cannot be told from another, or when one is far too long.
    """
    found: dict[str, ArticleRead] = {}
    for element in _articles(body):
        number = _number(element)
        key = key_of(element, number)
        if key in found:
            raise Refused(
                _("Two articles have the same key (%(key)s): %(one)s and %(other)s.")
                % {"key": key, "one": found[key].label, "other": _label(element, number)}
            )
        found[key] = _article(element, key, number)
    if not found:
        raise Refused(_("There is no article in this text."))
    return tuple(found.values())


def _articles(element: Element) -> Iterator[Element]:
    """An article that is quoted within an article belongs to another law."""
    for child in element:
        if child.tag in ARTICLES:
            yield child
        else:
            yield from _articles(child)


def _number(article: Element) -> str:
    """As people write it: `22a`, `2.3.5`, `4:84`; empty for an article that has a name instead."""
    number = words(article.find("kop/nr")).strip(" .").casefold()
    if len(number) > LONGEST_NUMBER:
        raise Refused(_("The number of an article is longer than %(most)s signs.") % {"most": LONGEST_NUMBER})
    return number


def _label(article: Element, number: str) -> str:
    label = words(article.find("kop/label")) or "Artikel"
    return f"{label} {number}".strip()


def _article(element: Element, key: str, number: str) -> ArticleRead:
    label, heading = _label(element, number), words(element.find("kop/titel"))
    if len(label) > LONGEST_HEADING or len(heading) > LONGEST_HEADING:
        raise Refused(
            _("The heading of an article is longer than %(most)s signs.") % {"most": LONGEST_HEADING}
        )
    parts = tuple(_parts(element, 0))
    if sum(len(part.words) for part in parts) > MOST_IN_ARTICLE:
        raise Refused(
            _("%(article)s is longer than %(most)s signs.") % {"article": label, "most": MOST_IN_ARTICLE}
        )
    return ArticleRead(
        key=key,
        version=element.get("versie-id", "")[:LONGEST_NUMBER],
        number=number,
        label=label,
        heading=heading,
        status=element.get("status", "goed")[:20],
        from_on=day(element.get("inwerking", "")),
        reference=_reference(element),
        parts=parts,
    )


def _parts(element: Element, depth: int) -> Iterator[ArticlePart]:
    """What is read one after another: a paragraph or an item with its number, a row of a table."""
    for child in element:
        if child.tag in BOOKKEEPING or child.tag in NUMBERS:
            continue
        if child.tag in ("lid", "li"):
            yield from _numbered(child, depth + (child.tag == "li"))
        elif child.tag == "row":
            yield ArticlePart(depth, "", " | ".join(words(cell) for cell in child))
        elif child.tag != "al" and any(
            inside.tag in BLOCKS for inside in child.iter() if inside is not child
        ):
            yield from _parts(child, depth)
        elif said := words(child):
            yield ArticlePart(depth, "", said)


def _numbered(element: Element, depth: int) -> list[ArticlePart]:
    """A paragraph or item: its number stands before its first words."""
    number, parts = _own_number(element), list(_parts(element, depth))
    if not number:
        return parts
    if parts and parts[0].depth == depth and not parts[0].number:
        return [replace(parts[0], number=number), *parts[1:]]
    return [ArticlePart(depth, number, ""), *parts]


def _own_number(element: Element) -> str:
    numbered = element.find("lidnr") if element.tag == "lid" else element.find("li.nr")
    return (words(numbered) or (element.get("nr", "") if element.tag == "li" else "")).strip()[
        :LONGEST_NUMBER
    ]


_REFERENCE = re.compile(r"jci\d\.\d+:c:[A-Z0-9]+(?:&[a-z]+=[^&\s\"'<>]{1,60})*")


def _reference(article: Element) -> str:
    """The lasting reference (Juriconnect) to this article, where the register gives one."""
    for found in article.findall("meta-data/jcis/jci"):
        reference = found.get("verwijzing", "")
        if len(reference) <= 300 and _REFERENCE.fullmatch(reference):
            return reference
    return ""


def day(text: str | None) -> dt.date | None:
    """A day as the registers write it; None for nothing, and for what is no day."""
    try:
        return dt.date.fromisoformat((text or "").strip())
    except ValueError:
        return None
