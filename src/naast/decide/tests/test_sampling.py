"""Reading along afterwards: drawn by the database, read by who had no hand in it, changing nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from naast.decide import actions, queries, second_queries
from naast.decide.models import Decision, Proposal, Sample, SampleRate, SampleReader, SampleReading
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.weigh import actions as weigh

WHY = "Besluit college van 3 november (fictief)"
REMARK = "Volgende keer graag de prijs erbij."


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def rate(deciding, administrator, one_in: int | None, because: str = WHY) -> None:
    with deciding.inside():
        actions.set_sample_rate(actor=administrator, one_in=one_in, because=because)


def decided(deciding) -> int:
    """A yes within the writer's own mandate: nobody read it beforehand."""
    deciding.ready()
    deciding.propose(amount=Decimal(900))
    return deciding.decide(deciding.worker)


def reads(deciding, who, verdict: str = "remark", words: str = REMARK) -> int:
    return actions.read_afterwards(
        actor=who,
        case_id=deciding.case_id,
        sample_id=Sample.objects.get().pk,
        verdict=verdict,
        words=words,
    )


def test_without_a_rate_nothing_is_drawn_and_with_one_in_one_everything(deciding, administrator):
    with deciding.inside():
        decided(deciding)
        assert not Sample.objects.exists()
    rate(deciding, administrator, 1)
    with deciding.inside():
        deciding.propose(amount=Decimal(800))
        number = deciding.decide(deciding.worker)
        assert Sample.objects.get().decision_id == number
    rate(deciding, administrator, None, "Genoeg geleerd.")
    with deciding.inside():
        deciding.propose(amount=Decimal(700))
        deciding.decide(deciding.worker)
        assert Sample.objects.count() == 1


def test_what_was_read_beforehand_is_not_drawn(deciding, administrator):
    rate(deciding, administrator, 1)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        deciding.read(deciding.reader)
        deciding.decide(deciding.holder)
        assert not Sample.objects.exists()


def test_the_lot_draws_about_one_in_so_many(deciding):
    """Of 4,000 draws at one in four 1,000 are expected, give or take seven times their spread (27)."""
    with deciding.inside(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FILTER (WHERE naast_drawn(4)) FROM generate_series(1, 4000)")
        (drawn,) = cursor.fetchone()
    assert 808 < drawn < 1_192


def test_who_reads_had_no_hand_in_it_comes_in_for_it_and_goes_out(deciding, administrator):
    rate(deciding, administrator, 1)
    with deciding.inside():
        number = decided(deciding)
        drawn = second_queries.drawn(deciding.case_id, Sample.objects.get().pk)
        assert drawn.reader.id == deciding.reader.id
        place = next(p for p in people_queries.circle_of(deciding.case_id) if p.face.id == deciding.reader.id)
        assert "geloot" in place.purpose
        assert [item.kind for item in queries.waiting_for(deciding.reader)] == ["afterwards"]
        before = Decision.objects.filter(pk=number).values().get()
        reads(deciding, deciding.reader)
        assert Decision.objects.filter(pk=number).values().get() == before
        found = queries.decisions_of(deciding.case_id)[0].beside.afterwards
        assert (found.words, found.verdict_label) == (REMARK, "Ik heb een opmerking")
        assert queries.waiting_for(deciding.reader) == []
        with pytest.raises(NotVisible):
            people_queries.case_for(deciding.reader, deciding.case_id)


def test_it_is_kept_to_who_was_drawn_and_said_once(deciding, administrator):
    rate(deciding, administrator, 1)
    with deciding.inside():
        decided(deciding)
        for other in (deciding.worker,):
            with pytest.raises(NotAllowed):
                reads(deciding, other)
        for other in (deciding.standing.colleague, deciding.lawyer):
            with pytest.raises(NotVisible):
                reads(deciding, other)
        for given, field in (
            (("remark", " "), "words"),
            (("goed", ""), "verdict"),
            (("remark", "x" * 5_001), "words"),
        ):
            with pytest.raises(Invalid) as refused:
                reads(deciding, deciding.reader, *given)
            assert refused.value.field == field
        reads(deciding, deciding.reader, "nothing", "")
        row = Sample.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            SampleReading(
                case_id=deciding.case_id, sample=row, reader_id=deciding.reader.id, verdict="nothing"
            ).save()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            SampleReading.objects.update(words="x")


def test_nobody_draws_drops_or_reads_by_choice(deciding, administrator):
    with deciding.inside():
        number = decided(deciding)
        with pytest.raises(IntegrityError, match="drawn by lot"), transaction.atomic():
            Sample(case_id=deciding.case_id, decision_id=number).save()
    rate(deciding, administrator, 1)
    with deciding.inside():
        deciding.propose(amount=Decimal(800))
        deciding.decide(deciding.worker)
        row = Sample.objects.get()
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM decide_sample")
        for who in (deciding.worker, deciding.holder, deciding.lawyer):
            with pytest.raises(IntegrityError, match="had no hand"), transaction.atomic():
                SampleReader(case_id=deciding.case_id, sample=row, reader_id=who.id).save()
        with pytest.raises(IntegrityError, match="who was drawn"), transaction.atomic():
            SampleReading(
                case_id=deciding.case_id, sample=row, reader_id=deciding.lawyer.id, verdict="nothing"
            ).save()
        with pytest.raises(NotAllowed):
            people.let_in_drawn(actor=deciding.worker, case_id=deciding.case_id, staff_id=deciding.reader.id)
        with pytest.raises(NotAllowed):
            actions.draw_readers(actor=administrator)


def test_who_weighed_or_stands_in_for_the_decider_is_never_drawn(deciding, administrator):
    """Of three second readers one wrote in the weighing and one stands in for who decides."""
    both = deciding.standing.add_staff("Bo Beide", actors.PROFESSIONAL, actors.SECOND_READER)
    vera = deciding.standing.add_staff("Vera Vervanger", actors.MANDATE_HOLDER, actors.SECOND_READER)
    rate(deciding, administrator, 1)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=both.id,
            role=actors.PROFESSIONAL,
            purpose="loopt mee",
        )
        deciding.ready()
        weigh.write_down(
            actor=both,
            case_id=deciding.case_id,
            thinking=weigh.Thinking(why_differs="De regel dacht niet aan een baby die hier geboren is."),
            base_version=deciding.version,
        )
        mandate = next(item for item in queries.mandates() if item.staff.id == deciding.worker.id)
        actions.let_stand_in(
            actor=administrator,
            mandate_id=mandate.id,
            staff_id=vera.id,
            from_on=clock.today(),
            until_on=clock.today() + dt.timedelta(days=3),
            basis="Vervangingsregeling (fictief)",
        )
        for amount in range(1, 6):
            deciding.propose(amount=Decimal(amount))
            deciding.decide(deciding.worker)
        found = set(SampleReader.objects.values_list("reader_id", flat=True))
        assert found == {deciding.reader.id} and SampleReader.objects.count() == 5


def test_while_there_is_nobody_it_waits_for_the_nightly_job(deciding, administrator):
    house = actors.system(deciding.standing.municipality.pk)
    rate(deciding, administrator, 1)
    with deciding.inside():
        from naast.people.models import StaffRole

        StaffRole.objects.filter(role=actors.SECOND_READER).delete()
        decided(deciding)
        assert not SampleReader.objects.exists()
        assert actions.draw_readers(actor=house) == 0
    later = deciding.standing.add_staff("Lotte Later", actors.SECOND_READER)
    with deciding.inside():
        assert actions.draw_readers(actor=house) == 1 and actions.draw_readers(actor=house) == 0
        assert SampleReader.objects.get().reader_id == later.id
        reads(deciding, later, "nothing", "")


def test_practice_is_never_drawn(deciding, administrator):
    from naast.people.models import Case

    rate(deciding, administrator, 1)
    with deciding.inside():
        Case.objects.filter(pk=deciding.case_id).update(is_practice=True)
        decided(deciding)
        assert not Sample.objects.exists()


@pytest.mark.parametrize(
    ("one_in", "because", "field"),
    [(0, WHY, "one_in"), (10_001, WHY, "one_in"), (20, "  ", "because"), (20, "x" * 501, "because")],
)
def test_a_rate_that_cannot_be_is_refused(deciding, administrator, one_in, because, field):
    with deciding.inside(), pytest.raises(Invalid) as refused:
        actions.set_sample_rate(actor=administrator, one_in=one_in, because=because)
    assert refused.value.field == field


def test_only_the_administrator_sets_it_also_past_the_action(deciding, administrator):
    rate(deciding, administrator, 20)
    rate(deciding, administrator, 20)
    with deciding.inside():
        assert SampleRate.objects.count() == 1, "set twice"
        for other in (deciding.worker, deciding.reader, actors.system(deciding.standing.municipality.pk)):
            with pytest.raises(NotAllowed):
                actions.set_sample_rate(actor=other, one_in=1, because=WHY)
        with pytest.raises(IntegrityError, match="only the administrator"), transaction.atomic():
            SampleRate(one_in=1, because=WHY, set_by_id=deciding.worker.id).save()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            SampleRate.objects.update(one_in=2)
    with deciding.standing.inside(deciding.standing.other):
        assert second_queries.rate() is None


def test_what_is_read_late_is_told_to_the_team_lead_and_the_quality_officer(deciding, monkeypatch):
    lead = deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)
    quality = deciding.standing.add_staff("Karin Kwaliteit", actors.QUALITY_OFFICER)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
        deciding.decide(deciding.holder)
        decision = Decision.objects.get()
        assert queries.waiting_for(lead) == [] == queries.waiting_for(quality)
        the_day_after = decision.read_before + dt.timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: the_day_after)
        [line] = queries.waiting_for(lead)
        assert (line.kind, line.due_on) == ("late", decision.read_before) and "Rosa" in line.title
        [line] = queries.waiting_for(quality)
        assert "Rosa" not in line.title and str(decision.pk) in line.title
        assert queries.waiting_for(deciding.owner) == []
        deciding.read(deciding.reader)
        assert queries.waiting_for(lead) == [] == queries.waiting_for(quality)
        assert Proposal.objects.get().state == "decided"
