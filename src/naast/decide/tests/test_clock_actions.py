"""What a decision rests on and what moves its clock: who may, and what is refused, also by the database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.standing import make_resident

from naast.decide import actions, queries
from naast.decide.actions.basing import Rests
from naast.decide.models import Basis, ClockStep, Decision, DefaultNotice, PenaltyAmounts, TermChange
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import end_of_term
from naast.people import actions as people_actions
from naast.people import queries as people


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


@pytest.fixture
def came(deciding):
    """An application under Awb 4:13 that came in a week ago: its term is eight weeks."""
    with deciding.inside():
        return people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="awb", kind="application", received_on=ago(7)
        )


def clock_of(deciding, intake_id):
    return next(item for item in queries.clocks_of(deciding.case_id) if item.intake.id == intake_id)


def change(deciding, intake_id, kind="papers", **more):
    given = {"until_on": clock.today() + dt.timedelta(days=10), "reason": "We missen je huurcontract."} | more
    return actions.change_term(**deciding.given, intake_id=intake_id, kind=kind, **given)


def test_a_proposal_rests_on_what_came_in_and_the_decision_keeps_it(deciding):
    with deciding.inside():
        (intake,) = people.intakes_of(deciding.case_id)
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        assert Basis.objects.get().intake_id == intake.id
        number = deciding.decide(deciding.worker)
        now = clock_of(deciding, intake.id)
        assert now.decided_on == clock.today() and now.sent_on is None and now.is_open
        actions.send_letter(**deciding.given, decision_id=number)
        assert not clock_of(deciding, intake.id).is_open


def test_the_next_proposal_rests_on_what_was_not_decided_yet(deciding, came):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        deciding.propose(amount=Decimal(800))
        assert Basis.objects.order_by("-id").first().intake_id == came


def test_ex_officio_says_why_before_it_is_decided(deciding):
    with deciding.inside():
        begun = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="ex_officio"
        )
        assert clock_of(deciding, begun).moments == ()
        deciding.ready()
        deciding.propose(amount=Decimal(900), rests=Rests(begun))
        with pytest.raises(Invalid, match="zelf over beginnen"):
            deciding.decide(deciding.worker)
        version = queries.proposal_of(deciding.case_id).version
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(900), rests=Rests(None, "  "), base_version=version)
        assert refused.value.field == "because"
        deciding.propose(
            amount=Decimal(900), rests=Rests(begun, "De buurt vroeg om hulp."), base_version=version
        )
        deciding.decide(deciding.worker)
        assert Basis.objects.get().because == "De buurt vroeg om hulp."


def test_the_short_way_rests_on_what_came_in(deciding):
    with deciding.inside():
        actions.decide_routinely(
            **deciding.given,
            request="Een vergoeding voor de bus.",
            terms=_short(deciding),
            decided_before=0,
        )
        (now,) = queries.clocks_of(deciding.case_id)
        assert now.sent_on == clock.today() and not now.is_open


def _short(deciding):
    from naast.decide.types import ProposedTerms

    return ProposedTerms(outcome="yes", reason="Het past in de regels.", title_row=deciding.title())


def test_the_database_refuses_a_decision_that_rests_on_nothing(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
        rested = Basis.objects.get()
        rested.because = "Iets anders."
        with pytest.raises(IntegrityError, match="rests on what it rested on"), transaction.atomic():
            rested.save()
        decision = Decision.objects.get(pk=number)
        deciding.propose(amount=Decimal(800))
        proposal_id = queries.proposal_of(deciding.case_id).id
        Basis.objects.filter(proposal_id=proposal_id).update(
            intake_id=people_actions.come_in(
                actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="ex_officio"
            )
        )
        decision.pk, decision.proposal_id = None, proposal_id
        decision.amount, decision._state.adding = Decimal(800), True
        with pytest.raises(IntegrityError, match="says what it rests on"), transaction.atomic():
            decision.save()


def test_the_database_refuses_what_belongs_to_another_case(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        other = people_actions.take_in(
            actor=standing.colleague,
            key="another",
            newcomer=people_actions.Newcomer("Iemand"),
            opening=people_actions.Opening(law="awb", kind="application"),
        ).case_id
        stranger = people.intakes_of(other)[0].id
        rows = [
            ClockStep(kind="application_made", taken_on=clock.today(), noted_by_id=deciding.worker.id),
            TermChange(
                kind="papers",
                until_on=clock.today() + dt.timedelta(days=3),
                reason="x",
                letter="x",
                made_by_id=deciding.worker.id,
            ),
            DefaultNotice(received_by_id=deciding.worker.id),
        ]
        for row in rows:
            row.case_id, row.intake_id = deciding.case_id, stranger
            with pytest.raises(IntegrityError, match="same case"), transaction.atomic():
                row.save()
        with pytest.raises(NotVisible):
            actions.note_step(
                **deciding.given, intake_id=stranger, kind="application_made", taken_on=clock.today()
            )
        with pytest.raises(NotVisible):
            actions.propose(**deciding.given, terms=_ready(deciding), rests=Rests(stranger), base_version=0)


def _ready(deciding):
    from naast.decide.types import ProposedTerms

    deciding.ready()
    return ProposedTerms(outcome="yes", granted="x", reason="x")


def test_a_step_moves_the_clock_and_is_taken_back_by_an_empty_day(deciding):
    with deciding.inside():
        came = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="report", received_on=ago(20)
        )
        given = {**deciding.given, "intake_id": came, "kind": "application_made"}
        assert clock_of(deciding, came).decision.waits_for == "application_made"
        actions.note_step(**given, taken_on=ago(3))
        assert clock_of(deciding, came).decision.by == end_of_term(ago(3) + dt.timedelta(weeks=2))
        assert actions.note_step(**given, taken_on=ago(3)) == ClockStep.objects.get().pk
        actions.note_step(**given, taken_on=None)
        assert clock_of(deciding, came).decision.waits_for == "application_made"
        assert ClockStep.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "day", "field"),
    [
        ("talk_held", 0, "kind"),
        ("onzin", 0, "kind"),
        ("application_made", -1, "taken_on"),
        ("application_made", 21, "taken_on"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(deciding, kind, day, field):
    with deciding.inside():
        came = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="report", received_on=ago(20)
        )
        with pytest.raises(Invalid) as refused:
            actions.note_step(**deciding.given, intake_id=came, kind=kind, taken_on=ago(day))
        assert refused.value.field == field
        row = ClockStep(
            case_id=deciding.case_id, intake_id=came, kind="talk_held", noted_by_id=deciding.worker.id
        )
        with pytest.raises(IntegrityError, match="no such step"), transaction.atomic():
            row.save()


def test_a_pause_lets_the_term_stand_still_until_the_papers_are_there(deciding, came):
    with deciding.inside():
        before = clock_of(deciding, came).decision.by
        number = change(deciding, came, told_on=ago(4))
        assert change(deciding, came, told_on=ago(4)) == number
        now = clock_of(deciding, came)
        assert now.stands_still.id == number
        assert now.decision.by == end_of_term(before + dt.timedelta(days=14)) or now.decision.by > before
        actions.end_pause(**deciding.given, change_id=number, ended_on=ago(2))
        shorter = clock_of(deciding, came)
        assert shorter.stands_still is None
        assert before <= shorter.decision.by < now.decision.by
        with pytest.raises(Invalid):
            actions.end_pause(**deciding.given, change_id=number, ended_on=ago(1))
        with pytest.raises(IntegrityError, match="only ends"), transaction.atomic():
            TermChange.objects.filter(pk=number).update(ended_on=None)
        with pytest.raises(IntegrityError, match="only ends"), transaction.atomic():
            TermChange.objects.filter(pk=number).update(reason="Iets anders.")


def test_the_house_words_the_letter_and_the_writer_may_word_it_otherwise(deciding, came):
    with deciding.inside():
        until = clock.today() + dt.timedelta(days=70)
        text = actions.later_letter(
            **deciding.given,
            intake_id=came,
            kind="postponed",
            until_on=until,
            reason="Je dokter belt pas volgende week.",
        )
        assert "Beste Rosa Proefpersoon" in text and "Je dokter belt pas volgende week." in text
        assert str(end_of_term(until).year) in text and "artikel" not in text.lower()[:60]
        number = change(deciding, came, "postponed", until_on=until, letter="Beste Rosa, het wordt later.")
        row = TermChange.objects.get(pk=number)
        assert (row.letter, row.until_on) == ("Beste Rosa, het wordt later.", end_of_term(until))
        assert clock_of(deciding, came).decision.by == end_of_term(until)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "onzin"}, "kind"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"letter": "x" * 6_001}, "letter"),
        ({"until_on": dt.date(2001, 1, 1)}, "until_on"),
        ({"until_on": dt.date(9999, 12, 31)}, "until_on"),
        ({"kind": "postponed", "until_on": "due"}, "until_on"),
        ({"told_on": dt.date(2001, 1, 1)}, "told_on"),
        ({"told_on": dt.date(2999, 1, 1)}, "told_on"),
    ],
)
def test_a_change_that_cannot_be_is_refused_at_its_field(deciding, came, more, field):
    with deciding.inside():
        if more.get("until_on") == "due":
            more = more | {"until_on": clock_of(deciding, came).decision.by}
        with pytest.raises(Invalid) as refused:
            change(deciding, came, **more)
        assert refused.value.field == field
        assert not TermChange.objects.exists()


def test_nobody_but_who_stands_beside_moves_a_clock(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        for stranger, wrong in (
            (standing.colleague, NotVisible),
            (deciding.holder, NotAllowed),
            (standing.resident, NotAllowed),
        ):
            given = {"actor": stranger, "case_id": deciding.case_id}
            with pytest.raises(wrong):
                actions.note_step(**given, intake_id=came, kind="application_made", taken_on=ago(1))
            with pytest.raises(wrong):
                actions.change_term(
                    **given, intake_id=came, kind="papers", until_on=ago(-9), reason="Papieren."
                )
            with pytest.raises(wrong):
                actions.look_again(**given, decision_id=1, about="review", words="Gezien.")


def test_a_late_decision_after_the_notice_costs_until_it_leaves(deciding):
    standing = deciding.standing
    with deciding.inside():
        came = people_actions.come_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            law="wmo",
            kind="application",
            received_on=ago(90),
        )
        number = actions.say_late(
            actor=standing.resident, case_id=deciding.case_id, intake_id=came, words="Ik wacht al zo lang."
        )
        again = actions.say_late(
            actor=standing.resident, case_id=deciding.case_id, intake_id=came, words="Ik wacht al zo lang."
        )
        assert again == number
        DefaultNotice.objects.filter(pk=number).exists()
        (notice,) = clock_of(deciding, came).notices
        assert notice.received_by is None and notice.penalty.days == 0 and not notice.penalty.is_early


def early(deciding, days, **more):
    """A notice of default of so many days ago about an application that was due long before."""
    came = people_actions.come_in(
        actor=deciding.worker, case_id=deciding.case_id, law="wmo", kind="application", received_on=ago(200)
    )
    number = actions.say_late(**deciding.given, intake_id=came, received_on=ago(days), **more)
    return came, number


def amounts(deciding, administrator, **more):
    given = {
        "from_on": dt.date(2020, 1, 1),
        "first": Decimal("1.00"),
        "second": Decimal("2.00"),
        "third": Decimal("3.00"),
        "source": "Staatscourant (fictief)",
    } | more
    return actions.say_amounts(actor=administrator, **given)


def test_what_is_owed_is_counted_and_determined_once(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        came, number = early(deciding, 120)
        (notice,) = clock_of(deciding, came).notices
        assert (notice.penalty.days, notice.penalty.amount) == (42, None)
        given = {**deciding.given, "notice_id": number}
        with pytest.raises(Invalid, match="niet bekend"):
            actions.determine(**given, words="Wij waren te laat.")
        amounts(deciding, administrator)
        with pytest.raises(Invalid) as refused:
            actions.determine(**given, words="   ")
        assert refused.value.field == "words"
        actions.determine(**given, words="Wij waren 42 dagen te laat.")
        (notice,) = clock_of(deciding, came).notices
        assert (notice.determined_days, notice.determined_amount) == (42, Decimal("84.00"))
        with pytest.raises(Invalid):
            actions.determine(**given, words="Nog eens.")
        with pytest.raises(IntegrityError, match="determined"), transaction.atomic():
            DefaultNotice.objects.filter(pk=number).update(determined_amount=Decimal(1))
        with pytest.raises(IntegrityError), transaction.atomic():
            DefaultNotice.objects.filter(pk=number).update(received_on=ago(300))


def test_while_days_are_added_nothing_is_determined(deciding):
    with deciding.inside():
        _came, number = early(deciding, 20)
        with pytest.raises(Invalid):
            actions.determine(**deciding.given, notice_id=number, words="Nu al.")
        with pytest.raises(NotVisible):
            actions.determine(**deciding.given, notice_id=number + 999, words="Nu al.")


def test_a_notice_while_the_term_runs_is_received_and_owes_nothing(deciding, came):
    with deciding.inside():
        number = actions.say_late(**deciding.given, intake_id=came, words="Het duurt lang.")
        (notice,) = clock_of(deciding, came).notices
        assert notice.penalty.is_early
        actions.determine(**deciding.given, notice_id=number, words="De termijn liep nog.")
        assert DefaultNotice.objects.get(pk=number).determined_amount == 0


def test_only_the_administrator_keeps_the_amounts(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        for stranger in (deciding.worker, deciding.holder, deciding.standing.resident):
            with pytest.raises(NotAllowed):
                amounts(deciding, stranger)
        row = PenaltyAmounts(
            from_on=ago(1), first=1, second=1, third=1, source="x", made_by_id=deciding.worker.id
        )
        with pytest.raises(IntegrityError, match="administrator"), transaction.atomic():
            row.save()
        assert amounts(deciding, administrator) == amounts(deciding, administrator)
        for more, field in (
            ({"first": Decimal("1.234")}, "first"),
            ({"second": Decimal(-1)}, "second"),
            ({"third": Decimal("1e9")}, "third"),
            ({"source": " "}, "source"),
            ({"source": "x" * 301}, "source"),
        ):
            with pytest.raises(Invalid) as refused:
                amounts(deciding, administrator, **more)
            assert refused.value.field == field


def test_a_participant_and_a_stranger_say_nothing_late_here(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        aunt = people_actions.add_person(actor=deciding.worker, given_name="Tante", family_name="Truus")
        people_actions.let_in(**deciding.given, role="relative", purpose="denkt mee", person_id=aunt.pk)
        relative = make_resident(standing.municipality, aunt.pk)
        for stranger in (standing.colleague, relative):
            with pytest.raises((NotVisible, NotAllowed)):
                actions.say_late(actor=stranger, case_id=deciding.case_id, intake_id=came, words="Te laat.")
        assert not DefaultNotice.objects.exists()


def test_looking_again_says_what_came_of_it_and_ends_nothing(deciding):
    with deciding.inside():
        deciding.ready()
        soon = clock.today() + dt.timedelta(days=20)
        deciding.propose(amount=Decimal(900), review_on=soon, until_on=soon, from_on=clock.today())
        number = deciding.decide(deciding.worker)
        assert [(day.about, day.is_open) for day in queries.coming_days_of(deciding.case_id)] == [
            ("period", True),
            ("review", True),
        ]
        given = {**deciding.given, "decision_id": number}
        for about, words, field in (("onzin", "Gezien.", "about"), ("review", " ", "words")):
            with pytest.raises(Invalid) as refused:
                actions.look_again(**given, about=about, words=words)
            assert refused.value.field == field
        actions.look_again(**given, about="review", words="Het gaat goed.")
        actions.look_again(**given, about="review", words="Het gaat goed.")
        looked = {day.about: day for day in queries.coming_days_of(deciding.case_id)}
        assert not looked["review"].is_open and looked["period"].is_open
        assert Decision.objects.get(pk=number).until_on == soon


def test_a_hearing_that_did_not_happen_names_its_ground(deciding):
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            actions.hear(**deciding.given, exception="urgent", words="Wel gesproken.", held_on=clock.today())
        assert refused.value.field == "why_not"
        with pytest.raises(Invalid) as refused:
            actions.hear(**deciding.given, exception="onzin", why_not="Het kon niet.")
        assert refused.value.field == "exception"
        actions.hear(**deciding.given, exception="urgent", why_not="Er dreigde gevaar.")
        (hearing,) = queries.hearings_of(deciding.case_id)
        assert "4:11" in hearing.exception_label and hearing.why_not == "Er dreigde gevaar."
