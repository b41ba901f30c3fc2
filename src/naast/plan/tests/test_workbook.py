"""The downloadable calculation: its formulas, worked out anew, give what the engine gives."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines import returns
from naast.engines.returns.tests.plans import EVELINE, line, plan
from naast.engines.returns.tests.test_invariants import plans
from naast.plan import workbook
from naast.plan.tests.sheet_formulas import Workbook

DAY = dt.date(2026, 11, 2)
GROUP = {"group": "zelfde effect", "alpha": 0.5}
EVERY_SHAPE = plan(
    line(
        "hotel",
        {"lognormal": [60, 120], "year": 2021},
        role="investment",
        sense="cost",
        plan={"range": [90, 183, 240]},
        years=2,
    ),
    line(
        "care",
        {"range": [900, 1000, 1500], "ref": "care"},
        plan={"triangular": [1, 2, 4]},
        start_year=1,
        years=9,
        deadweight={"range": [0, 0.2, 0.5]},
        displacement={"exact": 0.1},
        attribution={"triangular": [0.5, 0.7, 1]},
        success={"range": [0.4, 0.6, 0.9]},
        dropoff={"range": [0, 0.3, 0.6]},
        overlap=GROUP,
        cashable=True,
        payer="health_insurer",
    ),
    line(
        "more",
        {"triangular": [100, 300, 400]},
        years=4,
        dropoff={"triangular": [0.1, 0.2, 0.8]},
        overlap=GROUP,
        payer="uwv",
    ),
    line("fixed", 250, years=5, dropoff={"exact": 0.25}, overlap=GROUP, payer="uwv"),
    line("benefit", 1345.45, kind="transfer", sense="cost", payer="uwv", beneficiary="resident", years=3),
    line("late", 700, start_year=40),
    {"id": "rent", "kind": "memo", "label": "Huur", "source": "opgave", "reason": "geen bedrag bekend"},
    horizon_years=12,
    index={"2021": 0.8, "2026": 1.0},
    discount={"schedule": [[0, 0.02], [3, 0.04]], "timing": "middle"},
)


def book_of(made, language="nl"):
    parsed = returns.parse(made)
    result = returns.evaluate(parsed)
    with translation.override(language):
        content = workbook.made(parsed, result, case_number=12, made_on=DAY)
    return Workbook(content), result


def table(book, sheet, key=2, first=5):
    """Rows of a sheet by the words of one column."""
    rows = {}
    for row in range(first, book.formulas[sheet].max_row + 1):
        name = book.value(sheet, row, key)
        if name is not None:
            rows[name] = row
    return rows


def assert_means_are_the_engines(book, result):
    payers = table(book, "Betalers")
    assert set(payers) == set(result.payers)
    for payer, row in payers.items():
        assert Cents(book.value("Betalers", row, 3)) == Cents(result.payers[payer].total.mean)
        for year, amount in enumerate(result.payers[payer].by_year):
            assert Cents(book.value("Betalers", row, 6 + year)) == Cents(amount)
    lines = list(table(book, "Zoals geteld", key=1).values())
    for row, figure in zip(lines, result.lines.values(), strict=True):
        assert Cents(book.value("Zoals geteld", row, 4)) == Cents(figure.mean)
    outcome = table(book, "Uitkomst", key=1)
    figures = {
        "Saldo in euro's": result.welfare,
        "Wat we erin steken": result.investment,
        "Wat het oplevert": result.effects,
        "Kan uit een begroting worden gehaald": result.cashable,
        "De rest van het saldo": result.not_cashable,
    }
    for words, figure in figures.items():
        assert Cents(book.value("Uitkomst", outcome[words], 2)) == Cents(figure.mean)
        assert book.value("Uitkomst", outcome[words], 4) == 0
    if result.ratio is not None:
        row = outcome["Voor elke euro die we erin steken"]
        assert book.value("Uitkomst", row, 2) == pytest.approx(float(result.ratio.mean), abs=6e-5)


class Cents:
    """Amounts that are the same once each is rounded to the cent (a tie may go either way)."""

    def __init__(self, amount):
        self.amount = float(amount)

    def __eq__(self, other):
        return abs(self.amount - other.amount) <= 0.005 + 1e-9 * max(1.0, abs(self.amount))

    def __repr__(self):
        return f"{self.amount:.6f}"


def assert_stored_values_are_what_the_formulas_give(book):
    count = 0
    for sheet, row, column in book.all_formulas():
        stored, found = book.stored[sheet].cell(row, column).value, book.value(sheet, row, column)
        assert found == pytest.approx(stored, rel=1e-9, abs=0.0051), (sheet, row, column)
        count += 1
    assert count > 20


def test_every_shape_gives_the_means_of_the_engine():
    book, result = book_of(EVERY_SHAPE)
    assert result.simulated and result.overlap[0].dominant_line == "care"
    assert_means_are_the_engines(book, result)
    assert_stored_values_are_what_the_formulas_give(book)


def test_eveline_to_the_cent():
    book, result = book_of(EVELINE)
    assert_means_are_the_engines(book, result)
    payers = table(book, "Betalers")
    assert book.value("Betalers", payers["municipality_wmo"], 3) == -14640
    assert book.value("Betalers", payers["municipality_jeugd"], 3) == 40000
    assert book.value("Betalers", payers["municipality_wmo"], 1) == "gemeente, Wmo"


@settings(max_examples=60, deadline=None)
@given(plans().filter(lambda made: made["lines"]), st.booleans())
def test_any_plan_gives_the_means_of_the_engine(made, overlapping):
    made = copy.deepcopy(made)
    if overlapping and len(made["lines"]) > 1:
        for one in made["lines"][:2]:
            one |= {"sense": "benefit", "nothing": {"exact": 0}, "overlap": {"group": "g", "alpha": 0.3}}
    book, result = book_of(made)
    assert_means_are_the_engines(book, result)
    assert_stored_values_are_what_the_formulas_give(book)


def test_a_number_that_is_changed_by_hand_carries_through():
    """The dominant line of an overlap, a payer and the balance all follow from the sheet of assumptions."""
    made = plan(line("a", 100, overlap=GROUP, payer="uwv"), line("b", 400, overlap=GROUP, payer="justice"))
    book, _ = book_of(made)
    row = next(
        row
        for row in range(5, 21)
        if book.value("Aannames", row, 2) == "a" and book.value("Aannames", row, 3) == "prijs"
    )
    book.formulas["Aannames"].cell(row, 5).value = 1000
    book._known.clear()
    payers = table(book, "Betalers")
    assert book.value("Betalers", payers["uwv"], 3) == 1000
    assert book.value("Betalers", payers["justice"], 3) == 200
    outcome = table(book, "Uitkomst", key=1)
    assert book.value("Uitkomst", outcome["Saldo in euro's"], 2) == 1200
    assert book.value("Uitkomst", outcome["Saldo in euro's"], 4) == 750  # beside what Naast showed: 450


def test_of_lines_that_are_equal_the_first_counts_fully():
    """0.1 x 3 is a little more than 0.3 in a sheet; here they are the same, as they are for the engine."""
    first = line("a", 0.3, overlap=GROUP, payer="uwv")
    second = line("b", 0.1, plan={"exact": 3}, overlap=GROUP, payer="justice")
    book, result = book_of(plan(first, second))
    assert result.overlap[0].dominant_line == "a"
    assert_means_are_the_engines(book, result)


def test_one_draw_twice_in_a_line_is_a_value_and_says_so():
    shared = {"range": [1, 2, 3], "ref": "x"}
    book, result = book_of(plan(line(amount=shared, plan=shared), line("other", 5)))
    assert_means_are_the_engines(book, result)
    row = table(book, "Regels")["effect"]
    assert book.value("Regels", row, 20) is None
    assert "één onzeker getal" in book.value("Regels", row, 24)


def test_what_was_simulated_is_a_value_and_says_so():
    book, result = book_of(EVERY_SHAPE)
    rows = table(book, "Trekkingen", key=1)
    found = [book.value("Trekkingen", rows["Saldo in euro's"], column) for column in range(2, 6)]
    spread = result.welfare.spread
    assert found == [float(each) for each in (result.welfare.mean, spread.p05, spread.p50, spread.p95)]
    assert not [cell for cell in book.all_formulas() if cell[0] == "Trekkingen"]
    assert book.value("Trekkingen", 2, 1).startswith("Waarden, geen formules")
    chance = rows["Deel van de trekkingen waarin de baten hoger zijn dan de kosten"]
    assert book.value("Trekkingen", chance, 2) == float(result.chance_gains_exceed_costs)


def test_what_has_no_amount_is_in_it():
    book, _ = book_of(EVERY_SHAPE)
    assert [book.value("Zonder bedrag", 5, column) for column in (1, 2, 3)] == [
        "Huur",
        "opgave",
        "geen bedrag bekend",
    ]


WORDS_LIKE_FORMULAS = [
    "=1+1",
    "+31 6",
    "-2",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "{=1}",
    "\t=1",
    "x" * 200,
]


@pytest.mark.parametrize("words", WORDS_LIKE_FORMULAS)
def test_words_that_begin_like_a_formula_stay_words(words):
    made = plan(
        line("a", 1, label=words, source=words, reason=words, overlap=GROUP | {"group": words}),
        line("b", 1, overlap=GROUP | {"group": words}),
        {"id": "m", "kind": "memo", "label": words},
    )
    book, _ = book_of(made)
    held = [
        cell
        for sheet in book.formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == words
    ]
    assert len(held) > 6
    assert {cell.data_type for cell in held} == {"s"}
    assert {cell.hyperlink for cell in held} == {None}


def test_the_headings_are_in_the_language_of_the_reader():
    dutch, _ = book_of(EVELINE)
    english, _ = book_of(EVELINE, "en")
    assert dutch.formulas.sheetnames[:3] == ["Lees mij", "Uitkomst", "Betalers"]
    assert english.formulas.sheetnames[:3] == ["Read me", "Outcome", "Payers"]
    assert english.value("Payers", 4, 3) == "All years" and dutch.value("Betalers", 4, 3) == "Alle jaren"


def test_a_plan_without_amounts_has_no_workbook():
    parsed = returns.parse(plan({"id": "rent", "kind": "memo", "label": "Huur"}))
    with pytest.raises(ValueError, match="without amounts"):
        workbook.made(parsed, returns.evaluate(parsed), case_number=1, made_on=DAY)


def test_no_one_is_named_as_its_maker():
    book, _ = book_of(EVELINE)
    assert not book.formulas.properties.creator and not book.formulas.properties.lastModifiedBy


def shown(cell):
    """About what a spreadsheet shows of a number."""
    places = {"#,##0.00": 2, "#,##0.00##": 4, "0.0000": 4, "0.00000000": 8, "0": 0, "0.00##%": 6}
    return f"{cell.value:,.{places[cell.number_format]}f}"


def width_of(sheet, column):
    """The file keeps neighbours of one width together."""
    columns = sheet.column_dimensions.values()
    return next(each.width for each in columns if each.min <= column <= each.max)


@pytest.mark.parametrize("made", [EVERY_SHAPE, plan(line(amount=10**9, plan={"exact": 900}, years=3))])
def test_no_number_is_too_wide_for_its_column(made):
    """A spreadsheet shows such a number as ###."""
    book, _ = book_of(made)
    seen = 0
    for sheet in book.stored.worksheets:
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, int | float) and cell.number_format != "General":
                    assert width_of(sheet, cell.column) > len(shown(cell)), (sheet, cell)
                    seen += 1
    assert seen > 60


def test_words_that_take_several_lines_have_room_for_them():
    long = "een omschrijving die niet op een regel past " * 4
    book, _ = book_of(plan(line("a", 1, label=long, reason=long), line("b", 1)))
    sheet = book.formulas["Regels"]
    assert sheet.row_dimensions[5].height >= 15 * 5 and sheet.row_dimensions[6].height is None
    assert sheet["B5"].alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 15 * 2, "the headings"


def test_a_wide_sheet_runs_over_pages_that_all_say_what_their_rows_are_about():
    book, _ = book_of(plan(line(years=60), horizon_years=60))
    wide, narrow = book.formulas["Per jaar"], book.formulas["Uitkomst"]
    assert wide.print_title_cols == "$A:$B" and wide.print_title_rows == "$4:$4"
    assert wide.page_setup.fitToWidth > 3 and narrow.page_setup.fitToWidth in (1, None)
