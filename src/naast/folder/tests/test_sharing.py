"""Sharing pages with an organisation: nothing by default, by who may, and ended at once."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.folder.models import Share, ShareOpening
from naast.folder.sharing import actions, parts, queries
from naast.folder.tests.conftest import PERSPECTIVE, PIET_TELLS
from naast.folder.tests.sharing import asked, enters, given, reads, shares, shown
from naast.kernel import clock, erasure
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import SkillSaid

pytestmark = pytest.mark.django_db


def test_nothing_is_ticked_and_without_a_page_nothing_is_shared(household):
    browser, address = household.browser("resident"), f"/map/{household.case_id}/delen/nieuw/"
    page = browser.get(address).content.decode()
    assert page.count('type="checkbox"') >= 5 and "checked" not in page
    for wrong in ({"keys": []}, {"until_on": "2020-01-01"}, {"organisation": " "}, {"code_by": "duif"}):
        answer = browser.post(address, given(**wrong))
        assert answer.status_code == 422 and "Een huis huren" in answer.content.decode(), wrong
    late = (clock.today() + dt.timedelta(days=366)).isoformat()
    answer = browser.post(address, given(until_on=late))
    assert answer.status_code == 422 and "Woonstek" in answer.content.decode()
    with household.inside():
        assert not Share.objects.exists()


def test_withdrawn_is_withdrawn_at_once_also_for_who_is_reading(household):
    link, code = shares(household)
    browser, lists = reads(link, code)
    with household.inside():
        (row,) = Share.objects.all()
    ended = household.browser("resident").post(f"/map/{household.case_id}/delen/{row.pk}/stop/")
    assert ended.status_code == 302
    for path in (lists, f"{lists}plan/"):
        answer = browser.get(path)
        assert answer.status_code == 404 and PERSPECTIVE not in answer.content.decode()
    _browser, again = enters(link, code)
    assert again.status_code == 422


def test_it_ends_by_itself_after_its_last_day(household):
    link, code = shares(household)
    with clock.shifted(30):
        reads(link, code)
    with clock.shifted(31):
        _browser, answer = enters(link, code)
        assert answer.status_code == 422
        page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
        assert "Gestopt op" not in page and "Liep tot en met" in page


def test_a_new_code_ends_the_old_link_and_who_was_reading(household):
    link, code = shares(household)
    browser, lists = reads(link, code)
    with household.inside():
        (row,) = Share.objects.all()
    answer = household.browser("resident").post(f"/map/{household.case_id}/delen/{row.pk}/opnieuw/")
    new_link, new_code = shown(answer)
    assert new_link != link
    assert browser.get(lists).status_code == 404
    assert enters(link, code)[1].status_code == 422
    reads(new_link, new_code)


def test_a_form_sent_twice_is_one_share(household):
    first = shares(household)
    second = shares(household)
    with household.inside():
        assert Share.objects.count() == 1
    assert enters(*first)[1].status_code == 422
    reads(*second)


def test_a_partner_shares_what_is_theirs_and_nothing_of_the_resident(household):
    case = household.case_id
    page = household.browser("partner").get(f"/map/{case}/delen/nieuw/").content.decode()
    assert "Mijn verhaal" in page and "Mijn plan" not in page and "Brief van" not in page
    browser, lists = reads(*shares(household, who="partner", keys=["verhaal"]))
    assert PIET_TELLS in browser.get(f"{lists}verhaal/").content.decode()
    assert "Woonstek" not in household.browser("resident").get(f"/map/{case}/delen/").content.decode()


def test_the_page_of_somebody_else_in_a_handmade_request_is_refused_and_logged(household):
    case, theirs = household.case_id, f"bord-{household.boards['partner']}"
    answer = household.browser("resident").post(f"/map/{case}/delen/nieuw/", given(keys=[theirs]))
    assert answer.status_code == 422 and "Een huis huren" in answer.content.decode()
    with household.inside():
        assert not Share.objects.exists()
        (noted,) = AuditEvent.objects.filter(kind=AuditEvent.REFUSAL)
        assert (noted.verb, noted.actor_id) == ("folder.share", household.people["resident"].id)
        with pytest.raises(NotVisible):
            actions.share(
                actor=household.people["resident"],
                case_id=case,
                person_id=household.people["resident"].id,
                **asked(keys=[theirs]),
            )


@pytest.mark.parametrize("who", ["partner", "relative", "neighbour", "far"])
def test_nobody_else_shares_stops_or_renews(household, who):
    shares(household)
    with household.inside():
        row = Share.objects.get()
    browser, case = household.browser(who), household.case_id
    for path in (f"{row.pk}/stop/", f"{row.pk}/opnieuw/"):
        assert browser.post(f"/map/{case}/delen/{path}").status_code == 404, path
    if who != "partner":
        assert browser.get(f"/map/{case}/delen/").status_code == 404
        assert browser.post(f"/map/{case}/delen/nieuw/", given()).status_code == 404
    with household.inside():
        assert Share.objects.get().withdrawn_at is None


def test_staff_types_along_on_the_say_of_the_person(household):
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    browser = standing.client(standing.worker)
    assert browser.get(address).status_code == 200
    assert browser.post(address, given()).status_code == 422, "how the person said so is asked"
    link, code = shown(browser.post(address, given(said="Aan tafel, op 3 november")))
    reads(link, code)
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
    assert "Wilma Worker" in page and "Aan tafel, op 3 november" in page
    with household.inside():
        row = Share.objects.get()
    assert browser.post(f"{address}{row.pk}/stop/").status_code == 302
    assert enters(link, code)[1].status_code == 422


def test_staff_does_not_see_or_stop_what_somebody_shares_alone(household):
    shares(household)
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    browser = standing.client(standing.worker)
    assert "Woonstek" not in browser.get(address).content.decode()
    with household.inside():
        row = Share.objects.get()
    assert browser.post(f"{address}{row.pk}/stop/").status_code == 404
    for stranger in standing.strangers:
        assert standing.client(stranger).get(address).status_code == 404
        assert standing.client(stranger).post(address, given(said="ja")).status_code == 404


def test_staff_cannot_hand_on_what_works_for_somebody(household):
    resident, case = household.people["resident"], household.case_id
    with household.inside():
        said = [SkillSaid("planning", words="Liever met iemand erbij")]
        listen.answer_skills(actor=resident, case_id=case, person_id=resident.id, said=said)
        shelf = parts.shelf_of(household.standing.municipality.pk, resident.id, case)
        assert "wat-lukt" in {part.key for part in actions.offered(resident, shelf)}
        assert "wat-lukt" not in {part.key for part in actions.offered(household.standing.worker, shelf)}


def test_an_action_refuses_what_the_form_would(household):
    resident = household.people["resident"]
    who = {"actor": resident, "case_id": household.case_id}
    with household.inside():
        for wrong, field in (
            ({"keys": []}, "keys"),
            ({"until_on": None}, "until_on"),
            ({"until_on": clock.today() + dt.timedelta(days=366)}, "until_on"),
            ({"code_by": "duif"}, "code_by"),
            ({"organisation": "a" * 151}, "organisation"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.share(**who, **asked(**wrong), person_id=resident.id)
            assert refused.value.field == field
        with pytest.raises(NotVisible):
            actions.share(**who, **asked(), person_id=household.people["partner"].id)


def test_erasing_a_person_takes_their_shares_along(household):
    browser, lists = reads(*shares(household, keys=["verhaal", f"bord-{household.boards['resident']}"]))
    browser.get(lists)
    with household.inside():
        shelf = queries.shares_of(household.people["resident"], household.case_id)
        assert [len(share.pages) for share in shelf] == [2]
    reach = {
        reference.related_model._meta.label
        for model in (Share, ShareOpening)
        for reference in erasure._references(model)
    }
    assert {"people.Person", "people.Case", "folder.Share"} <= reach
