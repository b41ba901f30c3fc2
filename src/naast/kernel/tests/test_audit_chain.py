"""The sealed chain: what it proves, and what somebody with the whole server in hand cannot hide."""

from __future__ import annotations

import json

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from naast.kernel import audit, tasks
from naast.kernel.models import AuditEvent, AuditHead, AuditSeal

EVENTS = 6


@pytest.fixture
def chain(transactional_db, standing, heads):
    """A sealed chain with a signed head, committed."""
    with standing.inside():
        for number in range(EVENTS):
            audit.record(
                actor=standing.worker,
                kind="change",
                verb="test.verb",
                case_id=standing.case_id,
                detail={"n": number},
            )
    tasks.sign_head(standing.municipality.pk)
    return standing


def verify(standing):
    with standing.inside():
        return audit.verify(standing.municipality.pk)


def seals(standing) -> list[tuple[int, int]]:
    with standing.inside():
        return list(AuditSeal.objects.order_by("seq").values_list("seq", "event_id"))


def test_a_chain_that_nobody_touched_is_whole(chain):
    verdict = verify(chain)
    assert verdict.whole and verdict.unsealed == 0 and verdict.heads == 1
    assert verdict.sealed == len(seals(chain)) >= EVENTS


def test_what_is_not_sealed_yet_is_counted(chain):
    with chain.inside():
        audit.record(actor=chain.worker, kind="change", verb="test.later")
    assert (verify(chain).whole, verify(chain).unsealed) == (True, 1)
    assert tasks.seal(chain.municipality.pk) == 1
    assert tasks.seal(chain.municipality.pk) == 0
    assert verify(chain).unsealed == 0


@pytest.mark.parametrize(
    "change",
    [
        "verb = overlay(verb placing 'X' from 1 for 1)",
        "actor_id = actor_id + 1",
        "at = at + interval '1 microsecond'",
        "kind = 'look'",
        "case_id = case_id + 1",
        "detail = '{\"n\": 99}'",
        "content_hash = translate(content_hash, '0123456789abcdef', '123456789abcdef0')",
        "salt = salt || '0'",
    ],
)
def test_one_changed_byte_is_named_by_its_link(chain, superuser, change):
    seq, event_id = seals(chain)[-2]
    with superuser() as raw:
        raw.execute(f"UPDATE kernel_auditevent SET {change} WHERE id = %s", [event_id])
    verdict = verify(chain)
    assert (verdict.whole, verdict.broken_at) == (False, seq)


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE kernel_auditseal SET hash = repeat('0', 64) WHERE seq = 3", 3),
        ("UPDATE kernel_auditseal SET previous_hash = repeat('0', 64) WHERE seq = 3", 3),
        ("DELETE FROM kernel_auditseal WHERE seq = 3", 4),
        ("DELETE FROM kernel_auditevent WHERE id = (SELECT event_id FROM kernel_auditseal WHERE seq = 3)", 3),
    ],
)
def test_the_first_broken_link_is_named(chain, superuser, statement, at):
    with superuser() as raw:
        raw.execute(statement)
    verdict = verify(chain)
    assert verdict.broken_at == at and verdict.reason


def cut_the_tail(raw) -> None:
    raw.execute(
        "DELETE FROM kernel_auditevent WHERE id IN (SELECT event_id FROM kernel_auditseal WHERE seq > 4)"
    )
    raw.execute("DELETE FROM kernel_auditseal WHERE seq > 4")


def test_a_missing_end_is_named_by_the_signed_head(chain, superuser):
    last = seals(chain)[-1][0]
    with superuser() as raw:
        cut_the_tail(raw)
    verdict = verify(chain)
    assert not verdict.whole and "the end is missing" in verdict.reason
    assert verdict.broken_at == last


def test_also_when_the_head_was_cut_with_it_the_file_shows_it(chain, superuser, heads):
    with superuser() as raw:
        cut_the_tail(raw)
        raw.execute("DELETE FROM kernel_audithead")
    assert "the end is missing" in verify(chain).reason
    for path in heads.rglob("*.json"):
        path.unlink()
    assert verify(chain).whole  # without any copy of the head nothing shows it: why the file leaves the house


def test_a_head_that_we_did_not_sign_is_named(chain, heads):
    (path,) = heads.rglob("*.json")
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "day": "2020-01-01"}))
    assert "is not ours" in verify(chain).reason


def test_a_rebuilt_chain_differs_from_the_head(chain, superuser):
    """Somebody who recomputes every hash after a change still meets the signature."""
    with superuser() as raw:
        raw.execute("UPDATE kernel_auditevent SET actor_id = 4711 WHERE id = %s", [seals(chain)[3][1]])
        raw.execute("DELETE FROM kernel_auditseal")
        with raw.transaction():
            raw.execute("SET LOCAL session_replication_role = origin")
            raw.execute("SELECT set_config('rls.current_tenant', %s, true)", [str(chain.municipality.pk)])
            raw.execute("SELECT naast_audit_seal(%s)", [chain.municipality.pk])
    verdict = verify(chain)
    assert not verdict.whole and "differs from the signed head" in verdict.reason


def test_emptied_without_a_statement_is_named(chain, superuser):
    seq, event_id = seals(chain)[3]
    with superuser() as raw:
        raw.execute(
            "UPDATE kernel_auditevent SET salt = NULL, object_type = NULL, object_id = NULL, case_id = NULL, "
            "detail = NULL WHERE id = %s",
            [event_id],
        )
    verdict = verify(chain)
    assert verdict.broken_at == seq and "without a statement" in verdict.reason


def test_the_chains_of_two_municipalities_stand_apart(chain, superuser):
    with superuser() as raw:
        raw.execute(
            "UPDATE kernel_auditevent SET verb = 'other' WHERE id = (SELECT event_id FROM kernel_auditseal "
            "WHERE seq = 2 AND municipality_id = %s)",
            [chain.municipality.pk],
        )
    tasks.sign_head(chain.other.pk)
    assert not verify(chain).whole
    with chain.inside(chain.other):
        verdict = audit.verify(chain.other.pk)
    assert verdict.whole and verdict.sealed > 0


def test_a_head_a_day_and_no_two_of_the_same(chain, heads):
    tasks.sign_head(chain.municipality.pk)
    with chain.inside():
        assert AuditHead.objects.count() == 1
        audit.record(actor=chain.worker, kind="change", verb="test.later")
    tasks.sign_head(chain.municipality.pk)
    with chain.inside():
        assert AuditHead.objects.count() == 2
    assert len(list(heads.rglob("*.json"))) == 2 and verify(chain).heads == 2


def test_an_empty_chain_has_no_head(db, standing, heads):
    with standing.inside():
        assert audit.sign_head(standing.municipality.pk) is None
        assert audit.verify(standing.municipality.pk).whole


@pytest.mark.parametrize("table", ["kernel_auditevent", "kernel_auditseal", "kernel_audithead"])
@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET municipality_id = municipality_id", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_the_application_changes_nothing_of_it(chain, table, verb):
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, chain.inside(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))


def test_also_the_eraser_only_empties(chain, superuser):
    """Whoever may update still cannot change what an event says, and never a link."""
    with superuser() as raw:
        raw.execute("SET session_replication_role = origin")
        for statement, why in (
            ("UPDATE kernel_auditevent SET verb = 'x'", "can only be emptied"),
            ("UPDATE kernel_auditevent SET detail = '{}'", "can only be emptied"),
            ("DELETE FROM kernel_auditevent", "never deleted"),
            ("UPDATE kernel_auditseal SET hash = 'x'", "never changed"),
            ("DELETE FROM kernel_audithead", "never changed"),
        ):
            with pytest.raises(psycopg.Error, match=why):
                raw.execute(statement)


def test_the_time_the_salt_and_the_hash_are_the_databases_own(standing):
    with standing.inside():
        event = AuditEvent(
            municipality=standing.municipality,
            actor_kind="staff",
            actor_id=1,
            kind="change",
            verb="x",
            at="2001-01-01T00:00:00Z",
            salt="mine",
            content_hash="mine",
        )
        event.save()
        event.refresh_from_db()
        assert event.at.year > 2001 and event.salt != "mine" and len(event.content_hash) == 64


def test_a_change_that_rolls_back_leaves_no_event(standing):
    with standing.inside():
        before = AuditEvent.objects.count()
    with pytest.raises(ZeroDivisionError), standing.inside(), transaction.atomic():
        audit.record(actor=standing.worker, kind="change", verb="x")
        raise ZeroDivisionError
    with standing.inside():
        assert AuditEvent.objects.count() == before


def test_sealing_needs_the_scope_of_its_municipality(standing):
    refused = pytest.raises(DatabaseError, match="scope of its municipality")
    with standing.inside(standing.other), refused, transaction.atomic():
        audit.seal(standing.municipality.pk)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_migrating_touches_no_event(chain):
    call_command("migrate", database="owner", verbosity=0)
    assert verify(chain).whole
