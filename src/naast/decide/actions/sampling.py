"""Reading along afterwards: how many decisions, who reads one that was drawn, and what they say of it."""

from __future__ import annotations

import secrets

from django.db import connection, transaction
from django.utils.translation import gettext as _

from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.proposing import draft_key
from naast.decide.models import Decision, Sample, SampleRate, SampleReader, SampleReading
from naast.decide.models.samples import MOST
from naast.decide.models.seconds import WORDS_LENGTH
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people_actions
from naast.people import queries as people

BECAUSE_LENGTH = 500


@transaction.atomic
def set_sample_rate(*, actor: Actor, one_in: int | None, because: str) -> int | None:
    """Let one in so many decisions without a reader be read afterwards; None: none. Gives the id of the row.

    Only the administrator, with the reason. It holds for decisions from now on. Setting what stands already
    changes nothing. Raises Invalid for a number outside 1 to 10,000 or without a reason.
    """
    if not (actor.is_staff and actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator sets how many decisions are read afterwards."))
    if one_in is not None and not 1 <= one_in <= MOST:
        raise Invalid(_("Choose a whole number from 1 to %(most)s.") % {"most": MOST}, "one_in")
    why = " ".join(because.split())
    if not why:
        raise Invalid(_("Write down why."), "because")
    if len(why) > BECAUSE_LENGTH:
        raise Invalid(_("This text is too long."), "because")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('decide_samplerate'), %s)", [actor.municipality_id]
        )
    last = SampleRate.objects.order_by("-id").first()
    if last is not None and (last.one_in, last.because) == (one_in, why):
        return int(last.pk)
    row = SampleRate(one_in=one_in, because=why, set_by_id=actor.id)
    with said():
        row.save()
    audit.change(actor, "decide.set_sample_rate", row, one_in=one_in)
    return int(row.pk)


def draw_reader(decision: Decision) -> None:
    """When the database drew this decision: draw who reads it. Part of deciding."""
    row = Sample.objects.filter(decision=decision).first()
    if row is not None:
        _draw_reader(row)


@transaction.atomic
def draw_readers(*, actor: Actor) -> int:
    """Draw a reader for each drawn decision that has none who can still read it; gives how many.

    For the nightly job: a reader may have left, and sometimes there was nobody yet. Raises NotAllowed for
    anybody but the system.
    """
    if actor.kind != "system":
        raise NotAllowed(_("Who reads afterwards is drawn by lot."))
    waiting = Sample.objects.filter(reading__isnull=True, case__closed_on__isnull=True)
    return sum(_draw_reader(row) for row in waiting.order_by("id"))


def _draw_reader(row: Sample) -> bool:
    able = _able(row)
    last = SampleReader.objects.filter(sample=row).order_by("-id").first()
    if last is not None and last.reader_id in able:
        return False
    if not able:
        return False
    chosen = secrets.choice(able)
    house = actors.system(row.municipality_id)
    reader = SampleReader(case_id=row.case_id, ground=row.ground, sample=row, reader_id=chosen)
    with said():
        reader.save()
    people_actions.let_in_drawn(actor=house, case_id=row.case_id, staff_id=chosen)
    if last is not None:
        # Who was drawn before reads this no more: what the place was for is over.
        let_readers_out(house, row.case_id, only={last.reader_id})
    audit.change(house, "decide.draw_reader", reader)
    return True


def _able(row: Sample) -> list[int]:
    """Second readers who had no hand in it, also not through a substitute: the database knows the rule."""
    found = [face.id for face in people.staff_with_role(actors.SECOND_READER)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s FROM unnest(%s::bigint[]) s WHERE naast_reads_afterwards(%s, s, %s) ORDER BY s",
            [found, row.decision_id, clock.today()],
        )
        return [int(number) for (number,) in cursor.fetchall()]


@transaction.atomic
def read_afterwards(*, actor: Actor, case_id: int, sample_id: int, verdict: str, words: str = "") -> int:
    """What the drawn reader says of a decision afterwards; gives the id. It stays, and changes no decision.

    Raises NotVisible for what was not drawn here, NotAllowed for anybody but the drawn reader, Invalid for a
    remark without words, and when it was read already.
    """
    case = people.case_for(actor, case_id)
    row = Sample.objects.filter(case_id=case.id, pk=sample_id).first()
    if row is None:
        raise NotVisible
    last = SampleReader.objects.filter(sample=row).order_by("-id").first()
    if not (actor.is_staff and last is not None and last.reader_id == actor.id):
        raise NotAllowed(_("Somebody else was drawn to read this."))
    if verdict not in dict(SampleReading.VERDICTS):
        raise Invalid(_("Choose whether you have a remark."), "verdict")
    text = words.replace("\r\n", "\n").strip()
    if verdict == SampleReading.REMARK and not text:
        raise Invalid(_("Write down your remark."), "words")
    if len(text) > WORDS_LENGTH:
        raise Invalid(_("This text is too long."), "words")
    reading = SampleReading(
        case_id=case.id,
        ground=case.law,
        sample=row,
        reader_id=actor.id,
        verdict=verdict,
        words=text,
    )
    with said():
        reading.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"afterwards:{row.pk}"))
    audit.change(actor, "decide.read_afterwards", reading, verdict=verdict)
    let_readers_out(actor, case.id)
    return int(reading.pk)
