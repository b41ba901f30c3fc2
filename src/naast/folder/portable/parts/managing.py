from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from naast.folder.portable import schema
from naast.folder.portable.parts.base import TICKS, Part, Shown, day_words, facts, moment_words, paragraphs
from naast.folder.portable.taking import Entry, Taking, as_day, as_moment
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen.skills import ANSWERS, BY_KEY, SkillSaid
from naast.listen.sound import SUFFIXES
from naast.plan import step_queries
from naast.plan.step_terms import RESIDENT, TOGETHER, WE
from naast.plan.step_types import StepView

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival

SKILLS, RECORDINGS = "skills", "recordings"
TICKS[SKILLS] = gettext_lazy("What you said about what works for you")
TICKS[RECORDINGS] = gettext_lazy("Your recordings (this can make the file large)")


class Skills(Part):
    """What somebody says of twelve skills; only when they tick it. Words, never a number."""

    name = SKILLS
    about = "What somebody says of twelve skills, in words; only when the person ticked it."
    becomes_live = True
    only_own = False
    ticked = SKILLS

    def title(self) -> str:
        return _("What works for me")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            skill=schema.one_of(*BY_KEY),
            answer=schema.one_of("", *(code for code, _label in ANSWERS)),
            words=schema.text(1_000),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for row in listen.skills_of(taking.actor, place.case.id, taking.actor.id):
            yield {"skill": row.key, "answer": row.answer, "words": row.words}

    def shown(self, entry: Entry) -> Shown:
        answer = str(dict(ANSWERS).get(entry["answer"], ""))
        return Shown("", facts((str(BY_KEY[entry["skill"]].label), answer)), words=paragraphs(entry["words"]))

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        """Only for the person themselves: staff would have to say for them who may see it."""
        if not arrival.actor.is_resident:
            return [False] * len(entries)
        said = {row.key for row in listen.skills_of(arrival.actor, arrival.case.id, arrival.person_id)}
        found = []
        for entry in entries:
            found.append(entry["skill"] not in said)
            said.add(entry["skill"])
        return found

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        said = SkillSaid(entry["skill"], entry["answer"], entry["words"], shared=False)
        listen_actions.answer_skills(
            actor=arrival.actor, case_id=arrival.case.id, person_id=arrival.person_id, said=[said]
        )
        arrival.keep(self.name, entry, lives_on=True)


class Recordings(Part):
    """What was told aloud; only when the person ticks it."""

    name = RECORDINGS
    about = "Recordings beside the story, with what was written out; only when the person ticked it."
    becomes_live = True
    only_own = False
    ticked = RECORDINGS

    def title(self) -> str:
        return _("My recordings")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            municipality=schema.text(100),
            kept_at=schema.moment(),
            by=schema.text(150),
            words=schema.text(about="What is said in it, written out; may be empty."),
            file=schema.file(),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for number, row in enumerate(
            listen.recordings_of(taking.actor, place.case.id, taking.actor.id), start=1
        ):
            recording_id = row.id

            def load(recording_id: int = recording_id) -> tuple[str, bytes]:
                return listen.sound_of(taking.actor, place.case.id, recording_id)

            suffix = SUFFIXES.get(load()[0], "")
            yield {
                **taking.where(),
                "kept_at": as_moment(row.kept_at),
                "by": row.kept_by,
                "words": row.words,
                "file": taking.keep_read(f"opname-{number}{suffix}", load),
            }

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            _("Recording of {day}").format(day=moment_words(entry["kept_at"])),
            facts((_("Municipality"), entry["municipality"]), (_("By"), entry["by"])),
            words=paragraphs(entry["words"]),
            file=entry.get("file", ""),
        )

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        return [True] * len(entries)

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        listen_actions.keep_recording(
            actor=arrival.actor,
            case_id=arrival.case.id,
            person_id=arrival.person_id,
            content=arrival.read(entry["file"]),
            words=entry["words"],
        )
        arrival.keep(self.name, entry, lives_on=True)


class Steps(Part):
    """The small steps as they stood. An agreement of another municipality is to read only."""

    name = "steps"
    about = "The small steps as they stood, with who did them then. To read only elsewhere."

    def title(self) -> str:
        return _("My steps")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            municipality=schema.text(100),
            words=schema.text(300),
            goal=schema.text(1_000),
            who=schema.one_of(RESIDENT, TOGETHER, WE),
            name=schema.text(150, "Who does it, when that is one person and it was safe to name them."),
            since=schema.day(),
            by_when=schema.day(),
            done_on=schema.day(),
            done_words=schema.text(500),
            smaller_of=schema.text(300, "The step that this one was split from."),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for view in step_queries.steps_of(place.case.id, to_resident=True):
            yield from _steps(taking, view, "")

    def shown(self, entry: Entry) -> Shown:
        who = {
            RESIDENT: pgettext("a step", "by myself"),
            TOGETHER: pgettext("a step", "together"),
            WE: pgettext("a step", "by whoever helps me"),
        }
        return Shown(
            "",
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("Goal"), entry["goal"]),
                (_("Part of"), entry["smaller_of"]),
                (_("Who does it"), ", ".join(part for part in (who[entry["who"]], entry["name"]) if part)),
                (_("By when"), day_words(entry["by_when"])),
                (_("Done on"), day_words(entry["done_on"])),
                (_("How it went"), entry["done_words"]),
            ),
            words=(entry["words"],),
        )


def _steps(taking: Taking, view: StepView, above: str) -> Iterable[Entry]:
    step = view.step
    yield {
        **taking.where(),
        "words": step.words,
        "goal": view.goal,
        "who": step.who,
        "name": view.name,
        "since": as_day(step.who_since),
        "by_when": as_day(step.by_when),
        "done_on": as_day(step.done_on),
        "done_words": step.done_words,
        "smaller_of": above,
    }
    for smaller in view.smaller:
        yield from _steps(taking, smaller, step.words)


class TakenOver(Part):
    """What was done for the person for a while, on what ground and until when."""

    name = "taken_over"
    about = "What was taken over for a while: on what ground, why, from and until. To read only elsewhere."

    def title(self) -> str:
        return _("What was taken over for me")

    def shape(self) -> dict[str, Any]:
        return schema.record(
            municipality=schema.text(100),
            what=schema.text(300),
            basis=schema.text(600),
            reason=schema.text(600),
            from_on=schema.day(),
            until_on=schema.day(),
            ended_on=schema.day(),
            ended_because=schema.text(500),
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        for row in step_queries.taking_over_of(place.case.id, to_resident=True):
            yield {
                **taking.where(),
                "what": row.what,
                "basis": ". ".join(part for part in (row.basis_label, row.basis_words) if part),
                "reason": ". ".join(part for part in (row.reason_label, row.reason_words) if part),
                "from_on": as_day(row.from_on),
                "until_on": as_day(row.until_on),
                "ended_on": as_day(row.ended_on),
                "ended_because": row.ended_because,
            }

    def shown(self, entry: Entry) -> Shown:
        return Shown(
            "",
            facts(
                (_("Municipality"), entry["municipality"]),
                (_("Ground"), entry["basis"]),
                (_("Why"), entry["reason"]),
                (_("From"), day_words(entry["from_on"])),
                (_("Until"), day_words(entry["until_on"])),
                (_("Ended on"), day_words(entry["ended_on"])),
                (_("Why it ended"), entry["ended_because"]),
            ),
            words=(entry["what"],),
        )
