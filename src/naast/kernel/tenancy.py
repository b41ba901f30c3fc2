"""One municipality at a time.

`scope()` is the only way into a municipality's rows. The policies are in the database, forced on the
table's owner too, and a restrictive policy on top does not heed the library's admin setting, which any
session could set. Why: docs/adr/0002-row-level-security.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.backends.ddl_references import Statement
from django_rls_tenants.rls.constraints import RLSConstraint
from django_rls_tenants.tenants.state import (
    reset_current_tenant_id,
    reset_rls_context_active,
    set_current_tenant_id,
    set_rls_context_active,
)
from psycopg.pq import TransactionStatus

from naast.kernel import clock

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.models import Model

FIELD = "municipality"
_current: ContextVar[int | None] = ContextVar("naast_municipality", default=None)

_SET = "SELECT set_config('rls.current_tenant', %s, true), set_config('rls.is_admin', 'false', true)"


def current_municipality_id() -> int | None:
    """The municipality whose rows are reachable now, or None outside any scope."""
    return _current.get()


@contextmanager
def scope(municipality_id: int, *, using: str = "default", ends_transaction: bool = False) -> Iterator[None]:
    """Open one municipality inside the running transaction (`SET LOCAL`), and close it again.

    With `ends_transaction` the outermost transaction ends together with the scope, and the setting with it:
    nothing is set back, which spares every page a question to the database.

    What is done within is done on one day (`clock.one_day`).

    Raises RuntimeError outside a transaction: the setting would be gone with the next statement.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("scope() needs a transaction: wrap it in transaction.atomic()")
    previous = _current.get()
    with connection.cursor() as cursor:
        cursor.execute(_SET, [str(municipality_id)])
    ours, theirs = _current.set(municipality_id), set_current_tenant_id(municipality_id)
    active = set_rls_context_active(True)
    try:
        with clock.one_day():
            yield
    finally:
        reset_rls_context_active(active)
        reset_current_tenant_id(theirs)
        _current.reset(ours)
        goes_on = connection.savepoint_ids or not ends_transaction
        alive = not connection.needs_rollback and connection.connection is not None
        if goes_on and alive and not _aborted(connection):
            with connection.cursor() as cursor:
                cursor.execute(_SET, ["" if previous is None else str(previous)])


def _aborted(connection: Any) -> bool:
    """Whether a statement failed and only a rollback is left, which ends the setting by itself.

    One more statement here would hide the first error behind its own.
    """
    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)


def forget_scope() -> None:
    """Drop what a broken-off request or test may have left in this thread's connections."""
    _current.set(None)
    set_current_tenant_id(None)
    set_rls_context_active(False)


class MunicipalityPolicy(RLSConstraint):
    """The library's policy plus a restrictive one on the municipality alone, for every role.

    Migrations create it with the table; a table that carries a municipality without it fails a test.
    """

    def __init__(self, *, name: str, field: str = FIELD, **kwargs: Any) -> None:
        kwargs.setdefault("tenant_pk_type", "bigint")
        super().__init__(field=field, name=name, **kwargs)

    def create_sql(  # type: ignore[override]
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Statement:
        assert model is not None
        table = model._meta.db_table
        statement = super().create_sql(model, schema_editor)
        restrictive = f"""
            DROP POLICY IF EXISTS "{table}_one_municipality" ON "{table}";
            CREATE POLICY "{table}_one_municipality" ON "{table}" AS RESTRICTIVE FOR ALL TO PUBLIC
            USING ({self.field}_id =
                   nullif((SELECT current_setting('rls.current_tenant', true)), '')::bigint);
        """
        return Statement(template="%(sql)s", sql=f"{statement}{restrictive}")

    def remove_sql(  # type: ignore[override]
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Statement:
        assert model is not None
        table = model._meta.db_table
        statement = super().remove_sql(model, schema_editor)
        drop = f'DROP POLICY IF EXISTS "{table}_one_municipality" ON "{table}";'
        return Statement(template="%(sql)s", sql=f"{drop}{statement}")
