"""A letter or report as plain lines: to be reviewed as its reader gets it, kept, read and heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from naast.decide.letters import Letter, Section
from naast.decide.reports import Report

HEADING, PARAGRAPH, ITEM = "heading", "paragraph", "item"
KINDS = frozenset({HEADING, PARAGRAPH, ITEM})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter and what it is: a heading, a paragraph, or an item of a list."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the lines under it. What stands before the first heading has none."""

    heading: str
    lines: tuple[Line, ...]


def lines(letter: Letter) -> tuple[Line, ...]:
    """What the letter says to its reader, from the day to who signed; without addresses and reference."""
    return tuple(line for _own, line in by_part(letter))


def by_part(letter: Letter) -> list[tuple[str, Line]]:
    """The same lines, each with the part of the letter in which its sender may change it, or nothing."""
    return [(own, line) for own, line in _lines(letter) if line.text.strip()]


def _lines(letter: Letter) -> Iterator[tuple[str, Line]]:
    yield "", Line(HEADING, letter.title)
    yield "", Line(PARAGRAPH, letter.dated)
    yield "", Line(PARAGRAPH, letter.salutation)
    for section in letter.sections:
        heading, *under = _of_section(section)
        yield "", heading
        yield from ((section.key if section.is_own else "", line) for line in under)
    yield "", Line(PARAGRAPH, letter.closing)
    yield from (("", Line(PARAGRAPH, words)) for words in letter.signed)


def of_report(report: Report) -> tuple[Line, ...]:
    """What a report says, chapter by chapter; a picture in its own words."""
    return tuple(line for line in _report_lines(report) if line.text.strip())


def _report_lines(report: Report) -> Iterator[Line]:
    yield Line(HEADING, report.title)
    yield from (Line(PARAGRAPH, words) for words in report.about)
    for chapter in report.chapters:
        yield Line(HEADING, chapter.heading)
        for entry in chapter.entries:
            yield Line(PARAGRAPH, entry.heading)
            yield from (Line(PARAGRAPH, words) for words in entry.paragraphs)
            yield from (Line(ITEM, words) for words in entry.items)
            yield Line(PARAGRAPH, entry.picture_words)


def _of_section(section: Section) -> Iterator[Line]:
    yield Line(HEADING, section.heading)
    yield from (Line(PARAGRAPH, words) for words in section.paragraphs)
    yield from (Line(ITEM, words) for words in section.items)
    yield from (Line(PARAGRAPH, words) for words in section.after)


def as_text(found: Iterable[Line]) -> str:
    """The lines as one text, with an empty line between what is not an item of the same list."""
    return placed(found)[0]


def placed(found: Iterable[Line]) -> tuple[str, list[int]]:
    """The same text, and where in it the words of each line begin."""
    text, before, places = "", "", []
    for line in found:
        between = "" if not text else "\n" if line.kind == before == ITEM else "\n\n"
        text += f"{between}{'- ' if line.kind == ITEM else ''}"
        places.append(len(text))
        text += line.text
        before = line.kind
    return text, places


def parts(found: Iterable[Line]) -> tuple[Part, ...]:
    """The lines by the heading under which they stand."""
    by_heading: list[tuple[str, list[Line]]] = []
    for line in found:
        if line.kind == HEADING:
            by_heading.append((line.text, []))
        else:
            if not by_heading:
                by_heading.append(("", []))
            by_heading[-1][1].append(line)
    return tuple(Part(heading, tuple(under)) for heading, under in by_heading)


def as_rows(found: Iterable[Line]) -> list[list[str]]:
    """The lines as they are kept."""
    return [[line.kind, line.text] for line in found]


def of_rows(rows: Iterable[Iterable[str]]) -> tuple[Line, ...]:
    """The lines as they were kept."""
    return tuple(Line(*row) for row in rows)
