"""Bad input is refused by the path of its field."""

import copy
from decimal import Decimal

import pytest

from naast.engines.returns import BadInput, parse
from naast.engines.returns.tests.plans import EVELINE, line, mean, plan


def refusal(given: object) -> str:
    with pytest.raises(BadInput) as caught:
        parse(given)
    return str(caught.value)


GROUP = {"group": "g", "alpha": 0.5}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "plan: must be an object, not []"),
        (plan(colour=1), "colour: is not a known key"),
        (plan(line(), base_year=None), "base_year: must be a whole number from 1900 to 2200, not null"),
        (plan(horizon_years=0), "horizon_years: must be a whole number from 1 to 200, not 0"),
        (plan(horizon_years=2.5), "horizon_years: must be a whole number from 1 to 200, not 2.5"),
        (plan(horizon_years=True), "horizon_years: must be a whole number from 1 to 200, not true"),
        (plan(draws=0), "draws: must be a whole number from 1 to 1000000, not 0"),
        (plan(draws=1_000_001), "draws: must be a whole number from 1 to 1000000, not 1000001"),
        (plan(seed=-1), f"seed: must be a whole number from 0 to {2**63 - 1}, not -1"),
        (plan(lines={}), "lines: must be a list, not {}"),
        (plan("hotel"), 'lines[0]: must be an object, not "hotel"'),
        (plan(index=[]), "index: must be an object of year and index, not []"),
        (plan(index={"26": 1}), "index.26: must have a year of four digits as its key"),
        (plan(index={"2026": 0}), "index.2026: must be above 0 (from 1e-6 to 1e6), not 0"),
        (plan(line(), index={"2021": 0.8}), "lines[0].price.year: 2026 is not in index"),
        (
            plan(line(amount={"exact": 1, "year": 2021}), index={"2021": 0.8}),
            "index: must have the base year 2026",
        ),
        (
            plan(line(amount={"exact": 1, "year": 2021}), index={"2026": 1}),
            "lines[0].price.year: 2021 is not in index",
        ),
        (
            plan(line(amount={"exact": 1, "year": 2021})),
            "lines[0].price.year: must be the base year 2026 when there is no index, not 2021",
        ),
    ],
)
def test_plan(given, message):
    assert refusal(given) == message


@pytest.mark.parametrize(
    ("discount", "message"),
    [
        (0.02, "discount: must be an object, not 0.02"),
        ({"rate": 0.02, "year": 1}, "discount.year: is not a known key"),
        ({"rate": 2.25}, "discount.rate: must be a share per year such as 0.0225, not 2.25"),
        ({"rate": -0.5}, "discount.rate: must be a share per year such as 0.0225, not -0.5"),
        ({"rate": "0.02"}, 'discount.rate: must be a number, not "0.02"'),
        ({"rate": 0.02, "timing": "late"}, 'discount.timing: must be one of start, middle, end, not "late"'),
        ({"rate": 0.02, "schedule": []}, "discount: must have a rate or a schedule, not both"),
        ({"schedule": []}, "discount.schedule: must have at least one [year, rate]"),
        (
            {"schedule": [[1, 0.02]]},
            "discount.schedule[0][0]: must be 0: the first rate holds from the first year",
        ),
        ({"schedule": [[0, 0.02], [0, 0.03]]}, "discount.schedule[1][0]: must be later than 0"),
        ({"schedule": [[0]]}, "discount.schedule[0]: must be [year, rate], not [0]"),
        ({"schedule": [[0, True]]}, "discount.schedule[0][1]: must be a number, not true"),
        (
            {"schedule": [[0, 0.02], [1001, 0.02]]},
            "discount.schedule[1][0]: must be a whole number of years, not 1001",
        ),
        ({"schedule": [[0.0, 0.02]]}, "discount.schedule[0][0]: must be a whole number of years, not 0.0"),
    ],
)
def test_discount(discount, message):
    assert refusal(plan(line(), discount=discount)) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "colour: is not a known key"),
        ({"id": ""}, "id: must not be empty"),
        ({"id": 7}, "id: must be text, not 7"),
        ({"role": "cost"}, 'role: must be one of investment, effect, not "cost"'),
        ({"kind": "gift"}, 'kind: must be one of real, transfer, memo, not "gift"'),
        ({"sense": None}, "sense: must be one of cost, benefit, not null"),
        ({"payer": "Gemeente"}, 'payer: must be a lower-case word such as municipality_wmo, not "Gemeente"'),
        (
            {"payer": "two words"},
            'payer: must be a lower-case word such as municipality_wmo, not "two words"',
        ),
        ({"kind": "transfer"}, "beneficiary: is required"),
        ({"beneficiary": "resident"}, "beneficiary: is only for a transfer"),
        ({"start_year": -1}, "start_year: must be a whole number from 0 to 200, not -1"),
        ({"years": -1}, "years: must be a whole number from 1 to 200, not -1"),
        ({"cashable": 1}, "cashable: must be true or false, not 1"),
        ({"plan": 5}, "plan: must be an object, not 5"),
        ({"plan": {}}, "plan: must have one of exact, range, triangular, lognormal"),
        (
            {"plan": {"exact": 1, "range": [1, 2, 3]}},
            "plan: must have one of exact, range, triangular, lognormal",
        ),
        ({"plan": {"exact": 1, "year": 2026}}, "plan.year: is not a known key"),
        ({"plan": {"exact": "5"}}, 'plan.exact: must be a number, not "5"'),
        ({"plan": {"exact": True}}, "plan.exact: must be a number, not true"),
        ({"plan": {"exact": float("nan")}}, "plan.exact: must be a finite number, not NaN"),
        ({"plan": {"exact": float("inf")}}, "plan.exact: must be a finite number, not Infinity"),
        ({"plan": {"exact": 10**400}}, "plan.exact: must be between -1e12 and 1e12"),
        ({"plan": 10**5000}, "plan: must be an object, not this int"),
        ({"plan": {"exact": 1e300}}, "plan.exact: must be between -1e12 and 1e12"),
        ({"plan": {"exact": Decimal("1e-999999")}}, "plan.exact: must have at most 400 decimals"),
        (
            {"plan": {"range": [1, 3, 2]}},
            "plan.range: must run from low to high as [low, mode, high], not [1, 3, 2]",
        ),
        ({"plan": {"range": [1, 3]}}, "plan.range: must be [low, mode, high], not [1, 3]"),
        ({"plan": {"range": [1, None, 3]}}, "plan.range[1]: must be a number, not null"),
        ({"plan": {"triangular": 5}}, "plan.triangular: must be a list, not 5"),
        (
            {"plan": {"lognormal": [2, 1]}},
            "plan.lognormal: must run from low to high as [p05, p95], not [2, 1]",
        ),
        ({"plan": {"lognormal": [0, 1]}}, "plan.lognormal[0]: must be above 0 for a lognormal"),
        ({"plan": {"lognormal": [1e-9, 1]}}, "plan.lognormal[1]: must be at most a million times p05"),
        ({"plan": {"exact": 1, "ref": ""}}, "plan.ref: must not be empty"),
        ({"success": {"exact": 1.01}}, "success.exact: must be a share from 0 to 1, not 1.01"),
        (
            {"dropoff": {"range": [-0.1, 0, 1]}},
            "dropoff.range: must be a share from 0 to 1, not [-0.1, 0, 1]",
        ),
        (
            {"success": {"lognormal": [0.1, 0.2]}},
            "success.lognormal: must not be used for a share: it has no upper end",
        ),
        ({"overlap": "g"}, 'overlap: must be an object, not "g"'),
        ({"overlap": {"group": "g"}}, "overlap.alpha: is required"),
        ({"overlap": {"group": "g", "alpha": 1.5}}, "overlap.alpha: must be a share from 0 to 1, not 1.5"),
        ({"overlap": GROUP}, "overlap.group: g must have at least two lines"),
        (
            {
                "plan": {"range": [1, 2, 3], "ref": "x"},
                "price": {"range": [1, 2, 4], "year": 2026, "ref": "x"},
            },
            "price.ref: x is another number in plan of this line",
        ),
    ],
)
def test_line(changes, message):
    assert refusal(plan(line(**changes))) == f"lines[0].{message}"


@pytest.mark.parametrize("key", ["id", "role", "kind", "plan", "nothing", "price", "payer"])
def test_every_required_field_of_a_line(key):
    given = line()
    del given[key]
    assert refusal(plan(given)) == f"lines[0].{key}: is required"


def test_price_needs_its_year():
    assert refusal(plan(line(price={"exact": 5}))) == "lines[0].price.year: is required"


@pytest.mark.parametrize("key", ["base_year", "horizon_years", "lines"])
def test_every_required_field_of_a_plan(key):
    given = plan()
    del given[key]
    assert refusal(given) == f"{key}: is required"


def test_memo():
    assert refusal(plan({"id": "rent", "kind": "memo"})) == "lines[0].label: is required"
    with_amount = {"id": "rent", "kind": "memo", "label": "Huur", "price": {"exact": 1}}
    assert refusal(plan(with_amount)) == "lines[0].price: is not for a memo line: a memo has no amount"


def test_ids_are_unique_over_memo_lines_too():
    memo = {"id": "effect", "kind": "memo", "label": "Huur"}
    assert refusal(plan(line(), memo)) == "lines[1].id: effect is given to two lines"


def test_overlap_groups():
    other_alpha = line("b", overlap={"group": "g", "alpha": 0.4})
    assert (
        refusal(plan(line("a", overlap=GROUP), other_alpha))
        == "lines[1].overlap.alpha: must be the same for all of group g"
    )
    memo = {"id": "rent", "kind": "memo", "label": "Huur"}
    assert (
        refusal(plan(memo, line("a", overlap=GROUP), line("b", -5, overlap=GROUP)))
        == "lines[2].overlap.group: g must hold only gains or only costs"
    )
    assert mean(plan(line("a", 100, overlap=GROUP), line("b", 0, overlap=GROUP))) == 100.0


def test_the_same_name_for_different_numbers_is_no_trouble_between_lines():
    one, other = {"range": [1, 2, 3], "ref": "x"}, {"range": [2, 4, 6], "ref": "x"}
    assert mean(plan(line("a", one), line("b", other))) == 6.0
    assert mean(plan(line(plan=other, nothing=one))) == 2000.0


def test_parsing_leaves_its_input_alone():
    given = copy.deepcopy(EVELINE)
    parse(given)
    assert given == EVELINE


@pytest.mark.parametrize("share", ["deadweight", "displacement", "attribution", "success", "dropoff"])
@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"exact": 1.2}, "exact: must be a share from 0 to 1, not 1.2"),
        ({"exact": -0.01}, "exact: must be a share from 0 to 1, not -0.01"),
        ({"range": [0, 0.5, 1.5]}, "range: must be a share from 0 to 1, not [0, 0.5, 1.5]"),
        ({"triangular": [0.9, 1, 30]}, "triangular: must be a share from 0 to 1, not [0.9, 1, 30]"),
        (
            {"range": [0.6, 0.5, 0.7]},
            "range: must run from low to high as [low, mode, high], not [0.6, 0.5, 0.7]",
        ),
        ({"exact": float("nan")}, "exact: must be a finite number, not NaN"),
    ],
)
def test_every_share_lies_between_nothing_and_all(share, given, where):
    assert refusal(plan(line(**{share: given}))) == f"lines[0].{share}.{where}"


def test_a_transfer_names_both_sides_as_words():
    given = line(kind="transfer", beneficiary="De inwoner")
    assert (
        refusal(plan(given))
        == 'lines[0].beneficiary: must be a lower-case word such as municipality_wmo, not "De inwoner"'
    )
