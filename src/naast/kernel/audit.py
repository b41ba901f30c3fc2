"""Writing, sealing and verifying the audit.

A change is recorded in its own transaction and rolls back with it. Looks and refusals are written by the
middleware
after the request's transaction. Nobody chains inline: `seal` runs as a job, once a minute per municipality.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, models, transaction

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.models.audit import AuditEvent, AuditHead, AuditSeal


def record(
    *,
    actor: Actor,
    kind: str,
    verb: str,
    subject: models.Model | None = None,
    case_id: int | None = None,
    detail: dict[str, Any] | None = None,
    withheld_until: dt.date | None = None,
) -> None:
    """Add one event. `detail` holds ids, codes and dates, never somebody's words."""
    if case_id is None and subject is not None:
        case_id = subject.pk if subject._meta.label == "people.Case" else getattr(subject, "case_id", None)
    AuditEvent.objects.create(
        municipality_id=actor.municipality_id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        kind=kind,
        verb=verb,
        object_type=subject._meta.label if subject is not None else "",
        object_id=subject.pk if subject is not None else None,
        case_id=case_id,
        detail=detail or {},
        withheld_until=withheld_until,
    )


def record_noted(*, actor: Actor, notes: Iterable[dict[str, Any]]) -> None:
    """Add the looks and refusals of one page in one statement. A note: kind, verb, case_id and perhaps detail
    and withheld_until, as `record` takes them."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            municipality_id=actor.municipality_id,
            actor_kind=actor.kind,
            actor_id=actor.id,
            **({"object_type": "", "detail": {}} | note),
        )
        for note in notes
    )


def change(actor: Actor, verb: str, subject: models.Model, **detail: Any) -> None:
    """Record a change in the running transaction. `verb` is the action's name, e.g. `listen.write_story`."""
    record(actor=actor, kind=AuditEvent.CHANGE, verb=verb, subject=subject, detail=detail)


Withheld = Callable[[int], Iterable[int]]
_withheld: list[Withheld] = []


def register_withheld(withheld: Withheld) -> None:
    """Called once by the room that knows: of which staff (ids) the resident of a case may not hear yet.

    Law or danger keeps a look back for a time (product law 9); the reason and the day stand in that room.
    """
    if withheld not in _withheld:
        _withheld.append(withheld)


WithheldPages = Callable[[int], Iterable[str]]
_withheld_pages: list[WithheldPages] = []


def register_withheld_pages(withheld: WithheldPages) -> None:
    """Called once by the room that knows: looks at which pages (verbs) the resident of a case may not hear of
    yet. Asked when the list is read: a term that is prolonged or ended counts for looks of before too."""
    if withheld not in _withheld_pages:
        _withheld_pages.append(withheld)


def looks_at_case(
    case_id: int, *, persons: Iterable[int] = (), before_row: int | None = None
) -> models.QuerySet[AuditEvent]:
    """Looks of staff and of these persons at a case that its resident may see now, newest first.

    Rows: id, actor_kind, actor_id, at, verb. `before_row`: only what was noted before that row.
    """
    kept_back = {number for withheld in _withheld for number in withheld(case_id)}
    looks: models.QuerySet[AuditEvent] = (
        AuditEvent.objects.filter(case_id=case_id, kind=AuditEvent.LOOK)
        .filter(models.Q(actor_kind="staff") | models.Q(actor_kind="resident", actor_id__in=list(persons)))
        .exclude(withheld_until__gt=clock.today())
        .exclude(actor_kind="staff", actor_id__in=kept_back)
        .exclude(verb__in={verb for withheld in _withheld_pages for verb in withheld(case_id)})
    )
    if before_row is not None:
        looks = looks.filter(pk__lt=before_row)
    return looks.order_by("-id")


def seal(municipality_id: int) -> int:
    """Add the events that are not sealed yet to the chain; returns how many. Needs the scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT naast_audit_seal(%s)", [municipality_id])
        return int(cursor.fetchone()[0])


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.NAAST_KEYS["audit"]))


def public_key() -> str:
    """The key with which anyone can check a signed head (raw Ed25519, base64)."""
    return base64.b64encode(_private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _message(municipality_id: int, day: dt.date, seq: int, digest: str) -> bytes:
    return f"naast-audit-head|{municipality_id}|{day.isoformat()}|{seq}|{digest}".encode()


def sign_head(municipality_id: int) -> AuditHead | None:
    """Sign today's head and write a copy to a file outside the database. None when nothing is sealed."""
    last = AuditSeal.objects.order_by("-seq").first()
    if last is None:
        return None
    day = clock.today()
    existing: AuditHead | None = AuditHead.objects.filter(day=day, seq=last.seq).first()
    if existing is not None:
        return existing
    signature = base64.b64encode(
        _private_key().sign(_message(municipality_id, day, last.seq, last.hash))
    ).decode()
    head: AuditHead = AuditHead.objects.create(
        municipality_id=municipality_id, day=day, seq=last.seq, hash=last.hash, signature=signature
    )
    transaction.on_commit(lambda: _write_head(head))
    return head


def has_head_of_today() -> bool:
    """Whether the head of the municipality in scope was signed today."""
    return bool(AuditHead.objects.filter(day=clock.today()).exists())


def _heads_folder(municipality_id: int) -> Path:
    return Path(settings.NAAST_AUDIT_HEADS) / str(municipality_id)


def _write_head(head: AuditHead) -> None:
    folder = _heads_folder(head.municipality_id)
    folder.mkdir(parents=True, exist_ok=True)
    content = {"day": head.day.isoformat(), "seq": head.seq, "hash": head.hash, "signature": head.signature}
    target = folder / f"{head.day.isoformat()}-{head.seq}.json"
    temporary = target.with_suffix(".part")
    temporary.write_text(
        json.dumps({**content, "public_key": public_key()}, sort_keys=True), encoding="utf-8"
    )
    temporary.replace(target)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a verification. `broken_at` is the sequence number of the first broken link."""

    sealed: int
    unsealed: int
    heads: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        return not self.reason


_FIRST_BROKEN = """
WITH links AS (
    SELECT s.seq, s.event_id, s.previous_hash, s.hash,
           coalesce(lag(s.hash) OVER (ORDER BY s.seq), '') AS expected_previous,
           row_number() OVER (ORDER BY s.seq) AS expected_seq,
           e.id AS found, e.salt, e.content_hash,
           naast_audit_content(e.salt, e.object_type, e.object_id, e.case_id, e.detail) AS content,
           naast_audit_link(s.previous_hash, s.seq, e.id, e.at, e.actor_kind, e.actor_id, e.kind, e.verb,
                            e.content_hash) AS link,
           e.salt IS NOT NULL OR EXISTS (
               SELECT 1 FROM kernel_destruction d WHERE d.event_hashes ? e.content_hash) AS stated
    FROM kernel_auditseal s LEFT JOIN kernel_auditevent e ON e.id = s.event_id
)
SELECT seq, CASE
    WHEN seq <> expected_seq THEN 'a link is missing before this one'
    WHEN previous_hash <> expected_previous THEN 'it does not follow the link before it'
    WHEN found IS NULL THEN 'its event is gone'
    WHEN salt IS NOT NULL AND content <> content_hash THEN 'the content of its event was changed'
    WHEN salt IS NULL AND NOT stated THEN 'its event was emptied without a statement of destruction'
    ELSE 'its event or its hash was changed' END
FROM links
WHERE seq <> expected_seq OR previous_hash <> expected_previous OR found IS NULL
   OR (salt IS NOT NULL AND content <> content_hash) OR NOT stated OR link <> hash
ORDER BY seq LIMIT 1
"""


def verify(municipality_id: int) -> Verdict:
    """Recompute the whole chain of the municipality in scope and compare it with every signed head."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_BROKEN)
        broken = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM kernel_auditevent e "
            "WHERE NOT EXISTS (SELECT 1 FROM kernel_auditseal s WHERE s.event_id = e.id)"
        )
        unsealed = int(cursor.fetchone()[0])
    sealed = AuditSeal.objects.count()
    heads = _known_heads(municipality_id)
    if broken is not None:
        return Verdict(sealed, unsealed, len(heads), int(broken[0]), str(broken[1]))
    for day, seq, digest, signature in heads:
        problem = _check_head(municipality_id, day, seq, digest, signature)
        if problem:
            return Verdict(sealed, unsealed, len(heads), seq, problem)
    return Verdict(sealed, unsealed, len(heads))


Head = tuple[dt.date, int, str, str]


def _known_heads(municipality_id: int) -> list[Head]:
    """Heads in the database and in the files beside it, in the order of the chain."""
    heads: set[Head] = set(AuditHead.objects.values_list("day", "seq", "hash", "signature"))
    folder = _heads_folder(municipality_id)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        content = json.loads(path.read_text(encoding="utf-8"))
        heads.add(
            (dt.date.fromisoformat(content["day"]), content["seq"], content["hash"], content["signature"])
        )
    return sorted(heads, key=lambda head: (head[1], head[0]))


def _check_head(municipality_id: int, day: dt.date, seq: int, digest: str, signature: str) -> str:
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key()))
    try:
        public.verify(base64.b64decode(signature), _message(municipality_id, day, seq, digest))
    except InvalidSignature:
        return f"the signature of the head of {day.isoformat()} is not ours"
    seal_hash = AuditSeal.objects.filter(seq=seq).values_list("hash", flat=True).first()
    if seal_hash is None:
        return f"the end is missing: the head of {day.isoformat()} names link {seq}, which is not there"
    if seal_hash != digest:
        return f"link {seq} differs from the signed head of {day.isoformat()}"
    return ""
