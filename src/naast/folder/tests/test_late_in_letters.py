"""The letters page about what we owe for being late: whether one objected to it, and the way to do so."""

from __future__ import annotations

from decimal import Decimal

from naast.decide import actions
from naast.kernel import clock

from .owing import Owing, _owing, deciding, late, owed

__all__ = ["_owing", "deciding", "late", "owed"]

OBJECTED = "Je maakte bezwaar tegen dit besluit."


def cards(owed: Owing) -> list[str]:
    page = owed.page(f"/map/{owed.case_id}/brieven/")
    return [part.partition("</section>")[0] for part in page.split('<section class="naast-card">')[1:]]


def late_card(owed: Owing) -> str:
    return next(card for card in cards(owed) if "Wat je krijgt omdat we te laat waren" in card)


def test_a_letter_without_decision_is_objected_to_only_by_an_objection_to_its_own_notice(owed):
    owed.determine()
    assert OBJECTED not in late_card(owed) and "/map/bezwaar/" in late_card(owed)
    number = owed.said()
    with owed.inside():
        actions.confirm_objection(actor=owed.deciding.worker, case_id=owed.case_id, objection_id=number)
    assert OBJECTED in late_card(owed)
    assert len([card for card in cards(owed) if OBJECTED in card]) == 1, "not at the letter that it came in"
    with owed.inside():
        actions.withdraw_objection(
            actor=owed.resident, case_id=owed.case_id, objection_id=number, words="Laat maar."
        )
    assert OBJECTED not in late_card(owed), "until the last day one may object again"


def test_an_objection_to_a_decision_marks_no_letter_about_being_late(owed):
    deciding = owed.deciding
    owed.determine()
    with owed.inside():
        deciding.ready()
        deciding.propose("partly", amount=Decimal(900))
        deciding.hear()
        deciding.read(deciding.reader)
        decision_id = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=decision_id)
        actions.object(actor=owed.resident, case_id=owed.case_id, decision_id=decision_id, words="Nee.")
    assert "Je maakte bezwaar" not in late_card(owed)
    assert any("Je maakte bezwaar tegen dit besluit." in card for card in cards(owed))


def test_the_link_chooses_the_letter_it_stands_with_and_names_nobody(owed):
    owed.determine()
    assert f'href="/map/bezwaar/?te-laat={owed.notice_id}"' in late_card(owed)
    with clock.shifted(60):
        assert "Bezwaar maken kon tot en met" in late_card(owed)
        assert f'href="/map/bezwaar/?te-laat={owed.notice_id}"' in late_card(owed)
