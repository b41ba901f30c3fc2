"""Encryption of single fields and files, and the keyed hash that finds an encrypted BSN again.

AES-256-GCM with a fresh nonce per value; HMAC-SHA-256 for the hash. Keys come from the state directory
(`naast.launch.state`), never from the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


class Unreadable(ValueError):
    """The stored bytes were not made with this key, or were changed."""


def _key(name: str) -> bytes:
    return base64.b64decode(settings.NAAST_KEYS[name])


def encrypt(clear: bytes, purpose: str) -> bytes:
    """Nonce plus ciphertext. `purpose` is bound to it, so that a value cannot be moved to another column."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_key("field")).encrypt(nonce, clear, purpose.encode())


def decrypt(stored: bytes, purpose: str) -> bytes:
    """The clear bytes. Raises Unreadable when key, purpose or bytes do not fit."""
    try:
        return AESGCM(_key("field")).decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(purpose) from error


def keyed_hash(value: str, purpose: str) -> str:
    """A hex digest that finds equal values without revealing them to who lacks the key."""
    return hmac.new(_key("hash"), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()
