"""The clock of what came in, worked by hand per law, holidays included; and what holds for every clock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.decide import clocks
from naast.decide.clocks import Amounts, Came, Change, penalty, terms
from naast.kernel.terms import is_open_day

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
        # Friday 20 March 2026 + 2 weeks = Good Friday, an equated day, then Easter: Tuesday 7 April.
        ("wmo", "application", D(2026, 3, 20), False, [("decision", D(2026, 4, 7))]),
        # Tuesday 21 April 2026 + 2 weeks = 5 May, which counts in every year: Wednesday 6 May.
        ("wmo", "application", D(2026, 4, 21), False, [("decision", D(2026, 5, 6))]),
        # Thursday 30 April 2026 + 2 weeks = Ascension Day: Friday 15 May.
        ("wmo", "application", D(2026, 4, 30), False, [("decision", D(2026, 5, 15))]),
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
    found = terms(Came(law, kind, received, urgent), {})
    assert [(term.name, term.by) for term in found] == expected
    assert all(term.source for term in found)


@pytest.mark.parametrize(
    ("law", "kind", "sources"),
    [
        ("wmo", "report", ["Wmo 2015 2.3.2 lid 1", "Wmo 2015 2.3.5 lid 2"]),
        ("wgs", "report", ["Wgs 4 lid 1", "Wgs 4a"]),
        ("awb", "application", ["Awb 4:13 lid 2"]),
    ],
)
def test_each_step_names_its_article(law, kind, sources):
    assert [term.source for term in terms(Came(law, kind, D(2026, 1, 5)), {})] == sources


def test_the_application_starts_the_two_weeks():
    came = Came("wmo", "report", D(2026, 1, 5))
    assert terms(came, {})[-1].waits_for == "application_made"
    done = {"inquiry_done": D(2026, 1, 20), "application_made": D(2026, 2, 2)}
    inquiry, decision = terms(came, done)
    assert inquiry.done_on == D(2026, 1, 20)
    assert (decision.by, decision.waits_for, decision.since) == (D(2026, 2, 16), "", "application_made")


def test_the_talk_really_held_starts_the_eight_weeks():
    talk, decision = terms(Came("wgs", "application", D(2026, 1, 5)), {"talk_held": D(2026, 1, 12)})
    assert (talk.done_on, talk.by) == (D(2026, 1, 12), D(2026, 2, 2))
    assert (decision.by, decision.since) == (D(2026, 3, 9), "talk_held")


def test_what_is_urgent_asks_for_something_temporary_at_once():
    first = terms(Came("wmo", "report", D(2026, 1, 5), True), {})[0]
    assert (first.name, first.source, first.at_once, first.by) == (
        "temporary",
        "Wmo 2015 2.3.3",
        True,
        D(2026, 1, 5),
    )


def change(kind, told, last, number=1):
    return Change(number, kind, told, last)


EIGHT = Came("participatiewet", "application", D(2026, 1, 5))  # due 2 March 2026


@pytest.mark.parametrize(
    ("came", "changes", "by", "told_by"),
    [
        # Told in time, the reasonable term of Awb 4:13 moves to the new day.
        (EIGHT, [change("postponed", D(2026, 2, 20), D(2026, 3, 23))], D(2026, 3, 23), None),
        # Told when the term had ended already: a promise, and the decision is late all the same.
        (EIGHT, [change("postponed", D(2026, 3, 3), D(2026, 3, 23))], D(2026, 3, 2), D(2026, 3, 23)),
        # The two weeks of the Wmo stay: what is told stands beside them.
        (
            Came("wmo", "application", D(2026, 1, 5)),
            [change("postponed", D(2026, 1, 12), D(2026, 2, 2))],
            D(2026, 1, 19),
            D(2026, 2, 2),
        ),
        # Ten days still: from the day after the letter up to and including the day itself.
        (EIGHT, [change("papers", D(2026, 1, 12), D(2026, 1, 22))], D(2026, 3, 12), None),
        # Two pauses that share five days: those count once (10 + 5 days).
        (
            EIGHT,
            [
                change("papers", D(2026, 1, 12), D(2026, 1, 22)),
                change("consent", D(2026, 1, 17), D(2026, 1, 27), 2),
            ],
            D(2026, 3, 17),
            None,
        ),
        # A pause after the term had ended moves nothing.
        (EIGHT, [change("papers", D(2026, 3, 3), D(2026, 3, 13))], D(2026, 3, 2), None),
        # Later, and then still for a week.
        (
            EIGHT,
            [
                change("postponed", D(2026, 2, 20), D(2026, 3, 23)),
                change("papers", D(2026, 3, 10), D(2026, 3, 17), 2),
            ],
            D(2026, 3, 30),
            None,
        ),
    ],
)
def test_what_the_resident_was_told_moves_the_term(came, changes, by, told_by):
    term = terms(came, {}, changes)[-1]
    assert (term.by, term.told_by) == (by, told_by)


def test_an_inquiry_and_a_talk_never_stand_still():
    still = [change("papers", D(2026, 1, 12), D(2026, 1, 22))]
    for law in ("wmo", "wgs"):
        came = Came(law, "report", D(2026, 1, 5))
        assert terms(came, {}, still)[0].by == terms(came, {})[0].by


OLD = Amounts(D(2020, 1, 1), (Decimal("1.00"), Decimal("2.00"), Decimal("3.00")))
NEW = Amounts(D(2026, 4, 1), (Decimal("1.50"), Decimal("2.50"), Decimal("3.50")))


RECEIVED = D(2026, 3, 3)


def owed(today, *, received=RECEIVED, known=None, amounts=(OLD,)):
    return penalty(by=D(2026, 3, 2), received_on=received, known_on=known, today=today, amounts=amounts)


def test_the_first_day_of_the_penalty_comes_after_two_weeks():
    # Received Tuesday 3 March, the two weeks end on Tuesday 17 March, the first day is the 18th.
    found = owed(D(2026, 3, 18))
    assert (found.grace_until, found.runs_from, found.days) == (D(2026, 3, 17), D(2026, 3, 18), 0)
    assert owed(D(2026, 3, 19)).days == 1 and owed(D(2026, 3, 19)).amount == Decimal("1.00")


def test_two_weeks_that_end_on_a_holiday_end_later():
    # Received Monday 23 March 2026, so Easter Monday 6 April: the two weeks end on Tuesday 7 April.
    assert owed(D(2026, 3, 30), received=D(2026, 3, 23)).runs_from == D(2026, 4, 8)


def test_the_days_are_at_most_forty_two_and_have_three_amounts():
    found = owed(D(2027, 1, 1))
    assert found.days == 42 and found.is_over
    assert found.amount == 14 * Decimal(1) + 14 * Decimal(2) + 14 * Decimal(3)
    # The last day is 28 April; two weeks later is 12 May.
    assert found.determine_by == D(2026, 5, 12)


def test_each_day_has_the_amount_of_its_own_table():
    # Up to 31 March the first amount of the old table, then fourteen days of the second of the new.
    assert owed(D(2026, 4, 15), amounts=(OLD, NEW)).amount == 14 * Decimal(1) + 14 * Decimal("2.50")
    assert owed(D(2026, 4, 15), amounts=(NEW, OLD)).amount == 14 * Decimal(1) + 14 * Decimal("2.50")


def test_of_two_tables_from_one_day_the_last_written_counts():
    mended = Amounts(OLD.from_on, (Decimal(9), Decimal(9), Decimal(9)))
    assert owed(D(2026, 3, 20), amounts=(OLD, mended)).amount == 18


def test_an_amount_that_is_not_known_is_not_guessed():
    found = owed(D(2026, 4, 15), amounts=(NEW,))
    assert (found.days, found.amount) == (28, None)
    assert found.unknown_days == tuple(D(2026, 3, 18) + dt.timedelta(days=n) for n in range(14))


@pytest.mark.parametrize("known", [D(2026, 3, 10), D(2026, 3, 17), D(2026, 3, 18)])
def test_who_decides_within_the_two_weeks_owes_nothing(known):
    found = owed(D(2026, 6, 1), known=known)
    assert (found.days, found.amount, found.is_over, found.determine_by) == (0, 0, True, None)


def test_the_day_of_sending_ends_the_days():
    found = owed(D(2026, 6, 1), known=D(2026, 3, 20))
    assert (found.days, found.is_over, found.determine_by) == (2, True, D(2026, 4, 2))


@pytest.mark.parametrize("received", [D(2026, 2, 10), D(2026, 3, 2)])
def test_a_notice_while_the_term_runs_has_no_penalty(received):
    found = owed(D(2026, 6, 1), received=received)
    assert found.is_early and (found.days, found.amount) == (0, 0)


days = st.dates(D(2024, 1, 1), D(2028, 12, 31))
came = st.builds(
    Came,
    law=st.sampled_from(["wmo", "wgs", "jeugdwet", "participatiewet", "awb"]),
    kind=st.sampled_from(["report", "application"]),
    received_on=days,
    is_urgent=st.booleans(),
)
after = st.integers(0, 120)


@st.composite
def asked(draw):
    """What came in, with steps and changes on days after it."""
    item = draw(came)

    def later(number):
        return item.received_on + dt.timedelta(days=number)

    kinds = st.sampled_from(["talk_held", "inquiry_done", "application_made", "temporary_given"])
    steps = {kind: later(number) for kind, number in draw(st.dictionaries(kinds, after)).items()}
    told = draw(
        st.lists(
            st.tuples(st.sampled_from(["postponed", "papers", "consent"]), after, st.integers(1, 60)),
            max_size=5,
        )
    )
    changes = [
        Change(place, kind, later(number), later(number + length))
        for place, (kind, number, length) in enumerate(told)
    ]
    return item, steps, changes


@given(asked())
def test_no_term_ever_ends_on_a_closed_day(drawn):
    item, steps, changes = drawn
    for term in terms(item, steps, changes):
        assert term.at_once or is_open_day(term.by)
        assert term.at_once or is_open_day(term.first_by)
        assert term.by >= term.first_by >= term.start


@given(asked(), st.sampled_from(["postponed", "papers", "consent"]), after, st.integers(1, 60))
def test_one_more_letter_never_makes_a_term_earlier(drawn, kind, told, length):
    item, steps, changes = drawn
    day = item.received_on + dt.timedelta(days=told)
    more = [*changes, Change(99, kind, day, day + dt.timedelta(days=length))]
    for before, now in zip(terms(item, steps, changes), terms(item, steps, more), strict=True):
        assert now.by >= before.by


@given(asked(), st.integers(1, 60))
def test_what_comes_in_later_is_due_no_earlier(drawn, days_later):
    item, _steps, _changes = drawn
    moved = clocks.Came(item.law, item.kind, item.received_on + dt.timedelta(days=days_later), item.is_urgent)
    for before, now in zip(terms(item, {}), terms(moved, {}), strict=True):
        assert now.by >= before.by


@given(days, st.integers(1, 200), st.integers(0, 200), st.one_of(st.none(), st.integers(0, 200)))
def test_a_penalty_never_shrinks_and_never_passes_its_end(received, wait, today, known):
    def on(day):
        known_on = None if known is None else received + dt.timedelta(days=known)
        return penalty(
            by=received - dt.timedelta(days=wait),
            received_on=received,
            known_on=known_on,
            today=received + dt.timedelta(days=day),
            amounts=(Amounts(D(2020, 1, 1), (Decimal(1), Decimal(2), Decimal(3))),),
        )

    now, tomorrow = on(today), on(today + 1)
    assert 0 <= now.days <= tomorrow.days <= 42 and tomorrow.days - now.days <= 1
    assert now.amount is not None and now.amount <= tomorrow.amount <= 84
    assert now.determine_by is None or is_open_day(now.determine_by)
