"""Where the embedded server lives when the project is closed to its user, moved, or copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from naast.launch import cluster, place
from naast.launch.errors import LaunchError
from naast.launch.place import Account

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
SOMEBODY = Account("somebody", 54321, 54321)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setattr(place, "ELSEWHERE", folder)
    return folder


def test_a_closed_folder_cannot_be_walked_through(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    assert not place.can_traverse(inner, SOMEBODY)
    assert place.can_traverse(Path("/usr/bin"), SOMEBODY)


def test_what_is_not_there_yet_does_not_stand_in_the_way() -> None:
    assert place.can_traverse(Path("/usr/not/there/yet"), SOMEBODY)


@ROOT_ONLY
def test_root_keeps_data_and_programs_where_the_other_user_can_reach_them(
    tmp_path: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "closed"
    state.mkdir(mode=0o700)
    real = place.can_traverse
    monkeypatch.setattr(place, "can_traverse", lambda path, who: False if state == path else real(path, who))
    chosen = place.choose(state)
    assert chosen.folder.parent == elsewhere
    assert chosen.folder.stat().st_uid == chosen.account.uid != 0
    assert chosen.folder.stat().st_mode & 0o077 == 0
    assert str(chosen.folder) in capsys.readouterr().err
    assert place.choose(state) == chosen
    assert capsys.readouterr().err == ""


@ROOT_ONLY
def test_a_copy_does_not_use_the_database_of_the_original(
    tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "can_traverse", lambda path, who: False)
    original = tmp_path / "original"
    chosen = place.choose(original)
    shutil.copytree(original, tmp_path / "copy")
    with pytest.raises(LaunchError, match="is a copy of"):
        place.recorded(tmp_path / "copy")
    original.rename(tmp_path / "moved")
    assert place.recorded(tmp_path / "moved") == chosen


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (tmp_path / "trap").symlink_to(target)
    with pytest.raises(LaunchError, match="is not ours"):
        place._make_private(tmp_path / "trap", SOMEBODY)


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    (tmp_path / place.RECORD).write_text("{}")
    with pytest.raises(LaunchError, match="it tells where the database is"):
        place.recorded(tmp_path)


def test_a_moved_project_takes_its_database_along(state: Path, tmp_path: Path) -> None:
    first = cluster.start(state)
    cluster.stop(state)
    moved = tmp_path / "moved along"
    state.rename(moved)
    try:
        again = cluster.start(moved)
        assert again.password == first.password
    finally:
        cluster.stop(moved)
        cluster.remove(moved)
