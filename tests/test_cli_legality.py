"""The legality verbs as the command line contract states them, each in a process of its own."""

import csv
import io
import json
import subprocess
import sys

import pytest

CASE = {
    "obstacle": {"law": "Participatiewet", "article": "22a", "kind": "statute"},
    "facts": {},
    "on": "2026-11-01",
}
ROW = {
    "id": "3", "law": "Participatiewet", "bwb_id": "BWBR0015703", "article": "22a lid 4", "kind": "may",
    "allows": "Something", "must_be_motivated": "Why", "unlocks": "Norm; Rent", "certainty": "likely",
    "answers": "policy_rule; 21", "conditions": '{"fact": "age", "op": "<", "value": 27}',
    "valid_to": "2026-12-31",
}  # fmt: skip
ROUTE_KEYS = [
    "id",
    "law",
    "article",
    "kind",
    "applies",
    "questions",
    "must_be_motivated",
    "link",
    "certainty",
]


def naast(*words, given=""):
    start = "import sys; from naast.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", start, "legality", *map(str, words)]
    if isinstance(given, str):
        given = given.encode()
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def answered(*words, given=""):
    done = naast(*words, given=given)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    return json.loads(done.stdout)


def refused(*words, given=""):
    done = naast(*words, given=given)
    assert (done.returncode, done.stdout) == (2, b"")
    line = done.stderr.decode()
    assert line.count("\n") == 1 and line.endswith("\n")
    return line.strip()


def as_json(value):
    return json.dumps(value)


def as_csv(*rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_check_answers_with_result_missing_and_because(tmp_path):
    case = tmp_path / "case.json"
    case.write_text(
        as_json({"condition": {"fact": "age", "op": "<", "value": 27}, "facts": {"age": 22}}), "utf-8"
    )
    assert answered("check", case) == {
        "result": "true",
        "missing": [],
        "because": ["age is 22: age < 27 holds"],
    }


def test_check_reads_standard_input_and_asks_for_what_is_missing():
    tree = {"all": [{"fact": "age", "op": "<", "value": 27}, {"fact": "zorg", "op": "=", "value": True}]}
    case = as_json({"condition": tree, "facts": {"age": 22, "zorg": None, "other": "x"}})
    assert answered("check", "-", given=case) == {
        "result": "unknown",
        "missing": ["zorg"],
        "because": ["zorg is not known"],
    }


def test_room_answers_with_the_routes_of_the_contract():
    found = answered("room", "-", given=as_json(CASE))
    assert list(found) == ["result", "routes"]
    assert found["result"] == "unknown_facts"
    assert [route["id"] for route in found["routes"]] == [16, 7]
    first = found["routes"][0]
    assert list(first) == ROUTE_KEYS
    assert first["applies"] == "unknown"
    assert first["questions"][0]["fact"] == "row_16"
    assert first["certainty"] == "check_commencement"
    assert first["must_be_motivated"] == "Intensive need; temporary"
    assert first["link"] == ("https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=22a&lid=4&g=2026-11-01")


def test_answering_a_question_with_its_fact_settles_the_route():
    case = {**CASE, "facts": {"row_16": True}}
    found = answered("room", "-", given=as_json(case))
    assert found["result"] == "room_in_statute"
    assert found["routes"][0]["questions"] == []


def test_a_catalogue_of_ones_own_as_json_and_as_csv(tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text(as_csv(ROW), "utf-8")
    listed = tmp_path / "rows.json"
    row = {**ROW, "id": 3, "unlocks": ["Norm", "Rent"], "answers": ["policy_rule", "21"]}
    row["conditions"] = json.loads(ROW["conditions"])
    listed.write_text(as_json([row]), "utf-8")
    case = as_json({**CASE, "facts": {"age": 20}})
    by_csv = answered("room", "-", "--catalogue", table, given=case)
    assert by_csv == answered("room", "-", "--catalogue", listed, given=case)
    assert by_csv["result"] == "room_in_statute"
    assert by_csv["routes"][0]["id"] == 3
    later = as_json({**CASE, "on": "2027-01-01"})
    assert answered("room", "-", "--catalogue", table, given=later) == {
        "result": "outside_statute",
        "routes": [],
    }


@pytest.mark.parametrize(
    ("verb", "case", "line"),
    [
        ("check", {"facts": {}}, "condition: must be given"),
        ("check", {"condition": {"all": []}, "fact": {}}, "fact: is not known here"),
        ("check", {"condition": {"all": []}, "facts": []}, "facts: must be an object"),
        ("check", {"condition": {"fact": "a", "op": "~", "value": 1}}, "condition.op: must be one of"),
        (
            "check",
            {"condition": {"fact": "a", "op": "=", "value": 1}, "facts": {"a": "1"}},
            "facts.a: must be a number",
        ),
        ("check", [], "input: must be an object"),
        ("room", {**CASE, "on": None}, "on: must be given"),
        ("room", {**CASE, "on": ""}, "on: must be a date"),
        ("room", {**CASE, "on": "01-11-2026"}, "on: must be a date"),
        ("room", {**CASE, "resident": "x"}, "resident: is not known here"),
        ("room", {**CASE, "facts": {"row_7": "ja"}}, "facts.row_7: must be true or false"),
        ("room", {**CASE, "obstacle": {**CASE["obstacle"], "kind": "x"}}, "obstacle.kind: must be one of"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_field(verb, case, line):
    assert refused(verb, "-", given=as_json(case)).startswith(line)


@pytest.mark.parametrize("given", ["", "{", b"\xff", '{"a": 1, "a": 2}', "[" * 100_000, "NaN"])
def test_what_is_no_json_is_refused_in_one_line(given):
    assert refused("check", "-", given=given)
    assert refused("room", "-", given=given)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("rows.csv", as_csv({**ROW, "rank": "1"}), "catalogue.rank: is not known here"),
        ("rows.csv", as_csv({**ROW, "conditions": "{"}), "catalogue.rows[0].conditions: must be JSON"),
        ("rows.csv", as_csv(ROW) + "4,Participatiewet\n", "catalogue.rows[1]: must have as many cells"),
        ("rows.csv", as_csv(ROW, ROW), "catalogue.rows[1].id: 3 is used twice"),
        ("rows.csv", as_csv(ROW).replace("law,", "id,", 1), "catalogue.id: is given twice in the first line"),
        (
            "rows.csv",
            as_csv({**ROW, "conditions": '{"fact": "age", "fact": "income", "op": "<", "value": 27}'}),
            'catalogue.rows[0].conditions: key "fact" is given twice in one object',
        ),
        ("rows.csv", "", "catalogue: must have the names of its columns in the first line"),
        ("rows.csv", "x" * 200_000 + ",id\n1,2\n", "catalogue: must be CSV (field larger than"),
        ("rows.csv", as_csv({**ROW, "law": "x" * 200_000}), "catalogue: must be CSV (field larger than"),
        ("rows.csv", "\n\n", "catalogue: must have the names of its columns in the first line"),
        ("rows.json", as_json([{**ROW, "id": "  "}]), "catalogue.rows[0].id: must be a number or text"),
        ("rows.json", "{}", "catalogue.rows: must be given"),
    ],
)
def test_a_faulty_catalogue_is_refused_in_one_line(tmp_path, name, text, line):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert refused("room", "-", "--catalogue", file, given=as_json(CASE)).startswith(line)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            {"route": 16, "on": "2014-12-31"},
            "route: must be in force on 2014-12-31; this clause is valid from 2015",
        ),
        ({"route": 16, "facts": {"row_16": False}}, "route: 16 does not apply (row_16 is no"),
        ({"route": 24}, "route: 24 does not answer this obstacle"),
        ({"route": "x"}, "route: x is not a clause of this catalogue"),
        ({"route": [16]}, "route: must be a number or text"),
    ],
)
def test_a_route_on_which_no_decision_can_rest_is_refused_in_one_line(change, line):
    assert refused("room", "-", given=as_json({**CASE, **change})).startswith(line)


def test_a_route_on_which_a_decision_can_rest_changes_nothing_in_the_answer():
    with_route = answered("room", "-", given=as_json({**CASE, "route": 16}))
    assert with_route == answered("room", "-", given=as_json(CASE))


def test_motivation_answers_which_blocks_are_empty_or_repeat_and_what_belongs_in_them():
    texts = {"request": "Een bed. Vandaag.", "purpose": "Opvang. Voor elk.", "balanced": "een bed; opvang"}
    found = answered("motivation", "-", given=as_json({"law": "Wmo", "blocks": texts}))
    assert found["complete"] is False
    by_name = {block["block"]: block for block in found["blocks"]}
    assert len(by_name) == 11
    assert by_name["balanced"]["repeats"] == ["request", "purpose"]
    assert not by_name["purpose"]["empty"] and by_name["facts"]["empty"]
    assert by_name["facts"]["points"][0]["en"].startswith("The need")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, "blocks: must be given"),
        ({"blocks": []}, "blocks: must be an object"),
        ({"blocks": {"deserving": "x"}}, "blocks.deserving: is not a block"),
        ({"blocks": {"facts": 1}}, "blocks.facts: must be text"),
        ({"blocks": {}, "score": 3}, "score: is not known here"),
    ],
)
def test_a_faulty_motivation_is_refused_in_one_line(given, line):
    assert refused("motivation", "-", given=as_json(given)).startswith(line)


def test_what_is_not_there_is_refused_in_one_line(tmp_path):
    assert refused("room", tmp_path / "none.json")
    assert refused("room", "-", "--catalogue", tmp_path / "none.csv", given=as_json(CASE))
    assert refused("room", "-", "--catalogue", "-", given=as_json(CASE)).startswith("--catalogue")
    assert refused("weigh")
    assert refused("room")


def test_a_catalogue_with_the_line_ends_of_another_machine_and_any_id_is_read(tmp_path):
    case = as_json({**CASE, "facts": {"age": 20}})
    table = tmp_path / "rows.csv"
    table.write_bytes(as_csv(ROW).encode())
    found = answered("room", "-", "--catalogue", table, given=case)
    for ends in (b"\n", b"\r"):
        table.write_bytes(as_csv(ROW).encode().replace(b"\r\n", ends))
        assert answered("room", "-", "--catalogue", table, given=case) == found
    table.write_text(as_csv({**ROW, "id": "9" * 5_000}), "utf-8")
    assert answered("room", "-", "--catalogue", table, given=case)["routes"][0]["id"] == "9" * 5_000


def test_a_refusal_stays_a_line_that_can_be_read():
    case = {"condition": {"fact": "a" * 50_000, "op": "=", "value": 1}, "facts": {"a" * 50_000: "x"}}
    line = refused("check", "-", given=as_json(case))
    assert line.startswith("facts.aaa") and line.endswith("aa...") and len(line) <= 1_003


def test_the_engine_runs_without_django():
    code = (
        "import io, sys; from naast.cli import main;"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(sys.argv[1].encode()));"
        "assert main(['legality', 'room', '-']) == 0;"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    done = subprocess.run([sys.executable, "-c", code, as_json(CASE)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


START = "import sys; from naast.cli import main; sys.exit(main())"


def in_a_shell(redirected):
    """A verb with its streams as a shell gives them: output, error and exit code."""
    line = f'"$0" -c "$1" legality check - {redirected}'
    command = ["/bin/sh", "-c", line, sys.executable, START]
    given = json.dumps({"condition": {"all": []}, "facts": {}}).encode()
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def test_a_closed_input_is_bad_input_in_one_line():
    done = in_a_shell("<&-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"standard input: cannot be read (it is closed)\n"


@pytest.mark.parametrize("redirected", [">/dev/full", ">&-"])
def test_an_answer_that_cannot_be_written_is_said_in_one_line(redirected):
    done = in_a_shell(redirected)
    assert done.returncode == 1
    assert done.stderr.startswith(b"naast: the answer cannot be written (") and done.stderr.count(b"\n") == 1
