"""What staff read about a penalty: what to do now, and never a day that has passed as one that comes."""

from __future__ import annotations

import re

from .clocking import early

BY_THEN = "Besluit en verstuur uiterlijk op"
AT_ONCE = "Besluit en verstuur zo snel mogelijk."


def read_about(deciding, days):
    with deciding.inside():
        early(deciding, days)
    path = f"/casus/{deciding.case_id}/besluit/termijnen/"
    return " ".join(deciding.standing.client(deciding.worker).get(path).content.decode().split())


def test_within_the_two_weeks_a_day_to_decide_by_is_named(deciding):
    page = read_about(deciding, 3)
    assert BY_THEN in page and AT_ONCE not in page


def test_after_the_two_weeks_the_day_is_named_as_one_that_was(deciding):
    page = read_about(deciding, 20)
    assert AT_ONCE in page and "Dat moest uiterlijk op" in page and BY_THEN not in page
    assert re.search(r"Tot vandaag zijn dat \d+ dagen:", page)


def test_when_no_day_is_added_any_more_the_days_are_told(deciding):
    page = read_about(deciding, 90)
    assert BY_THEN not in page and AT_ONCE not in page
    assert "liep 42 dagen een dwangsom:" in page
