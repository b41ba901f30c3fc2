"""Only an administrator gives roles, also in raw SQL; a check constraint already refuses a role to oneself."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_role_by_administrator() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.granted_by_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.granted_by_id AND r.role = 'administrator'
    ) THEN
        RAISE EXCEPTION 'only an administrator gives roles'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_staffrole_by_administrator';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER people_staffrole_by_administrator BEFORE INSERT OR UPDATE OF granted_by_id, role, staff_id
    ON people_staffrole FOR EACH ROW EXECUTE FUNCTION naast_role_by_administrator();
"""

BACKWARDS = """
DROP TRIGGER people_staffrole_by_administrator ON people_staffrole;
DROP FUNCTION naast_role_by_administrator();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_opened_once")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
