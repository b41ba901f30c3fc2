"""The whole of folder.json: everything that a person may read of themselves, in the shape of the schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from naast.folder.access import places_of
from naast.folder.portable import canonical, parts, schema
from naast.folder.portable.taking import Entry, Taking, as_day, as_moment
from naast.kernel import signing
from naast.people import queries as people

HIDDEN_NUMBER = "•••••••••"
"""Stands where somebody's BSN stood in a text."""


def published() -> dict[str, Any]:
    """The JSON Schema, as it stands in docs/folder.schema.json."""
    return schema.whole((part.name, part.shape(), part.about) for part in parts.ALL)


def made(taking: Taking, *, at: dt.datetime, language: str) -> Entry:
    """folder.json of one person. Fills `taking.attachments`. Needs the scope."""
    document = {
        "format": schema.FORMAT,
        "version": schema.VERSION,
        "made_at": as_moment(at),
        "language": language[:2],
        "municipality": {
            "name": taking.municipality.name,
            "key_id": signing.key_id(signing.public_key(taking.municipality.pk)),
        },
        "person": _person(taking),
        "cases": _cases(taking),
    }
    numbers = people.known_numbers(_texts(document), taking.municipality.pk)
    document = dict(_without(document, numbers))
    return document | {"attachments": [row.described() for row in taking.attachments]}


def _person(taking: Taking) -> Entry:
    found = people.own_details(taking.actor)
    return {
        "given_name": found.given_name,
        "family_name": found.family_name,
        "birth_date": as_day(found.birth_date),
        "phone": found.phone,
        "email": found.email,
        "address": found.address,
    }


def _cases(taking: Taking) -> list[Entry]:
    """Own cases and those in which the person takes part; not those in which they only look along."""
    cases = []
    for place in places_of(taking.actor):
        if not place.tells:
            continue
        found: Entry = {}
        for part in parts.ALL:
            if (part.only_own and not place.is_own) or (part.ticked and part.ticked not in taking.chosen):
                continue
            entries = [*part.collect(taking, place), *taking.papers(place.case.id, part.name)]
            if entries:
                found[part.name] = entries
        cases.append(found)
    return cases


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _without(value: Any, numbers: set[str]) -> Any:
    """The same document with these stretches hidden (nothing to do nearly always)."""
    if not numbers:
        return value
    if isinstance(value, str):
        for number in numbers:
            value = value.replace(number, HIDDEN_NUMBER)
        return value
    if isinstance(value, dict):
        return {key: _without(inner, numbers) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, numbers) for inner in value]
    return value


def hashes(document: Entry) -> dict[str, str]:
    """SHA-256 of each part, by which a changed one can be named: `person`, `cases/1/story`, ..."""
    found = {name: value for name, value in document.items() if name != "cases"}
    for number, case in enumerate(document["cases"], start=1):
        found |= {f"cases/{number}/{name}": entries for name, entries in case.items()}
    return {name: canonical.digest(canonical.written(value)) for name, value in found.items()}
