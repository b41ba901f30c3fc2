"""What people type is printed as it stands; what no font knows is told; nothing stops a letter."""

from __future__ import annotations

import pytest

from naast.decide.documents import printing, typesetting
from naast.kernel import clock

SENTENCES = (
    "Beste Şahin, gefeliciteerd 🎉",
    "شكرا جزيلا على المساعدة",
    "Дякую за допомогу",
    "תודה רבה",
    "የቀንየለይ ኣመስግነኩም",
    "ευχαριστώ",
    "👨‍👩‍👧 ❤️ ☎",
)


@pytest.mark.parametrize("words", SENTENCES)
def test_what_is_written_here_is_printed_as_it_stands(words):
    assert printing.printable(words) == words


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Ik zeg 中文 en meer", "Ik zeg [tekst in een schrift dat we niet kunnen afdrukken] en meer"),
        ("Ik zeg 中文 中文", "Ik zeg [tekst in een schrift dat we niet kunnen afdrukken] "),
        ("omgekeerd \u202etxet", "omgekeerd txet"),
        ("een \x01 teken", "een  teken"),
        ("regel\neind", "regel\neind"),
        ("noot 𝄞 ✓", "noot [musical symbol g clef] [check mark]"),
    ],
)
def test_what_no_font_knows_is_told(words, printed):
    assert printing.printable(words) == printed


@pytest.mark.parametrize("words", [*SENTENCES, "中文", "a\u202eb \x01 𝄞 \u0301"])
def test_nothing_that_somebody_types_stops_a_letter(words):
    data = {"title": words, "sender": "Proefdam", "language": "nl", "about": [words]}
    entry = {"heading": words, "paragraphs": [words], "items": [words]}
    data["chapters"] = [{"heading": words, "entries": [entry]}]
    made = typesetting.pdf(typesetting.REPORT, data, made_at=clock.now())
    assert made.startswith(b"%PDF")
