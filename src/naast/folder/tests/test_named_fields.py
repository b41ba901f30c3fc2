"""What a form of the folder could not keep is named as the page names it, in plain words."""

from __future__ import annotations

import re

import pytest
from django.utils.html import strip_tags

from naast.listen import queries as listen

LONG = "woord " * 20_000
UNSEEN = "\u200b\x01"


def summary(response) -> list[str]:
    """The lines above the form."""
    (found,) = re.findall(r'<ul class="naast-errors__list">(.*?)</ul>', response.content.decode(), re.S)
    return [" ".join(strip_tags(line).split()) for line in re.findall(r"<li>(.*?)</li>", found, re.S)]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/map/klacht/", "Wat is er gebeurd?"),
        ("/map/{case}/corrigeren/", "Wat klopt er niet, en hoe zit het wel?"),
        ("/map/{case}/signaal/", "Welke regel zit in de weg, en wat doet die met jou?"),
    ],
)
def test_the_list_of_what_to_mend_calls_a_field_what_the_page_calls_it(household, address, asked):
    browser, path = household.browser("resident"), address.format(case=household.case_id)
    empty = browser.post(path, {"words": ""})
    assert empty.status_code == 422
    assert summary(empty)[0].startswith(asked)
    long = browser.post(path, {"words": LONG})
    assert summary(long) == [f"{asked} Dit is te lang: {len(LONG.strip())} tekens. Er is plaats voor 5000."]
    assert LONG.strip() in long.content.decode()
    unseen = browser.post(path, {"words": UNSEEN})
    assert summary(unseen) == [f"{asked} Hier is niets van te lezen. Typ het nog een keer."]


def test_each_line_of_the_board_and_each_skill_is_named_by_itself(household):
    browser, case = household.browser("resident"), household.case_id
    with household.inside():
        line = listen.board_of(household.people["resident"], household.boards["resident"]).lines[0]
    laid = browser.post(
        f"/map/{case}/bord/{household.boards['resident']}/",
        {f"words_{line.id}": LONG, f"by_{line.id}": "31-2-2026"},
    )
    assert laid.status_code == 422
    assert summary(laid) == [
        f"{line.domain}: In je eigen woorden: Dit is te lang: {len(LONG.strip())} tekens. "
        "Er is plaats voor 5000.",
        f"{line.domain}: Wanneer moet het klaar zijn? Deze dag begrijpen we niet, of hij bestaat niet. "
        "Schrijf hem zo: 31-12-2026.",
    ]
    skills = browser.post(f"/map/{case}/wat-lukt/", {"words_planning": LONG, "words_time": LONG})
    assert [line.partition(": Dit is te lang")[0] for line in summary(skills)] == [
        "Plannen: In je eigen woorden",
        "Omgaan met tijd: In je eigen woorden",
    ]
