"""What other rooms may know of a marked piece of a story and of a recording."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

GOAL, OBSTACLE, SIGNAL = "goal", "obstacle", "signal"


@dataclass(frozen=True, slots=True)
class FragmentLinkFacts:
    """Beside what a piece is shown. `target_id` is the id of that goal, obstacle or signal."""

    id: int
    kind: str
    kind_label: str
    target_id: int


@dataclass(frozen=True, slots=True)
class FragmentFacts:
    """A piece of somebody's story in the words as they were. `still_there`: the story holds them today too.

    `told_on` is the day of the version it stands in.
    """

    id: int
    person_id: int
    who: str
    text: str
    told_on: dt.date
    version_number: int
    marked_at: dt.datetime
    marked_by: str
    still_there: bool
    links: tuple[FragmentLinkFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """A recording beside a story. Its sound is asked for by its id; its name and size say nothing."""

    id: int
    person_id: int
    words: str
    kept_at: dt.datetime
    kept_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody reads along now: who types, at the latest until when."""

    by: str
    until_at: dt.datetime


@dataclass(frozen=True, slots=True)
class BeingTyped:
    """What is read along: what was typed since it was opened, or else (`is_typed` False) what is kept."""

    sitting: Sitting
    text: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class DeletionFacts:
    """That a story was deleted, or one recording: when, by whom, and how it was asked when staff did it.

    `recording_id`: which recording it was; None when it was the whole story.
    """

    deleted_at: dt.datetime
    by: str
    by_self: bool
    asked: str
    recording_id: int | None = None

    @property
    def is_story(self) -> bool:
        return self.recording_id is None
