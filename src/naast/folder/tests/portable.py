"""Taking a folder along and bringing it in, as the worker and the pages do it, in a few words."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.standing import Standing, make_resident

from naast.folder.portable import actions, canonical, document, making, queries
from naast.kernel import clock, signing
from naast.kernel.actors import Actor
from naast.people import actions as people


def taken(standing: Standing, actor: Actor, chosen: tuple[str, ...] = ()) -> tuple[bytes, bytes]:
    """The zip and the PDF of somebody's folder."""
    here = actor.municipality_id == standing.municipality.pk
    municipality = standing.municipality if here else standing.other
    with standing.inside(municipality):
        package_id = actions.ask_package(actor=actor, chosen=chosen)
    making.make(actor.municipality_id, package_id)
    with standing.inside(municipality):
        found = queries.package_for(actor)
        assert found is not None and found.is_ready, found
        parts = [b"".join(queries.bytes_of_package(actor, package_id, part)[1]) for part in ("zip", "pdf")]
    return parts[0], parts[1]


def folder_in(package: bytes) -> dict[str, Any]:
    """folder.json of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return json.loads(archive.read("folder.json"))


def neighbour(
    standing: Standing, given_name: str = "Rosa", family_name: str = "Proefpersoon"
) -> tuple[int, Actor]:
    """A case of the other municipality for somebody, and their login there."""
    with standing.inside(standing.other):
        person = people.add_person(actor=standing.outsider, given_name=given_name, family_name=family_name)
        case = people.open_case(actor=standing.outsider, person_id=person.pk, law="wmo", intake_kind="report")
        people.tell_what_happens(actor=standing.outsider, case_id=case.pk, person_id=person.pk)
        return case.pk, make_resident(standing.other, person.pk)


def received(standing: Standing, actor: Actor, case_id: int, package: bytes) -> int:
    """A package that was checked, in the other municipality."""
    with standing.inside(standing.other):
        return actions.receive(
            actor=actor,
            case_id=case_id,
            source=io.BytesIO(package),
            size=len(package),
            consent_of="Rosa zelf, aan tafel",
            consent_on=clock.today(),
        )


def brought(standing: Standing, actor: Actor, case_id: int, package: bytes) -> int:
    """A package that was brought in, in the other municipality."""
    brought_id = received(standing, actor, case_id, package)
    with standing.inside(standing.other):
        actions.bring_in(actor=actor, case_id=case_id, brought_id=brought_id, same_person=True)
    return brought_id


def repacked(package: bytes, change: Any = None, files: dict[str, bytes] | None = None) -> bytes:
    """The same package with something else in it: `change(name, content)` gives what stands there instead."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(name, content) if change else content)
        for name, content in (files or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def signed(content: dict) -> dict[str, bytes]:
    """folder.json and signature.json of a stranger who signs whatever they like."""
    secret = Ed25519PrivateKey.generate()
    public = base64.b64encode(secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    folder = canonical.written(content)
    signature = {
        "format": "naast-folder-signature",
        "version": 1,
        "algorithm": "Ed25519",
        "municipality": "Nergenshuizen",
        "public_key": public,
        "key_id": signing.key_id(public),
        "signature": base64.b64encode(secret.sign(folder)).decode(),
        "parts": document.hashes(content),
    }
    return {"folder.json": folder, "signature.json": canonical.written(signature)}


def resigned(package: bytes, content: dict) -> bytes:
    made = signed(content)
    return repacked(package, lambda name, before: made.get(name, before))
