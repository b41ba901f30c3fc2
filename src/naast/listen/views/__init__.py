"""Pages of listening."""

from naast.listen.views.around import network, network_person, roles
from naast.listen.views.board import add_photo, board, choose, lay, photo, start
from naast.listen.views.skills import skills, stress
from naast.listen.views.story import delete_recording, delete_story, fragments, play, recordings
from naast.listen.views.words import first, overview, request_and_wish, story

__all__ = [
    "add_photo",
    "board",
    "choose",
    "delete_recording",
    "delete_story",
    "first",
    "fragments",
    "lay",
    "network",
    "network_person",
    "overview",
    "photo",
    "play",
    "recordings",
    "request_and_wish",
    "roles",
    "skills",
    "start",
    "story",
    "stress",
]
