from __future__ import annotations

import io

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from naast.kernel import audit, drafts, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.kernel.locking import save_version
from naast.kernel.models import StoredFile
from naast.kernel.texts import cleaned
from naast.listen import access
from naast.listen.models.words import WORDS_LENGTH

MAX_PIXELS = 60_000_000
"""Refused beyond this before it is unpacked: a small file may hide a picture that fills the memory."""
LONGEST_SIDE = 2_400
"""A photo is made no larger than this (pixels): every word on a board stays readable."""
_KINDS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}


def photo_key(case_id: int, board_id: int) -> str:
    """The object key of the draft of the words with a photo, with its case first as of every draft."""
    return f"listen.photo:{case_id}:{board_id}"


@transaction.atomic
def lay_photo(
    *,
    actor: Actor,
    board_id: int,
    photo: tuple[str, bytes] | None,
    photo_words: str,
    words: str,
    base_version: int,
) -> None:
    """Keep a photo (name and bytes) of the real board, or leave the one that is there, with what can be
    seen on it and what is told with it, in own words.

    Raises Stale when somebody else laid or wrote this board meanwhile, Invalid for what is no photo.
    """
    board, _case = access.led_board(actor, board_id)
    if photo is None and board.photo_id is None:
        raise Invalid(_("Choose a photo of the board."), "photo")
    changes = {
        "photo_words": cleaned(photo_words, 500, "photo_words"),
        "words": cleaned(words, WORDS_LENGTH, "own_words"),
    }
    save_version(board, base_version=base_version, changes=changes, shown="words")
    if photo is not None:
        keep_photo(actor=actor, board_id=board_id, name=photo[0], content=photo[1], words=photo_words)
    drafts.drop(actor=actor, object_key=photo_key(board.case_id, board.pk))
    audit.change(actor, "listen.lay_photo", board, together=access.at_table(actor, board))


@transaction.atomic
def keep_photo(*, actor: Actor, board_id: int, name: str, content: bytes, words: str = "") -> StoredFile:
    """Keep a photo of the real board, which is a full board (M1).

    `content` is a JPEG or PNG, checked by what it is and drawn anew, so that place, time and camera stay out.
    Raises Invalid for anything else.
    """
    board, case = access.led_board(actor, board_id)
    if board.is_covered:
        raise Invalid(_("A photo shows what everybody laid. Turn the board over first."), "photo")
    words = cleaned(words, 500, "photo_words")
    if len(content) > files.MAX_BYTES:
        raise Invalid(_("This file is larger than 15 MB."), "photo")
    media_type, suffix, clean = redrawn(content)
    stem = files.safe_name(name).rsplit(".", 1)[0] or "bord"
    stored = files.store(
        case_id=case.id, ground=case.law, name=f"{stem}{suffix}", media_type=media_type, content=clean
    )
    board.photo = stored
    board.photo_words = words
    board.version += 1
    board.save(update_fields=["photo", "photo_words", "version"])
    audit.change(actor, "listen.keep_photo", board, file=stored.pk)
    return stored


def redrawn(content: bytes) -> tuple[str, str, bytes]:
    """Media type, suffix and bytes of the same picture without anything that the camera wrote beside it."""
    refused = Invalid(_("This is not a photo that we can read. Choose a JPEG or PNG file."), "photo")
    try:
        with Image.open(io.BytesIO(content), formats=list(_KINDS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Invalid(_("This photo is too large. Choose a smaller one."), "photo")
            # Many telephones write a JPEG that holds a second picture, which is opened under another name.
            kind = "PNG" if picture.format == "PNG" else "JPEG"
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refused from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh image, so that nothing of the first one's notes is written along.
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())
    out = io.BytesIO()
    clean.save(out, format=kind, quality=88, optimize=True)
    media_type, suffix = _KINDS[kind]
    return media_type, suffix, out.getvalue()
