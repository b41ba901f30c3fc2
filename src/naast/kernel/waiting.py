"""What waits for somebody: asked by every page that tells it, and most days there is nothing.

Django needs longer to make the SQL of such a question than PostgreSQL to answer it. So whether there is
anything is asked with SQL that was made before, and the rows are only asked for when there are any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

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


def _is_any(rows: Callable[[Actor], QuerySet[Any]], actor: Actor) -> bool:
    made = _made(rows, current_municipality_id(), actor.kind, actor.roles, clock.today())
    if made is None:
        return False
    sql, params = made
    with connection.cursor() as cursor:
        cursor.execute(sql, [actor.id if value == SOMEBODY else value for value in params])
        return cursor.fetchone() is not None


@lru_cache(maxsize=512)
def _made(
    rows: Callable[[Actor], QuerySet[Any]],
    municipality_id: int | None,
    kind: Any,
    roles: frozenset[str],
    _day: dt.date,
) -> tuple[str, tuple[Any, ...]] | None:
    """The SQL with its values; None for a question that nothing can answer. By day: a query may hold it."""
    if municipality_id is None:
        raise RuntimeError("what waits is asked inside a municipality")
    anybody = Actor(kind=kind, id=SOMEBODY, municipality_id=municipality_id, name="", roles=roles)
    try:
        sql, params = rows(anybody).order_by().values("pk")[:1].query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(params)
