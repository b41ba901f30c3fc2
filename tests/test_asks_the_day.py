"""The day is asked when something happens, never when a module is read.

What a module asks at import stays: a default, a constant or a parameter of a test is yesterday as soon as it
is midnight in Amsterdam, in a house that runs for weeks and in a run of tests that lasts past twelve.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASKS = {"today", "now", "utcnow", "localdate"}
"""What tells the present by these names: `naast.kernel.clock`, Django's `timezone` and `datetime` itself."""


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What of a module runs when it is read: all but the bodies of functions; their defaults and decorators
    do, and so do the bodies of classes."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parts: list[ast.AST] = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda):
        parts = [node.args]
    else:
        parts = list(ast.iter_child_nodes(node))
    for part in parts:
        yield from at_import(part)


def asked_too_early(source: str) -> list[str]:
    """Line and words of each question for the present that a module asks when it is read."""
    found = []
    for node in at_import(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ASKS:
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "scripts"])
def test_no_module_asks_the_day_when_it_is_read(folder):
    files = [file for file in (ROOT / folder).rglob("*.py") if "node_modules" not in file.parts]
    assert files
    assert not [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        for line in asked_too_early(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    "source",
    [
        "DAY = clock.today()",
        "from naast.kernel.clock import today\nDAY = today() + WEEK",
        "def by(day=clock.today()): ...",
        "async def by(*, at=timezone.now()): ...",
        "class Row:\n    made_at = models.DateTimeField(default=timezone.now())",
        "@pytest.mark.parametrize('day', [clock.today()])\ndef test_it(day): ...",
        "by = lambda day=dt.datetime.now(dt.UTC): day",
        "DAYS = [clock.today() + n * DAY for n in range(3)]",
        "if clock.today() > START:\n    import new",
    ],
)
def test_what_is_asked_at_import_is_found(source):
    assert asked_too_early(source)


@pytest.mark.parametrize(
    "source",
    [
        "def by():\n    return clock.today()",
        "by = lambda: clock.today()",
        "class Row:\n    made_at = models.DateTimeField(default=timezone.now)\n"
        "    def is_late(self):\n        return self.by < clock.today()",
        "@pytest.mark.parametrize('day', [clock.today])\ndef test_it(day):\n    assert day()",
    ],
)
def test_what_is_asked_when_it_happens_stands(source):
    assert not asked_too_early(source)
