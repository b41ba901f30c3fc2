"""The part of a page that says whether a covered board was turned over, asked for anew every few seconds.

One for the desk and for the folder (ADR 9): whoever lays along on their own device waits for the same moment.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from naast.kernel.actors import Actor
from naast.kernel.pages import STOP_POLLING
from naast.listen import queries
from naast.listen.types import BoardView


def turning(actor: Actor, board: BoardView, *, room: str) -> dict[str, Any]:
    """The context of `listen/_turning.html`. `room`: whose pages `board` and `board_covered` these are."""
    seats = queries.seats_of(actor, board.id) if board.covered and board.leads else []
    marks = "".join(f"{seat.has_laid:d}{seat.everywhere:d}" for seat in seats)
    state = f"{board.covered:d}{board.waits:d}-{marks}"
    page, asked_at = (
        reverse(f"{room}:{name}", args=[board.case_id, board.id]) for name in ("board", "board_covered")
    )
    return {"board": board, "seats": seats, "state": state, "page": page, "asked_at": asked_at}


def turned(request: HttpRequest, found: dict[str, Any]) -> HttpResponse:
    """That part anew; nothing while it says what was seen already, so that it is not read out twice."""
    board: BoardView = found["board"]
    if board.covered and request.GET.get("state") == found["state"]:
        return HttpResponse(status=204)
    status = 200 if board.covered else STOP_POLLING
    return render(request, "listen/_turning.html", {"turning": found}, status=status)
