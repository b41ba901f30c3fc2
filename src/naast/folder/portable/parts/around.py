from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.folder.portable import schema
from naast.folder.portable.parts.base import Part, Shown, facts
from naast.folder.portable.taking import Entry, Taking
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen.around import KINDS, NOT_ASKED, RINGS, WHENS, YES, NetworkSaid

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival

INTEREST = "interest"


class Roles(Part):
    """What somebody is to others, was, or wants to be; and what they like."""

    name = "roles"
    about = "Roles that somebody had, has or wishes for, and what they like, in own words."
    becomes_live = True
    only_own = False

    def title(self) -> str:
        return _("My roles, and what I like")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            kind=schema.one_of(*(code for code, _label in WHENS), INTEREST), words=schema.text(200)
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        found = listen.roles_of(taking.actor, place.case.id, taking.actor.id)
        yield from ({"kind": role.when, "words": role.words} for role in found.roles)
        yield from ({"kind": INTEREST, "words": liked.words} for liked in found.interests)

    def shown(self, entry: Entry) -> Shown:
        kinds = {code: str(label) for code, label in WHENS} | {INTEREST: _("What I like")}
        return Shown("", facts((kinds[entry["kind"]].capitalize(), entry["words"])))

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        return [True] * len(entries)

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        whose = {
            "actor": arrival.actor,
            "case_id": arrival.case.id,
            "person_id": arrival.person_id,
            "words": entry["words"],
        }
        if entry["kind"] == INTEREST:
            listen_actions.add_interest(**whose)
        else:
            listen_actions.add_role(**whose, when=entry["kind"])
        arrival.keep(self.name, entry, lives_on=True)


class Network(Part):
    """The people around somebody: what the person wrote themselves, and who consented."""

    name = "network"
    about = (
        "The people around somebody, as the person wrote it themselves, or with the consent of who it is "
        "about. A name and a phone number stand there only with that consent."
    )
    becomes_live = True
    only_own = False

    def title(self) -> str:
        return _("The people around me")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            description=schema.text(80),
            name=schema.text(120),
            phone=schema.text(40),
            near=schema.one_of(*(code for code, _label in RINGS)),
            kind=schema.one_of(*(code for code, _label in KINDS)),
            does=schema.text(1_000),
            gets=schema.text(1_000),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for row in listen.network_of(taking.actor, place.case.id, taking.actor.id):
            if row.by_person or row.consent == YES:
                yield {
                    "description": row.description,
                    "name": row.name,
                    "phone": row.phone,
                    "near": row.near,
                    "kind": row.kind,
                    "does": row.does,
                    "gets": row.gets,
                }

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            entry["name"] or entry["description"],
            facts(
                (_("Who it is"), entry["description"] if entry["name"] else ""),
                (_("How near"), dict(RINGS)[entry["near"]]),
                (_("How I know them"), dict(KINDS)[entry["kind"]]),
                (_("Phone"), entry["phone"]),
                (_("What they do for me"), entry["does"]),
                (_("What I do for them"), entry["gets"]),
            ),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        return [True] * len(entries)

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        """Consent is noted anew, on the day on which it is brought in and by whom."""
        named = bool(entry["name"] or entry["phone"])
        said = NetworkSaid(
            description=entry["description"],
            near=entry["near"],
            kind=entry["kind"],
            does=entry["does"],
            gets=entry["gets"],
            consent=YES if named else NOT_ASKED,
            name=entry["name"],
            phone=entry["phone"],
        )
        listen_actions.add_network_person(
            actor=arrival.actor, case_id=arrival.case.id, person_id=arrival.person_id, said=said
        )
        arrival.keep(self.name, entry, lives_on=True)
