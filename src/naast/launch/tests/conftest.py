"""Real servers in throw-away folders; nothing here touches the database of the other tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from naast.launch import cluster
from naast.launch.place import recorded


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder with a space in its path, of which the server is stopped and removed afterwards."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("NAAST_NO_DATABASE", raising=False)
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    monkeypatch.setenv("NAAST_STATE_DIR", str(folder))
    try:
        yield folder
    finally:
        cluster.stop(folder)
        cluster.remove(folder)


@pytest.fixture
def place_of(state: Path):
    """Where the server of a state folder really lives."""

    def find(folder: Path = state):
        place = recorded(folder)
        assert place is not None
        return place

    return find
