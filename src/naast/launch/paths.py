"""Where this checkout and what it keeps on disk are."""

from __future__ import annotations

import os
from pathlib import Path

from naast.launch.errors import LaunchError

PROJECT = Path(__file__).resolve().parents[3]


def state_dir() -> Path:
    """Folder for the database, the secrets, the logs: ``NAAST_STATE_DIR``, or ``var`` in the project."""
    chosen = os.environ.get("NAAST_STATE_DIR", "").strip()
    return Path(chosen).expanduser().resolve() if chosen else PROJECT / "var"


def ensure_state_dir(folder: Path) -> Path:
    """Make the state folder; raises :class:`LaunchError` when this user may not write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LaunchError(f"Cannot make the folder {folder}: {problem.strerror}.") from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise LaunchError(
            f"This user may not write in {folder}; it was probably made by another user. "
            "Run as that user, or set NAAST_STATE_DIR to a folder of your own."
        )
    return folder
