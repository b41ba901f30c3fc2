"""Which files of the official repository tell the law of a day.

The repository keeps a folder per law: `bwb/<law>/manifest.xml` names its texts, and each lies in
`bwb/<law>/<text>/xml/`. Local rules lie alike in `cvdr/<rule>/<edition>/xml/`. Only what is needed is
fetched; which text counts is then chosen as of files that somebody sends (`choosing`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from naast.connect.law_texts import bwb, cvdr
from naast.connect.law_texts.choosing import MANIFEST
from naast.connect.law_texts.xml import Refused, read

MOST_EDITIONS = 10
"""So many editions of a local rule are looked at, the newest first: most have one that has not begun yet."""

Fetch = Callable[[str], bytes]
"""The bytes of a file by its path in the repository. Raises Refused."""


def files_of(law_id: str, on: dt.date, fetch: Fetch) -> list[tuple[str, bytes]]:
    """Name and bytes of the files from which the text of a day is chosen. Raises Refused."""
    if bwb.IDENTIFIER.fullmatch(law_id):
        return _of_law(law_id, on, fetch)
    if cvdr.RULE.fullmatch(law_id):
        return _of_rule(law_id, on, fetch)
    raise Refused(_("%(law)s is no number of the national or the local register.") % {"law": law_id[:40]})


def is_number(law_id: str) -> bool:
    """Whether this is how one of the registers numbers a law or rule."""
    return bool(bwb.IDENTIFIER.fullmatch(law_id) or cvdr.RULE.fullmatch(law_id))


def _of_law(law_id: str, on: dt.date, fetch: Fetch) -> list[tuple[str, bytes]]:
    """The manifest and the one text that it points at for the day."""
    content = fetch(f"bwb/{law_id}/{MANIFEST}")
    manifest = bwb.read_manifest(read(content))
    if manifest.law_id != law_id:
        raise Refused(_("The register gave the list of texts of %(law)s.") % {"law": manifest.law_id})
    expression = manifest.on(on)
    named = bwb.FILE_NAME.fullmatch(expression.file_name)
    if named is None or named["law"] != law_id:
        raise Refused(
            _("The name of a file of this law cannot be right: %(name)s.")
            % {"name": expression.file_name[:80]}
        )
    path = f"bwb/{law_id}/{expression.label}/xml/{expression.file_name}"
    return [(MANIFEST, content), (expression.file_name, fetch(path))]


def _of_rule(rule_id: str, on: dt.date, fetch: Fetch) -> list[tuple[str, bytes]]:
    """Editions from the newest down, until one of them holds on the day.

    What the list of a rule says of days is not relied on: the days stand in the editions themselves.
    """
    editions = cvdr.read_manifest(read(fetch(f"cvdr/{rule_id}/{MANIFEST}")), rule_id)
    found = []
    for edition in editions[:MOST_EDITIONS]:
        name = f"{rule_id}_{edition}.xml"
        content = fetch(f"cvdr/{rule_id}/{edition}/xml/{name}")
        found.append((name, content))
        text = cvdr.read_text(read(content))
        if text.law_id != rule_id or cvdr.edition_of(text) != edition:
            raise Refused(_("The register gave %(label)s instead.") % {"label": text.label})
        if text.from_on <= on:
            # Of a rule whose newest text has ended, an older one does not come back.
            if text.until is None or on <= text.until:
                return found
            break
    raise Refused(_("%(law)s has no text that holds on %(day)s.") % {"law": rule_id, "day": on.isoformat()})
