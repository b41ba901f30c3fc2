"""The worked routes of docs/engines/legality.md, and what holds for every catalogue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.engines.errors import BadInput
from naast.engines.legality.articles import read_law
from naast.engines.legality.catalogue import ObstacleKind, parse_catalogue
from naast.engines.legality.room import Result, find_room, ground, parse_obstacle
from naast.engines.legality.standard import standard_catalogue

DAY = date(2026, 11, 1)
PW22A = ("Participatiewet", "22a", "statute")
PW41 = ("Participatiewet", "41", "statute")
GIFTS = ("Beleidsregel giften", "", "policy_rule")


def look(law, article, kind, facts=None, on=DAY, catalogue=None):
    obstacle = parse_obstacle({"law": law, "article": article, "kind": kind})
    return find_room(obstacle, facts or {}, on, catalogue or standard_catalogue())


@pytest.mark.parametrize(
    ("obstacle", "facts", "routes", "result"),
    [
        (PW22A, {}, {16: "unknown", 7: "unknown"}, Result.UNKNOWN_FACTS),
        (PW22A, {"row_16": True}, {16: "true", 7: "unknown"}, Result.ROOM_IN_STATUTE),
        (PW22A, {"row_16": False, "row_7": False}, {16: "false", 7: "false"}, Result.OUTSIDE_STATUTE),
        (PW22A, {"row_16": False, "row_7": None}, {16: "false", 7: "unknown"}, Result.UNKNOWN_FACTS),
        (
            PW41,
            {"age": 22, "days_since_report": 10, "row_24": True},
            {24: "true", 7: "unknown"},
            Result.ROOM_IN_STATUTE,
        ),
        (PW41, {"age": 30, "row_7": False}, {24: "false", 7: "false"}, Result.OUTSIDE_STATUTE),
        (GIFTS, {}, {58: "unknown"}, Result.UNKNOWN_FACTS),
        (GIFTS, {"row_58": True}, {58: "true"}, Result.ROOM_VIA_POLICY),
        (
            ("Wmo 2015", "7", "ordinance"),
            {"ordinance_has_hardship_clause": True, "row_43": True},
            {43: "true"},
            Result.ROOM_VIA_POLICY,
        ),
        (("Wmo 2015 (local ordinance)", "2.3.5", "ordinance"), {}, {43: "unknown"}, Result.UNKNOWN_FACTS),
        (("Burgerlijk Wetboek 1", "1:265b", "statute"), {}, {48: "true"}, Result.NO_ROOM),
        (("Awir", "26", "statute"), {}, {}, Result.OUTSIDE_STATUTE),
        (("", "", "own process"), {"row_57": True}, {57: "true"}, Result.ROOM_IN_STATUTE),
        (("Wmo", "", "waiting list"), {"row_37": True}, {37: "true"}, Result.ROOM_IN_STATUTE),
        (("", "", "culture"), {}, {}, Result.OUTSIDE_STATUTE),
        (
            ("Jeugdwet", "2.3 lid 6", "statute"),
            {"against_interest_of_child": False, "row_46": True},
            {44: "unknown", 45: "unknown", 46: "true"},
            Result.ROOM_IN_STATUTE,
        ),
        (
            ("Wgs", "3", "statute"),
            {"fraud_case": False, "repeated_request_for_debt_help": False},
            {49: "false", 50: "unknown"},
            Result.UNKNOWN_FACTS,
        ),
    ],
)
def test_worked_routes(obstacle, facts, routes, result):
    finding = look(*obstacle, facts)
    assert {route.room.id: str(route.applies) for route in finding.routes} == routes
    assert finding.result is result


def test_every_obstacle_in_the_participatiewet_finds_the_individual_clause():
    for article in ("5", "22a", "31 lid 2", "999"):
        assert 7 in {route.room.id for route in look("Pw", article, "statute").routes}


def test_routes_by_their_own_article_come_first():
    assert [(r.room.id, r.direct) for r in look(*PW22A).routes] == [(16, True), (7, False)]


def test_a_route_asks_only_what_it_does_not_know():
    route = look(*PW41, {"age": 22}).routes[0]
    assert [question.fact for question in route.questions] == ["days_since_report", "row_24"]
    assert route.questions[0].text.nl.startswith("Hoeveel dagen geleden")
    assert [str(reason) for reason in route.because] == [
        "days_since_report is not known",
        "row_24 is not known",
    ]


def test_a_route_that_does_not_apply_says_why():
    route = look(*PW41, {"age": 30}).routes[0]
    assert [str(reason) for reason in route.because] == ["age is 30: age < 27 does not hold"]
    assert route.questions == ()


@pytest.mark.parametrize(
    ("result", "obstacle", "facts", "lawyer", "college"),
    [
        (Result.ROOM_IN_STATUTE, PW22A, {"row_16": True}, False, False),
        (Result.UNKNOWN_FACTS, PW22A, {}, False, False),
        (Result.ROOM_VIA_POLICY, GIFTS, {"row_58": True}, False, False),
        (Result.NO_ROOM, ("BW 1", "265b", "statute"), {}, True, False),
        (Result.OUTSIDE_STATUTE, ("Awir", "26", "statute"), {}, True, True),
    ],
)
def test_who_reads_along_and_who_decides(result, obstacle, facts, lawyer, college):
    finding = look(*obstacle, facts)
    assert (finding.result, finding.asks_lawyer, finding.asks_college) == (result, lawyer, college)


@pytest.mark.parametrize(
    ("facts", "must"),
    [
        ({"age": "22"}, "facts.age: must be a number"),
        ({"row_7": "ja"}, "facts.row_7: must be true or false"),
        ({"row_7": 1}, "facts.row_7: must be true or false"),
        ({"age": [22]}, "facts.age: must be a number, not a list"),
        ({"half_of_debt_paid": 0.5}, "facts.half_of_debt_paid: must be true or false"),
    ],
)
def test_a_fact_of_the_wrong_type_is_refused_wherever_it_is_used(facts, must):
    with pytest.raises(BadInput) as refusal:
        look("Awir", "26", "statute", facts)
    assert str(refusal.value) == must


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"article": "22a", "kind": "statute"}, "obstacle.law"),
        ({"law": "Pw", "article": "22a"}, "obstacle.kind"),
        ({"law": "Pw", "article": "22a", "kind": "person"}, "obstacle.kind"),
        ({"law": "Pw", "article": 22, "kind": "statute"}, "obstacle.article"),
        ({"law": "Pw", "artikel": "22a", "kind": "statute"}, "obstacle.artikel"),
        ([], "obstacle"),
    ],
)
def test_a_faulty_obstacle_is_refused_with_its_path(raw, path):
    with pytest.raises(BadInput) as refusal:
        parse_obstacle(raw)
    assert refusal.value.path == path


def test_an_article_of_a_statute_begins_with_its_number():
    with pytest.raises(BadInput, match=r"obstacle\.article"):
        look("Pw", "kostendelersnorm", "statute")


def test_a_hardship_clause_of_ones_own_ordinance_answers_that_ordinance_only():
    row = {
        "id": "ov-12",
        "law": "Verordening Oosterveen",
        "article": "12",
        "kind": "hardship",
        "allows": "Afwijken",
    }
    catalogue = parse_catalogue([row])
    facts = {"row_ov-12": True}
    own = look("verordening oosterveen", "3", "ordinance", facts, catalogue=catalogue)
    assert own.result is Result.ROOM_VIA_POLICY
    assert own.routes[0].link is None
    other = look("Verordening Westerveen", "3", "ordinance", facts, catalogue=catalogue)
    assert other.routes == ()


def a_row(row_id, kind, begin=None, end=None, article="5", **more):
    dates = {"valid_from": begin and begin.isoformat(), "valid_to": end and end.isoformat()}
    return {
        "id": row_id, "law": "Participatiewet", "bwb_id": "BWBR0015703", "article": article, "kind": kind,
        "allows": "x", **dates, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "exists"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_outside_its_dates_a_row_does_not_exist(day, exists):
    catalogue = parse_catalogue([a_row(1, "may", date(2026, 1, 1), date(2026, 6, 30))])
    assert bool(look("Pw", "5", "statute", on=day, catalogue=catalogue).routes) is exists


@pytest.mark.parametrize(
    ("law", "before", "first"),
    [
        ("Participatiewet", date(2014, 12, 31), date(2015, 1, 1)),
        ("Wmo 2015", date(2014, 12, 31), date(2015, 1, 1)),
        ("Jeugdwet", date(2014, 12, 31), date(2015, 1, 1)),
        ("Wlz", date(2014, 12, 31), date(2015, 1, 1)),
        ("Wgs", date(2012, 6, 30), date(2012, 7, 1)),
    ],
)
def test_before_a_law_that_we_know_the_first_day_of_there_is_no_route_in_it(law, before, first):
    of_the_law = [row for row in standard_catalogue().rows if row.law_read == read_law(law)]
    for row in of_the_law:
        assert row.id not in {route.room.id for route in look(law, row.article, "statute", on=before).routes}
        assert row.id in {route.room.id for route in look(law, row.article, "statute", on=first).routes}
    assert of_the_law


def test_a_first_day_in_the_row_itself_comes_before_that_of_the_law():
    catalogue = parse_catalogue([a_row(1, "may", date(2004, 1, 1))])
    assert look("Pw", "5", "statute", on=date(2010, 1, 1), catalogue=catalogue).routes


def test_each_version_asks_its_own_question_on_its_own_days():
    catalogue = parse_catalogue([
        a_row(1, "may", None, date(2026, 6, 30), question="Eerst?"),
        a_row(1, "may", date(2026, 7, 1), None, question="Later?"),
    ])  # fmt: skip
    for day, asked in ((date(2026, 6, 30), "Eerst?"), (date(2026, 7, 1), "Later?")):
        (route,) = look("Pw", "5", "statute", on=day, catalogue=catalogue).routes
        assert [question.text.nl for question in route.questions] == [asked]


CHANGED = [
    a_row(1, "may", date(2026, 1, 1), date(2026, 6, 30)),
    a_row(2, "may"),
    a_row(3, "may", article="6"),
    a_row(4, "none"),
]


@pytest.mark.parametrize(
    ("row_id", "facts", "reason"),
    [
        (9, {}, "route: 9 is not a clause of this catalogue"),
        (1, {}, "route: must be in force on 2026-11-01; this clause is valid from 2026-01-01 to 2026-06-30"),
        (2, {"row_2": False}, "route: 2 does not apply (row_2 is no: row_2 = yes does not hold)"),
        (3, {}, "route: 3 does not answer this obstacle"),
        (4, {}, "route: 4 only warns that there is no room"),
    ],
)
def test_a_route_that_cannot_carry_a_decision_is_refused_with_the_reason(row_id, facts, reason):
    catalogue = parse_catalogue(CHANGED)
    finding = look("Pw", "5", "statute", facts, catalogue=catalogue)
    with pytest.raises(BadInput) as refusal:
        ground(finding, row_id, DAY, catalogue)
    assert str(refusal.value) == reason


def test_a_route_on_a_date_before_the_law_is_refused_with_the_first_day():
    day = date(2014, 12, 31)
    finding = look(*PW22A, on=day)
    with pytest.raises(BadInput, match="in force on 2014-12-31; this clause is valid from 2015-01-01"):
        ground(finding, 16, day, standard_catalogue())


@pytest.mark.parametrize("facts", [{}, {"row_2": True}])
def test_a_route_that_applies_or_still_asks_may_carry_a_decision(facts):
    catalogue = parse_catalogue(CHANGED)
    finding = look("Pw", "5", "statute", facts, catalogue=catalogue)
    assert ground(finding, 2, DAY, catalogue).room.id == 2


def test_a_list_is_held_to_its_question_item_by_item():
    facts = {"home": {"type": "text", "list": True, "en": "Who lives here?", "nl": "Wie wonen hier?"}}
    tree = {"fact": "home", "op": "contains", "value": "kind"}
    catalogue = parse_catalogue({"rows": [a_row(1, "may", conditions=tree)], "facts": facts})
    found = look("Pw", "5", "statute", {"home": ["partner", "kind"]}, catalogue=catalogue)
    assert found.result is Result.ROOM_IN_STATUTE
    for home, must in (("kind", "facts.home: must be a list"), (["kind", 3], "facts.home[1]: must be text")):
        with pytest.raises(BadInput) as refusal:
            look("Awir", "26", "statute", {"home": home}, catalogue=catalogue)
        assert str(refusal.value) == must


KINDS = st.sampled_from(["may", "none", "hardship", "urgent"])
WAYS = st.sampled_from(["statute", "policy"])
DAYS = st.none() | st.dates(date(2026, 10, 25), date(2026, 11, 8))
ROWS = st.lists(st.tuples(KINDS, WAYS, DAYS, DAYS), max_size=5)
ANSWERS = st.dictionaries(st.sampled_from([f"row_{i}" for i in range(5)]), st.booleans())
ORDER = list(Result)


def dated(rows):
    return [
        a_row(i, kind, *((begin, end) if not (begin and end and end < begin) else (end, begin)), through=way)
        for i, (kind, way, begin, end) in enumerate(rows)
    ]


@given(ROWS, ANSWERS)
def test_a_row_outside_its_dates_is_as_a_row_that_is_not_there(rows, facts):
    catalogue = parse_catalogue(dated(rows))
    there = [raw for raw, row in zip(dated(rows), catalogue.rows, strict=True) if row.exists_on(DAY)]
    whole = look("Pw", "5", "statute", facts, catalogue=catalogue)
    assert whole == look("Pw", "5", "statute", facts, catalogue=parse_catalogue(there))


@given(ROWS, ANSWERS)
def test_more_validity_never_brings_the_result_further_from_room(rows, facts):
    narrow = look("Pw", "5", "statute", facts, catalogue=parse_catalogue(dated(rows)))
    always = [(kind, way, None, None) for kind, way, _, _ in rows]
    wide = look("Pw", "5", "statute", facts, catalogue=parse_catalogue(dated(always)))
    assert ORDER.index(wide.result) <= ORDER.index(narrow.result)
    assert {r.room.id for r in narrow.routes} <= {r.room.id for r in wide.routes}


@given(
    st.sampled_from([row.law for row in standard_catalogue().rows]),
    st.sampled_from([row.article for row in standard_catalogue().rows]),
    st.sampled_from(list(ObstacleKind)),
)
def test_without_facts_nothing_is_ever_refused(law, article, kind):
    finding = look(law, article, kind)
    assert all(str(route.applies) != "false" for route in finding.routes)
    assert all(route.questions for route in finding.routes if str(route.applies) == "unknown")
