"""What people type is printed as it stands; what no font knows is told."""

from __future__ import annotations

import pytest

from naast.kernel import printing

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
