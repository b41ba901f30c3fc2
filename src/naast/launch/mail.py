"""The address of a mail server as one setting: ``smtp://user:password@host:587``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from naast.launch.errors import LaunchError

PLAIN, STARTTLS, TLS = "smtp+plain", "smtp", "smtps"
_PORTS = {PLAIN: 25, STARTTLS: 587, TLS: 465}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes. `starttls` and `tls` exclude each other; neither is for a server on this machine."""

    host: str = "127.0.0.1"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def server(url: str) -> Server:
    """The parts of the address; an empty one gives a server that is not used. Raises LaunchError."""
    if not url:
        return Server()
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise LaunchError(
            "NAAST_SMTP_URL is not the address of a mail server. "
            "For example smtp://user:password@mail.example.org:587 (see docs/recipes/send-messages.md)."
        )
    return Server(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == STARTTLS,
        tls=parts.scheme == TLS,
    )
