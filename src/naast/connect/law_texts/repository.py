"""The official repository of law texts, file by file, from one address and never from another.

What it answers is not trusted: it has a limit in bytes and in seconds, is followed nowhere, and is refused by
name when it is something else than the file that was asked.
"""

from __future__ import annotations

import ipaddress
import re
import ssl
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, socket
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from naast.connect.law_texts.xml import MOST_BYTES, Refused

SECONDS_OF_SILENCE = 20.0
SECONDS_TOGETHER = 120.0
"""The largest law takes 3 MB: a slow line brings it within a minute."""
PIECE = 64 * 1024
PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*")
ASKED_WITH = {
    "Accept": "application/xml, text/xml",
    "Accept-Encoding": "identity",
    "User-Agent": "Naast (law texts)",
}


class NotReached(Refused):
    """The repository does not answer at all, so that the next file need not be tried."""


class Repository:
    """Files below one address, such as `https://repository.officiele-overheidspublicaties.nl`."""

    def __init__(
        self, address: str, *, silence: float = SECONDS_OF_SILENCE, together: float = SECONDS_TOGETHER
    ) -> None:
        """Raises ImproperlyConfigured for an address that is not safe to fetch from."""
        self._at = _checked(address)
        self._silence, self._together = silence, together

    def address_of(self, path: str) -> str:
        """The whole address of a file. Raises Refused for a path that would lead elsewhere."""
        if not PATH.fullmatch(path):
            raise Refused(
                _("The name of a file of this law cannot be right: %(name)s.") % {"name": path[:80]}
            )
        return f"{self._at.geturl()}/{path}"

    def fetch(self, path: str, *, most: int = MOST_BYTES) -> bytes:
        """The bytes of a file. Raises Refused when it is not there, too large, too slow, or not whole, and
        NotReached when nobody answers."""
        target = urlsplit(self.address_of(path)).path
        refusal = None
        with _Line(self._connection(), self._together) as line:
            try:
                content = line.get(target, most)
            except Refused as error:
                refusal = error
            except (OSError, HTTPException, ValueError) as error:
                refusal = _refusal(error)
        # Cut off by us: whatever it looked like, it was too slow.
        if line.late.is_set():
            raise NotReached(_too_slow())
        if refusal is not None:
            raise refusal
        return content

    def _connection(self) -> HTTPConnection:
        host = self._at.hostname or ""
        if self._at.scheme == "http":
            return HTTPConnection(host, self._at.port, timeout=self._silence)
        context = ssl.create_default_context()
        return HTTPSConnection(host, self._at.port, timeout=self._silence, context=context)


def _checked(address: str) -> SplitResult:
    """Only https; plain http to this machine itself, where nobody else can listen or answer."""
    try:
        parts = urlsplit(address.rstrip("/"))
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"NAAST_LAW_REPOSITORY is no address: {address}") from error
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"NAAST_LAW_REPOSITORY is no plain address: {address}")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)):
        return parts
    raise ImproperlyConfigured(f"NAAST_LAW_REPOSITORY must begin with https://: {address}")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Line:
    """One line to the repository, cut after some seconds: a letter now and then is never a long silence."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self.late = threading.Event()
        self._connection = connection
        self._socket: socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Line:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        self._connection.close()

    def get(self, target: str, most: int) -> bytes:
        self._connection.connect()
        # The connection forgets its socket as soon as the other side says that it will close.
        self._socket = self._connection.sock
        self._connection.request("GET", target, headers=ASKED_WITH)
        with self._connection.getresponse() as answer:
            return self._whole(answer, most)

    def _whole(self, answer: HTTPResponse, most: int) -> bytes:
        if answer.status != 200:
            raise Refused(_status_words(answer))
        if answer.getheader("Content-Encoding", "identity").strip().casefold() not in ("", "identity"):
            raise Refused(_("The register answered in a form that we did not ask for."))
        announced = answer.length
        if announced is not None and announced > most:
            raise Refused(_too_large(most))
        pieces, size = [], 0
        while not self.late.is_set() and (piece := answer.read1(PIECE)):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise Refused(_too_large(most))
        if announced is not None and size < announced:
            raise Refused(_("The file broke off on the way."))
        return b"".join(pieces)

    def _cut(self) -> None:
        self.late.set()
        if self._socket is not None:
            # Past the TLS layer, which another thread is reading from.
            with suppress(OSError):
                socket.shutdown(self._socket, SHUT_RDWR)


def _status_words(answer: HTTPResponse) -> str:
    if 300 <= answer.status < 400:
        return _("The register points at another address. We fetch from one address only.")
    if answer.status in (404, 410):
        return _("The register does not have this file.")
    return _("The register answered with %(status)s instead of the file.") % {"status": answer.status}


def _too_large(most: int) -> str:
    return _("This file is larger than %(most)s MB.") % {"most": most // 1024**2}


def _too_slow() -> str:
    return _("It took too long to fetch this file. Try again later.")


def _refusal(error: Exception) -> Refused:
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotReached(
            _("The register could not prove that it is the register (its certificate is not right).")
        )
    if isinstance(error, TimeoutError):
        return NotReached(_too_slow())
    if isinstance(error, HTTPException | ValueError):
        return Refused(
            _("The register gave an answer that cannot be read, or the file broke off on the way.")
        )
    return NotReached(_("The register could not be reached. Try again later."))
