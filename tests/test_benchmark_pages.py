"""The benchmark of the pages runs, on a few cases: that it works, never how fast."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmarks" / "pages.py"


def test_it_loads_serves_and_measures_and_every_answer_is_a_page(tmp_path):
    measured = tmp_path / "measured.json"
    environment = {key: value for key, value in os.environ.items() if key != "NAAST_STATE_DIR"}
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--quick", "--json", str(measured)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rounds = json.loads(measured.read_text(encoding="utf-8"))
    assert set(rounds) == {"with pause", "bare with pause", "without", "bare without"}
    for name, found in rounds.items():
        assert found["refused"] == {}, name
        assert all(found["times"].values()), name
    assert "opening a case" in done.stdout
