"""A browser that sends and fetches large files, as slowly as one likes, and holds none of them in memory."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

HOST = "127.0.0.1"
STRETCH = 64 * 1024
_BOUNDARY = "naast-benchmark-boundary"
PATIENCE = 600.0
"""Seconds that the visitor waits for an answer."""


@dataclass(frozen=True)
class Answer:
    """An answer of the web server; `status` 0: none came."""

    status: int
    text: str = ""
    location: str = ""


class Pace:
    """Keeps a stream at so many bytes a second; None: as fast as it goes."""

    def __init__(self, speed: int | None) -> None:
        self.speed, self.began, self.done = speed, time.monotonic(), 0

    def passed(self, length: int) -> None:
        self.done += length
        if self.speed:
            time.sleep(max(0.0, self.began + self.done / self.speed - time.monotonic()))


class Browser:
    """Somebody with a session."""

    def __init__(self, port: int, session: str, form_token: str) -> None:
        self.port = port
        self.headers = {"Cookie": f"sessionid={session}", "X-CSRFToken": form_token}

    def get(self, path: str) -> Answer:
        return self._asked("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, urlencode(fields).encode(), kind)

    def wait_for(self, pattern: str, path: str, *, goes_on: str, seconds: float) -> str:
        """Ask a page twice a second until something stands in it, as long as `goes_on` does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            text = self.get(path).text
            found = re.search(pattern, text)
            if found:
                return found[0]
            if goes_on not in text:
                break
            time.sleep(0.5)
        raise RuntimeError(f"{pattern} does not appear on {path}")

    def fetch(self, path: str, into: Path, *, speed: int | None = None) -> Answer:
        """Save a file."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        connection.request("GET", path, headers=self.headers)
        answer, pace = connection.getresponse(), Pace(speed)
        with into.open("wb") as out:
            while stretch := answer.read(STRETCH):
                out.write(stretch)
                pace.passed(len(stretch))
        connection.close()
        return Answer(answer.status)

    def send(self, path: str, field: str, file: Path, *, speed: int | None = None) -> Answer:
        """Send a file as a form does."""
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{file.name}"\r\n'
            "Content-Type: application/zip\r\n\r\n"
        ).encode()
        tail = f"\r\n--{_BOUNDARY}--\r\n".encode()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        connection.putrequest("POST", path)
        for name, value in self.headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
        connection.putheader("Content-Length", str(len(head) + file.stat().st_size + len(tail)))
        try:
            connection.endheaders(head)
            with file.open("rb") as source:
                _sent(connection, source, Pace(speed))
            connection.send(tail)
            return _read(connection)
        except OSError as problem:
            return Answer(0, f"{type(problem).__name__}: {problem}")
        finally:
            connection.close()

    def _asked(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, self.headers | (more or {}))
            return _read(connection)
        except (OSError, http.client.HTTPException) as problem:
            return Answer(0, f"{type(problem).__name__}: {problem}")
        finally:
            connection.close()


def _sent(connection: http.client.HTTPConnection, source: IO[bytes], pace: Pace) -> None:
    while stretch := source.read(STRETCH):
        connection.send(stretch)
        pace.passed(len(stretch))


def _read(connection: http.client.HTTPConnection) -> Answer:
    try:
        answer = connection.getresponse()
    except http.client.HTTPException as problem:
        return Answer(0, f"{type(problem).__name__}: {problem}")
    text = answer.read().decode("utf-8", "replace")
    return Answer(answer.status, text, answer.getheader("Location") or "")
