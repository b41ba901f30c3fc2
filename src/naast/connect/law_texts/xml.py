"""An XML file from elsewhere as a tree, or refused with the reason. Pure: bytes in.

Expat is used as it is, because only so a document type is refused before anything of it is used: without
one there are no entities to expand and none to fetch. Depth, elements and bytes have a limit as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext as _

MOST_BYTES = 25 * 1024 * 1024
"""The largest law of today takes a few megabytes."""
MOST_ELEMENTS = 400_000
MOST_DEPTH = 60
"""Elements within each other: a list in a list in a paragraph of an article lies about twenty deep."""


class Refused(Exception):
    """This file is not kept; the message says why, in the language of the reader."""


def read(content: bytes) -> Element:
    """The root of a file, with the names of elements and attributes without their namespace.

    Raises Refused for what is empty, too large, cut off, nested too deep, or declares a document type.
    """
    if not content.strip():
        raise Refused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2})
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = tree.refuse_doctype
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(
            _("This is not a whole XML file: it goes wrong at line %(line)s.") % {"line": error.lineno}
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that nobody uses for a law
        raise Refused(_("The letters of this file cannot be read. Official files are in UTF-8.")) from error
    return tree.builder.close()


class _Tree:
    """Builds the tree and counts on the way."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self._depth = 0
        self._elements = 0

    def refuse_doctype(self, *_declared: object) -> None:
        raise Refused(
            _("This file declares a document type (DOCTYPE). An official file of the law has none.")
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MOST_DEPTH:
            raise Refused(_("The parts of this file lie more than %(most)s deep.") % {"most": MOST_DEPTH})
        if self._elements > MOST_ELEMENTS:
            raise Refused(_("This file has more than %(most)s parts.") % {"most": MOST_ELEMENTS})
        self.builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(_local(name))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def words(element: Element | None) -> str:
    """The text of an element and what is in it, on one line; nothing of its bookkeeping."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


BOOKKEEPING = frozenset({"meta-data", "redactie-info"})
"""What the register keeps about a part: never a part of the law itself."""


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in BOOKKEEPING:
            yield from _texts(child)
        yield child.tail or ""
