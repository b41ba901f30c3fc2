"""Local rules from the central register of municipalities, provinces and water boards (CVDR)."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from naast.connect.law_texts.articles import articles_of, day
from naast.connect.law_texts.bwb import xml_item
from naast.connect.law_texts.xml import Refused, words
from naast.weigh.types import CVDR, LawTextRead

EDITION = re.compile(r"[0-9]{1,4}")
RULE = re.compile(r"CVDR[0-9]{1,9}")
IDENTIFIER = re.compile(r"(?P<law>CVDR[0-9]{1,9})_(?P<edition>[0-9]{1,4})")


def read_text(root: Element) -> LawTextRead:
    """One edition of a local rule with its articles.

    The register names an edition after its rule (`CVDR123456_2`) and has no key for an article: its number
    stands for it. What has no number (a name only) is known by that name. A rule ends on the day before its
    `uitwerkingtredingDatum`. Raises Refused for another kind of file.
    """
    meta = root.find("meta")
    found = IDENTIFIER.fullmatch(words(meta.find("owmskern/identifier"))) if meta is not None else None
    if root.tag != "cvdr" or meta is None or found is None:
        raise Refused(_("This is not a local rule from the register of local rules (CVDR)."))
    from_on = day(meta.findtext("cvdripm/inwerkingtredingDatum"))
    if from_on is None:
        raise Refused(_("The first day of this rule (inwerkingtredingDatum) cannot be read."))
    written = (meta.findtext("cvdripm/uitwerkingtredingDatum") or "").strip()
    ends = day(written)
    if written and ends in (None, dt.date.min):  # before that there is no last day
        raise Refused(_("The last day of this rule (uitwerkingtredingDatum) cannot be read."))
    body = root.find("body/regeling/regeling-tekst")
    if body is None:
        raise Refused(_("The text of the rule itself (regeling-tekst) is missing from this file."))
    return LawTextRead(
        register=CVDR,
        law_id=found["law"],
        label=found[0],
        title=words(meta.find("owmskern/title"))[:500] or found["law"],
        from_on=from_on,
        until=ends - dt.timedelta(days=1) if ends else None,
        view_from=from_on,
        articles=articles_of(body, _key),
    )


def read_manifest(root: Element, rule_id: str) -> list[int]:
    """The editions of a rule that the register has not deleted, the newest first.

    The rule is the root or lies right below it. Raises Refused for another kind of file.
    """
    work = root if root.tag == "work" else root.find("work")
    if work is None or work.get("label", rule_id) != rule_id:
        raise Refused(_("This is not the list of editions (manifest) of %(rule)s.") % {"rule": rule_id})
    labels = [
        expression.get("label", "")
        for expression in work.findall("expression")
        if xml_item(expression) is not None
    ]
    found = sorted({int(label) for label in labels if EDITION.fullmatch(label)}, reverse=True)
    if not found:
        raise Refused(_("The register has no edition of %(rule)s.") % {"rule": rule_id})
    return found


def edition_of(text: LawTextRead) -> int:
    """The number of the edition, of which the highest is the newest."""
    return int(text.label.rpartition("_")[2])


def _key(article: Element, number: str) -> str:
    key = number or words(article.find("kop/titel")) or words(article.find("kop/label"))
    if not key:
        raise Refused(_("There is an article without a number and without a name."))
    return key[:60].casefold()
