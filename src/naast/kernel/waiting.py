"""What waits for somebody: asked by every page that tells it, and most days there is nothing.

To make the SQL of such a question and to plan it takes longer than to answer it. So it is asked with SQL that
was made before and of which PostgreSQL keeps the plan, and rows are only asked for when there are any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.tenancy import current_municipality_id

Row = TypeVar("Row", bound=Model)

SOMEBODY = 2_147_483_629
"""Stands for the id of the actor in SQL that is made for everybody: near the end of what an id can be."""


def what_waits(rows: Callable[[Actor], QuerySet[Row]], actor: Actor, *shown: str) -> Iterable[Row]:
    """The rows that `rows` asks for this actor, with the columns in `shown` and no others; one light query,
    that joins none of the tables of those columns, when there are none.

    `rows` is a function of a module and only builds a query: from the id and roles of the actor, the
    municipality in scope and the day. It reads nothing, and does not look at the hour.
    """
    if not _is_any(rows, actor):
        return ()
    related = {column.rpartition("__")[0] for column in shown} - {""}
    found = rows(actor)
    return (found.select_related(*sorted(related)) if related else found).only(*shown)


def lines_waiting(rows: Callable[[Actor], QuerySet[Any]], actor: Actor) -> list[tuple[Any, ...]]:
    """What a `values_list` query answers for this actor, as the database gives it: text, numbers, days, yes
    or no. `rows` is as in `what_waits`; for what is asked each time and nearly always is there."""
    made = _made(_values, rows, current_municipality_id(), actor.kind, actor.roles, clock.today())
    return _answers(made, actor)


def _values(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


def _any(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values("pk")[:1]


def _is_any(rows: Callable[[Actor], QuerySet[Any]], actor: Actor) -> bool:
    made = _made(_any, rows, current_municipality_id(), actor.kind, actor.roles, clock.today())
    return bool(_answers(made, actor))


Made = tuple[str, tuple[Any, ...]]


@lru_cache(maxsize=512)
def _made(
    what: Callable[[QuerySet[Any]], QuerySet[Any]],
    rows: Callable[[Actor], QuerySet[Any]],
    municipality_id: int | None,
    kind: Any,
    roles: frozenset[str],
    _day: dt.date,
) -> Made | None:
    """The SQL with its values; None for a question that nothing can answer. By day: a query may hold it."""
    if municipality_id is None:
        raise RuntimeError("what waits is asked inside a municipality")
    anybody = Actor(kind=kind, id=SOMEBODY, municipality_id=municipality_id, name="", roles=roles)
    try:
        sql, params = what(rows(anybody)).query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _answers(made: Made | None, actor: Actor) -> list[tuple[Any, ...]]:
    if made is None:
        return []
    sql, params = made
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    planned: Any = _Planned(connection.connection)
    with wrapped(planned) as cursor:
        cursor.execute(sql, [actor.id if value == SOMEBODY else value for value in params])
        return list(cursor.fetchall())


class _Planned(psycopg.Cursor[Any]):
    """A cursor that has PostgreSQL keep the plan of what it asks (the cursors of Django never do)."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> _Planned:
        super().execute(query, params, **{**how, "prepare": True})
        return self

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        # Where Django looks for the words of what it notes of a query; its own cursors leave them there too.
        self._query = super()._convert_query(query, params)
        return self._query
