"""Everything that goes along as one accessible PDF, for who reads paper rather than data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.folder.portable import parts, typeset
from naast.folder.portable.parts.base import day_words
from naast.folder.portable.taking import Attachment, Entry
from naast.kernel import clock

TEMPLATE = "folder.typ"
_PICTURES = {"image/png", "image/jpeg"}


def made(
    whole: Entry,
    attachments: list[Attachment],
    *,
    at: dt.datetime,
    language: str,
    load: Callable[[Attachment], bytes],
) -> bytes:
    """The PDF (PDF/UA-1) of a folder.json. `load` fetches the bytes of a picture."""
    with translation.override(language):
        data = _data(whole, at)
    drawn = {
        row.path: f"picture{number}.svg"
        for number, row in enumerate(attachments)
        if row.media_type in _PICTURES
    }
    used = set()
    for case in data["cases"]:
        for part in case["parts"]:
            for entry in part["entries"]:
                entry["pictures"] = [row for row in entry["pictures"] if row["name"] in drawn]
                for row in entry["pictures"]:
                    used.add(row["name"])
                    row["name"] = drawn[row["name"]]
    pictures = ((drawn[row.path], load(row)) for row in attachments if row.path in used)
    return typeset.pdf(TEMPLATE, data, pictures, made_at=at)


def _data(whole: Entry, at: dt.datetime) -> dict[str, Any]:
    person = whole["person"]
    name = f"{person['given_name']} {person['family_name']}".strip()
    named = {row["path"]: row["name"] for row in whole["attachments"]}
    return {
        "title": _("The folder of {name}").format(name=name),
        "author": whole["municipality"]["name"],
        "language": translation.get_language()[:2],
        "contents": _("What is in it"),
        "beside": _("This is in the package as a file:"),
        "about": _about(whole, at),
        "cases": [
            {
                "heading": _case_heading(case),
                "parts": [
                    {
                        "heading": part.title(),
                        "entries": [_entry(part, entry, named) for entry in case[part.name]],
                    }
                    for part in parts.ALL
                    if case.get(part.name)
                ],
            }
            for case in whole["cases"]
        ],
    }


def _about(whole: Entry, at: dt.datetime) -> list[str]:
    person = whole["person"]
    made_on = date_format(at.astimezone(clock.AMSTERDAM), "j F Y, H:i")
    lines = [
        _("Made on {day} by the municipality of {municipality}.").format(
            day=made_on, municipality=whole["municipality"]["name"]
        )
    ]
    known = (
        (_("Born on {day}"), day_words(person["birth_date"])),
        (_("Phone: {day}"), person["phone"]),
        (_("E-mail: {day}"), person["email"]),
        (_("Address: {day}"), person["address"]),
    )
    lines += [words.format(day=value) for words, value in known if value]
    lines.append(_("You decide whom you show this to. Keep it in a safe place."))
    return lines


def _case_heading(case: Entry) -> str:
    about = next(iter(case.get("about", [])), None)
    if about is None:
        return _("My folder")
    if not about["own"]:
        return _("A folder in which I take part, from {day}").format(day=day_words(about["opened_on"]))
    return _("My folder from {day}").format(day=day_words(about["opened_on"]))


def _entry(part: parts.Part, entry: Entry, named: dict[str, str]) -> dict[str, Any]:
    shown = part.shown(entry)
    return {
        "heading": shown.heading,
        "facts": [list(pair) for pair in shown.facts],
        "words": list(shown.words),
        "items": list(shown.items),
        "pictures": [{"name": row.file, "words": row.words or part.title()} for row in shown.pictures],
        "file": named.get(shown.file, ""),
    }
