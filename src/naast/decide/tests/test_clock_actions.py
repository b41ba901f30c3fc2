"""What moves a clock: who may, and what is refused at its field."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from naast.decide import actions, letters, queries
from naast.decide.about import Leaving
from naast.decide.models import ClockStep, Decision, TermChange
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import end_of_term
from naast.people import actions as people_actions

from .clocking import ago, came, change, clock_of
from .test_papers import pages_text

__all__ = ["came"]


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


def test_the_letter_is_that_of_the_house_and_its_parts_may_be_worded_otherwise(deciding, came):
    with deciding.inside():
        until = clock.today() + dt.timedelta(days=70)
        before = clock_of(deciding, came).decision.by
        number = change(
            deciding,
            came,
            "postponed",
            until_on=until,
            reason="Je dokter belt pas volgende week.",
            leaves=Leaving(parts={"next": "Ik bel je elke vrijdag."}),
        )
        row = TermChange.objects.get(pk=number)
        assert (row.letter, row.until_on, row.told_on) == ("", end_of_term(until), clock.today())
        now = clock_of(deciding, came)
        assert now.decision.by == end_of_term(until)
        (told,) = now.changes
        text = pages_text(queries.file_of(deciding.case_id, told.document_id).clear_bytes())
    fixed = letters.words()
    for said in (
        "Beste Rosa Proefpersoon",
        "Je dokter belt pas volgende week.",
        "Ik bel je elke vrijdag.",
        "Wilma Worker is je vaste aanspreekpunt.",
        letters.day(before, fixed),
        letters.day(end_of_term(until), fixed),
        "artikel 4:14",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "onzin"}, "kind"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"leaves": Leaving(parts={"next": "x" * 6_001})}, "next"),
        ({"leaves": Leaving("duif")}, "way"),
        ({"leaves": Leaving("post")}, "address"),
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
