"""Recordings: known by what is in them, kept sealed, played to who may read the story, a look each time."""

from __future__ import annotations

import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent, StoredFile
from naast.listen import actions, queries, sound
from naast.listen.models import Recording

pytestmark = pytest.mark.django_db


def wav(samples: int = 400) -> bytes:
    """A recording of silence that any player plays."""
    data = b"\x00\x00" * samples
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp4(handler: bytes, brand: bytes = b"M4A ") -> bytes:
    return b"\0\0\0\x14ftyp" + brand + b"\0\0\0\0" * 2 + b"\0\0\0\x21hdlr" + b"\0" * 8 + handler + b"\0" * 40


MP3_FRAME = b"\xff\xfb\x90\x64" + b"\0" * 413
OGG = b"OggS\0\x02" + b"\0" * 22 + b"OpusHead" + b"\x01\x01" + b"\0" * 60
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 30 + b"\x86\x86A_OPUS" + b"\0" * 40


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (wav(), "audio/wav"),
        (OGG, "audio/ogg"),
        (MP3_FRAME * 3, "audio/mpeg"),
        (b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + MP3_FRAME * 2, "audio/mpeg"),
        (mp4(b"soun"), "audio/mp4"),
        (WEBM, "audio/webm"),
        (mp4(b"vide", b"isom"), None),
        (mp4(b"soun", b"isom") + mp4(b"vide", b"isom"), None),
        (WEBM.replace(b"A_OPUS", b"V_VP8\0"), None),
        (OGG.replace(b"OpusHead", b"\x80theora\0"), None),
        (b"RIFF\0\0\0\0WEBP" + b"\0" * 40, None),
        (b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"MZ" + b"\0" * 300, None),
        (b"\xff\xd8\xff\xe0" + b"\0" * 300, None),
        (b"<html><script>alert(1)</script>", None),
        (b"\xff\xfb\x90\x64", None),
        (b"", None),
    ],
)
def test_what_it_is_says_its_content(content, kind):
    assert sound.kind_of(content) == kind


def keep(home, actor, content=None, person_id=None, words=""):
    return actions.keep_recording(
        actor=actor,
        case_id=home.standing.case_id,
        person_id=person_id or home.owner_id,
        content=wav() if content is None else content,
        words=words,
    )


def test_it_is_kept_sealed_without_its_name_and_once(home):
    with home.standing.inside():
        recording = keep(home, home.standing.worker)
        assert keep(home, home.standing.worker).pk == recording.pk
        stored = StoredFile.objects.get()
        assert (stored.name, stored.media_type) == ("opname.wav", "audio/wav")
        assert b"RIFF" not in bytes(stored.sealed_bytes) and stored.clear_bytes() == wav()
        (facts,) = queries.recordings_of(home.standing.resident, home.standing.case_id, home.owner_id)
        assert (facts.words, facts.kept_by) == ("", "Wilma Worker")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"RIFF" + b"\0" * 15 * 1024 * 1024])
def test_what_is_no_recording_or_too_large_is_refused(home, content):
    with home.standing.inside(), pytest.raises(Invalid):
        keep(home, home.standing.worker, content)
    with home.standing.inside():
        assert not StoredFile.objects.exists()


def test_nobody_keeps_one_for_somebody_else(home):
    standing = home.standing
    reader = standing.add_reader("professional")
    with standing.inside():
        with pytest.raises(NotVisible):
            keep(home, home.partner)
        with pytest.raises(NotVisible):
            keep(home, standing.colleague)
        with pytest.raises(NotAllowed):
            keep(home, reader)


def test_written_out_later_by_two_at_once(home):
    standing = home.standing
    with standing.inside():
        recording = keep(home, standing.worker)
        given = {"case_id": standing.case_id, "recording_id": recording.pk, "base_version": 1}
        with pytest.raises(NotVisible):
            actions.write_out(actor=home.partner, words="x", **given)
        actions.write_out(actor=standing.resident, words="Ik vertel het zo.", **given)
        actions.write_out(actor=standing.resident, words="Ik vertel het zo.", **given)
        with pytest.raises(Stale) as refused:
            actions.write_out(actor=standing.worker, words="Anders.", **given)
        assert refused.value.theirs == "Ik vertel het zo."
        assert Recording.objects.get().words == "Ik vertel het zo."


def address(home):
    return f"/casus/{home.standing.case_id}/luisteren/verhaal/{home.owner_id}/opnamen/"


def test_the_page_keeps_plays_and_gives_back_what_was_typed(home):
    standing = home.standing
    browser = standing.client(standing.worker)
    secret = "geheim-verhaal-van-rosa.wav"
    refused = browser.post(
        address(home),
        {"do": "keep", "sound": SimpleUploadedFile(secret, b"%PDF"), "words": "Zij <b>zegt</b>"},
    )
    assert refused.status_code == 422 and "Zij &lt;b&gt;zegt" in refused.content.decode()
    sent = {"do": "keep", "words": "", "sound": SimpleUploadedFile(secret, wav(), "text/html")}
    assert browser.post(address(home), sent).status_code == 302
    page = browser.get(address(home)).content.decode()
    assert "<audio" in page and "geheim-verhaal" not in page and "Nog niet uitgeschreven" in page
    with standing.inside():
        recording = Recording.objects.get()
        assert "geheim" not in str(list(AuditEvent.objects.values_list("detail", "verb")))
        assert "geheim" not in str(list(StoredFile.objects.values_list("name", flat=True)))
    words = {"do": "words", "recording": recording.pk, "version": "1", "words": "Rosa vertelt."}
    assert browser.post(address(home), words).status_code == 302
    stale = browser.post(address(home), words | {"words": "Heel anders."})
    held = stale.content.decode()
    assert stale.status_code == 409 and "Rosa vertelt." in held and "Heel anders." in held
    too_long = browser.post(address(home), words | {"words": "x" * 100_001})
    assert too_long.status_code == 422
    for value in ("", "x", "999999"):
        assert browser.post(address(home), words | {"recording": value}).status_code == 404


def test_each_play_is_a_look_and_a_player_may_ask_a_stretch(home):
    standing = home.standing
    with standing.inside():
        recording = keep(home, standing.worker)
    player = standing.client(standing.worker)
    sounds = f"/casus/{standing.case_id}/luisteren/opname/{recording.pk}/"
    whole = player.get(sounds)
    assert (whole.status_code, whole["Content-Type"], whole.content) == (200, "audio/wav", wav())
    assert "no-store" in whole["Cache-Control"] and whole["X-Content-Type-Options"] == "nosniff"
    size = len(wav())
    for asked, (first, last) in {
        "bytes=0-": (0, size - 1),
        "bytes=10-19": (10, 19),
        "bytes=-4": (size - 4, size - 1),
        "bytes=5-9999999": (5, size - 1),
    }.items():
        part = player.get(sounds, headers={"Range": asked})
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
        assert part.content == wav()[first : last + 1]
    assert player.get(sounds, headers={"Range": f"bytes={size}-"}).status_code == 416
    assert player.get(sounds, headers={"Range": "bytes=a-b"}).status_code == 200
    with standing.inside():
        assert AuditEvent.objects.filter(verb="listen.play", kind="look").count() >= 6
    for stranger in (*standing.strangers, standing.resident, home.partner):
        assert standing.client(stranger).get(sounds).status_code == 404
        assert standing.client(stranger).get(address(home)).status_code == 404
    assert "media-src 'self'" in whole["Content-Security-Policy"]
