"""`naast returns evaluate` as the command line contract writes it, run as a command."""

import json
import subprocess
import sys

import pytest

from naast.engines.returns.tests.plans import EVELINE, line, plan

RUN = [sys.executable, "-c", "import sys; from naast.cli import main; sys.exit(main())"]


def naast(*words, given=None):
    raw = given if isinstance(given, bytes) or given is None else given.encode()
    return subprocess.run([*RUN, *words], input=raw, capture_output=True, check=False)


def refused(done):
    """The one line of a refusal; asserts that it is one, and that nothing else was printed."""
    assert done.returncode == 2
    assert done.stdout == b""
    text = done.stderr.decode()
    assert text.endswith("\n") and text.count("\n") == 1
    return text.rstrip("\n")


def test_evaluate_reads_a_file(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(EVELINE), encoding="utf-8")
    done = naast("returns", "evaluate", str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    result = json.loads(done.stdout)
    assert result["welfare"] == {"mean": 25360.0, "p05": 25360.0, "p50": 25360.0, "p95": 25360.0}
    assert (result["ratio"]["mean"], result["payback_month"]) == (2.7322, 5)


def test_evaluate_reads_standard_input_and_answers_the_same_each_time():
    given = "\ufeff" + json.dumps(EVELINE | {"lines": [line(label="Café \ud83d\ude00")]}, ensure_ascii=True)
    first, second = (naast("returns", "evaluate", "-", given=given) for _ in range(2))
    assert first.returncode == 0
    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "standard input: must be JSON (Expecting value at line 1, column 1)"),
        ("[" * 100_000, "standard input: must be JSON that is nested less deeply"),
        ("1" * 5000, "standard input: must be JSON with numbers of an ordinary length"),
        (b"\xff{}", "standard input: must be UTF-8 (byte 0 is not)"),
        ('{"seed": 1, "seed": 2}', 'standard input: key "seed" is given twice in one object'),
        ("[]", "plan: must be an object, not []"),
        ('{"two\\nlines\\u001b": 1}', '["two\\nlines\\u001b"]: is not a known key'),
        (json.dumps(plan(line(price={"exact": 1, "year": 2021}), index={"2026": 1})),
         "lines[0].price.year: 2021 is not in index"),
        (json.dumps(plan(line(plan={"exact": float("nan")}))),
         "lines[0].plan.exact: must be a finite number, not NaN"),
        (json.dumps(plan(line(payer="\ud800"))),
         'lines[0].payer: must be a lower-case word such as municipality_wmo, not "\\ud800"'),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_that_names_the_field(given, message):
    assert refused(naast("returns", "evaluate", "-", given=given)) == message


def test_a_file_that_is_not_there(tmp_path):
    missing = tmp_path / "no plan.json"
    assert refused(naast("returns", "evaluate", str(missing))) == (
        f"{missing}: cannot be read (No such file or directory)"
    )
    assert refused(naast("returns", "evaluate", str(tmp_path))).endswith("cannot be read (Is a directory)")


@pytest.mark.parametrize(
    "words", [(), ("returns",), ("returns", "evaluate"), ("fly",), ("returns", "fly", "x")]
)
def test_a_wrongly_typed_command_is_one_line(words):
    assert refused(naast(*words)).startswith("naast: ")


def test_help_lists_the_commands():
    done = naast("--help")
    assert done.returncode == 0
    assert b"naast returns evaluate FILE" in done.stdout


def test_evaluating_imports_no_django(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(EVELINE), encoding="utf-8")
    script = (
        "import sys; from naast.cli import main; code = main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'scipy')], file=sys.stderr);"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "returns", "evaluate", str(path)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"[]\n")
