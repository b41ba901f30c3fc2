"""The set-up: does what is not done, once, and says what went wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from naast.launch import prepare
from naast.launch.prepare import SetupError, Step


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in a path with a space."""
    folder = tmp_path / "my project"
    folder.mkdir()
    monkeypatch.setattr(prepare, "PROJECT", folder)
    monkeypatch.setattr(prepare, "KEPT", folder / "var")
    monkeypatch.setattr(prepare, "VENV", folder / ".venv")
    return folder


@pytest.fixture
def one_step(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A set-up of one step, made from ``lock`` and making ``made``; returns what was done so far."""
    done: list[str] = []
    lock, made = project / "lock", project / "made"
    lock.write_text("one")

    def do() -> None:
        done.append(lock.read_text())
        made.write_text("made")

    monkeypatch.setattr(
        prepare, "steps", lambda with_tests: [Step("parts", "the parts", (lock,), (made,), do)]
    )
    return lambda: done


def test_a_step_is_done_once(project: Path, one_step: Callable[[], list[str]]) -> None:
    assert prepare.prepare() == 1
    assert prepare.prepare() == 0
    assert one_step() == ["one"]


def test_a_step_is_done_again_when_its_input_changed(
    project: Path, one_step: Callable[[], list[str]]
) -> None:
    prepare.prepare()
    (project / "lock").write_text("two")
    assert prepare.prepare() == 1
    assert one_step() == ["one", "two"]


def test_a_step_is_done_again_when_what_it_made_is_gone(
    project: Path, one_step: Callable[[], list[str]]
) -> None:
    prepare.prepare()
    (project / "made").unlink()
    assert prepare.prepare() == 1


def test_a_failed_step_is_told_with_its_words_and_done_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def do() -> None:
        prepare._run(sys.executable, "-c", "raise SystemExit('the shelf is empty')")

    monkeypatch.setattr(prepare, "steps", lambda with_tests: [Step("parts", "the parts", (), (), do)])
    assert prepare.main([]) == 1
    shown = capsys.readouterr()
    assert "[1/1] the parts ... failed" in shown.out
    assert "the shelf is empty" in shown.err
    assert "the shelf is empty" in (project / "var" / "log" / "setup.log").read_text()
    with pytest.raises(SetupError):
        prepare.prepare()


def test_a_new_environment_makes_everything_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    python = project / "python"

    def environment() -> None:
        done.append("venv")
        python.write_text("")

    every = [
        Step("venv", "the environment", (), (python,), environment),
        Step("parts", "the parts", (), (), lambda: done.append("parts")),
    ]
    monkeypatch.setattr(prepare, "steps", lambda with_tests: every)
    prepare.prepare()
    python.unlink()
    prepare.prepare()
    assert done == ["venv", "parts", "venv", "parts"]


def test_parts_for_tests_come_on_top_and_never_undo_the_others() -> None:
    plain = {step.name: step.mark() for step in prepare.steps(with_tests=False)}
    tests = {step.name: step.mark() for step in prepare.steps(with_tests=True)}
    assert tests.keys() - plain.keys() == {"dev.txt"}
    assert {name: tests[name] for name in plain} == plain


def test_an_old_python_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "OLDEST", (99, 0))
    with pytest.raises(SetupError, match=r"Python 3\.11 or newer is needed"):
        prepare.prepare()


def test_it_runs_on_a_python_with_nothing_installed() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import prepare; "
        "print(len(prepare.steps(with_tests=True)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(Path(prepare.__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) > 5


def test_every_lock_has_hashes_and_no_address() -> None:
    for lock in ("bootstrap.txt", "main.txt", "dev.txt"):
        text = (prepare.PROJECT / "requirements" / lock).read_text()
        pins = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pins
        assert all(line.endswith("\\") for line in pins), lock
        assert "://" not in text
    assert "resolved" not in (prepare.PROJECT / "package-lock.json").read_text()
