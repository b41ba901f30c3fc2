"""The 67 clauses as they were handed over, and what a catalogue refuses."""

import hashlib
import json
from collections import Counter
from datetime import date

import pytest

from naast.engines.errors import BadInput
from naast.engines.legality.articles import deep_link, read_law
from naast.engines.legality.catalogue import Certainty, RoomKind, Signature, Through, parse_catalogue
from naast.engines.legality.conditions import comparisons
from naast.engines.legality.outcome import check
from naast.engines.legality.standard import standard_catalogue, standard_text

# SHA-256 over the lines "id|law|bwb_id|article|kind|certainty" of the list that was handed over.
HANDED_OVER = "c07ee55f02e0fad5b62f11a85b8eaed5481a6a6717fd3bd13326f7f8a5777865"
# The same over "id|unlocks".
UNLOCKS = "124f7998a53f859d4dfc6597423c875fff53f759f64cad7e44cabbb551ca67db"
# The same over "id|allows|must_be_motivated".
ENGLISH_TEXTS = "047a0aff4d5248b955a475cb19a13af6f515a3a20eede25c1acf173429f8e180"

ROW = {"id": 1, "law": "Verordening Oosterveen", "article": "12", "kind": "hardship", "allows": "Afwijken"}


def checksum(*columns):
    rows = json.loads(standard_text())["rows"]
    lines = (
        "|".join("; ".join(cell) if isinstance(cell, list) else str(cell) for cell in map(row.get, columns))
        for row in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_the_67_rows_are_those_that_were_handed_over():
    rows = standard_catalogue().rows
    assert [row.id for row in rows] == list(range(1, 68))
    assert checksum("id", "law", "bwb_id", "article", "kind", "certainty") == HANDED_OVER
    assert checksum("id", "allows_en", "must_be_motivated_en") == ENGLISH_TEXTS
    assert checksum("id", "unlocks_en") == UNLOCKS
    assert Counter(row.certainty for row in rows) == {
        Certainty.READ: 42, Certainty.LIKELY: 11, Certainty.CHECK: 9, Certainty.CHECK_COMMENCEMENT: 5,
    }  # fmt: skip
    assert Counter(row.law for row in rows)["Participatiewet"] == 34
    assert sum(row.kind is RoomKind.NONE for row in rows) == 1


def test_only_what_was_read_in_force_needs_no_check_mark():
    assert sum(row.to_be_checked for row in standard_catalogue().rows) == 25


def test_every_row_is_whole_in_both_languages():
    catalogue = standard_catalogue()
    for row in catalogue.rows:
        for wording in (row.allows, row.must_be_motivated, row.question, *row.unlocks):
            assert wording.en.strip() and wording.nl.strip(), row.id
        assert row.allows.en != row.allows.nl or row.id == 47
        assert row.question.nl.endswith("?") and row.question.en.endswith("?")
        assert row.who_decides in catalogue.deciders
        assert row.unlocks


def test_no_date_is_invented():
    assert all(row.valid_from is None and row.valid_to is None for row in standard_catalogue().rows)


def test_no_lawyer_has_signed_yet():
    rows = json.loads(standard_text())["rows"]
    assert all(row["signed_by"] is None and row["signed_on"] is None for row in rows)
    assert all(row.signature is None for row in standard_catalogue().rows)


def test_every_row_has_its_link():
    for row in standard_catalogue().rows:
        link = deep_link(row.bwb_id, row.article_read, date(2026, 11, 1))
        first = row.article.removeprefix("1:").replace(",", " ").split()[0]
        assert link.startswith(f"https://wetten.overheid.nl/jci1.3:c:{row.bwb_id}&artikel={first}&"), row.id
        assert link.endswith("&g=2026-11-01")
        assert ("&lid=" in link) is (" lid " in row.article), row.id


# Where what a row allows says plainly when it applies; the other rows ask one yes/no fact (48 warns).
WITH_CONDITIONS = {5, 8, 10, 11, 13, 15, 17, 18, 24, 26, 31, 32, 42, 43, 46, 49, 50, 53, 55}


@pytest.mark.parametrize(
    ("row_id", "facts", "applies"),
    [
        (5, {"excluded_as_other_foreigner": True}, "false"),
        (5, {"excluded_as_other_foreigner": False, "row_5": True}, "true"),
        (8, {"anything_to_blame": False}, "true"),
        (8, {"anything_to_blame": True}, "false"),
        (10, {"cut_is_running": True, "row_10": True}, "true"),
        (10, {"cut_is_running": False}, "false"),
        (11, {"case_on_warning_list": True, "warning_in_past_two_years": False}, "true"),
        (11, {"warning_in_past_two_years": True}, "false"),
        (13, {"row_13": True, "intent_or_gross_fault": False, "repeated_breach": False}, "true"),
        (13, {"intent_or_gross_fault": True}, "false"),
        (15, {"age": 17}, "false"),
        (15, {"age": 18, "row_15": True}, "true"),
        (15, {"age": 20, "row_15": True}, "true"),
        (15, {"age": 21}, "false"),
        (17, {"damages_received": True, "row_17": True}, "true"),
        (17, {"gift_above_yearly_limit": True, "row_17": True}, "true"),
        (17, {"gift_above_yearly_limit": False, "row_17": True}, "unknown"),
        (17, {"gift_above_yearly_limit": False, "damages_received": False}, "false"),
        (18, {"goods_are_necessary": True}, "true"),
        (18, {"goods_are_necessary": False, "assets_out_of_reach": True}, "true"),
        (18, {"goods_are_necessary": False}, "unknown"),
        (24, {"age": 26, "days_since_report": 27, "row_24": True}, "true"),
        (24, {"age": 27}, "false"),
        (24, {"days_since_report": 28}, "false"),
        (26, {"months_back": 3, "row_26": True}, "true"),
        (26, {"months_back": 4}, "false"),
        (31, {"information_duty_breached": False}, "true"),
        (31, {"information_duty_breached": True}, "false"),
        (32, {"years_of_recovery": 10, "row_32": True}, "true"),
        (32, {"years_of_recovery": 3, "half_of_debt_paid": True, "row_32": True}, "true"),
        (32, {"years_of_recovery": 9.9, "half_of_debt_paid": False}, "false"),
        (42, {"intent": False}, "true"),
        (42, {"intent": True, "row_42": True}, "true"),
        (42, {"intent": True}, "unknown"),
        (42, {"intent": True, "row_42": False}, "false"),
        (43, {"ordinance_has_hardship_clause": True, "row_43": True}, "true"),
        (43, {"ordinance_has_hardship_clause": False}, "false"),
        (43, {"row_43": True}, "unknown"),
        (46, {"against_interest_of_child": False}, "unknown"),
        (46, {"against_interest_of_child": False, "row_46": True}, "true"),
        (46, {"row_46": False}, "false"),
        (46, {"against_interest_of_child": True}, "false"),
        (49, {"fraud_case": True, "row_49": True}, "true"),
        (49, {"fraud_case": False, "repeated_request_for_debt_help": False}, "false"),
        (50, {"is_resident": False, "row_50": True}, "true"),
        (50, {"is_resident": True}, "false"),
        (53, {"months_of_pause": 6, "row_53": True}, "true"),
        (53, {"months_of_pause": 7}, "false"),
        (55, {"in_listed_group": True}, "true"),
        (55, {"in_listed_group": False, "row_55": True}, "true"),
        (55, {"in_listed_group": False}, "unknown"),
    ],
)
def test_conditions_that_stand_plainly_in_what_a_row_allows(row_id, facts, applies):
    (row,) = standard_catalogue().versions(row_id)
    assert str(check(row.test, facts).result) == applies


def test_the_other_rows_ask_one_yes_or_no():
    rows = json.loads(standard_text())["rows"]
    assert {row["id"] for row in rows if row["conditions"]} == WITH_CONDITIONS
    for row in standard_catalogue().rows:
        if row.id not in WITH_CONDITIONS:
            asked = [] if row.kind is RoomKind.NONE else [row.fact]
            assert [comparison.fact for comparison in comparisons(row.test)] == asked


def test_no_question_asks_two_things_or_whether_something_is_not_so():
    catalogue = standard_catalogue()
    for row in catalogue.rows:
        assert "hardship clause, and" not in row.question.en and "no intent" not in row.question.en, row.id
        assert not row.question.nl.startswith(("Was er geen", "Is er niets")), row.id


def test_every_fact_in_a_condition_has_its_question_and_kind():
    catalogue = standard_catalogue()
    asked = set()
    for row in catalogue.rows:
        for comparison in comparisons(row.test):
            asked.add(comparison.fact)
            assert catalogue.facts[comparison.fact].kind is comparison.kind, row.id
            assert not comparison.fact.startswith("row_") or comparison.fact == row.fact
    assert set(json.loads(standard_text())["facts"]) <= asked


def test_rights_and_deadlines_are_always_open():
    assert {row.id for row in standard_catalogue().rows if row.always_open} == {29, 36, 37, 51, 67}


def test_the_ways_of_the_municipality_itself():
    assert {row.id for row in standard_catalogue().rows if row.through is Through.POLICY} == {43, 56, 58}


def test_what_a_row_leaves_out_is_filled_carefully():
    (row,) = parse_catalogue([ROW]).rows
    assert row.certainty is Certainty.CHECK
    assert row.through is Through.POLICY
    assert row.who_decides == "college"
    assert row.question.nl == "Is dit hier aan de orde?"
    assert row.fact == "row_1"
    assert [answer.law for answer in row.answers] == [read_law("verordening  oosterveen")]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"id": None}, "catalogue.rows[0].id"),
        ({"id": True}, "catalogue.rows[0].id"),
        ({"law": " "}, "catalogue.rows[0].law"),
        ({"article": "bijlage"}, "catalogue.rows[0].article"),
        ({"kind": "nice"}, "catalogue.rows[0].kind"),
        ({"allows": None}, "catalogue.rows[0].allows"),
        ({"certainty": "sure"}, "catalogue.rows[0].certainty"),
        ({"severity": 3}, "catalogue.rows[0].severity"),
        ({"valid_from": "1-1-2026"}, "catalogue.rows[0].valid_from"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "catalogue.rows[0].valid_to"),
        ({"signed_by": "mr. A. de Wit"}, "catalogue.rows[0].signed_on"),
        ({"signed_on": "2026-11-01"}, "catalogue.rows[0].signed_by"),
        ({"signed_by": "mr. A. de Wit", "signed_on": "vandaag"}, "catalogue.rows[0].signed_on"),
        ({"law": "Wmo", "valid_to": "2014-12-31"}, "catalogue.rows[0].valid_to"),
        (
            {"conditions": {"any": [{"fact": "age", "op": "like", "value": 27}]}},
            "catalogue.rows[0].conditions.any[0].op",
        ),
        ({"conditions": {"all": [{"fact": "a"}]}}, "catalogue.rows[0].conditions.all[0].op"),
        ({"answers": "all"}, "catalogue.rows[0].answers"),
        ({"answers": [{}]}, "catalogue.rows[0].answers[0]"),
        ({"answers": [{"kind": "person"}]}, "catalogue.rows[0].answers[0].kind"),
        ({"answers": ["everything"]}, "catalogue.rows[0].answers[0].article"),
        ({"always_open": "yes"}, "catalogue.rows[0].always_open"),
        ({"unlocks_en": ["a"], "unlocks_nl": []}, "catalogue.rows[0].unlocks_nl"),
        ({"unlocks": [1]}, "catalogue.rows[0].unlocks[0]"),
    ],
)
def test_a_faulty_row_is_refused_with_its_path(change, path):
    with pytest.raises(BadInput) as refusal:
        parse_catalogue([{**ROW, **change}])
    assert refusal.value.path == path


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("rows", "catalogue"),
        ({}, "catalogue.rows"),
        ({"rows": {}}, "catalogue.rows"),
        ({"rows": [3]}, "catalogue.rows[0]"),
        ({"rows": [ROW, {**ROW, "id": "1"}]}, "catalogue.rows[1].id"),
        ({"rows": [], "facts": []}, "catalogue.facts"),
        ({"rows": [], "facts": {"age": {"type": "size", "en": "?", "nl": "?"}}}, "catalogue.facts.age.type"),
        ({"rows": [], "deciders": {"mayor": {"en": "mayor"}}}, "catalogue.deciders.mayor.nl"),
    ],
)
def test_a_faulty_catalogue_is_refused_with_its_path(raw, path):
    with pytest.raises(BadInput) as refusal:
        parse_catalogue(raw)
    assert refusal.value.path == path


def test_a_signature_is_a_name_with_a_day():
    (row,) = parse_catalogue([{**ROW, "signed_by": "mr. A. de Wit", "signed_on": "2026-11-01"}]).rows
    assert row.signature == Signature("mr. A. de Wit", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ({"valid_to": "2026-06-30"}, {"valid_from": "2026-07-01"}, True),
        ({"valid_from": "2026-07-01"}, {"valid_to": "2026-06-30"}, True),
        ({"valid_to": "2026-07-01"}, {"valid_from": "2026-07-01"}, False),
        ({"valid_from": "2026-01-01"}, {"valid_from": "2026-07-01"}, False),
        ({}, {"valid_from": "2026-07-01"}, False),
        ({"valid_from": "2026-01-01", "valid_to": "2026-12-31"}, {"valid_from": "2026-07-01"}, False),
    ],
)
def test_a_clause_may_stand_in_several_versions_of_which_one_exists_on_a_day(one, other, together):
    rows = [{**ROW, **one}, {**ROW, **other}]
    if together:
        assert len(parse_catalogue(rows).versions(1)) == 2
        return
    with pytest.raises(BadInput, match="1 is used twice on one day") as refusal:
        parse_catalogue(rows)
    assert refusal.value.path == "catalogue.rows[1].id"


def asking(kind, listed, *trees):
    """A catalogue that asks one fact x, and rows with these conditions."""
    facts = {"x": {"type": kind, "list": listed, "en": "x?", "nl": "x?"}}
    rows = [{**ROW, "id": number, "conditions": tree} for number, tree in enumerate(trees)]
    return parse_catalogue({"rows": rows, "facts": facts})


@pytest.mark.parametrize(
    ("kind", "listed", "op", "value"),
    [
        ("number", False, "<", "27"),
        ("number", False, "<", "2026-01-01"),
        ("yes_no", False, "=", 1),
        ("text", False, "=", True),
        ("date", False, "in", [1]),
        ("text", True, "=", "kind"),
        ("number", False, "contains", 1),
        ("number", True, "contains", "1"),
    ],
)
def test_conditions_that_no_answer_to_the_question_can_meet_are_refused_with_their_row(
    kind, listed, op, value
):
    with pytest.raises(BadInput) as refusal:
        asking(kind, listed, {"all": []}, {"not": {"fact": "x", "op": op, "value": value}})
    assert refusal.value.path == "catalogue.rows[1].conditions"


@pytest.mark.parametrize(
    ("kind", "listed", "op", "value"),
    [
        ("number", False, "in", [1, 2]),
        ("text", False, "contains", "kind"),
        ("text", True, "contains", "kind"),
        ("number", True, "contains", 1),
        ("date", False, "<", "2026-01-01"),
    ],
)
def test_conditions_that_an_answer_can_meet_are_taken(kind, listed, op, value):
    assert asking(kind, listed, {"fact": "x", "op": op, "value": value}).facts["x"].listed is listed
