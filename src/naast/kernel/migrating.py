"""Make many tables in one step.

Django draws every related model anew after each single operation; with a hundred tables and their
constraints, history and triggers that takes minutes. `at_once` keeps the list of operations as
`makemigrations` wrote it, applies them all to the state first, and then makes each table in its final form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel, IndexOperation


def at_once(operations: Sequence[Operation]) -> list[Operation]:
    """For the `operations` of an initial migration: the same list, applied in one step."""
    return [AtOnce(operations)]


class AtOnce(Operation):
    """Operations of one app that make new tables, and what belongs to them."""

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return type(self).__name__, (self.operations,), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Without drawn models there is nothing to draw anew; the next one who asks draws all of them once.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        made = self._made()
        for operation in self.operations:
            if not self._is_part_of_a_new_table(operation, made):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        made = self._made()
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel) or not self._belongs_to(operation, made):
                # What a constraint or index is about can be a column that goes away in the same step.
                before = from_state if isinstance(operation, AddConstraint | AddIndex) else to_state
                operation.database_backwards(app_label, schema_editor, from_state, before)

    def describe(self) -> str:
        return f"Make {len(self._made())} tables at once"

    def _made(self) -> set[str]:
        return {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}

    @classmethod
    def _is_part_of_a_new_table(cls, operation: Operation, made: set[str]) -> bool:
        """A field, index or constraint that its table, made in its final form, holds already."""
        return isinstance(operation, FieldOperation | IndexOperation) and cls._belongs_to(operation, made)

    @staticmethod
    def _belongs_to(operation: Operation, made: set[str]) -> bool:
        return str(getattr(operation, "model_name", "")).lower() in made


def function_of(text: str, name: str) -> str:
    """A database function as the SQL of an earlier migration makes it, to be put in place of what stands."""
    made = text.replace("CREATE OR REPLACE FUNCTION", "CREATE FUNCTION")
    _before, found, rest = made.partition(f"CREATE FUNCTION {name}()")
    if not found:
        raise RuntimeError(f"an earlier migration makes no {name}")
    return f"CREATE OR REPLACE FUNCTION {name}(){rest.partition('END $$;')[0]}END $$;\n"


def with_rule(text: str, rule: str, more: str) -> str:
    """A function with one rule of it in other words.

    Raises RuntimeError when it does not hold that rule once: this was written for another function.
    """
    if text.count(rule) != 1:
        raise RuntimeError("an earlier migration holds another rule than this one changes")
    return text.replace(rule, more)
