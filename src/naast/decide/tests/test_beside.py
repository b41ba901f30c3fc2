"""A second pair of eyes that wrote nothing, answers to it, advice not followed, who covers, and dissent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from naast.decide import actions, queries, second_queries
from naast.decide.models import (
    Cover,
    Decision,
    Dissent,
    Mandate,
    Proposal,
    ReadingAnswer,
    SecondReading,
)
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people
from naast.weigh import actions as weigh

from .test_deciding import _row
from .test_papers import pages_text

ANSWER = "Zes maanden, tot het huis met urgentie vrij is."
OTHERWISE = "Ik zou eerst de familie nog eens vragen."
DESPITE = "Een dag wachten kost dit gezin meer dan het geld."


@pytest.fixture
def both(deciding):
    """Somebody who stands beside the resident and may read along elsewhere; comes first by name."""
    found = deciding.standing.add_staff("Bo Beide", actors.PROFESSIONAL, actors.SECOND_READER)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=found.id,
            role=actors.PROFESSIONAL,
            purpose="loopt mee",
        )
    return found


def weighs(deciding, who) -> None:
    weigh.write_down(
        actor=who,
        case_id=deciding.case_id,
        thinking=weigh.Thinking(why_differs="Ook omdat de baby hier geboren is."),
        base_version=deciding.version,
    )


def reading_of(deciding, who, **more) -> SecondReading:
    proposal = Proposal.objects.get(case_id=deciding.case_id, state="open")
    given = {"role": "second_reader", "verdict": "agree"} | more
    return SecondReading(
        case_id=deciding.case_id,
        proposal=proposal,
        proposal_version=proposal.version,
        reader_id=who.id,
        **given,
    )


def test_who_wrote_a_part_of_the_weighing_is_neither_asked_nor_chosen(deciding, both):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        assert queries.proposal_of(deciding.case_id).reader.id == both.id
        weighs(deciding, both)
        deciding.propose(amount=Decimal(7_200), base_version=1)
        assert queries.proposal_of(deciding.case_id).reader.id == deciding.reader.id
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_200), base_version=2, reader_id=both.id)
        assert refused.value.field == "reader" and "afweging" in str(refused.value)


def test_who_writes_in_the_weighing_after_being_asked_does_not_read_it(deciding, both):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        weighs(deciding, both)
        with pytest.raises(NotAllowed, match="afweging"):
            deciding.read(both)
        with pytest.raises(IntegrityError, match="part of the weighing"), transaction.atomic():
            reading_of(deciding, both).save()


def test_a_reading_by_who_wrote_in_the_weighing_afterwards_lets_nothing_be_decided(deciding, both):
    with deciding.inside():
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(7_200)))
        deciding.read(both)
        weighs(deciding, both)
        with pytest.raises(Invalid):
            deciding.decide(deciding.holder)
        held = Mandate.objects.get(staff_id=deciding.holder.id)
        row = _row(deciding, proposal, decided_by_id=deciding.holder.id, mandate_id=held.pk)
        with pytest.raises(IntegrityError, match="part of the weighing meanwhile"), transaction.atomic():
            row.save()


def test_nor_does_who_stands_in_for_a_writer_of_the_weighing(deciding, both):
    vera = deciding.standing.add_staff("Ans Vervanger", actors.MANDATE_HOLDER, actors.SECOND_READER)
    with deciding.inside():
        deciding.ready()
        weighs(deciding, both)
        number = deciding.mandate(both, "routine", 500)
        actions.let_stand_in(
            actor=actors.system(deciding.standing.municipality.pk),
            mandate_id=number,
            staff_id=vera.id,
            from_on=clock.today(),
            until_on=clock.today() + dt.timedelta(days=3),
            basis="Vervangingsregeling (fictief)",
        )
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_200), reader_id=vera.id)
        assert refused.value.field == "reader"
        deciding.propose(amount=Decimal(7_200))
        assert queries.proposal_of(deciding.case_id).reader.id == deciding.reader.id
        with pytest.raises(IntegrityError, match="through a substitute"), transaction.atomic():
            reading_of(deciding, vera).save()


def asked(deciding) -> SecondReading:
    deciding.ready()
    deciding.propose(amount=Decimal(5_000))
    return SecondReading.objects.get(pk=deciding.read(deciding.reader, "question", "Hoe lang duurt dit?"))


def waits(who) -> list[str]:
    return [item.kind for item in queries.waiting_for(who)]


def answer(deciding, reading, who=None, words=ANSWER) -> int:
    return actions.answer_reader(
        actor=who or deciding.worker, case_id=deciding.case_id, reading_id=reading.pk, words=words
    )


def test_a_question_gets_an_answer_in_words_and_the_reader_looks_again(deciding):
    with deciding.inside():
        reading = asked(deciding)
        assert waits(deciding.worker) == ["answer"] and waits(deciding.reader) == []
        number = answer(deciding, reading)
        assert answer(deciding, reading) == number, "sent twice"
        assert waits(deciding.worker) == [] and waits(deciding.reader) == ["read_along"]
        with pytest.raises(Invalid, match="antwoord"):
            deciding.decide(deciding.holder)
        deciding.read(deciding.reader)
        decision_id = deciding.decide(deciding.holder)
        decision = queries.decisions_of(deciding.case_id)[0]
        assert [item.words for item in decision.readings[0].answers] == [ANSWER]
        report = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "report")
        text = pages_text(queries.file_of(deciding.case_id, report.id).clear_bytes())
    assert decision.id == decision_id
    assert "Hoe lang duurt dit?" in text and ANSWER in text and "Antwoord van Wilma Worker" in text


def test_who_may_answer_and_what_can_be_answered(deciding):
    standing = deciding.standing
    with deciding.inside():
        reading = asked(deciding)
        with pytest.raises(NotAllowed):
            answer(deciding, reading, deciding.reader)
        with pytest.raises(NotVisible):
            answer(deciding, reading, standing.colleague)
        for words in ("", "   ", "x" * 5_001):
            with pytest.raises(Invalid) as refused:
                answer(deciding, reading, words=words)
            assert refused.value.field == "words"
        agreed = SecondReading.objects.get(pk=deciding.read(deciding.reader))
        with pytest.raises(NotVisible):
            answer(deciding, agreed)
        for wrong in ({"reading": agreed}, {"reading": reading, "said_by_id": deciding.reader.id}):
            given = {"said_by_id": deciding.worker.id} | wrong
            with pytest.raises(IntegrityError, match="by somebody else"), transaction.atomic():
                ReadingAnswer(case_id=deciding.case_id, words="x", **given).save()
        answer(deciding, reading)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            ReadingAnswer.objects.update(words="Iets anders.")


def test_against_the_advice_one_sentence_says_why_and_the_outcome_is_the_deciders(deciding):
    with deciding.inside():
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(7_200)))
        deciding.read(deciding.reader, "advise_against", "Dit kan goedkoper.")
        for words in ("", " \n ", "x" * 1_001):
            with pytest.raises(Invalid) as refused:
                deciding.decide(deciding.holder, words)
            assert refused.value.field == "despite"
        held = Mandate.objects.get(staff_id=deciding.holder.id)
        row = _row(deciding, proposal, decided_by_id=deciding.holder.id, mandate_id=held.pk)
        with pytest.raises(IntegrityError, match="against the advice says why"), transaction.atomic():
            row.save()
        deciding.decide(deciding.holder, f"  {DESPITE} ")
        decision = queries.decisions_of(deciding.case_id)[0]
        report = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "report")
        text = pages_text(queries.file_of(deciding.case_id, report.id).clear_bytes())
    assert decision.despite_advice == DESPITE and decision.readings[0].words == "Dit kan goedkoper."
    assert "Waarom het advies niet is gevolgd" in text and DESPITE in text


def test_without_advice_against_nothing_is_kept_of_it(deciding):
    with deciding.inside():
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(7_200)))
        deciding.read(deciding.reader, "advise_against", "Dit kan goedkoper.")
        deciding.read(deciding.reader, "agree")
        held = Mandate.objects.get(staff_id=deciding.holder.id)
        row = _row(
            deciding, proposal, decided_by_id=deciding.holder.id, mandate_id=held.pk, despite_advice="x"
        )
        with pytest.raises(IntegrityError, match="and no other does"), transaction.atomic():
            row.save()
        deciding.decide(deciding.holder, DESPITE)
        assert Decision.objects.get().despite_advice == ""


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        ("danger", "", "Er is iemand in gevaar."),
        ("eviction", "Donderdag komt de deurwaarder.", "Donderdag komt de deurwaarder."),
        ("", "De medicijnen zijn op.", "De medicijnen zijn op."),
    ],
)
def test_why_it_cannot_wait(deciding, kind, words, kept):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_kind=kind, urgent_because=words)
        deciding.decide(deciding.holder)
        decision = Decision.objects.get()
    assert (decision.urgent_kind, decision.urgent_because) == (kind or "otherwise", kept)
    assert decision.read_before is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [({"urgent_kind": "otherwise"}, "urgent_because"), ({"urgent_kind": "haast"}, "urgent_kind")],
)
def test_an_unknown_or_unsaid_reason_not_to_wait_is_refused(deciding, given, field):
    with deciding.inside():
        deciding.ready()
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_200), **given)
    assert refused.value.field == field


@pytest.fixture
def lead(deciding):
    return deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)


def cover(deciding, number, **more) -> int:
    return actions.name_cover(
        **{"actor": deciding.worker} | more, case_id=deciding.case_id, proposal_id=number
    )


def test_who_covers_is_named_replaced_and_told_and_stops_nothing(deciding, lead):
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(900))
        beside = queries.proposal_of(deciding.case_id).beside
        assert beside.needs_cover and not beside.asks_cover
        deciding.decide(deciding.worker)
        cover(deciding, number, staff_id=lead.id)
        again = cover(deciding, number, name=" Wethouder   Jansen (fictief) ")
        assert cover(deciding, number, name="Wethouder Jansen (fictief)") == again
        found = queries.decisions_of(deciding.case_id)[0].beside.cover
        assert found.who == "Wethouder Jansen (fictief)" and Cover.objects.count() == 2
        from naast.decide.late import covered_by

        assert covered_by(lead) == []
        cover(deciding, number, staff_id=lead.id)
        assert [line.resident_name for line in covered_by(lead)] == ["Rosa Proefpersoon"]
        assert covered_by(deciding.worker) == []


def test_above_the_own_mandate_somebody_is_asked_to_cover(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        assert queries.proposal_of(deciding.case_id).beside.asks_cover


def test_what_is_no_name_of_who_covers_is_refused(deciding, lead):
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(900))
        for given, field in (
            ({}, "name"),
            ({"staff_id": lead.id, "name": "x"}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"staff_id": deciding.worker.id}, "staff"),
            ({"staff_id": deciding.standing.outsider.id}, "staff"),
        ):
            with pytest.raises(Invalid) as refused:
                cover(deciding, number, **given)
            assert refused.value.field == field, given
        with pytest.raises(NotVisible):
            cover(deciding, number + 1_000, name="Wethouder")
        with pytest.raises(NotVisible):
            cover(deciding, number, name="Wethouder", actor=deciding.standing.colleague)
        proposal = Proposal.objects.get(pk=number)
        with pytest.raises(IntegrityError, match="than the writer covers"), transaction.atomic():
            Cover(
                case_id=deciding.case_id,
                proposal=proposal,
                staff_id=deciding.worker.id,
                named_by_id=deciding.worker.id,
            ).save()


def says(deciding, who, number, words=OTHERWISE) -> int:
    return actions.dissent(actor=who, case_id=deciding.case_id, proposal_id=number, words=words)


def test_anybody_in_the_circle_contradicts_under_their_own_name_and_it_stays(deciding):
    reader = deciding.standing.add_reader()
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(900))
        first = says(deciding, reader, number)
        assert says(deciding, reader, number) == first, "sent twice"
        deciding.decide(deciding.worker)
        says(deciding, deciding.worker, number, "Achteraf had ik het anders gedaan.")
        found = second_queries.dissents_of(deciding.case_id)
        assert [(item.said_by.name, item.was_decided) for item in found] == [
            ("Leo Lezer", False),
            ("Wilma Worker", True),
        ]
        decision = queries.decisions_of(deciding.case_id)[0]
        assert {item.decision_id for item in found} == {decision.id}
        assert OTHERWISE in {item.words for item in decision.beside.dissents}
        report = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "report")
        text = pages_text(queries.file_of(deciding.case_id, report.id).clear_bytes())
        assert OTHERWISE in text and "Achteraf had ik" not in text
        for change in ({"words": "Toch eens."}, {"said_by_id": deciding.worker.id}):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                Dissent.objects.update(**change)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Dissent.objects.all().delete()


def test_a_name_that_is_not_safe_is_a_function_for_the_resident(deciding):
    from naast.people.models import Staff

    reader = deciding.standing.add_reader()
    with deciding.inside():
        Staff.objects.filter(pk=reader.id).update(name_withheld=True, function="jurist")
        deciding.ready()
        says(deciding, reader, deciding.propose(amount=Decimal(900)))
        deciding.decide(deciding.worker)
        found = second_queries.dissents_of(deciding.case_id, to_resident=True)[0]
        assert (found.said_by.name, found.said_by.function) == ("", "jurist")
        report = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "report")
        text = pages_text(queries.file_of(deciding.case_id, report.id).clear_bytes())
    assert "Leo Lezer" not in text and "jurist" in text and OTHERWISE in text


def test_nobody_outside_the_circle_contradicts_also_not_past_the_action(deciding):
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(900))
        for stranger in (deciding.standing.colleague, deciding.lawyer, deciding.standing.resident):
            with pytest.raises(NotVisible):
                says(deciding, stranger, number)
        for words in ("", "x" * 5_001):
            with pytest.raises(Invalid) as refused:
                says(deciding, deciding.worker, number, words)
            assert refused.value.field == "words"
        with pytest.raises(IntegrityError, match="from the circle"), transaction.atomic():
            Dissent(
                case_id=deciding.case_id,
                proposal_id=number,
                words="x",
                said_by_id=deciding.standing.colleague.id,
            ).save()
        actions.withdraw(**deciding.given, base_version=1)
        with pytest.raises(NotVisible):
            says(deciding, deciding.worker, number)
    with deciding.standing.inside(deciding.standing.other), pytest.raises(NotVisible):
        says(deciding, deciding.standing.outsider, number)
