"""Incident or pattern (M14): asked after an exception only, never closed in silence, never about a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.standing import make_resident

from naast.decide.signals import decision_made
from naast.kernel import actors, clock, drafts
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.learn import actions, queries, terms
from naast.learn.models import Question, Signal, SignalAnswer
from naast.learn.types import Rule
from naast.people import actions as people
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db
OBSTACLE = "Rosa Proefpersoon wacht zes maanden op een woning."


@pytest.fixture
def policy(standing):
    return standing.add_staff("Bea Beleid", actors.POLICY)


@pytest.fixture
def obstacle(standing):
    with standing.inside():
        return name_obstacle(standing)


def name_obstacle(standing, case_id=None):
    return plan.name_obstacle(
        actor=standing.worker,
        case_id=case_id or standing.case_id,
        words=OBSTACLE,
        kind="ordinance",
        law="Huisvestingsverordening",
        article="4",
    )


def give(standing, actor=None, words="Wie nu geen huis heeft, helpt dit niet.", **more):
    return actions.make_signal(
        actor=actor or standing.worker, case_id=more.pop("case_id", standing.case_id), words=words, **more
    )


def another_case(standing, name="Tweede"):
    person = people.add_person(actor=standing.worker, given_name=name)
    case = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
    return case.pk


def test_the_question_is_asked_after_an_exception_and_not_after_routine(standing, decision):
    with standing.inside():
        for is_exception, asked in ((False, 0), (True, 1), (True, 1)):
            decision_made.send(
                sender=None,
                actor=standing.worker,
                case_id=standing.case_id,
                decision_id=decision,
                outcome="yes",
                is_exception=is_exception,
            )
            assert Question.objects.count() == asked
        waiting = queries.open_questions(standing.worker)
        assert len(waiting) == 1 and "Rosa" in waiting[0].title
        assert queries.open_questions(standing.colleague) == []


def test_perhaps_a_pattern_makes_a_signal_from_the_plan_and_nothing_is_typed_twice(
    standing, policy, obstacle, question
):
    with standing.inside():
        for _twice in range(2):
            actions.answer_question(
                actor=standing.worker,
                case_id=standing.case_id,
                question_id=question,
                verdict=terms.MAYBE_PATTERN,
            )
        signal = Signal.objects.get()
        assert (signal.obstacle_words, signal.kind, signal.law, signal.article) == (
            OBSTACLE,
            "ordinance",
            "Huisvestingsverordening",
            "4",
        )
        assert signal.owner_id == policy.id
        assert signal.answer_by > clock.today()
        assert queries.open_questions(standing.worker) == []
        assert [item.due_on for item in queries.open_questions(policy)] == [signal.answer_by]


@pytest.mark.parametrize("verdict", [terms.INCIDENT, terms.UNKNOWN])
def test_an_incident_makes_no_signal(standing, obstacle, question, verdict):
    with standing.inside():
        answered = actions.answer_question(
            actor=standing.worker, case_id=standing.case_id, question_id=question, verdict=verdict
        )
        assert answered is None and not Signal.objects.exists()
        assert queries.questions_of(standing.case_id)[0].verdict == verdict


def test_a_pattern_of_nothing_is_refused_and_the_question_stays_open(standing, question):
    with standing.inside():
        with pytest.raises(Invalid) as refused, transaction.atomic():
            actions.answer_question(
                actor=standing.worker,
                case_id=standing.case_id,
                question_id=question,
                verdict=terms.MAYBE_PATTERN,
            )
        assert refused.value.field == "words"
        assert Question.objects.get().verdict == ""


def test_the_database_refuses_to_close_a_signal_without_answer_and_answerer(standing, policy):
    with standing.inside():
        give(standing)
        for change in (
            {"state": terms.ANSWERED},
            {"state": terms.ANSWERED, "answer": "Nee."},
            {"state": terms.ANSWERED, "answered_by_id": policy.id, "answered_at": clock.now()},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Signal.objects.update(**change)


def test_the_giver_does_not_answer_their_own_signal_also_not_in_the_database(standing, policy):
    with standing.inside():
        signal = actions.make_signal(actor=policy, case_id=None, words="Deze regel kost een half jaar.")
        assert signal.owner_id is None
        with pytest.raises(Invalid):
            actions.hand_over(actor=policy, signal_id=signal.pk, owner_id=policy.id)
        with pytest.raises(NotAllowed):
            actions.answer_signal(actor=policy, signal_id=signal.pk, answer="Goed gezien.")
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.update(
                state=terms.ANSWERED, answer="x", answered_by_id=policy.id, answered_at=clock.now()
            )


def test_no_because_is_an_answer_and_looking_into_it_keeps_the_signal_open(standing, policy):
    with standing.inside():
        signal = give(standing)
        actions.answer_signal(actor=policy, signal_id=signal.pk, answer="We kijken in maart.")
        assert queries.signals_of(standing.case_id)[0].is_open
        with pytest.raises(Invalid):
            actions.answer_signal(actor=policy, signal_id=signal.pk, answer="  ", outcome=terms.NO)
        for _twice in range(2):
            actions.answer_signal(
                actor=policy,
                signal_id=signal.pk,
                answer="Nee, want de wet schrijft dit voor.",
                outcome=terms.NO,
            )
        seen = queries.signals_of(standing.case_id)[0]
        assert seen.state == terms.ANSWERED
        assert [answer.outcome for answer in seen.answers] == [terms.LOOKING, terms.NO]


def test_answers_are_never_rewritten(standing, policy):
    with standing.inside():
        actions.answer_signal(actor=policy, signal_id=give(standing).pk, answer="We kijken in maart.")
        with pytest.raises(DatabaseError), transaction.atomic():
            SignalAnswer.objects.update(words="iets anders")


def test_two_who_answer_do_not_overwrite_each_other(standing, policy):
    with standing.inside():
        signal = give(standing)
        actions.answer_signal(actor=policy, signal_id=signal.pk, answer="Eerste.", base_version=1)
        with pytest.raises(Stale), transaction.atomic():
            actions.answer_signal(actor=policy, signal_id=signal.pk, answer="Tweede.", base_version=1)


def test_only_the_owner_answers_and_only_policy_hands_over(standing, policy):
    other = standing.add_staff("Coba Beleid", actors.POLICY)
    with standing.inside():
        signal = give(standing)
        assert signal.owner_id == policy.id
        with pytest.raises(NotAllowed):
            actions.answer_signal(actor=other, signal_id=signal.pk, answer="Ja.")
        with pytest.raises(Invalid):
            actions.hand_over(actor=other, signal_id=signal.pk, owner_id=standing.worker.id)
        for stranger in (standing.colleague, standing.worker):
            with pytest.raises(NotVisible):
                actions.hand_over(actor=stranger, signal_id=signal.pk, owner_id=stranger.id)
        actions.hand_over(actor=other, signal_id=signal.pk, owner_id=other.id)
        actions.answer_signal(actor=other, signal_id=signal.pk, answer="Ja.", outcome=terms.CHANGES)


def test_policy_reads_no_name_no_giver_and_no_case(standing, policy, obstacle):
    with standing.inside():
        give(standing, words="Rosa woont op 1234 AB, bel 06-12345678. Proefpersoon's wens telt niet.")
        (signal,) = queries.inbox(policy).to_answer
        held = f"{signal.words} {signal.obstacle_words} {signal.given_by}"
        for hidden in ("Rosa", "Proefpersoon", "1234 AB", "06-1234", "Wilma"):
            assert hidden not in held
        assert "wens telt niet" in signal.words and "zes maanden" in signal.obstacle_words
        assert signal.case_id is None
        (own,) = queries.inbox(standing.worker).given
        assert "Rosa" in own.words and own.case_id == standing.case_id


def test_who_is_not_policy_sees_only_what_they_gave(standing, policy):
    with standing.inside():
        signal = give(standing)
        assert queries.inbox(standing.colleague).given == []
        with pytest.raises(NotVisible):
            queries.signal_for(standing.colleague, signal.pk)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        queries.signal_for(standing.outsider, signal.pk)


def test_the_rule_is_counted_per_household_and_only_when_it_is_named(standing, policy):
    with standing.inside():
        for case_id in (standing.case_id, another_case(standing), another_case(standing, "Derde")):
            name_obstacle(standing, case_id)
            give(standing, case_id=case_id)
            give(standing, case_id=case_id, words="Nog eens, anders gezegd.")
        assert {signal.households for signal in queries.inbox(policy).to_answer} == {3}
        actions.make_signal(
            actor=standing.colleague, case_id=None, words="Gewoonte", rule=Rule("culture", "", "", "")
        )
        assert {signal.households for signal in queries.inbox(policy).to_answer} == {3, 0}


def test_a_form_sent_twice_makes_one_signal(standing, policy):
    with standing.inside():
        assert give(standing).pk == give(standing).pk
        assert Signal.objects.count() == 1


def test_a_resident_and_a_participant_give_signals_a_stranger_does_not(standing):
    with standing.inside():
        partner = people.add_person(actor=standing.worker, given_name="Piet")
        people.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=partner.pk, relation="partner"
        )
        stranger = people.add_person(actor=standing.worker, given_name="Vreemde")
        partner_actor = make_resident(standing.municipality, partner.pk)
        give(standing, standing.resident, words="Mijn brief kwam te laat.")
        give(standing, partner_actor, words="Mij vraagt niemand iets.")
        give(standing)
        seen = [
            signal.words for signal in queries.signals_of_resident(standing.case_id, standing.resident.id)
        ]
        assert len(seen) == 2 and "Mij vraagt niemand iets." not in seen
        assert [signal.words for signal in queries.signals_by(partner_actor)] == ["Mij vraagt niemand iets."]
        with pytest.raises(NotVisible):
            give(standing, make_resident(standing.municipality, stranger.pk))
        with pytest.raises(NotVisible):
            actions.make_signal(actor=standing.resident, case_id=None, words="Zonder zaak")


def test_a_residents_own_signal_does_not_carry_the_words_of_the_plan(standing, obstacle):
    with standing.inside():
        signal = give(standing, standing.resident, words="De brief is niet te lezen.")
        assert signal.obstacle_words == ""


def test_a_signal_is_due_after_six_weeks(standing):
    with standing.inside():
        signal = give(standing)
        assert dt.timedelta(weeks=6) <= signal.answer_by - clock.today() <= dt.timedelta(weeks=7)


def test_a_signal_without_an_owner_waits_for_all_of_policy(standing):
    with standing.inside():
        give(standing)
    late = standing.add_staff("Bea Beleid", actors.POLICY)
    with standing.inside():
        assert Signal.objects.get().owner_id is None
        assert len(queries.open_questions(late)) == 1


def test_of_two_who_answer_the_question_the_second_is_told(standing, question):
    other = standing.add_staff("Anna Ander", "professional")
    with standing.inside():
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=other.id,
            role="professional",
            purpose="staat naast Rosa",
        )
        given = {"case_id": standing.case_id, "question_id": question}
        actions.answer_question(actor=standing.worker, **given, verdict=terms.INCIDENT)
        with pytest.raises(Stale) as told:
            actions.answer_question(actor=other, **given, verdict=terms.UNKNOWN)
        assert "eenmalig" in told.value.theirs
        actions.answer_question(actor=other, **given, verdict=terms.INCIDENT)
        kept = Question.objects.get()
        assert (kept.verdict, kept.answered_by_id) == (terms.INCIDENT, standing.worker.id)


def test_the_answer_to_the_question_leaves_another_signal_in_the_making_alone(standing, obstacle, question):
    key = actions.signal_key(standing.case_id)
    with standing.inside():
        drafts.keep(actor=standing.worker, object_key=key, field="words", base_version=0, text="Nog iets")
        actions.answer_question(
            actor=standing.worker,
            case_id=standing.case_id,
            question_id=question,
            verdict=terms.MAYBE_PATTERN,
        )
        assert drafts.of(actor=standing.worker, object_key=key)["words"].text == "Nog iets"
        give(standing)
        assert drafts.of(actor=standing.worker, object_key=key) == {}


def test_looking_into_it_again_opens_an_answered_signal(standing, policy):
    with standing.inside():
        signal = give(standing)
        for outcome in (terms.NO, terms.LOOKING):
            actions.answer_signal(
                actor=policy, signal_id=signal.pk, answer=f"Antwoord: {outcome}", outcome=outcome
            )
        assert queries.signals_of(standing.case_id)[0].is_open
        assert len(queries.open_questions(policy)) == 1


def test_the_name_of_who_gave_it_or_helps_stays_behind_too(standing, policy):
    with standing.inside():
        give(standing, words="Wilma Worker schreef a en deed b.")
        actions.make_signal(actor=standing.colleague, case_id=None, words="Coen moet dit elke week doen.")
        held = " ".join(signal.words for signal in queries.inbox(policy).to_answer)
        assert "schreef a en deed b" in held and "elke week" in held
        for name in ("Wilma", "Worker", "Coen"):
            assert name not in held


def test_an_answer_for_the_meantime_and_a_day_that_passed_are_said(standing, policy, monkeypatch):
    with standing.inside():
        signal = give(standing)
        (seen,) = queries.signals_of(standing.case_id)
        assert (seen.state_label, seen.is_overdue) == ("wacht op antwoord", False)
        actions.answer_signal(actor=policy, signal_id=signal.pk, answer="We kijken in maart.")
        (seen,) = queries.signals_of(standing.case_id)
        assert seen.state_label == "wacht op een definitief antwoord"
        later = seen.answer_by + dt.timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: later)
        assert seen.is_overdue
