"""Secrets: private, kept, never replaced."""

from __future__ import annotations

import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from naast.launch import keys
from naast.launch.errors import LaunchError


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    first = keys.load(tmp_path, database_exists=False)
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert keys.load(tmp_path, database_exists=True) == first
    assert len(set(first.values())) == len(first)
    assert {len(base64.b64decode(first[name])) for name in keys.BASE64_KEYS} == {32}


def test_many_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: keys.load(tmp_path, database_exists=False), range(16)))
    assert all(one == found[0] for one in found)


def test_a_key_of_a_newer_version_is_added_beside_the_others(tmp_path: Path) -> None:
    first = keys.load(tmp_path, database_exists=False)
    older = {name: value for name, value in first.items() if name != "eraser_password"}
    (tmp_path / "secrets.json").write_text(json.dumps(older))
    again = keys.load(tmp_path, database_exists=True)
    assert {name: again[name] for name in older} == older
    assert again["eraser_password"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"secret_key": 3}', '{"secret_key": ""}'])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "secrets.json").write_text(text)
    with pytest.raises(LaunchError, match="damaged"):
        keys.load(tmp_path, database_exists=True)
    assert (tmp_path / "secrets.json").read_text() == text


def test_a_key_of_the_wrong_size_is_named(tmp_path: Path) -> None:
    found = keys.load(tmp_path, database_exists=False) | {"bsn_hash_key": "c2hvcnQ="}
    (tmp_path / "secrets.json").write_text(json.dumps(found))
    with pytest.raises(LaunchError, match="bsn_hash_key"):
        keys.load(tmp_path, database_exists=True)
