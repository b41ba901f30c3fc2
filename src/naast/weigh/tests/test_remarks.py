"""Remarks of who reads along: at a block, kept with the block as it was, answered, and blocking nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import actions as people
from naast.weigh import actions, queries
from naast.weigh.blocks import fingerprint
from naast.weigh.models import BlockWriter, Remark, RemarkAnswer, Weighing

from .conftest import EFFECT


@pytest.fixture
def reader(weighed):
    with weighed.standing.inside():
        weighed.think()
    return weighed.standing.add_reader()


def remark(weighed, who, block="effect", words="Is dit haar eigen doel?"):
    seen = fingerprint(weighed.facts().texts.get(block, ""))
    return actions.make_remark(actor=who, case_id=weighed.case_id, block=block, words=words, seen=seen)


def change(weighed, **texts):
    actions.write_down(
        actor=weighed.worker,
        case_id=weighed.case_id,
        thinking=actions.Thinking(**texts),
        base_version=weighed.version,
    )


def test_a_remark_keeps_the_block_as_it_was_and_is_open_until_answered_in_words(weighed, reader):
    with weighed.standing.inside():
        made = remark(weighed, reader)
        assert remark(weighed, reader).pk == made.pk, "sent twice is kept once"
        (found,) = weighed.facts().open_remarks
        assert (found.block_text, found.reader, found.words) == (
            EFFECT,
            "Leo Lezer",
            "Is dit haar eigen doel?",
        )
        actions.answer_remark(
            actor=weighed.worker, case_id=weighed.case_id, remark_id=made.pk, words="Ja, zij zei het zo."
        )
        facts = weighed.facts()
        assert facts.open_remarks == () and facts.remarks[0].answered_by == "Wilma Worker"


def test_changing_the_block_is_an_answer_too_and_back_is_none(weighed, reader):
    with weighed.standing.inside():
        remark(weighed, reader)
        change(weighed, effect="Rosa woont veilig, zoals zij het zelf zei.")
        facts = weighed.facts()
        assert facts.open_remarks == () and facts.remarks[0].block_changed
        change(weighed, effect=EFFECT)
        assert len(weighed.facts().open_remarks) == 1


def test_a_block_does_not_change_by_being_read_in_another_language(weighed, reader):
    with weighed.standing.inside():
        with override("nl"):
            remark(weighed, reader, block="values")
        with override("en"):
            assert not weighed.facts().remarks[0].block_changed


def test_an_open_remark_blocks_nothing(weighed, reader):
    with weighed.standing.inside():
        before = weighed.facts().missing
        remark(weighed, reader)
        assert weighed.facts().missing == before and weighed.facts().is_open


def test_who_wrote_a_part_makes_no_remark_also_not_past_the_action(weighed, reader):
    with weighed.standing.inside():
        row = Weighing.objects.get()
        BlockWriter(case_id=weighed.case_id, weighing=row, part="balanced", staff_id=reader.id).save()
        with pytest.raises(NotAllowed, match=r"."):
            remark(weighed, reader)
        with pytest.raises(IntegrityError, match="who wrote a part"), transaction.atomic():
            Remark(
                case_id=weighed.case_id, weighing=row, block="effect", words="Toch.", reader_id=reader.id
            ).save()
        assert not Remark.objects.exists()


def test_who_stands_beside_is_no_reader_and_the_database_agrees(weighed, reader):
    other = weighed.standing.add_staff("Bo Beside", actors.PROFESSIONAL, actors.SECOND_READER)
    with weighed.standing.inside():
        people.let_in(
            actor=weighed.worker,
            case_id=weighed.case_id,
            staff_id=other.id,
            role=actors.PROFESSIONAL,
            purpose="helpt mee",
        )
        for who, error in ((other, NotAllowed), (weighed.standing.colleague, NotVisible)):
            with pytest.raises(error):
                remark(weighed, who)
        row = Weighing.objects.get()
        with pytest.raises(IntegrityError, match="reads along"), transaction.atomic():
            Remark(
                case_id=weighed.case_id, weighing=row, block="effect", words="Toch.", reader_id=other.id
            ).save()


def test_bad_input_is_refused_with_the_reason(weighed, reader):
    with weighed.standing.inside():
        for words in ("", "   ", "x" * 3_001):
            with pytest.raises(Invalid) as refused:
                remark(weighed, reader, words=words)
            assert refused.value.field == "words"
        for block in ("three", "obstacle", "nergens"):
            with pytest.raises(Invalid):
                remark(weighed, reader, block=block)
        with pytest.raises(Stale) as stale:
            actions.make_remark(
                actor=reader,
                case_id=weighed.case_id,
                block="effect",
                words="Waarom?",
                seen=fingerprint("iets anders"),
            )
        assert stale.value.theirs == EFFECT
        assert not Remark.objects.exists()


def test_a_block_of_the_law_takes_no_remark_while_it_is_closed(weighed):
    reader = weighed.standing.add_reader()
    with weighed.standing.inside():
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect=EFFECT),
            base_version=0,
        )
        for block in ("facts", "room", "difference", "suitable", "necessary", "balanced"):
            with pytest.raises(Invalid):
                remark(weighed, reader, block=block)


def test_only_who_stands_beside_answers_and_once(weighed, reader):
    standing = weighed.standing
    with standing.inside():
        made = remark(weighed, reader)
        told = {"case_id": weighed.case_id, "remark_id": made.pk}
        for who, error in ((reader, NotAllowed), (standing.colleague, NotVisible)):
            with pytest.raises(error):
                actions.answer_remark(actor=who, **told, words="Ja.")
        with pytest.raises(NotVisible):
            actions.answer_remark(
                actor=weighed.worker, case_id=weighed.case_id, remark_id=made.pk + 99, words="Ja."
            )
        with pytest.raises(Invalid) as refused:
            actions.answer_remark(actor=weighed.worker, **told, words="  ")
        assert refused.value.field == "words"
        first = actions.answer_remark(actor=weighed.worker, **told, words="Ja.")
        assert actions.answer_remark(actor=weighed.worker, **told, words="Ja.").pk == first.pk
        with pytest.raises(Invalid):
            actions.answer_remark(actor=weighed.worker, **told, words="Nee.")
        with pytest.raises(IntegrityError, match="by somebody else"), transaction.atomic():
            other = remark(weighed, reader, words="Nog iets?")
            RemarkAnswer(case_id=weighed.case_id, remark=other, words="Ja.", answered_by_id=reader.id).save()


def test_a_lawyer_in_the_circle_reads_along_too(weighed, reader):
    lawyer = weighed.standing.add_staff("Jura Jurist", actors.LAWYER)
    with weighed.standing.inside():
        people.let_in(
            actor=weighed.worker,
            case_id=weighed.case_id,
            staff_id=lawyer.id,
            role=actors.LAWYER,
            purpose="leest mee",
        )
        remark(weighed, lawyer, block="consequences")
        assert weighed.facts().remarks[0].block == "consequences"


def test_remarks_and_answers_are_kept_with_the_decision(weighed, reader):
    with weighed.standing.inside():
        made = remark(weighed, reader)
        actions.answer_remark(
            actor=weighed.worker, case_id=weighed.case_id, remark_id=made.pk, words="Zij zei het zo."
        )
        (kept,) = queries.freeze(weighed.case_id)["remarks"]
    assert (kept["block"], kept["block_text"], kept["answer"]) == ("effect", EFFECT, "Zij zei het zo.")
    assert kept["reader"] == "Leo Lezer" and kept["answered_by"] == "Wilma Worker"
