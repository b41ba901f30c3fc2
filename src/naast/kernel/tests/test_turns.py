"""Pages of one process are worked out in turn; what is slow to come in or large takes no turn."""

from __future__ import annotations

import io
import threading

from django.http import HttpResponse
from django.test import RequestFactory

from naast.kernel.turns import SMALL, TurnsMiddleware

WAIT = 10
"""Seconds after which a test gives up; none of them waits for it."""


class Pages:
    """A view that stops in the middle until it is let go on, and notes who is inside."""

    def __init__(self):
        self.inside, self.go_on = threading.Semaphore(0), threading.Event()
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, request):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.inside.release()
        assert self.go_on.wait(WAIT)
        with self._lock:
            self.now -= 1
        return HttpResponse(str(len(request.POST)))


def opened(pages, requests):
    middleware = TurnsMiddleware(pages)
    threads = [threading.Thread(target=middleware, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    return threads


def ended(pages, threads):
    pages.go_on.set()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads)


def test_small_requests_go_in_turn():
    pages = Pages()
    threads = opened(pages, [RequestFactory().get("/"), RequestFactory().post("/", {"a": "b"})])
    assert pages.inside.acquire(timeout=WAIT)
    ended(pages, threads)
    assert pages.most == 1


def test_a_large_one_keeps_nobody_waiting():
    pages = Pages()
    large = RequestFactory().post("/", {"a": "b" * SMALL})
    threads = opened(pages, [large, RequestFactory().get("/")])
    assert pages.inside.acquire(timeout=WAIT) and pages.inside.acquire(timeout=WAIT), "both are inside"
    ended(pages, threads)


def test_what_is_slow_to_come_in_is_read_before_the_turn():
    """A body that does not come holds its own thread only."""
    sent = threading.Event()

    class Slow(io.BytesIO):
        def read(self, *args):
            assert sent.wait(WAIT)
            return super().read(*args)

    pages = Pages()
    slow = RequestFactory().post("/", "a=b", content_type="application/x-www-form-urlencoded")
    slow._stream = Slow(b"a=b")
    first = opened(pages, [slow])
    second = opened(pages, [RequestFactory().get("/")])
    assert pages.inside.acquire(timeout=WAIT), "the other page is worked out meanwhile"
    sent.set()
    ended(pages, [*first, *second])
    assert pages.most == 1


def test_a_nonsense_length_is_left_to_who_reads_it():
    request = RequestFactory().get("/")
    request.META["CONTENT_LENGTH"] = "-1"
    assert TurnsMiddleware(lambda _request: HttpResponse("ok"))(request).content == b"ok"
