"""What was really needed beside what was expected, and the figures that follow from it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.follow import actions, queries
from naast.follow.models import Promise, Realised
from naast.follow.types import Count
from naast.kernel import clock
from naast.kernel.clock import shifted
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def year(decided, number=0):
    return queries.year_of(queries.followed(decided.case_id), number)


def count(decided, line, quantity, *, actor=None, source="Rekeningen van het hotel", **more):
    first, last = year(decided)
    days = {"from_on": more.pop("from_on", first), "to_on": more.pop("to_on", min(last, clock.today()))}
    said = None if quantity is None else Decimal(quantity)
    return actions.note_realised(
        actor=actor or decided.worker,
        case_id=decided.case_id,
        line_id=decided.lines.get(line, 0),
        count=Count(said, days["from_on"], days["to_on"], source),
        **more,
    )


def test_after_a_decision_looking_at_the_quantities_is_promised_a_year_later(decided):
    with decided.inside():
        rows = Promise.objects.filter(case_id=decided.case_id, kind=Promise.QUANTITIES)
        (row,) = rows
        assert 365 <= (row.due_on - clock.today()).days <= 372
        assert row.words == "Samen kijken wat er echt nodig was"
        # The first looking back stays six weeks later, and both are of the same decision.
        assert Promise.objects.filter(case_id=decided.case_id, kind=Promise.CHECK_IN).count() == 1
        again = actions.plan_quantities(
            actor=decided.worker, case_id=decided.case_id, decision_id=row.decision_id
        )
        assert again.pk == row.pk and rows.count() == 1


def test_a_plan_without_amounts_promises_nothing_after_a_year(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        deciding.decide(deciding.worker)
        assert not Promise.objects.filter(kind=Promise.QUANTITIES).exists()
        found = queries.after_a_year(deciding.case_id)
    assert found is None or found.lines == ()


def test_expected_and_counted_stand_beside_each_other_in_money(decided):
    with decided.inside(), shifted(366):
        count(decided, "hotel", 120)
        count(decided, "removal", 0, source="Jeugdbescherming")
        after = queries.after_a_year(decided.case_id)
    found = after.comparison
    # Not discounted: 183 and 120 nights of 80, and a removal of 40,000 that did not come.
    assert found.expected.payers == {"municipality_wmo": Decimal("-14640.00"), "municipality_jeugd": 40_000}
    assert found.realised.payers == {"municipality_wmo": Decimal("-9600.00"), "municipality_jeugd": 40_000}
    assert (found.expected.welfare, found.realised.welfare) == (25_360, 30_400)
    assert found.left_out == ()
    hotel = next(row for row in after.lines if row.line.id == decided.lines["hotel"])
    assert hotel.line.plan == 183 and hotel.years[0].found.quantity == 120


def test_a_part_of_a_year_says_nothing_yet_in_money(decided):
    with decided.inside(), shifted(200):
        count(decided, "removal", 0)
        after = queries.after_a_year(decided.case_id)
    assert after.comparison is None, "half a year without a removal is not yet 40,000 euros"


def test_a_removal_that_came_all_the_same_gains_nothing(decided):
    with decided.inside(), shifted(366):
        count(decided, "removal", 1, source="Jeugdbescherming")
        found = queries.after_a_year(decided.case_id).comparison
    assert found.realised.of("municipality_jeugd") == 0
    assert found.left_out == (decided.lines["hotel"],)
    assert found.expected.of("municipality_wmo") == 0, "what is not counted is left out on both sides"


def test_not_knowing_is_an_answer_and_no_zero(decided):
    with decided.inside(), shifted(366):
        row = count(decided, "hotel", None, source="")
        assert row.quantity is None
        assert queries.after_a_year(decided.case_id).comparison is None
        count(decided, "removal", 0, source="Jeugdbescherming")
        found = queries.after_a_year(decided.case_id).comparison
        assert found.left_out == (decided.lines["hotel"],) and found.realised.welfare == 40_000
        # Every line has an answer: the promise is kept.
        assert Promise.objects.get(kind=Promise.QUANTITIES).kept_on == clock.today()


def test_the_promise_stays_while_a_line_has_no_answer_or_the_year_goes_on(decided):
    with decided.inside(), shifted(200):
        count(decided, "hotel", 60)
        count(decided, "removal", 0)
        assert Promise.objects.get(kind=Promise.QUANTITIES).kept_on is None
    with decided.inside(), shifted(366):
        count(decided, "hotel", 120, base_version=1)
        assert Promise.objects.get(kind=Promise.QUANTITIES).kept_on is None


@pytest.mark.parametrize(
    ("quantity", "more", "field"),
    [
        ("-1", {}, "quantity"),
        ("NaN", {}, "quantity"),
        ("Infinity", {}, "quantity"),
        ("1.001", {}, "quantity"),
        ("99999999999", {}, "quantity"),
        ("5", {"source": " "}, "source"),
        ("5", {"source": "b" * 201}, "source"),
        ("5", {"year": 1}, "year"),
        ("5", {"from_on": dt.date(1999, 1, 1)}, "from_on"),
        ("5", {"to_on": dt.date(2199, 1, 1)}, "to_on"),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_field(decided, quantity, more, field):
    with decided.inside(), shifted(200):
        with pytest.raises(Invalid) as refused:
            count(decided, "hotel", quantity, **more)
        assert refused.value.field == field
        assert not Realised.objects.exists()


def test_days_the_wrong_way_round_and_in_the_future_are_refused(decided):
    with decided.inside(), shifted(100):
        first, last = year(decided)
        for days in ({"from_on": first + 9 * DAY, "to_on": first + DAY}, {"to_on": last}):
            with pytest.raises(Invalid) as refused:
                count(decided, "hotel", 5, **days)
            assert refused.value.field == "to_on"


def test_the_same_form_twice_is_one_row_and_a_stale_one_overwrites_nothing(decided):
    with decided.inside(), shifted(366):
        first = count(decided, "hotel", 120)
        assert count(decided, "hotel", 120).pk == first.pk
        with pytest.raises(Stale):
            count(decided, "hotel", 130)
        changed = count(decided, "hotel", 130, base_version=first.version)
        assert changed.quantity == 130 and Realised.objects.count() == 1


def test_only_who_stands_beside_counts_and_only_lines_of_this_plan(decided):
    reader = decided.standing.add_reader()
    with decided.inside(), shifted(366):
        with pytest.raises(NotAllowed):
            count(decided, "hotel", 1, actor=reader)
        for stranger in (decided.standing.colleague, decided.controller):
            with pytest.raises(NotVisible):
                count(decided, "hotel", 1, actor=stranger)
        with pytest.raises(NotAllowed):
            count(decided, "hotel", 1, actor=decided.standing.resident)
        with pytest.raises(NotVisible):
            count(decided, "nowhere", 1)
