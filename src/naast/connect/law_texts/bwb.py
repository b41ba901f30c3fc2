"""The Basiswettenbestand: the list of texts of a law (`manifest.xml`), and one of those texts (toestand).

The register keeps two times of each text: from when until when it is the law, and from when until when the
register saw it so (`zichtdatum`). A later amendment that reaches back gives a new text for the same days;
only the one whose view is still open (9999-12-31) tells what the law of a day is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from naast.connect.law_texts.articles import articles_of, day
from naast.connect.law_texts.xml import Refused, words
from naast.weigh.types import BWB, LawTextRead

OPEN = dt.date(9999, 12, 31)
"""How the register writes "no end"."""
IDENTIFIER = re.compile(r"BWB[RVW][0-9]{7}")
FILE_NAME = re.compile(r"(?P<law>BWB[RVW][0-9]{7})_(?P<label>[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{1,4})\.xml")
LABEL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{1,4}")
BODIES = ("wettekst", "regeling-tekst")
"""The articles of an annex have numbers of their own and are left out."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One text of a law as the manifest names it. `until` is None without an end."""

    law_id: str
    label: str
    from_on: dt.date
    until: dt.date | None
    view_from: dt.date
    view_is_open: bool
    file_name: str

    def counts_on(self, on: dt.date) -> bool:
        """Whether this is the law of that day, as the register sees it now."""
        return self.view_is_open and self.from_on <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All texts of one law that the register has not deleted."""

    law_id: str
    expressions: tuple[Expression, ...]

    def on(self, on: dt.date) -> Expression:
        """The text that is the law of a day. Raises Refused when none is, or when it cannot be told."""
        found = [expression for expression in self.expressions if expression.counts_on(on)]
        if not found:
            raise Refused(
                _("%(law)s has no text that holds on %(day)s.") % {"law": self.law_id, "day": on.isoformat()}
            )
        if len(found) > 1:
            raise Refused(
                _("%(law)s has more than one text with an open view on %(day)s: %(labels)s.")
                % {
                    "law": self.law_id,
                    "day": on.isoformat(),
                    "labels": ", ".join(expression.label for expression in found),
                }
            )
        return found[0]


def read_manifest(root: Element) -> Manifest:
    """The texts that a manifest names. Raises Refused for another kind of file or a date that is none."""
    law_id = root.get("label", "")
    if root.tag != "work" or not IDENTIFIER.fullmatch(law_id):
        raise Refused(_("This is not the list of texts (manifest) of a law in the national register."))
    return Manifest(law_id, tuple(_expressions(root, law_id)))


def _expressions(root: Element, law_id: str) -> Iterator[Expression]:
    for element in root.findall("expression"):
        label = element.get("label", "")
        item = xml_item(element)
        if item is None:
            continue
        dates = {
            name: day(element.findtext(f"metadata/{name}"))
            for name in ("datum_inwerkingtreding", "einddatum", "zichtdatum_start", "zichtdatum_eind")
        }
        from_on, view_from = dates["datum_inwerkingtreding"], dates["zichtdatum_start"]
        until, view_until = dates["einddatum"], dates["zichtdatum_eind"]
        if from_on is None or until is None or view_from is None or view_until is None:
            raise Refused(_("The dates of text %(label)s cannot be read.") % {"label": label[:60]})
        if not LABEL.fullmatch(label):
            raise Refused(_("The name of text %(label)s cannot be right.") % {"label": label[:60]})
        yield Expression(
            law_id=law_id,
            label=label,
            from_on=from_on,
            until=None if until == OPEN else until,
            view_from=view_from,
            view_is_open=view_until == OPEN,
            file_name=item.get("label") or f"{law_id}_{label}.xml",
        )


def xml_item(expression: Element) -> Element | None:
    """The file of a text; None when the register deleted it, or has it in another form only."""
    if _is_deleted(expression):
        return None
    for manifestation in expression.findall("manifestation"):
        if manifestation.get("label") != "xml" or _is_deleted(manifestation):
            continue
        for item in manifestation.findall("item"):
            if not _is_deleted(item):
                return item
    return None


def _is_deleted(element: Element) -> bool:
    return element.get("_deleted", "").strip().casefold() in ("true", "1")


def read_text(root: Element, expression: Expression | None = None) -> LawTextRead:
    """One text of a law with its articles; `expression` is what the manifest says of this file.

    Without a manifest the text has no known end, and its view is taken to begin on its first day. Raises
    Refused for another kind of file, and for one that the manifest does not speak of.
    """
    law_id, from_on = root.get("bwb-id", ""), day(root.get("inwerkingtreding"))
    if root.tag != "toestand" or not IDENTIFIER.fullmatch(law_id):
        raise Refused(_("This is not a text of a law from the national register (toestand)."))
    if from_on is None:
        raise Refused(_("The first day of this text (inwerkingtreding) cannot be read."))
    if expression and (law_id, from_on) != (expression.law_id, expression.from_on):
        raise Refused(
            _("This is the text of %(law)s of %(day)s. The manifest says something else of this file.")
            % {"law": law_id, "day": from_on.isoformat()}
        )
    body = next((found for name in BODIES if (found := root.find(f".//{name}")) is not None), None)
    if body is None:
        raise Refused(_("The text of the law itself (wettekst) is missing from this file."))
    title = words(root.find("wetgeving/citeertitel")) or words(root.find("wetgeving/intitule"))
    return LawTextRead(
        register=BWB,
        law_id=law_id,
        label=expression.label if expression else from_on.isoformat(),
        title=title[:500] or law_id,
        from_on=from_on,
        until=expression.until if expression else None,
        view_from=expression.view_from if expression else from_on,
        articles=articles_of(body, _key),
    )


def _key(article: Element, number: str) -> str:
    key = article.get("stam-id", "").strip()
    if not key or len(key) > 60:
        raise Refused(_("Article %(number)s has no key (stam-id).") % {"number": number or "?"})
    return key
