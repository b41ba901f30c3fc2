from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.folder.portable import schema
from naast.folder.portable.parts.base import Part, Shown, facts, moment_words, paragraphs
from naast.folder.portable.taking import Entry, Taking, as_moment
from naast.listen import actions as listen_actions
from naast.listen import queries as listen

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival


class Story(Part):
    """The story as it stands, and everything that it once was."""

    name = "story"
    about = "The story in the person's own words, with every earlier version: who wrote it and when."
    becomes_live = True
    only_own = False

    def title(self) -> str:
        return _("My story")

    def shape(self) -> dict[str, Any]:
        version = schema.record(
            number={"type": "integer", "minimum": 1},
            text=schema.text(),
            written_at=schema.moment(),
            by=schema.text(150),
        )
        return schema.record(
            municipality=schema.text(100),
            text=schema.text(about="As it stands."),
            written_at=schema.moment(),
            by=schema.text(150, "Who wrote last; a function where a name was not safe."),
            versions=schema.each(version, "Newest first."),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        versions = listen.story_versions(taking.actor, place.case.id, taking.actor.id)
        now = listen.story_now(place.case.id, taking.actor.id, versions)
        if now is None:
            return
        yield {
            **taking.where(),
            "text": now.text,
            "written_at": as_moment(now.written_at),
            "by": now.by,
            "versions": [
                {
                    "number": row.number,
                    "text": row.text,
                    "written_at": as_moment(row.written_at),
                    "by": row.by,
                }
                for row in versions
            ],
        }

    def shown(self, entry: Entry) -> Shown:
        earlier = [
            _("{day}, {who}: {text}").format(
                day=moment_words(row["written_at"]), who=row["by"], text=row["text"] or _("(empty)")
            )
            for row in entry["versions"][1:]
        ]
        return Shown(
            _("As it stands in {name}").format(name=entry["municipality"]),
            facts((_("Last changed"), moment_words(entry["written_at"])), (_("By"), entry["by"])),
            words=paragraphs(entry["text"]),
            items=tuple(_("Earlier, {words}").format(words=words) for words in earlier),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        free = self.name not in arrival.filled and not listen.story_versions(
            arrival.actor, arrival.case.id, arrival.person_id
        )
        found = []
        for entry in entries:
            found.append(free and bool(entry["text"].strip()))
            free = free and not found[-1]
        return found

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        listen_actions.write_story(
            actor=arrival.actor,
            case_id=arrival.case.id,
            person_id=arrival.person_id,
            text=entry["text"],
            base_version=0,
        )
        arrival.keep(self.name, entry)


class Asked(Part):
    """What was asked, and the wish behind it."""

    name = "request"
    about = "What the person asked, and what they want."
    becomes_live = True

    def title(self) -> str:
        return _("What I ask and want")

    def shape(self) -> dict[str, Any]:
        return schema.record(request=schema.text(5_000), wish=schema.text(5_000))

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        found = listen.request_and_wish(place.case.id)
        if found is not None and (found.request or found.wish):
            yield {"request": found.request, "wish": found.wish}

    def shown(self, entry: Entry) -> Shown:
        return Shown("", facts((_("What I ask"), entry["request"]), (_("What I want"), entry["wish"])))

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        now = listen.request_and_wish(arrival.case.id)
        free = arrival.is_own and self.name not in arrival.filled and not (now and (now.request or now.wish))
        return [free and number == 0 for number, _entry in enumerate(entries)]

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        listen_actions.say_request(
            actor=arrival.actor, case_id=arrival.case.id, request=entry["request"], wish=entry["wish"]
        )
        arrival.keep(self.name, entry, lives_on=True)
