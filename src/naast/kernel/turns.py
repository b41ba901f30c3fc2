"""One request of a process is worked out at a time; who is slow to send or to fetch keeps nobody waiting.

Threads are there for slow connections (`launch/gunicorn_settings.py`). When several of them work a page out
at once they take the processor from each other, and every page becomes slower than when they go in turn. So
what was sent is read first, then a page waits for its turn, and what is sent back leaves after it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

SMALL = 64 * 1024
"""Bytes. A request that sends more is read while it is worked out, and so takes no turn."""

_turn = threading.Lock()


class TurnsMiddleware:
    """Outermost: everything that asks the database stands inside a turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_small(request):
            return self._get_response(request)
        # Kept with the request; whoever needs what cannot be read says so.
        with contextlib.suppress(UnreadablePostError, RequestDataTooBig):
            _read_now = request.body
        with _turn:
            return self._get_response(request)


def _is_small(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return str(length).isdecimal() and int(length) <= SMALL
