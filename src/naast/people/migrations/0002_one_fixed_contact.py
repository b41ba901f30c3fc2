"""Exactly one fixed contact per open case, checked by the database when the transaction ends.

The partial unique index refuses a second one; this deferred trigger refuses none. The function opens the row's own
municipality for its question, because the scope of the request may have closed before the commit.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_one_fixed_contact() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    the_case bigint;
    before text := current_setting('rls.current_tenant', true);
    missing boolean;
BEGIN
    IF TG_TABLE_NAME = 'people_case' THEN
        the_case := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        the_case := OLD.case_id;
    ELSE
        the_case := NEW.case_id;
    END IF;
    PERFORM set_config('rls.current_tenant', coalesce(NEW.municipality_id, OLD.municipality_id)::text, true);
    SELECT EXISTS (
        SELECT 1 FROM people_case c WHERE c.id = the_case AND c.closed_on IS NULL
           AND NOT EXISTS (SELECT 1 FROM people_fixedcontact f WHERE f.case_id = c.id AND f.until_on IS NULL)
    ) INTO missing;
    PERFORM set_config('rls.current_tenant', coalesce(before, ''), true);
    IF missing THEN
        RAISE EXCEPTION 'an open case has exactly one fixed contact'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_case_has_fixed_contact';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER people_case_has_fixed_contact AFTER INSERT OR UPDATE ON people_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION naast_one_fixed_contact();
CREATE CONSTRAINT TRIGGER people_fixedcontact_stays AFTER UPDATE OR DELETE ON people_fixedcontact
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION naast_one_fixed_contact();
"""

BACKWARDS = """
DROP TRIGGER people_fixedcontact_stays ON people_fixedcontact;
DROP TRIGGER people_case_has_fixed_contact ON people_case;
DROP FUNCTION naast_one_fixed_contact();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
