"""The clock of an intake, worked by hand per law, holidays included."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.people.clocks import clock

D = dt.date


@pytest.mark.parametrize(
    ("law", "kind", "received", "urgent", "expected"),
    [
        # Monday 5 January 2026 + 6 weeks = Monday 16 February; + 2 weeks = Monday 2 March.
        ("wmo", "report", D(2026, 1, 5), False, [("inquiry", D(2026, 2, 16)), ("decision", D(2026, 3, 2))]),
        # Monday 23 February 2026 + 6 weeks = Easter Monday 6 April, so Tuesday 7; + 2 weeks = 21 April.
        ("wmo", "report", D(2026, 2, 23), False, [("inquiry", D(2026, 4, 7)), ("decision", D(2026, 4, 21))]),
        # Saturday 10 January 2026 + 6 weeks = Saturday 21 February, so Monday 23.
        ("wmo", "report", D(2026, 1, 10), False, [("inquiry", D(2026, 2, 23)), ("decision", D(2026, 3, 9))]),
        # Friday 11 December 2026 + 2 weeks = Christmas, then the second day, Sunday: Monday 28 December.
        ("wmo", "application", D(2026, 12, 11), False, [("decision", D(2026, 12, 28))]),
        ("wgs", "report", D(2026, 1, 5), False, [("talk", D(2026, 2, 2)), ("decision", D(2026, 3, 30))]),
        # Thursday 2 April 2026, urgent: Good Friday and Easter Monday do not count: 7, 8 and 9 April.
        ("wgs", "report", D(2026, 4, 2), True, [("talk", D(2026, 4, 9)), ("decision", D(2026, 6, 4))]),
        # Tuesday 17 March 2026 + 8 weeks = Tuesday 12 May.
        ("jeugdwet", "application", D(2026, 3, 17), False, [("decision", D(2026, 5, 12))]),
        # Monday 2 March 2026 + 8 weeks = Monday 27 April, the king's birthday: Tuesday 28 April.
        ("participatiewet", "application", D(2026, 3, 2), False, [("decision", D(2026, 4, 28))]),
        ("awb", "application", D(2026, 1, 5), False, [("decision", D(2026, 3, 2))]),
        ("wmo", "ex_officio", D(2026, 1, 5), False, []),
    ],
)
def test_the_days_of_each_law(law, kind, received, urgent, expected):
    moments = clock(law=law, kind=kind, received_on=received, is_urgent=urgent)
    assert [(moment.name, moment.by) for moment in moments] == expected
    assert all(moment.source and moment.label for moment in moments)


@pytest.mark.parametrize(
    ("law", "kind", "sources"),
    [
        ("wmo", "report", ["Wmo 2015 2.3.2 lid 1", "Wmo 2015 2.3.5 lid 2"]),
        ("wgs", "report", ["Wgs 4 lid 1", "Wgs 4a"]),
        ("awb", "application", ["Awb 4:13 lid 2"]),
    ],
)
def test_each_step_names_its_article(law, kind, sources):
    moments = clock(law=law, kind=kind, received_on=D(2026, 1, 5), is_urgent=False)
    assert [moment.source for moment in moments] == sources
