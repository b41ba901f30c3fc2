"""What must hold whoever writes the rows: nobody changes another's words, and who reads along wrote nothing.

The functions run as whoever inserts, inside that municipality's scope: another municipality's rows are not there.
"""

from django.db import migrations

from naast.kernel.tenancy import scope

FORWARDS = """
CREATE FUNCTION naast_view_of_discipline() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM weigh_weighing w WHERE w.id = NEW.weighing_id AND w.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'this weighing is of another case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_view_of_this_case';
    END IF;
    IF NEW.edition > 1 AND NOT EXISTS (
        SELECT 1 FROM weigh_disciplineview v
        WHERE v.weighing_id = NEW.weighing_id AND v.place = NEW.place AND v.edition = NEW.edition - 1
          AND v.written_by_id = NEW.written_by_id AND v.said_by = NEW.said_by
    ) THEN
        RAISE EXCEPTION 'nobody changes the words of another discipline'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_view_by_who_wrote_it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER weigh_disciplineview_holds BEFORE INSERT ON weigh_disciplineview
    FOR EACH ROW EXECUTE FUNCTION naast_view_of_discipline();

CREATE FUNCTION naast_clash() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF (SELECT count(DISTINCT v.place) FROM weigh_disciplineview v
        WHERE v.weighing_id = NEW.weighing_id AND v.case_id = NEW.case_id AND v.id IN (NEW.one_id, NEW.other_id))
       <> num_nonnulls(NEW.one_id, NEW.other_id) THEN
        RAISE EXCEPTION 'a clash is between two disciplines of this weighing, or one and the rule'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_clash_between_two';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER weigh_clash_holds BEFORE INSERT ON weigh_clash
    FOR EACH ROW EXECUTE FUNCTION naast_clash();

CREATE FUNCTION naast_remark() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM weigh_weighing w WHERE w.id = NEW.weighing_id AND w.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'this weighing is of another case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_remark_of_this_case';
    END IF;
    IF EXISTS (SELECT 1 FROM weigh_blockwriter b WHERE b.case_id = NEW.case_id AND b.staff_id = NEW.reader_id) THEN
        RAISE EXCEPTION 'who wrote a part does not remark on it as a reader'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_remark_by_who_wrote';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM people_circlemember m
        WHERE m.case_id = NEW.case_id AND m.staff_id = NEW.reader_id AND m.role IN ('second_reader', 'lawyer')
    ) THEN
        RAISE EXCEPTION 'who remarks reads along in this case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_remark_by_reader';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER weigh_remark_holds BEFORE INSERT ON weigh_remark
    FOR EACH ROW EXECUTE FUNCTION naast_remark();

CREATE FUNCTION naast_remark_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM weigh_remark r
        WHERE r.id = NEW.remark_id AND r.case_id = NEW.case_id AND r.reader_id <> NEW.answered_by_id
    ) THEN
        RAISE EXCEPTION 'a remark is answered in the same case, by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'weigh_answer_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER weigh_remarkanswer_holds BEFORE INSERT ON weigh_remarkanswer
    FOR EACH ROW EXECUTE FUNCTION naast_remark_answer();
"""

BACKWARDS = """
DROP TRIGGER weigh_remarkanswer_holds ON weigh_remarkanswer;
DROP FUNCTION naast_remark_answer();
DROP TRIGGER weigh_remark_holds ON weigh_remark;
DROP FUNCTION naast_remark();
DROP TRIGGER weigh_clash_holds ON weigh_clash;
DROP FUNCTION naast_clash();
DROP TRIGGER weigh_disciplineview_holds ON weigh_disciplineview;
DROP FUNCTION naast_view_of_discipline();
"""

# By the audit: it says who saved, and which texts; what is no text was saved under a verb of its own.
_WRITERS = """
INSERT INTO weigh_blockwriter
    (municipality_id, case_id, weighing_id, part, staff_id, ground, destroy_on, created_at, version)
SELECT w.municipality_id, w.case_id, w.id, said.part, e.actor_id, w.ground, w.destroy_on, min(e.at), 1
FROM kernel_auditevent e
JOIN weigh_weighing w ON w.id = e.object_id
JOIN people_staff s ON s.id = e.actor_id
CROSS JOIN LATERAL (
    SELECT text.part FROM jsonb_array_elements_text(e.detail -> 'parts') AS text(part)
    WHERE text.part NOT IN ('urgent_since', 'urgent_reason', 'chosen_id', 'for_finances')
    UNION SELECT CASE e.verb
        WHEN 'weigh.write_down' THEN 'values'
        WHEN 'weigh.answer_question' THEN 'facts'
        WHEN 'weigh.choose_route' THEN 'room'
        WHEN 'weigh.compare_values' THEN 'three'
        ELSE 'urgent' END
) AS said
WHERE e.object_type = 'weigh.Weighing' AND e.actor_kind = 'staff' AND e.kind = 'change'
GROUP BY w.municipality_id, w.case_id, w.id, said.part, e.actor_id, w.ground, w.destroy_on
"""


def _who_wrote_before(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for municipality in apps.get_model("kernel", "Municipality").objects.values_list("pk", flat=True):
            with scope(municipality, using=schema_editor.connection.alias):
                cursor.execute(_WRITERS)


class Migration(migrations.Migration):
    dependencies = [("weigh", "0004_disciplines_and_remarks")]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.RunPython(_who_wrote_before, migrations.RunPython.noop),
    ]
