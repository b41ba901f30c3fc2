"""Of a folder with files of the registers: which text of each law counts on a day, and what is wrong. Pure.

A copy of the register holds hundreds of texts of a law; its manifest says which one counts, and only that
one is read. A file that cannot be used is refused by its name, and what is wrong with one stops no other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from naast.connect.law_texts import bwb, cvdr
from naast.connect.law_texts.bwb import Manifest
from naast.connect.law_texts.xml import MOST_BYTES, Refused, read
from naast.weigh.types import CVDR, LawTextRead

MANIFEST = "manifest.xml"
LONGEST_BEGIN = 2_000
"""Within so many bytes a manifest names its law."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to look into: its name with the folders it lies in, its bytes when they are asked for."""

    name: str
    size: int
    open: Callable[[], bytes] = field(repr=False)

    @property
    def file_name(self) -> str:
        return self.name.replace("\\", "/").rpartition("/")[2]

    def content(self) -> bytes:
        """The bytes; of a file beyond the limit none are read. Raises Refused."""
        if self.size > MOST_BYTES:
            raise Refused(_("This file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2})
        return self.open()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A text that counts on the day, with the file it stands in."""

    file_name: str
    content: bytes = field(repr=False)
    text: LawTextRead


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is not kept."""

    name: str
    words: str


@dataclass(slots=True)
class Found:
    """What a folder gives on a day. `left_out`: files that are fine but of another day or view."""

    chosen: list[Chosen] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def choose(sources: Iterable[Source], on: dt.date) -> Found:
    """Look through files of either register for the texts that count on a day."""
    found = Found()
    manifests: dict[str, Manifest] = {}
    barred: set[str] = set()
    files: list[Source] = []
    for source in sorted(sources, key=lambda source: source.name):
        if source.file_name.casefold().endswith(MANIFEST):
            barred |= _add_manifest(source, manifests, found)
        else:
            files.append(source)
    for law in barred & manifests.keys():
        del manifests[law]
    loose = _by_manifest(files, manifests, on, found)
    _without_manifest(loose, manifests.keys(), barred, on, found)
    return found


def _add_manifest(source: Source, manifests: dict[str, Manifest], found: Found) -> set[str]:
    """Add what a manifest says; gives back the laws of which it cannot be told what counts."""
    content = b""
    try:
        content = source.content()
        manifest = bwb.read_manifest(read(content))
        if manifest.law_id in manifests and manifests[manifest.law_id] != manifest:
            raise Refused(_("There are two different manifests of %(law)s.") % {"law": manifest.law_id})
    except Refused as refusal:
        found.problems.append(Problem(source.name, str(refusal)))
        begin = content[:LONGEST_BEGIN].decode("utf-8", "replace").partition("<metadata")[0]
        return {*bwb.IDENTIFIER.findall(source.name), *bwb.IDENTIFIER.findall(begin)}
    manifests[manifest.law_id] = manifest
    return set()


def _by_manifest(
    files: list[Source], manifests: dict[str, Manifest], on: dt.date, found: Found
) -> list[Source]:
    """Read the one file per law that its manifest points at; gives back the files of no manifest."""
    by_name: defaultdict[str, list[Source]] = defaultdict(list)
    loose = []
    for source in files:
        named = bwb.FILE_NAME.fullmatch(source.file_name)
        if named and named["law"] in manifests:
            by_name[source.file_name].append(source)
        else:
            loose.append(source)
    used: set[str] = set()
    for law_id, manifest in manifests.items():
        try:
            expression = manifest.on(on)
            here = by_name.get(expression.file_name, [])
            if not here:
                raise Refused(_("The file %(name)s is not there.") % {"name": expression.file_name[:120]})
        except Refused as refusal:
            found.problems.append(Problem(f"{law_id} ({MANIFEST})", str(refusal)))
            continue
        used.add(expression.file_name)
        _use(here, partial(bwb.read_text, expression=expression), found)
    found.left_out += [source.name for name, same in by_name.items() if name not in used for source in same]
    return loose


def _use(same: list[Source], reader: Callable[[Element], LawTextRead], found: Found) -> None:
    """Read the file; where one name lies in two folders both must hold the same."""
    try:
        content = same[0].content()
        if any(other.content() != content for other in same[1:]):
            raise Refused(_("This file is there more than once, and not each time the same."))
        found.chosen.append(Chosen(same[0].file_name, content, reader(read(content))))
    except Refused as refusal:
        found.problems.append(Problem(same[0].name, str(refusal)))


def _without_manifest(
    files: list[Source], manifests: Collection[str], barred: Collection[str], on: dt.date, found: Found
) -> None:
    """Files that stand alone: of each law the newest that has begun.

    Not of a law whose manifest was refused: a text that is no longer the law can begin on the same day.
    """
    by_law: defaultdict[str, list[Chosen]] = defaultdict(list)
    for source in files:
        try:
            content = source.content()
            text = _text(read(content))
            if text.law_id in barred:
                raise Refused(
                    _("The manifest of %(law)s was refused, and only that says whether this text counts.")
                    % {"law": text.law_id}
                )
            if text.law_id in manifests:
                raise Refused(
                    _("The manifest of %(law)s does not know a file of this name.") % {"law": text.law_id}
                )
        except Refused as refusal:
            found.problems.append(Problem(source.name, str(refusal)))
        else:
            by_law[text.law_id].append(Chosen(source.file_name, content, text))
    for texts in by_law.values():
        _newest(texts, on, found)


def _text(root: Element) -> LawTextRead:
    if root.tag == "cvdr":
        return cvdr.read_text(root)
    if root.tag == "toestand":
        return bwb.read_text(root)
    raise Refused(
        _("This is no text of the national or the local register of laws: it begins with “%(tag)s”.")
        % {"tag": root.tag[:40]}
    )


def _newest(texts: list[Chosen], on: dt.date, found: Found) -> None:
    holding = [
        chosen
        for chosen in texts
        if chosen.text.from_on <= on and (chosen.text.until is None or on <= chosen.text.until)
    ]
    best = max((_order(chosen) for chosen in holding), default=None)
    newest = [chosen for chosen in holding if _order(chosen) == best]
    found.left_out += [chosen.file_name for chosen in texts if chosen not in newest]
    if len({chosen.content for chosen in newest}) <= 1:
        found.chosen += newest[:1]
        return
    why = _(
        "There is more than one text of this day. Put manifest.xml beside them: it says which one counts."
    )
    found.problems += [Problem(chosen.file_name, why) for chosen in newest]


def _order(chosen: Chosen) -> tuple[int, dt.date]:
    """Of a local rule the newest edition; of a law the text that began last."""
    edition = cvdr.edition_of(chosen.text) if chosen.text.register == CVDR else 0
    return edition, chosen.text.from_on


def sources_of(names: Iterable[tuple[str, bytes]]) -> Iterator[Source]:
    """Files that are in memory already, such as those somebody sent."""
    for name, content in names:
        yield Source(name, len(content), partial(bytes, content))
