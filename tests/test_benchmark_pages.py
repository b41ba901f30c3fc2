"""The benchmarks run, on a few cases or a small folder: that they work, never how fast."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from naast.launch import cluster

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def many_cases(tmp_path_factory):
    """A folder in which the first of two benchmarks of the same cases loads them, for the other too."""
    folder = tmp_path_factory.mktemp("many-cases")
    yield folder
    cluster.stop(folder)
    cluster.remove(folder)


def measured_by(name, tmp_path, *more):
    """The quick version of a benchmark: what it measured, and what it says of it."""
    measured = tmp_path / "measured.json"
    done = run(name, "--quick", "--json", str(measured), *more)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(measured.read_text(encoding="utf-8")), done.stdout


def run(name, *more):
    return subprocess.run(
        [sys.executable, str(BENCHMARKS / name), *more],
        capture_output=True,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key != "NAAST_STATE_DIR"},
    )


def test_it_loads_serves_and_measures_and_every_answer_is_a_page(tmp_path, many_cases):
    rounds, said = measured_by("pages.py", tmp_path, "--keep", str(many_cases))
    assert set(rounds) == {"with pause", "bare with pause", "without", "bare without"}
    for name, found in rounds.items():
        assert found["refused"] == {}, name
        assert all(found["times"].values()), name
    assert "opening a case" in said


def test_the_weighing_is_measured_with_routes_of_the_law_and_what_it_loaded_is_for_no_other(
    tmp_path, many_cases
):
    found, said = measured_by("weighing.py", tmp_path, "--keep", str(many_cases))
    assert found["refused"] == {}
    assert set(found["times"]) == {"weighing", "disciplines", "three values", "one page"}
    assert all(found["times"].values())
    assert "the weighing" in said
    other = run("folders.py", "--quick", "--keep", str(many_cases))
    assert other.returncode == 1
    assert "Give --keep a folder of its own." in other.stderr and "Traceback" not in other.stderr


def test_all_plans_together_are_worked_out_by_one_and_by_two_with_the_same_digits(tmp_path):
    found, said = measured_by("portfolio.py", tmp_path)
    assert [one["plans"] for one in found.values()] == [60, 60]
    assert found["1"]["welfare"] == found["2"]["welfare"]
    assert "2 against 1" in said


def test_folders_of_years_are_filled_opened_and_packed(tmp_path):
    found, said = measured_by("folders.py", tmp_path)
    assert found["refused"] == {}
    assert all(found["times"].values())
    assert found["packed"]["pdf_bytes"] > 0
    assert "Booklet" in said


def test_a_folder_travels_through_the_whole_house_and_nothing_is_lost(tmp_path):
    """Made by the worker, fetched, sent by several at once, brought in; and one beyond the limit refused."""
    found, said = measured_by("large_folder.py", tmp_path)
    assert found["wrong"] == []
    assert found["bytes"] > 30_000_000
    assert "bringing it in" in said
