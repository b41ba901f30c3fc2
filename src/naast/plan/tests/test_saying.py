"""The outcome in words, and the picture: of money alone, never a percentage by itself."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from naast.plan import charts, saying
from naast.plan.calculation import work_out
from naast.plan.tests.test_calculation import line, removal
from naast.plan.types import PayerAmount, ReturnsView, ShareFacts


def _view(**changes) -> ReturnsView:
    given = {"welfare": Decimal(1), "is_exact": False}
    return ReturnsView(lines=[], base_year=2026, horizon_years=1, **(given | changes))


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        ("0.91", "ongeveer negen van de tien"),
        ("0.4", "ongeveer vier van de tien"),
        ("1", "In bijna alle"),
        ("0.97", "meer dan negen van de tien"),
        ("0.02", "minder dan één van de tien"),
        ("0", "bijna geen enkele"),
    ],
)
def test_a_chance_is_told_in_words(chance, words):
    with override("nl"):
        said = saying.chance(_view(chance=Decimal(chance)))
    assert words in said and "%" not in said and not re.search(r"\d", said)


def test_exact_numbers_have_no_chance():
    with override("nl"):
        said = [saying.chance(_view(welfare=Decimal(sum_), is_exact=True)) for sum_ in (5, 0, -5)]
    assert [words.split("plan ")[1] for words in said] == [
        "levert het plan meer op dan het kost.".removeprefix("levert het plan "),
        "evenveel op als het kost.",
        "meer dan het oplevert.",
    ]


def test_ratio_and_payback_say_why_they_are_not_there():
    nothing_put_in = work_out([removal()], base_year=2021, horizon_years=None, index={})
    loses = work_out([line()], base_year=2021, horizon_years=None, index={})
    eveline = work_out([line(), removal()], base_year=2021, horizon_years=None, index={})
    with override("nl"):
        assert "minder dan €\u00a0100" in saying.ratio(nothing_put_in)
        assert "hoeft niets terug te komen" in saying.payback(nothing_put_in)
        assert "levert geen euro’s op" in saying.ratio(loses).replace("leveren", "levert")
        assert "levert het niet op wat het kost" in saying.payback(loses)
        assert "2,73 euro" in saying.ratio(eveline) and "maand 5" in saying.payback(eveline)


def test_what_turns_the_answer_is_a_sentence_with_its_unit():
    view = work_out([line(), removal()], base_year=2021, horizon_years=None, index={})
    with override("nl"):
        sentences = saying.switches(view)
    assert len(sentences) == saying.MOST_SWITCHES
    assert any("0,37 × plaatsing" in words for words in sentences)
    assert any("500 × nacht" in words and "(nu 183 × nacht)" in words for words in sentences)
    all_of_them = [row for row in view.switches if row.input == "plan"]
    assert [row.value for row in all_of_them if row.now == 183] == [500]


def test_a_value_that_only_takes_a_line_away_turns_nothing():
    view = work_out([removal()], base_year=2021, horizon_years=None, index={})
    assert view.switches and saying.switches(view) == []


def test_what_moves_it_most_comes_first():
    unsure = removal(shares={"deadweight": ShareFacts(Decimal(50), Decimal(0), Decimal(100))})
    view = work_out(
        [line(price_low=Decimal(79), price_high=Decimal(81)), unsure],
        base_year=2021,
        horizon_years=None,
        index={},
    )
    with override("nl"):
        rows = saying.swings(view)
    assert [row.input for row in rows] == ["Zou ook zonder plan zijn gebeurd (%)", "Prijs"]
    assert rows[0].low - rows[0].high == 40000
    assert view.chance is not None and 0 < view.chance < 1
    assert view.welfare_low < view.welfare < view.welfare_high


ROWS = [
    PayerAmount("municipality_jeugd", Decimal(40000), Decimal(30000), Decimal(52000)),
    PayerAmount("municipality_wmo", Decimal(-14640), Decimal(-14640), Decimal(-14640)),
    PayerAmount("<script>", Decimal(0), Decimal(0), Decimal(0)),
]


def test_the_picture_holds_words_and_no_style_no_script_and_no_colour_of_its_own():
    with override("nl"):
        drawn = charts.on_page(ROWS)
    assert drawn.startswith("<svg") and "gemeente, jeugd" in drawn and "−€\u00a014.640" in drawn
    assert "&lt;script&gt;" in drawn and "<script" not in drawn
    assert "style" not in drawn and "href" not in drawn and "url(" not in drawn
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn))
    assert colours == {"currentColor", "none"}
    # Full gains, open pays: not by colour alone.
    assert 'fill-opacity="0"' in drawn and 'fill-opacity="1"' in drawn


def test_the_picture_is_kept_by_its_content_and_drawn_black_on_paper():
    with override("nl"):
        charts.on_page(ROWS)
        before = charts._drawn.cache_info().misses
        on_paper = charts.on_paper([*ROWS])
        assert charts._drawn.cache_info().misses == before
    assert "currentColor" not in on_paper and "#000000" in on_paper
    assert charts.on_page([]) == ""
    with override("en"):
        assert "municipality, youth" in charts.on_page(ROWS)
