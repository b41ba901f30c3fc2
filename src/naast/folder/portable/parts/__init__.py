"""Every part of a case in the folder, in the order in which it is read."""

from __future__ import annotations

from naast.folder.portable.parts.about import About
from naast.folder.portable.parts.around import Network, Roles
from naast.folder.portable.parts.base import Part, Shown
from naast.folder.portable.parts.being_late import BeingLate
from naast.folder.portable.parts.decided import Decisions, Letters
from naast.folder.portable.parts.laid import Boards
from naast.folder.portable.parts.managing import Recordings, Skills, Steps, TakenOver
from naast.folder.portable.parts.planned import Goals, Perspective, Plans
from naast.folder.portable.parts.seen import Looks, Signals
from naast.folder.portable.parts.told import Asked, Story

ALL: tuple[Part, ...] = (
    About(),
    Story(),
    Recordings(),
    Asked(),
    Boards(),
    Roles(),
    Network(),
    Skills(),
    Perspective(),
    Goals(),
    Steps(),
    TakenOver(),
    Plans(),
    Decisions(),
    BeingLate(),
    Letters(),
    Signals(),
    Looks(),
)

BY_NAME = {part.name: part for part in ALL}

__all__ = ["ALL", "BY_NAME", "Part", "Shown"]
