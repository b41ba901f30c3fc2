"""Two requests at the same moment, of which the second has to wait for the first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection

STARTED = 1
"""Seconds in which the second request surely comes to where it waits for the first."""


def sent_at_once(
    inside: Callable[[], AbstractContextManager[Any]],
    first: Callable[[], object],
    second: Callable[[], object] | None = None,
) -> list[Exception]:
    """Send the second, or the first again, while the first is being kept; gives what went wrong with it.

    `inside` opens a transaction in the scope of the municipality. For `django_db(transaction=True)` only.
    """
    problems: list[Exception] = []

    def send_too() -> None:
        try:
            with inside():
                (second or first)()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    other = threading.Thread(target=send_too)
    with inside():
        first()
        other.start()
        other.join(timeout=STARTED)
        assert other.is_alive(), "the second waits until the first is kept"
    other.join(timeout=30)
    return problems
