"""The benchmark of room in the law runs: that it works, never how fast."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmarks" / "legality.py"


def test_it_measures_an_obstacle_of_some_routes_and_one_that_every_row_answers(tmp_path):
    measured = tmp_path / "measured.json"
    command = [sys.executable, str(BENCHMARK), "--quick", "--json", str(measured)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(measured.read_text(encoding="utf-8"))
    # Two of the 67 clauses answer: 16 by its article and 7 as every obstacle in that law; 30 of each.
    assert {label: figures["routes"] for label, figures in found.items()} == {
        "as in the product": 60,
        "every row answers": 2_000,
    }
    assert "all work in the process for 2,000 rows" in done.stdout
