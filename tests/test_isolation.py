"""Every table of a municipality, walked over in raw SQL as the application's role: with and without scope."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from naast.kernel.hardening import municipality_models, only_grows
from naast.kernel.tenancy import scope

pytestmark = pytest.mark.django_db

OUTSIDE = {
    "kernel_municipality",
    "kernel_account",
    "kernel_membership",
    "kernel_logincode",
}
"""Tables without a municipality's rows: logins and the list of municipalities itself."""


def _tables() -> list[str]:
    return [model._meta.db_table for model in municipality_models()]


def test_the_application_is_neither_owner_nor_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        user, is_super, bypasses = cursor.fetchone()
        assert user == settings.NAAST_APP_ROLE
        assert not is_super and not bypasses
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = %s)",
            [user],
        )
        assert cursor.fetchone()[0] == 0


def test_every_table_that_names_a_municipality_is_forced_under_both_policies():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, "
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive), "
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'municipality_id' "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND n.nspname = 'public' AND NOT a.attisdropped"
        )
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    unguarded = {name: row for name, row in rows.items() if row != (True, True, 1, 1)}
    assert set(unguarded) == OUTSIDE & set(rows)
    assert set(_tables()) == set(rows) - OUTSIDE


def test_no_scope_no_rows_and_no_writing_anywhere(standing):
    for table in _tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone()[0] == 0, table


def test_the_librarys_admin_setting_opens_nothing(standing):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rls.is_admin', 'true', true)")
        for table in _tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone()[0] == 0, table


def test_in_scope_only_its_own_rows(standing):
    for municipality in (standing.municipality, standing.other):
        with standing.inside(municipality), connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE municipality_id <> %s', [municipality.pk]
                )
                assert cursor.fetchone()[0] == 0, table
            cursor.execute("SELECT count(*) FROM people_staff")
            assert cursor.fetchone()[0] > 0


def test_a_row_cannot_be_written_into_another_municipality(standing):
    with standing.inside(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_team (municipality_id, name) VALUES (%s, 'x')", [standing.other.pk]
        )


def test_a_foreign_key_cannot_reach_into_another_municipality(standing):
    """Plain foreign keys bypass the policies; the tied ones carry the municipality along."""
    with standing.inside(standing.other):
        stranger = standing.outsider.id
    with pytest.raises(DatabaseError), standing.inside(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("UPDATE people_fixedcontact SET stand_in_id = %s", [stranger])


def test_tables_that_only_grow_refuse_update_and_delete_to_the_application(standing):
    growing = [model._meta.db_table for model in municipality_models() if only_grows(model)]
    assert "kernel_auditevent" in growing and "people_caseevent" in growing
    for table in growing:
        for statement in (
            f'UPDATE "{table}" SET municipality_id = municipality_id',
            f'DELETE FROM "{table}"',
        ):
            refused = pytest.raises(DatabaseError, match="permission denied")
            with standing.inside(), connection.cursor() as cursor, refused, transaction.atomic():
                cursor.execute(statement)


def test_scope_needs_a_transaction(transactional_db):
    with pytest.raises(RuntimeError), scope(1):
        pass
    assert connections["default"].settings_dict["USER"] == settings.NAAST_APP_ROLE
