"""What comes first is told as such: of the steps of an objection, and to who only came in to determine."""

from __future__ import annotations

import datetime as dt

import lxml.html

from naast.decide import actions
from naast.kernel import clock

from .test_determining import late, sent
from .test_objection_pages import base
from .test_objection_steps import objected

__all__ = ["late", "objected"]


def test_what_comes_first_stands_first_and_is_marked(objected):
    deciding = objected.deciding
    client = deciding.standing.client(deciding.holder)

    def steps() -> list[tuple[str, bool]]:
        page = lxml.html.fromstring(client.get(base(objected)).content.decode())
        found = page.xpath("//main//details[form and summary]")
        return [(each.get("id"), "dit komt eerst" in each.find("summary").text_content()) for each in found]

    def first() -> str:
        shown = steps()
        assert [marked for _name, marked in shown] == [True] + [False] * (len(shown) - 1)
        return shown[0][0]

    assert first() == "bevestigen"
    with deciding.inside():
        actions.confirm_objection(**objected.handled)
    assert first() == "uitnodigen"
    with deciding.inside():
        actions.ask_to_complete(
            **objected.handled, parts=["grounds"], until_on=clock.today() + dt.timedelta(days=14), words=""
        )
    assert first() == "aangevuld"
    with deciding.inside():
        actions.complete_objection(**objected.handled, parts=["grounds"], words="De reden is er nu.")
        objected.hear()
    assert first() == "beslissen"


def test_who_was_only_asked_to_determine_hears_who_sends_the_letter(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        actions.ask_to_determine(
            actor=deciding.worker, case_id=deciding.case_id, notice_id=number, staff_id=deciding.holder.id
        )
    path = f"/casus/{deciding.case_id}/besluit/termijnen/te-laat/{number}/"
    done = sent(deciding.standing.client(deciding.holder), path, "beside", follow=True)
    said = done.content.decode()
    assert done.redirect_chain == [("/meelezen/", 302)]
    assert f"Je kunt {deciding.worker.name}" in said and "print hem" not in said


def test_of_what_waits_a_day_that_passed_says_so(objected):
    client = objected.deciding.standing.client(objected.deciding.holder)
    with clock.shifted(300):
        assert "deze dag is voorbij" in client.get("/meelezen/").content.decode()
    assert "deze dag is voorbij" not in client.get("/meelezen/").content.decode()
