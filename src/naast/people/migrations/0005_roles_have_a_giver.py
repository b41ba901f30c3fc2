"""A role without a giver only while a municipality is set up; a role that was given is never changed.

Set-up ends with the first administrator, for good: the history remembers them, also when their row is deleted. The
lock makes two who would both be the first wait for each other.
"""

import importlib

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION naast_role_by_administrator() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'a role is given or withdrawn, never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_staffrole_never_changed';
    END IF;
    IF NEW.granted_by_id IS NOT NULL THEN
        IF NOT EXISTS (
            SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.granted_by_id AND r.role = 'administrator'
        ) THEN
            RAISE EXCEPTION 'only an administrator gives roles'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'people_staffrole_by_administrator';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(7264, NEW.municipality_id::integer);
    IF EXISTS (
        SELECT 1 FROM people_staffrole r
        WHERE r.municipality_id = NEW.municipality_id AND r.role = 'administrator'
    ) OR EXISTS (
        SELECT 1 FROM people_staffroleevent e
        WHERE e.municipality_id = NEW.municipality_id AND e.role = 'administrator'
    ) THEN
        RAISE EXCEPTION 'a role has a giver once there was an administrator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_staffrole_has_giver';
    END IF;
    RETURN NEW;
END $$;
"""

# As it stood before: the same function without the first and the last of these rules.
BACKWARDS = importlib.import_module("naast.people.migrations.0004_roles_by_the_administrator").FORWARDS
BACKWARDS = BACKWARDS.partition("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("people", "0004_roles_by_the_administrator")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
