"""The database itself stamps and hashes audit events, and seals them into the chain.

The migration never touches an audit row. `sha256()` is built in (pgcrypto is not needed).
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_audit_content(salt text, object_type text, object_id bigint, case_id bigint, detail jsonb)
RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT encode(sha256(convert_to(
        concat_ws('|', salt, coalesce(object_type, ''), coalesce(object_id::text, ''), coalesce(case_id::text, ''),
                  coalesce(detail::text, '')), 'UTF8')), 'hex')
$$;

CREATE FUNCTION naast_audit_link(previous text, seq bigint, event bigint, at timestamptz, actor_kind text,
                                 actor_id bigint, kind text, verb text, content text)
RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT encode(sha256(convert_to(
        concat_ws('|', previous, seq::text, event::text,
                  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                  actor_kind, actor_id::text, kind, verb, content), 'UTF8')), 'hex')
$$;

CREATE FUNCTION naast_audit_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.at := clock_timestamp();
    NEW.salt := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
    NEW.content_hash := public.naast_audit_content(NEW.salt, NEW.object_type, NEW.object_id, NEW.case_id, NEW.detail);
    RETURN NEW;
END $$;

CREATE TRIGGER naast_audit_stamp BEFORE INSERT ON kernel_auditevent
    FOR EACH ROW EXECUTE FUNCTION naast_audit_stamp();

CREATE FUNCTION naast_audit_only_empty() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an audit event is never deleted';
    END IF;
    IF (NEW.id, NEW.municipality_id, NEW.at, NEW.actor_kind, NEW.actor_id, NEW.kind, NEW.verb, NEW.content_hash)
       IS DISTINCT FROM
       (OLD.id, OLD.municipality_id, OLD.at, OLD.actor_kind, OLD.actor_id, OLD.kind, OLD.verb, OLD.content_hash)
       OR NEW.salt IS NOT NULL OR NEW.detail IS NOT NULL OR NEW.object_type IS NOT NULL
       OR NEW.object_id IS NOT NULL OR NEW.case_id IS NOT NULL THEN
        RAISE EXCEPTION 'an audit event can only be emptied';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER naast_audit_only_empty BEFORE UPDATE OR DELETE ON kernel_auditevent
    FOR EACH ROW EXECUTE FUNCTION naast_audit_only_empty();

CREATE FUNCTION naast_audit_never() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'a sealed link is never changed';
END $$;

CREATE TRIGGER naast_audit_never BEFORE UPDATE OR DELETE ON kernel_auditseal
    FOR EACH ROW EXECUTE FUNCTION naast_audit_never();
CREATE TRIGGER naast_audit_never BEFORE UPDATE OR DELETE ON kernel_audithead
    FOR EACH ROW EXECUTE FUNCTION naast_audit_never();

CREATE FUNCTION naast_audit_seal(municipality bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    event record;
    last_seq bigint;
    last_hash text;
    added integer := 0;
BEGIN
    IF nullif(current_setting('rls.current_tenant', true), '')::bigint IS DISTINCT FROM municipality THEN
        RAISE EXCEPTION 'sealing needs the scope of its municipality';
    END IF;
    PERFORM pg_advisory_xact_lock(7263, municipality::integer);
    SELECT s.seq, s.hash INTO last_seq, last_hash FROM kernel_auditseal s
        WHERE s.municipality_id = municipality ORDER BY s.seq DESC LIMIT 1;
    last_seq := coalesce(last_seq, 0);
    last_hash := coalesce(last_hash, '');
    FOR event IN
        SELECT e.* FROM kernel_auditevent e WHERE e.municipality_id = municipality
           AND NOT EXISTS (SELECT 1 FROM kernel_auditseal s
                           WHERE s.municipality_id = municipality AND s.event_id = e.id)
        ORDER BY e.id
    LOOP
        INSERT INTO kernel_auditseal (municipality_id, seq, event_id, previous_hash, hash)
        VALUES (municipality, last_seq + 1, event.id, last_hash,
                naast_audit_link(last_hash, last_seq + 1, event.id, event.at, event.actor_kind, event.actor_id,
                                 event.kind, event.verb, event.content_hash))
        RETURNING seq, hash INTO last_seq, last_hash;
        added := added + 1;
    END LOOP;
    RETURN added;
END $$;
"""

BACKWARDS = """
DROP FUNCTION naast_audit_seal(bigint);
DROP TRIGGER naast_audit_never ON kernel_audithead;
DROP TRIGGER naast_audit_never ON kernel_auditseal;
DROP FUNCTION naast_audit_never();
DROP TRIGGER naast_audit_only_empty ON kernel_auditevent;
DROP FUNCTION naast_audit_only_empty();
DROP TRIGGER naast_audit_stamp ON kernel_auditevent;
DROP FUNCTION naast_audit_stamp();
DROP FUNCTION naast_audit_link(text, bigint, bigint, timestamptz, text, bigint, text, text, text);
DROP FUNCTION naast_audit_content(text, text, bigint, bigint, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
