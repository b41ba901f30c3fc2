"""Who still reads or decides is not sent away, and a question is answered, also after what could not wait."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.decide import actions, queries, waiting
from naast.decide.models import Decision, Sample, SecondReading
from naast.decide.types import ProposedTerms, Waiting
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import queries as people
from naast.people.models import Staff
from naast.weigh.tests.answering import answer_question

from .test_papers import pages_text


def waits(who) -> list[str]:
    return [item.kind for item in queries.waiting_for(who)]


def read_sample(deciding) -> None:
    actions.read_afterwards(
        actor=deciding.reader,
        case_id=deciding.case_id,
        sample_id=Sample.objects.get().pk,
        verdict="nothing",
    )


@pytest.fixture
def drawn(deciding):
    """Every decision is read afterwards, and one was made."""
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        actions.set_sample_rate(actor=administrator, one_in=1, because="Om te leren (fictief).")
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
    return deciding


def test_reading_afterwards_sends_nobody_away_from_a_proposal_that_is_open(drawn):
    with drawn.inside():
        drawn.propose(amount=Decimal(7_200))
        read_sample(drawn)
        assert waits(drawn.reader) == ["read_along"]
        drawn.read(drawn.reader)
        assert waits(drawn.holder) == ["decide"]
        drawn.decide(drawn.holder)
        for gone in (drawn.reader, drawn.holder):
            with pytest.raises(NotVisible):
                people.case_for(gone, drawn.case_id)


def test_who_read_afterwards_and_is_asked_no_more_goes_out_when_it_is_taken_back(drawn):
    with drawn.inside():
        drawn.propose(amount=Decimal(7_200))
        read_sample(drawn)
        actions.withdraw(**drawn.given, base_version=1)
        for gone in (drawn.reader, drawn.holder):
            with pytest.raises(NotVisible):
                people.case_for(gone, drawn.case_id)


def test_a_question_about_what_could_not_wait_is_answered_and_is_no_advice_yet(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_kind="eviction")
        deciding.decide(deciding.holder)
        due = Decision.objects.get().read_before
        number = deciding.read(deciding.reader, "question", "Waarom geen hotel?")
        assert [(item.kind, item.due_on) for item in queries.waiting_for(deciding.worker)][:1] == [
            ("answer", due)
        ]
        assert waits(deciding.reader) == []
        assert people.case_for(deciding.reader, deciding.case_id).id == deciding.case_id
        actions.answer_reader(**deciding.given, reading_id=number, words="Dat was vol.")
        assert "answer" not in waits(deciding.worker)
        assert [(item.kind, item.due_on) for item in queries.waiting_for(deciding.reader)] == [
            ("read_along", due)
        ]
        deciding.read(deciding.reader)
        assert waits(deciding.reader) == []
        assert [row.verdict for row in SecondReading.objects.order_by("id")] == ["question", "agree"]
        with pytest.raises(NotVisible):
            people.case_for(deciding.reader, deciding.case_id)


def test_what_began_by_the_short_way_and_became_an_exception_is_held_to_the_weighing(deciding):
    with deciding.inside():
        made = actions.decide_routinely(
            **deciding.given,
            request="Een huis voor zes maanden.",
            terms=ProposedTerms(
                "yes", amount=Decimal(7_200), reason="Zij is thuisloos.", title_row=deciding.title()
            ),
            decided_before=0,
        )
        assert made.decision_id is None and queries.proposal_of(deciding.case_id).is_routine
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), base_version=queries.proposal_of(deciding.case_id).version)
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.is_exception and not proposal.is_routine
        deciding.read(deciding.reader)
        answer_question(**deciding.given, fact="row_38", answer="no")
        with pytest.raises(Invalid, match="Eerst"):
            deciding.decide(deciding.holder)
        assert not Decision.objects.exists()


def test_the_report_names_who_heard_the_resident_only_where_that_is_safe(deciding):
    with deciding.inside():
        Staff.objects.filter(pk=deciding.worker.id).update(name_withheld=True, function="wijkteam")
        deciding.ready()
        deciding.propose("partly", amount=Decimal(900))
        actions.hear(**deciding.given, why_not="Rosa nam de telefoon niet op.")
        deciding.hear()
        deciding.read(deciding.reader)
        deciding.decide(deciding.worker)
        report = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "report")
        text = " ".join(pages_text(queries.file_of(deciding.case_id, report.id).clear_bytes()).split())
    assert "gesproken met wijkteam" in text and "Rosa nam de telefoon niet op." in text
    assert "Wilma Worker" not in text


def test_what_the_register_of_the_sample_asks_does_not_grow_with_what_waits(
    drawn, django_assert_max_num_queries
):
    from naast.decide.second_queries import still_unread

    with drawn.inside():
        with django_assert_max_num_queries(20) as before:
            assert len(still_unread()) == 1
        for amount in (800, 700, 600):
            drawn.propose(amount=Decimal(amount))
            drawn.decide(drawn.worker)
        with django_assert_max_num_queries(len(before)):
            assert len(still_unread()) == 4


def test_what_has_a_day_stands_first_and_then_what_waits_longest(deciding):
    today = clock.today()
    lines = [
        Waiting(1, "Anna", "send", "Verstuur", None, since=today),
        Waiting(2, "Zora", "send", "Verstuur", None, since=today - dt.timedelta(days=9)),
        Waiting(3, "Mo", "term", "Termijn", today + dt.timedelta(days=3)),
    ]
    assert [line.resident_name for line in sorted(lines, key=waiting.order)] == ["Mo", "Zora", "Anna"]
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        deciding.decide(deciding.worker)
        (line,) = [item for item in queries.waiting_for(deciding.worker) if item.kind == "send"]
        assert (line.due_on, line.since) == (None, today)
    page = deciding.standing.client(deciding.worker).get("/meelezen/").content.decode()
    assert "wacht sinds" in page
    with deciding.inside():
        looks = AuditEvent.objects.filter(verb="decide.waiting", case_id=deciding.case_id)
        assert looks.exists(), "a name on the list is a look"
