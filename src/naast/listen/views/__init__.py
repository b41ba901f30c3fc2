"""Pages of listening."""

from naast.listen.views.board import add_photo, board, choose, lay, photo, start
from naast.listen.views.words import first, overview, request_and_wish, story

__all__ = [
    "add_photo",
    "board",
    "choose",
    "first",
    "lay",
    "overview",
    "photo",
    "request_and_wish",
    "start",
    "story",
]
