"""What must hold for every plan."""

import copy
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.returns import parse
from naast.engines.returns.ledger import work_out
from naast.engines.returns.tests.plans import line, outcome
from naast.engines.returns.types import SHARES

amounts = st.integers(0, 5000).map(lambda cents: cents / 4)
shares = st.integers(0, 20).map(lambda n: n / 20)


def numbers(values, *, share=False):
    three = st.lists(values, min_size=3, max_size=3).map(sorted)
    shapes = [values.map(lambda value: {"exact": value}), three.map(lambda v: {"range": v})]
    shapes.append(three.map(lambda v: {"triangular": v}))
    if not share:
        pair = st.tuples(values, st.integers(1, 5)).map(lambda p: [p[0] + 1, (p[0] + 1) * p[1]])
        shapes.append(pair.map(lambda v: {"lognormal": v}))
    return st.one_of(*shapes)


@st.composite
def lines(draw, name):
    kind = draw(st.sampled_from(["real", "transfer"]))
    made = line(
        name,
        draw(numbers(amounts)),
        role=draw(st.sampled_from(["investment", "effect"])),
        kind=kind,
        sense=draw(st.sampled_from(["cost", "benefit"])),
        plan=draw(numbers(amounts)),
        nothing=draw(numbers(amounts)),
        payer=draw(st.sampled_from(["uwv", "society", "resident"])),
        start_year=draw(st.integers(0, 3)),
        years=draw(st.integers(1, 5)),
        cashable=draw(st.booleans()),
        deadweight=draw(numbers(shares, share=True)),
        success=draw(numbers(shares, share=True)),
        dropoff=draw(numbers(shares, share=True)),
    )
    if kind == "transfer":
        made["beneficiary"] = draw(st.sampled_from(["resident", "uwv"]))
    return made


@st.composite
def plans(draw):
    made = [draw(lines(f"l{n}")) for n in range(draw(st.integers(0, 4)))]
    timing = draw(st.sampled_from(["start", "middle", "end"]))
    rate = draw(st.sampled_from([0, 0.0225, 0.05, -0.01]))
    return {
        "base_year": 2026,
        "horizon_years": 4,
        "discount": {"rate": rate, "timing": timing},
        "lines": made,
    }


def cents(result, *path):
    value = result
    for key in path:
        value = value[key]
    return round(value * 100)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_payers_add_up_to_welfare_with_transfers_netting_out(plan):
    result = outcome(plan)
    payers = sum(cents(payer, "mean") for payer in result["payers"].values())
    # Each figure is rounded by itself, so the sum may differ by half a cent per figure.
    assert abs(payers - cents(result, "welfare", "mean")) <= len(result["payers"]) / 2 + 1
    for payer in result["payers"].values():
        assert abs(sum(round(year * 100) for year in payer["by_year"]) - cents(payer, "mean")) <= 3


@settings(max_examples=60, deadline=None)
@given(plans())
def test_the_parts_add_up_to_welfare_exactly(plan):
    ledger = work_out(parse(plan))
    for split in (lambda e: e.line.cashable, lambda e: e.line.role.value):
        parts = {}
        for entry in ledger.real:
            parts[split(entry)] = parts.get(split(entry), Fraction(0)) + entry.total
        assert sum(parts.values()) == ledger.welfare
    for entry in ledger.entries:
        assert sum(entry.present) == entry.total


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from([2, 5, 10]))
def test_scaling_all_prices_scales_all(plan, scale):
    scaled = copy.deepcopy(plan)
    for row in scaled["lines"]:
        price = row["price"]
        shape = next(key for key in price if key != "year")
        price[shape] = [v * scale for v in price[shape]] if shape != "exact" else price[shape] * scale
    before, after = work_out(parse(plan)), work_out(parse(scaled))
    # A lognormal's mean is known to forty digits; all others are exact.
    assert abs(after.welfare - scale * before.welfare) < Fraction(1, 10**20)
    assert outcome(scaled)["ratio"] == outcome(plan)["ratio"] or outcome(plan)["ratio"] is None


@settings(max_examples=60, deadline=None)
@given(plans(), numbers(amounts), numbers(amounts))
def test_a_line_equal_in_both_scenarios_changes_nothing(plan, quantity, price):
    more = copy.deepcopy(plan)
    more["lines"].append(line("same", price, plan=quantity, nothing=copy.deepcopy(quantity)))
    before, after = outcome(plan), outcome(more)
    assert after["lines"].pop("same")["mean"] == 0.0
    nothing = {"mean": 0.0, "p05": 0.0, "p50": 0.0, "p95": 0.0, "by_year": [0.0] * 4}
    before["payers"].setdefault("society", nothing)
    for both in (before, after):
        del both["assumptions"]
    assert after == before


@settings(max_examples=30, deadline=None)
@given(plans())
def test_the_same_plan_gives_the_same_digits(plan):
    assert outcome(plan) == outcome(copy.deepcopy(plan))


@settings(max_examples=20, deadline=None)
@given(plans())
def test_welfare_changes_sign_around_a_switching_value(plan):
    for row in outcome(plan)["switching"]:
        switched = copy.deepcopy(plan)
        target = next(one for one in switched["lines"] if one["id"] == row["line"])
        year = {"year": 2026} if row["input"] == "price" else {}
        highest = 1 if row["input"] in SHARES else 10**9
        around = []
        for value in (row["value"] - 0.02, row["value"] + 0.02):
            target[row["input"]] = {"exact": min(max(value, 0), highest), **year}
            around.append(outcome(switched)["welfare"]["mean"])
        assert min(around) <= 0 <= max(around)
