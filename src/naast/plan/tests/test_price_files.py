"""Prices as a file: what is wrong is named by row and column, all or nothing, and looked at beforehand."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils.translation import override

from naast.kernel import actors, clock
from naast.kernel.errors import NotVisible, Stale
from naast.plan import actions, price_csv, queries
from naast.plan.models import Price, PriceImport
from naast.plan.price_list import PriceRow
from naast.plan.tests import arrange
from naast.plan.tests.test_prices import OVER, over_hotel

YEARS = range(2005, 2027)
HEAD = "item_nl;unit;mode;price_year;payer;quality;source"
GOOD = "Maaltijd;time;12,50;2025;municipality_wmo;local;keuken (fictief)"


def file(*rows: str, head: str = HEAD, mark: str = "") -> bytes:
    return (mark + "\n".join([head, *rows])).encode()


def problems(*rows: str, head: str = HEAD) -> list[tuple[int, str]]:
    _rows, found = price_csv.read(file(*rows, head=head), years=YEARS)
    return [(problem.row, problem.column) for problem in found]


def price(**values) -> PriceRow:
    start = {"item": "Meal", "item_nl": "Maaltijd", "unit": "time", "mode": Decimal("12.50")}
    rest = {"price_year": 2025, "payer": "resident", "quality": "local", "source": "x"}
    return PriceRow(**(start | rest | values))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [";", ","])
def test_semicolon_and_comma_with_and_without_a_mark(separator, mark):
    row = GOOD.replace("12,50", "12.50").replace(";", separator)
    rows, found = price_csv.read(file(row, head=HEAD.replace(";", separator), mark=mark), years=YEARS)
    assert found == []
    assert (rows[0].number, rows[0].price.mode, rows[0].price.item) == (2, Decimal("12.50"), "Maaltijd")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12,50", "12.50"),
        ("12.5", "12.5"),
        ("€ 80", "80"),
        ("1.500,00", "1500.00"),
        ("1,500.25", "1500.25"),
        ("1.000.000", "1000000"),
        ("1 500", "1500"),
        ("€\u00a012\u202f500,00", "12500.00"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_in_the_notation_of_both_languages(typed, amount):
    rows, found = price_csv.read(file(GOOD.replace("12,50", typed)), years=YEARS)
    assert found == [] and rows[0].price.mode == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    [
        *("1.500", "1,500", "12,505", "-3", "1e3", "inf", "NaN", "twaalf", "1.50.0", "١٢", "12,5,0"),
        *("12 50", "1 2", "12 5000", "12\t500"),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_or_in_none_is_refused_by_row_and_column(typed):
    assert problems(GOOD, GOOD.replace("12,50", typed).replace("Maaltijd", "B")) == [(3, "mode")]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("time", "bushel", "unit"),
        ("2025", "25", "price_year"),
        ("2025", "1950", "price_year"),
        ("municipality_wmo", "iemand", "payer"),
        ("local", "", "quality"),
        ("keuken (fictief)", "", "source"),
        ("Maaltijd", "", "item_nl"),
        ("Maaltijd", "x" * 121, "item_nl"),
        ("keuken (fictief)", "x;te veel", ""),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(old, new, column):
    assert problems(GOOD.replace(old, new)) == [(2, column)]


@pytest.mark.parametrize(
    ("head", "row", "column"),
    [
        ("low", "13", "low"),
        ("high", "12", "high"),
        ("vat", "half", "vat"),
        ("kind", "memo", "kind"),
        ("whose", "theirs", "whose"),
        ("valid_from", "05/06/2026", "valid_from"),
        ("valid_from", "31-02-2026", "valid_from"),
        ("valid_to", "2026", "valid_to"),
    ],
)
def test_the_other_columns_are_checked_too(head, row, column):
    assert problems(f"{GOOD};{row}", head=f"{HEAD};{head}") == [(2, column)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leeg"),
        (b"\n\n", "leeg"),
        (HEAD.encode(), "geen prijzen"),
        ("item_nl;prijs;é".encode("latin-1"), "UTF-8"),
        ("\ufeff".encode("utf-16") + "item".encode("utf-16"), "UTF-8"),
        (file(GOOD, head=HEAD + ";score"), "score"),
        (file(GOOD, head=HEAD + ";unit"), "unit"),
        (file(GOOD, head=HEAD.replace(";mode", "")), "mode"),
        (file(GOOD, head=HEAD.replace("item_nl;", "")), "item_nl"),
        (file('"Maaltijd;time'), "CSV"),
        (file(GOOD + "\x00"), "tekst"),
        (b"x" * (price_csv.MOST_BYTES + 1), "5 MB"),
        (b"PK\x03\x04\x00\x00", "tekst"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(content, word):
    with override("nl"):
        rows, found = price_csv.read(content, years=YEARS)
        assert rows == [] and [problem.row for problem in found] == [0]
        assert word in found[0].words


def test_more_than_ten_thousand_rows_are_refused():
    rows = [GOOD.replace("Maaltijd", f"Maaltijd {number}") for number in range(price_csv.MOST_ROWS)]
    read, found = price_csv.read(file(*rows), years=YEARS)
    assert (len(read), found) == (price_csv.MOST_ROWS, [])
    read, (problem,) = price_csv.read(file(*rows, GOOD), years=YEARS)
    assert read == [] and problem.row == 0 and "10000" in problem.words


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "＝1"],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_formula_leaves_harmless_and_comes_back_as_it_was(text, language):
    with override(language):
        written = price_csv.write([price(source=text, because=text)])
    (cells,) = list(
        csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";" if language == "nl" else ",")
    )
    assert cells["source"].startswith("'") and cells["because"].startswith("'")
    rows, found = price_csv.read(written, years=YEARS)
    assert found == [] and (rows[0].price.source, rows[0].price.because) == (text, text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_leaves_comes_back_the_same(language):
    rows = [
        price(low=Decimal("10.00"), high=Decimal("1500.00"), vat="excl"),
        price(item="Ünïcode; “x”, y", item_nl="regel\u00a0met 😀", valid_from=dt.date(2026, 1, 31)),
        price(item="'s-Hertogenbosch", item_nl="'s-Hertogenbosch", quality="unsourced", source=""),
    ]
    with override(language):
        written = price_csv.write(rows)
    read, found = price_csv.read(written, years=YEARS)
    assert found == []
    assert [sent.price for sent in read][::2] == rows[::2]
    assert read[1].price.item == rows[1].item and written.startswith(b"\xef\xbb\xbf")


@pytest.fixture
def keeper(standing):
    arrange.prices(standing)
    return standing.add_staff("Cora Controller", actors.CONTROLLER)


def _send(keeper, content: bytes, name: str = "prijzen.csv") -> PriceImport:
    return actions.send_prices(actor=keeper, name=name, content=content)


@pytest.mark.django_db
def test_first_a_look_then_all_of_it(standing, keeper):
    head = HEAD + ";because"
    content = file(
        f"{GOOD};",
        "Hotelkamer;night;95;2025;municipality_wmo;local;contract (fictief);eigen contract",
        head=head,
    )
    with standing.inside():
        count = Price.objects.count()
        waiting = _send(keeper, content)
        assert Price.objects.count() == count
        facts = actions.looked_into(keeper, waiting.pk)
        assert [change.kind for change in facts.changes] == ["added", "overrides"]
        assert facts.changes[1].before.mode == Decimal("80.00")
        assert actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=facts.fingerprint) == 2
        assert Price.objects.count() == count + 2
        assert queries.price_named("Hotelkamer").mode == Decimal(95)
        assert not PriceImport.objects.exists()
        again = actions.looked_into(keeper, _send(keeper, content).pk)
        assert [change.kind for change in again.changes] == ["same", "same"]


@pytest.mark.django_db
def test_one_wrong_row_and_nothing_waits_or_changes(standing, keeper):
    with standing.inside():
        count = Price.objects.count()
        with pytest.raises(actions.FileRefused) as refusal:
            _send(keeper, file(GOOD, GOOD.replace("12,50", "1.500").replace("Maaltijd", "Iets")))
        assert [(each.row, each.column) for each in refusal.value.problems] == [(3, "mode")]
        assert (Price.objects.count(), PriceImport.objects.count()) == (count, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([GOOD, GOOD], (3, "item")),
        (["Hotelkamer;night;95;2025;municipality_wmo;local;x"], (2, "because")),
        (["Hotelkamer;day;95;2025;municipality_wmo;local;x"], (2, "unit")),
    ],
)
def test_what_does_not_fit_the_list_is_named_by_row_too(standing, keeper, rows, found):
    with standing.inside(), pytest.raises(actions.FileRefused) as refusal:
        _send(keeper, file(*rows))
    assert [(each.row, each.column) for each in refusal.value.problems] == [found]


@pytest.mark.django_db
def test_the_whole_list_goes_out_and_in_and_changes_nothing(standing, keeper):
    with standing.inside():
        over_hotel(keeper, valid_from=clock.today() - dt.timedelta(days=9))
        last = queries.price_named("Hotelkamer")
        actions.change_price(
            actor=keeper, price_id=last.pk, base_version=last.version, values={"mode": Decimal(97)}
        )
        facts = actions.looked_into(keeper, _send(keeper, actions.exported(keeper)).pk)
        assert len(facts.changes) == 39 and {change.kind for change in facts.changes} == {"same"}


@pytest.mark.django_db
def test_a_price_of_the_list_is_not_changed_by_a_file(standing, keeper):
    with standing.inside():
        content = actions.exported(keeper).replace(b";80,00;", b";81,00;")
        with pytest.raises(actions.FileRefused) as refusal:
            _send(keeper, content)
        (problem,) = refusal.value.problems
        assert problem.column == "mode" and problem.row > 1


@pytest.mark.django_db
def test_years_of_one_price_in_one_file_follow_each_other(standing, keeper):
    rows = [f"{GOOD};2026-01-01", f"{GOOD.replace('12,50', '11').replace('2025', '2024')};2025-01-01"]
    with standing.inside():
        waiting = _send(keeper, file(*rows, head=HEAD + ";valid_from"))
        facts = actions.looked_into(keeper, waiting.pk)
        actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=facts.fingerprint)
        kept = Price.objects.filter(item="Maaltijd").order_by("valid_from")
        assert [(row.mode, row.valid_to) for row in kept] == [
            (Decimal("11.00"), dt.date(2025, 12, 31)),
            (Decimal("12.50"), None),
        ]


@pytest.mark.django_db
def test_a_row_of_an_agreed_plan_is_refused_by_row_and_column(standing, keeper):
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        waiting = _send(keeper, file(GOOD))
        facts = actions.looked_into(keeper, waiting.pk)
        actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=facts.fingerprint)
        actions.write_perspective(**who, perspective=arrange.PERSPECTIVE)
        actions.add_line(**who, scenario="plan", what="Maaltijd")
        actions.agree(**who)
        with pytest.raises(actions.FileRefused) as refusal:
            _send(keeper, file(GOOD.replace("12,50", "13")))
        (problem,) = refusal.value.problems
        assert (problem.row, problem.column) == (2, "valid_from")
        assert queries.price_named("Maaltijd").mode == Decimal("12.50")


@pytest.mark.django_db
def test_when_the_list_changed_in_between_nothing_is_kept(standing, keeper):
    with standing.inside():
        content = file("Hotelkamer;night;90;2025;municipality_wmo;local;x;y", head=HEAD + ";because")
        waiting = _send(keeper, content)
        seen = actions.looked_into(keeper, waiting.pk).fingerprint
        over_hotel(keeper, **OVER)
        with pytest.raises(Stale):
            actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=seen)
        assert queries.price_named("Hotelkamer").mode == Decimal(95)
        facts = actions.looked_into(keeper, waiting.pk)
        assert [change.kind for change in facts.changes] == ["corrected"]


@pytest.mark.django_db
def test_a_waiting_file_is_of_who_sent_it(standing, keeper):
    other = standing.add_staff("Petra Policy", actors.POLICY)
    with standing.inside():
        waiting = _send(keeper, file(GOOD))
        for action in (
            lambda: actions.looked_into(other, waiting.pk),
            lambda: actions.drop_prices(actor=other, import_id=waiting.pk),
            lambda: actions.keep_prices(actor=other, import_id=waiting.pk, seen=""),
        ):
            with pytest.raises(NotVisible):
                action()
        second = _send(keeper, file(GOOD))
        assert [row.pk for row in PriceImport.objects.all()] == [second.pk]
        actions.drop_prices(actor=keeper, import_id=second.pk)
        assert not PriceImport.objects.exists()


@pytest.mark.django_db
def test_ten_thousand_rows_are_kept_in_few_questions(standing, keeper, django_assert_max_num_queries):
    rows = [GOOD.replace("Maaltijd", f"Maaltijd {number}") for number in range(price_csv.MOST_ROWS)]
    with standing.inside():
        waiting = _send(keeper, file(*rows))
        facts = actions.looked_into(keeper, waiting.pk)
        # Read the file, list, index (2) and agreements; lock; ten batches with a savepoint around; audit.
        with django_assert_max_num_queries(30):
            kept = actions.keep_prices(actor=keeper, import_id=waiting.pk, seen=facts.fingerprint)
        assert kept == price_csv.MOST_ROWS
        assert Price.objects.filter(whose="own").count() == price_csv.MOST_ROWS
