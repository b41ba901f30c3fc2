"""That we were late goes along: what was said, what one gets once its letter left, and objections to it."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from naast.decide.models import DefaultNotice, Objection
from naast.folder.portable import document, queries
from naast.folder.portable.parts.being_late import BeingLate
from naast.kernel import clock
from naast.people import actions as people

from .owing import ANEW, SAID, WHY, Owing, _owing, deciding, late, owed
from .portable import brought, folder_in, neighbour, taken

__all__ = ["_owing", "deciding", "late", "owed"]

pytestmark = pytest.mark.django_db


def packed(owed: Owing, actor=None):
    standing, worker = owed.deciding.standing, owed.deciding.worker
    with owed.inside():
        people.tell_what_happens(actor=worker, case_id=owed.case_id, person_id=standing.resident.id)
    package, paper = taken(standing, actor or standing.resident)
    found = folder_in(package)
    Draft202012Validator(document.published()).validate(found)
    assert paper.startswith(b"%PDF")
    return found


def entry(owed: Owing):
    (case,) = packed(owed)["cases"]
    (row,) = case["late"]
    return row


def test_before_its_letter_left_only_what_the_resident_said_goes_along(owed):
    owed.determine("post")
    row = entry(owed)
    notice = owed.read_notice()
    assert row["said_on"] == notice.received_on.isoformat() and row["municipality"] == "Proefdam"
    nothing = {
        name: row[name] for name in ("determined_on", "days", "amount", "told_on", "pay_by", "paid_on")
    }
    assert set(nothing.values()) == {None} and row["why"] == "" and row["objection_until"] is None
    assert row["objections"] == [] and row["anew"] == []
    shown = BeingLate().shown(row)
    assert WHY not in str(shown) and "84" not in str(shown)


def test_what_was_determined_goes_along_with_its_objection_and_what_came_of_that(owed):
    owed.determine()
    owed.said()
    row = entry(owed)
    today = clock.today().isoformat()
    assert (row["determined_on"], row["told_on"], row["days"], row["amount"]) == (today, today, "42", "84.00")
    assert row["why"] == WHY and row["paid_on"] is None and row["anew"] == []
    (objection,) = row["objections"]
    assert objection["words"] == SAID
    owed.more()
    row = entry(owed)
    (anew,) = row["anew"]
    assert (anew["amount"], anew["days"], anew["told_on"]) == (f"{ANEW}", "42", today)
    assert [step["kind"] for step in row["objections"][0]["steps"]]
    shown = str(BeingLate().shown(row))
    for said in ("84,00", "168,00", SAID, WHY):
        assert said in shown


def test_what_was_decided_on_it_waits_for_its_letter(owed):
    owed.determine()
    owed.said()
    owed.more(letter_way="beside")
    row = entry(owed)
    assert row["anew"] == [] and "168" not in str(row)


def test_elsewhere_it_is_kept_to_read_and_goes_along_again_as_it_was(owed):
    owed.determine()
    owed.said()
    owed.more()
    standing = owed.deciding.standing
    (before,) = packed(owed)["cases"]
    package = taken(standing, owed.resident)[0]
    case_id, resident = neighbour(standing)
    number = brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        _facts, papers = queries.papers_of(resident, case_id, number)
        assert any(title == BeingLate().title() for title, _rows in papers)
        assert not Objection.objects.exists() and not DefaultNotice.objects.exists()
    (after,) = folder_in(taken(standing, resident)[0])["cases"]
    assert after["late"] == before["late"]


def test_nobody_who_looks_along_takes_it_with_them(owed):
    owed.determine()
    owed.said()
    bob = owed.relative()
    assert SAID not in str(packed(owed, bob)) and WHY not in str(packed(owed, bob))
