"""``python -m naast.launch VERB``; the Makefile calls it."""

from __future__ import annotations

import sys
from collections.abc import Callable

from naast.launch.errors import LaunchError


def _run() -> int:
    from naast.launch import run

    return run.run()


def _check() -> int:
    from naast.launch import check

    return check.check()


def _stop() -> int:
    from naast.launch import cluster
    from naast.launch.paths import state_dir

    print("PostgreSQL stopped." if cluster.stop(state_dir()) else "PostgreSQL was not running.")
    return 0


def _assets() -> int:
    from naast.launch import assets, letter_fonts

    print(f"{len(assets.build())} files for the pages in {assets.STATIC}")
    print(f"{len(letter_fonts.build(assets.MODULES))} files for the letters in {letter_fonts.FONTS}")
    return 0


def _translations() -> int:
    from naast.launch import translations

    print(f"{len(translations.compile_all())} translations compiled")
    return 0


# Each verb loads its own modules: fetching assets must work before there is a database driver, say.
VERBS: dict[str, Callable[[], int]] = {
    "run": _run,
    "check": _check,
    "stop": _stop,
    "assets": _assets,
    "translations": _translations,
}


def main(words: list[str]) -> int:
    """Run one verb; what goes wrong is told in one message without a traceback."""
    if len(words) != 1 or words[0] not in VERBS:
        print(f"Usage: python -m naast.launch {{{'|'.join(VERBS)}}}", file=sys.stderr)
        return 64
    try:
        return VERBS[words[0]]()
    except LaunchError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
