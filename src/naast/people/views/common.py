"""What the views of this room share."""

from __future__ import annotations

import secrets


def fresh_key() -> str:
    """A key that lets a form be sent once."""
    return secrets.token_urlsafe(24)
