"""The labelled letters, and how far the engine agrees with their labels.

A file holds a pair, parted by a line ``=====``: a hard letter and the same letter rewritten. The first line
of each lists what is wrong with the letter as a whole. ``[jargon|derhalve]`` labels words, and
``{passive long_sentence|...}`` a sentence. The labels say what a reader of plain Dutch would mark, whether
the engine can find it or not. ``letters_added`` are about next steps and friendly threats, labelled before
those rules were made better on them. ``letters_held_out`` were labelled before the engine read them; whoever
changes a rule because of what they show moves them to ``letters`` and writes others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from naast.engines.language import Kind, review

LETTERS = Path(__file__).parent / "letters"
ADDED = Path(__file__).parent / "letters_added"
HELD_OUT = Path(__file__).parent / "letters_held_out"
MARK = re.compile(r"[\[{](?P<kinds>[a-z_]+(?: [a-z_]+)*)\||[\]}]")


@dataclass(frozen=True)
class Label:
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Labelled:
    name: str
    hard: bool
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Agreement:
    """How many labels of a kind were found, and how many findings of it stand at a label."""

    labels: int
    found: int
    findings: int
    right: int

    @property
    def recall(self) -> float | None:
        return self.found / self.labels if self.labels else None

    @property
    def precision(self) -> float | None:
        return self.right / self.findings if self.findings else None


def read(folder: Path) -> Iterator[Labelled]:
    for path in sorted(folder.glob("*.txt")):
        for hard, written in zip((True, False), path.read_text("utf-8").split("=====\n"), strict=True):
            first, _, marked = written.partition("\n")
            whole = first.removeprefix("whole:").split()
            yield Labelled(
                f"{path.stem}-{'hard' if hard else 'plain'}", hard, *_parsed(marked.strip() + "\n", whole)
            )


def _parsed(marked: str, whole: Iterable[str]) -> tuple[str, tuple[Label, ...]]:
    text, at, open_marks, labels = "", 0, [], []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match["kinds"]:
            open_marks.append((match["kinds"].split(), len(text)))
        else:
            kinds, start = open_marks.pop()
            labels += [Label(Kind(kind), start, len(text)) for kind in kinds]
    text += marked[at:]
    last = len(text.rstrip())
    labels += [Label(Kind(kind), last, last) for kind in whole]
    return text, tuple(sorted(labels, key=lambda label: (label.start, label.end, label.kind)))


def agreement(letters: Iterable[Labelled]) -> dict[Kind, Agreement]:
    labels, found, findings, right = Counter(), Counter(), Counter(), Counter()
    for letter in letters:
        remarks = review(letter.text).findings
        for label in letter.labels:
            labels[label.kind] += 1
            found[label.kind] += any(_same(label, remark) for remark in remarks)
        for remark in remarks:
            findings[remark.kind] += 1
            right[remark.kind] += any(_same(label, remark) for label in letter.labels)
    return {
        kind: Agreement(labels[kind], found[kind], findings[kind], right[kind])
        for kind in Kind
        if labels[kind]
    }


def _same(label, remark) -> bool:
    if label.kind != remark.kind:
        return False
    return (label.start < remark.end and remark.start < label.end) or label.start == remark.start


def table(found: dict[Kind, Agreement]) -> list[str]:
    """The rows of the table in docs/engines/language.md."""
    rows = []
    for kind, each in found.items():
        shares = " | ".join(
            "–" if share is None else f"{share:.2f}" for share in (each.precision, each.recall)
        )
        rows.append(f"| {kind.value} | {each.labels} | {each.findings} | {shares} |")
    return rows
