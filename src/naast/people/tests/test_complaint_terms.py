"""The last day of the answer to a complaint: Awb 9:11 with the general terms act, on days that are closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.terms import add_weeks, is_open_day
from naast.people import actions, queries
from naast.people.complaints import answer_by
from naast.people.models.complaints import ComplaintLater

COMMITTEE, POSTPONED = ComplaintLater.COMMITTEE, ComplaintLater.POSTPONED
DAY = dt.timedelta(days=1)
OF_GOOD_FRIDAY = dt.date(2026, 2, 20)
"""Six weeks later is Good Friday; the first open day after it is Tuesday 7 April."""


def term(made_on: dt.date, *, committee: bool = False) -> dt.date:
    """Where the term ends before it moves."""
    return made_on + dt.timedelta(weeks=10 if committee else 6)


@pytest.mark.parametrize(
    ("made_on", "committee", "ends", "postponed"),
    [
        # Wednesday to Wednesday: nothing moves.
        (dt.date(2026, 1, 7), False, dt.date(2026, 2, 18), dt.date(2026, 3, 18)),
        # Saturday and Sunday: the Monday after, of the term and of the four weeks more.
        (dt.date(2026, 1, 3), False, dt.date(2026, 2, 16), dt.date(2026, 3, 16)),
        (dt.date(2026, 1, 4), True, dt.date(2026, 3, 16), dt.date(2026, 4, 13)),
        # The Saturday and Sunday of Easter move to Tuesday; four weeks after them is a Monday.
        (dt.date(2026, 2, 21), False, dt.date(2026, 4, 7), dt.date(2026, 5, 4)),
        (dt.date(2026, 1, 25), True, dt.date(2026, 4, 7), dt.date(2026, 5, 4)),
        # Good Friday: four weeks later is a Friday, not the Tuesday four weeks after the moved day.
        (OF_GOOD_FRIDAY, False, dt.date(2026, 4, 7), dt.date(2026, 5, 1)),
        # Ascension Day moves to Friday; four weeks later is a Thursday.
        (dt.date(2026, 4, 2), False, dt.date(2026, 5, 15), dt.date(2026, 6, 11)),
        # Ten weeks to Christmas Day, a Friday: Monday; postponed to a Friday.
        (dt.date(2026, 10, 16), True, dt.date(2026, 12, 28), dt.date(2027, 1, 22)),
        # Tuesday 7 April and four weeks is 5 May, which the act counts each year.
        (dt.date(2026, 2, 24), False, dt.date(2026, 4, 7), dt.date(2026, 5, 6)),
    ],
)
def test_four_weeks_more_follow_on_the_term_and_not_on_the_day_to_which_it_moved(
    made_on, committee, ends, postponed
):
    kinds = {COMMITTEE} if committee else set()
    assert answer_by(made_on, kinds) == ends
    assert answer_by(made_on, {*kinds, POSTPONED}) == postponed


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.booleans())
def test_it_ends_on_the_first_open_day_and_never_later_than_counted_from_the_moved_day(made_on, committee):
    kinds = {COMMITTEE} if committee else set()
    ends, postponed = answer_by(made_on, kinds), answer_by(made_on, {*kinds, POSTPONED})
    for counted, last in ((term(made_on, committee=committee), ends), (None, postponed)):
        first = counted or term(made_on, committee=committee) + 28 * DAY
        assert first <= last and is_open_day(last)
        assert not [day for day in range((last - first).days) if is_open_day(first + day * DAY)]
    assert ends < postponed <= add_weeks(ends, 4)


def on(day: dt.date) -> Any:
    return clock.shifted((day - clock.today()).days)


def ask(standing: Any) -> int:
    """A complaint whose six weeks end on Good Friday."""
    with on(OF_GOOD_FRIDAY), standing.inside():
        return actions.ask(
            actor=standing.resident,
            case_id=standing.case_id,
            kind="complaint",
            words="Er werd niet geluisterd.",
        )


def last_day(standing: Any, request_id: int) -> dt.date:
    with standing.inside():
        rows = queries.requests_by(standing.resident)
        return queries.complaint_clocks(rows)[request_id].answer_by


@pytest.mark.django_db
def test_it_is_postponed_until_the_moved_day_and_everybody_reads_the_day_that_the_act_gives(standing):
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD)
    number = ask(standing)
    address = f"/team/klacht/{number}/later/"
    given = {"kind": POSTPONED, "words": "De collega is ziek.", "until_on": "2099-01-01"}
    with on(dt.date(2026, 4, 7)):
        client = standing.client(lead)
        assert "7 april 2026" in client.get("/team/").content.decode()
        assert client.post(address, given).status_code == 302
        for page in (client.get("/team/"), standing.client(standing.resident).get("/map/klacht/")):
            text = page.content.decode()
            assert "1 mei 2026" in text and "De collega is ziek." in text
            assert "5 mei 2026" not in text and "2099" not in text
    assert last_day(standing, number) == dt.date(2026, 5, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [POSTPONED, COMMITTEE])
def test_the_day_after_the_moved_day_it_is_too_late_and_the_page_keeps_the_words(standing, kind):
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD)
    number = ask(standing)
    given = {"kind": kind, "words": "De collega is ziek."}
    with on(dt.date(2026, 4, 8)):
        with standing.inside(), pytest.raises(Invalid) as refused:
            actions.answer_complaint_later(actor=lead, request_id=number, **given)
        assert refused.value.field == "kind"
        client = standing.client(lead)
        page = client.post(f"/team/klacht/{number}/later/", given)
    text = page.content.decode()
    assert page.status_code == 422 and "Awb 9:11" in text and "7 april 2026" in text
    assert last_day(standing, number) == dt.date(2026, 4, 7)


@pytest.mark.django_db
def test_a_postponement_ends_with_its_four_weeks_and_none_is_added(standing):
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD)
    number = ask(standing)
    given = {"actor": lead, "request_id": number, "kind": POSTPONED, "words": "De collega is ziek."}
    with on(dt.date(2026, 4, 1)), standing.inside():
        first = actions.answer_complaint_later(**given)
    with on(dt.date(2026, 5, 1)), standing.inside():
        assert actions.answer_complaint_later(**given) == first, "said twice is said once"
    assert last_day(standing, number) == dt.date(2026, 5, 1)
    with on(dt.date(2026, 5, 2)), standing.inside(), pytest.raises(Invalid):
        actions.answer_complaint_later(**given | {"kind": COMMITTEE})
