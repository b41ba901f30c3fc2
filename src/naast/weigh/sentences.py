"""When something was really said: a sentence, not a word or a space."""

from __future__ import annotations

import re

WORDS_OF_A_SENTENCE = 3
"""The effect, the values and the consequences each hold a sentence before the law opens (M5)."""


def is_sentence(text: str) -> bool:
    """Whether a text holds at least three words; figures and signs alone are no words."""
    return len(re.findall(r"[^\W\d_]+", text)) >= WORDS_OF_A_SENTENCE
