"""The booklet that a resident takes along speaks the language of its reader, also in words of a list."""

from __future__ import annotations

import pytest
from django.utils import translation

from naast.folder.portable.parts.planned import Goals
from naast.folder.portable.parts.seen import Signals


@pytest.mark.parametrize(("language", "called"), [("nl", "Wonen"), ("en", "Home")])
def test_a_part_of_life_is_called_as_on_the_board(language, called):
    with translation.override(language):
        shown = Goals().shown({"domain": "wonen", "by_when": None, "words": "Een eigen huis"})
        empty = Goals().shown({"domain": "", "by_when": None, "words": "Een eigen huis"})
    assert [value for _label, value in shown.facts] == [called] and empty.facts == ()


@pytest.mark.parametrize(
    ("language", "rule"),
    [("nl", "Huisvestingswet artikel 13 lid 1"), ("en", "Huisvestingswet article 13 paragraph 1")],
)
def test_the_rule_of_a_signal_names_its_article(language, rule):
    entry = dict.fromkeys(("municipality", "obstacle", "given_by", "words"), "")
    entry |= {"law": "Huisvestingswet", "article": "13 lid 1", "given_on": "2026-09-09", "answers": []}
    with translation.override(language):
        assert [value for _label, value in Signals().shown(entry).facts] == [rule]
        assert Signals().shown(entry | {"article": ""}).facts[0][1] == "Huisvestingswet"
