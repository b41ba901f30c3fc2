"""Articles of a law as they are cited, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import pgettext


def article_words(reference: str) -> str:
    """An article such as "13 lid 1 onder a", with the words between its numbers in the reader's language."""
    paragraph, under = pgettext("of an article", "paragraph"), pgettext("of an article", "under")
    return reference.replace(" lid ", f" {paragraph} ").replace(" onder ", f" {under} ")
