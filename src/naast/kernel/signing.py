"""Signing for others to check: what leaves a municipality as a file carries its Ed25519 signature.

Each municipality has a key of its own, derived (HKDF, RFC 5869) from one secret of the installation and the
municipality's number, so that no private key lies in the database. Whoever receives a file needs the public
key only; which keys somebody trusts is up to them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_KEY_BYTES = 32
_ID_LENGTH = 16


class NotAKey(ValueError):
    """This text is no Ed25519 public key in base64."""


def _private_key(municipality_id: int) -> Ed25519PrivateKey:
    secret = base64.b64decode(settings.NAAST_KEYS["folder"])
    derive = HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"naast-folder|{municipality_id}".encode())
    return Ed25519PrivateKey.from_private_bytes(derive.derive(secret))


def public_key(municipality_id: int) -> str:
    """The key with which anyone checks what this municipality signed (raw Ed25519, base64)."""
    raw = _private_key(municipality_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def sign(municipality_id: int, content: bytes) -> str:
    """The signature of a municipality under these bytes, base64."""
    return base64.b64encode(_private_key(municipality_id).sign(content)).decode()


def is_signed(public: str, content: bytes, signature: str) -> bool:
    """Whether the signature belongs to these bytes and this key. Raises NotAKey."""
    try:
        given = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(_raw(public)).verify(given, content)
    except InvalidSignature:
        return False
    return True


def key_id(public: str) -> str:
    """A short name for a key, to read out over the phone: the start of the SHA-256 of its bytes.

    Raises NotAKey.
    """
    return hashlib.sha256(_raw(public)).hexdigest()[:_ID_LENGTH]


def _raw(public: str) -> bytes:
    try:
        raw = base64.b64decode(public.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAKey(public) from error
    if len(raw) != _KEY_BYTES:
        raise NotAKey(public)
    return raw
