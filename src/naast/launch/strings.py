"""Which words of the interface have no Dutch yet.

`python -m naast.launch.strings` prints them as stubs to fill in.

Source strings are English; each room keeps its own `locale/nl/LC_MESSAGES/django.po`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from naast.launch.paths import PROJECT

PACKAGE = PROJECT / "src" / "naast"
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One string to translate: where it stands, and its plural and context where it has them."""

    room: str
    place: str
    text: str
    plural: str = ""
    context: str = ""


def in_source(package: Path = PACKAGE) -> Iterator[Words]:
    """All strings to translate in the templates and modules of the rooms."""
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html")]):
        inside = path.relative_to(package)
        if "tests" in inside.parts or "launch" in inside.parts[:1]:
            continue
        yield from _of_file(path, inside)


def _of_file(path: Path, inside: Path) -> Iterator[Words]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        # A tag that opens a line leaves its indentation behind, which is none of Python's.
        source = "\n".join(line.lstrip() for line in templatize(source).split("\n"))
    lines = io.BytesIO(source.encode())
    for line, message, _comments, context in extract("python", lines, keywords=_KEYWORDS):
        one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        if one:
            yield Words(inside.parts[0], f"{inside}:{line}", one, many, context or "")


def catalogues(package: Path = PACKAGE) -> list[Catalog]:
    """Every Dutch catalogue of the rooms."""
    found = []
    for path in sorted(package.glob("*/locale/nl/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found.append(read_po(file, locale="nl", domain="django", abort_invalid=True))
    return found


def missing(package: Path = PACKAGE) -> list[Words]:
    """Strings that no catalogue translates (an empty or fuzzy translation is none)."""
    known = catalogues(package)
    seen: set[tuple[str, str]] = set()
    found = []
    for words in in_source(package):
        key = (words.text, words.context)
        if key not in seen and not any(_translated(catalog, words) for catalog in known):
            found.append(words)
        seen.add(key)
    return found


def _translated(catalog: Catalog, words: Words) -> bool:
    entry = catalog.get(words.text, words.context or None)
    if entry is None or entry.fuzzy:
        return False
    strings = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
    return all(strings)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> None:
    """Print stubs for what is missing, room by room."""
    for words in missing():
        print(f"# {words.place}")
        if words.context:
            print(f"msgctxt {_quoted(words.context)}")
        print(f"msgid {_quoted(words.text)}")
        if words.plural:
            print(f'msgid_plural {_quoted(words.plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n')
        else:
            print('msgstr ""\n')


if __name__ == "__main__":
    main()
