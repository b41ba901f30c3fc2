"""Which kind of sound a file is, by what stands in it and not by its name or what a browser says."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

_MP4_HANDLER = re.compile(rb"hdlr.{8}(soun|vide)", re.DOTALL)
_MP4_BRANDS = frozenset(
    {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash"}
)
_OGG_SOUND = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_WEBM_SOUND, _WEBM_PICTURE = (b"A_OPUS", b"A_VORBIS"), (b"V_VP8", b"V_VP9", b"V_AV1")
_BEGINNING = 65_536
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")

SUFFIXES = {
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/wav": ".wav",
    "audio/webm": ".webm",
}
"""The kinds that are taken, and the end of the name that we give them ourselves."""


def kind_of(content: bytes) -> str | None:
    """The media type, or None for anything that is not one of these kinds of sound, film among them."""
    head = content[:_BEGINNING]
    if head[:4] == b"OggS":
        return "audio/ogg" if any(mark in head[:512] for mark in _OGG_SOUND) else None
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav" if b"fmt " in head[12:4096] else None
    if head[4:8] == b"ftyp":
        handlers = set(_MP4_HANDLER.findall(content))
        return "audio/mp4" if head[8:12] in _MP4_BRANDS and handlers == {b"soun"} else None
    if head[:4] == b"\x1a\x45\xdf\xa3":
        is_sound = b"webm" in head[:64] and any(mark in head for mark in _WEBM_SOUND)
        return "audio/webm" if is_sound and not any(mark in head for mark in _WEBM_PICTURE) else None
    return "audio/mpeg" if _is_mp3_frame(head, _behind_id3(content)) else None


def _behind_id3(content: bytes) -> bytes:
    """The first bytes of sound behind a label that a player may have put before it."""
    if content[:3] != b"ID3" or len(content) < 10 or any(part > 0x7F for part in content[6:10]):
        return content[:4]
    size = sum(part << shift for part, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    return content[10 + size : 10 + size + 2048].lstrip(b"\0")[:4]


def _is_mp3_frame(head: bytes, frame: bytes) -> bool:
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return False
    version, layer = frame[1] >> 3 & 3, frame[1] >> 1 & 3
    bitrate, rate = frame[2] >> 4, frame[2] >> 2 & 3
    return version != 1 and layer == 1 and bitrate not in {0, 15} and rate != 3 and len(head) > len(frame)


def played(request: HttpRequest, media_type: str, content: bytes) -> HttpResponse:
    """The sound, or the stretch of it that a player asks for when somebody moves to another place in it."""
    asked = request.headers.get("Range", "")
    found = _RANGE.fullmatch(asked.strip()) if asked else None
    if found is None or found[1] == found[2] == "":
        response = HttpResponse(content, content_type=media_type)
    else:
        size = len(content)
        first = int(found[1]) if found[1] else max(0, size - int(found[2]))
        last = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
        if first > last:
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{size}"
            return refused
        response = HttpResponse(content[first : last + 1], content_type=media_type, status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    return response
