"""Compiles the rooms' translations with Babel, as the system's gettext tools may be missing."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from naast.launch.errors import LaunchError
from naast.launch.paths import PROJECT

PACKAGE = PROJECT / "src" / "naast"
_PATTERN = "*/locale/*/LC_MESSAGES/django.po"


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Write a ``.mo`` beside each room's ``.po`` and return them; fuzzy entries stay out.

    Raises :class:`LaunchError` naming the file that cannot be read.
    """
    made: list[Path] = []
    for source in sorted(package.glob(_PATTERN)):
        try:
            with source.open("rb") as text:
                catalog = read_po(text, locale=source.parents[1].name, domain="django", abort_invalid=True)
        except (PoFileError, ValueError) as problem:
            raise LaunchError(f"{source}: {problem}") from problem
        target = source.with_suffix(".mo")
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as binary:
            write_mo(binary, catalog)
        draft.replace(target)
        made.append(target)
    return made
