"""Whatever somebody types, a letter is made."""

from __future__ import annotations

import pytest

from naast.decide.documents import typesetting
from naast.kernel import clock
from naast.kernel.tests.test_printing import SENTENCES


@pytest.mark.parametrize("words", [*SENTENCES, "中文", "a\u202eb \x01 𝄞 \u0301"])
def test_nothing_that_somebody_types_stops_a_letter(words):
    data = {"title": words, "sender": "Proefdam", "language": "nl", "about": [words]}
    entry = {"heading": words, "paragraphs": [words], "items": [words]}
    data["chapters"] = [{"heading": words, "entries": [entry]}]
    made = typesetting.pdf(typesetting.REPORT, data, made_at=clock.now())
    assert made.startswith(b"%PDF")
