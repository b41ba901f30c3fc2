"""What is shared is what its person said, of what is theirs, and ends with their place in the case."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from naast.folder.models import Share
from naast.folder.sharing import actions, parts, queries
from naast.folder.tests.conftest import ROSA_SIGNALS
from naast.folder.tests.sharing import HERE, asked, enters, given, reads, shares
from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.learn import actions as learn
from naast.listen import actions as listen
from naast.listen import queries as listening
from naast.listen.models import Counter
from naast.listen.tests.test_board import photo
from naast.people import actions as people
from naast.people.models import Case, Participant, ReadingShare

pytestmark = pytest.mark.django_db
SECRET = "Dit zeg ik alleen hier"


def test_the_same_form_with_other_terms_is_another_share(household):
    first = shares(household, keys=["verhaal", "plan"])
    second = shares(household, keys=["plan"], organisation="Een baas", purpose="werk")
    browser, lists = reads(*second)
    held = browser.get(lists).content.decode()
    assert "Een baas" in held and "Woonstek" not in held
    assert browser.get(f"{lists}verhaal/").status_code == 404
    browser, lists = reads(*first)
    assert "Woonstek" in browser.get(lists).content.decode()


def test_the_same_form_after_stopping_is_a_new_share(household):
    shares(household)
    with household.inside():
        actions.withdraw(actor=household.people["resident"], share_id=Share.objects.get().pk)
    reads(*shares(household))
    with household.inside():
        assert Share.objects.count() == 2


def test_what_staff_typed_along_lasts_three_months_and_not_past_the_case(household):
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    browser, today = standing.client(standing.worker), clock.today()
    late = given(said="ja", until_on=(today + dt.timedelta(days=93)).isoformat())
    assert browser.post(address, late).status_code == 422
    with household.inside():
        sent = asked(said="ja", until_on=today + dt.timedelta(days=92))
        on = {"actor": standing.worker, "case_id": household.case_id, "person_id": resident.id}
        made = actions.share(**on, **sent)
    reader, lists = reads(f"http://testserver{HERE}#{made.token}", made.code)
    own = shares(household, form_key="zelf", organisation="Later zelf")
    with household.inside():
        top = queries.shares_of(resident, household.case_id)[0]
        assert top.id == made.share_id and top.made_by
        Case.objects.filter(pk=household.case_id).update(closed_on=today)
        with pytest.raises(Invalid):
            actions.share(**on, **asked(said="ja", form_key="nog een"))
    assert reader.get(f"{lists}plan/").status_code == 404
    reads(*own)


def test_a_share_ends_with_taking_part_and_stays_ended(household):
    partner = household.people["partner"]
    link, code = shares(household, who="partner", keys=["verhaal"])
    browser, lists = reads(link, code)
    story = f"/map/{household.case_id}/van/{partner.id}/verhaal/"
    with household.inside():
        on = {"actor": household.standing.worker, "case_id": household.case_id}
        people.share_reading(
            actor=partner,
            case_id=household.case_id,
            reader_id=household.people["resident"].id,
            parts=["story"],
            until_on=clock.today() + dt.timedelta(days=90),
        )
    assert household.browser("resident").get(story).status_code == 200
    with household.inside():
        Participant.objects.filter(person_id=partner.id).update(until_on=clock.today())
    with clock.shifted(1):
        assert browser.get(f"{lists}verhaal/").status_code == 404
        assert enters(link, code)[1].status_code == 422
        with household.inside():
            people.add_participant(**on, person_id=partner.id, relation="partner")
        assert enters(link, code)[1].status_code == 422
        assert household.browser("resident").get(story).status_code == 404
        reads(*shares(household, who="partner", keys=["verhaal"], form_key="opnieuw"))


def test_who_takes_part_no_more_reads_no_more(household):
    resident, partner = household.people["resident"], household.people["partner"]
    story = f"/map/{household.case_id}/van/{resident.id}/verhaal/"
    until = clock.today() + dt.timedelta(days=90)
    shared = {"case_id": household.case_id, "parts": ["story"], "until_on": until}
    with household.inside():
        for who in ("partner", "relative"):
            people.share_reading(actor=resident, reader_id=household.people[who].id, **shared)
    assert household.browser("partner").get(story).status_code == 200
    with household.inside():
        Participant.objects.filter(person_id=partner.id).update(until_on=clock.today() - dt.timedelta(days=1))
    assert household.browser("partner").get(story).status_code == 404
    assert household.browser("relative").get(story).status_code == 200
    assert (
        "Partnerman"
        not in household.browser("resident").get(f"/map/{household.case_id}/wie-leest/").content.decode()
    )
    with household.inside():
        people.add_participant(
            actor=household.standing.worker,
            case_id=household.case_id,
            person_id=partner.id,
            relation="partner",
        )
        assert ReadingShare.objects.get(reader_id=partner.id).until_on < clock.today()
    assert household.browser("partner").get(story).status_code == 404


def _partner_lays_along(household):
    resident, partner, board = (
        household.people["resident"],
        household.people["partner"],
        household.boards["resident"],
    )
    listen.ask_along(actor=resident, board_id=board, person_id=partner.id, until_on=clock.today())
    line = listening.board_of(partner, board).lines[0]
    listen.place_counter(actor=partner, board_domain_id=line.id, place=0)
    Counter.objects.filter(person_id=partner.id, line_id=line.id).update(words=SECRET)
    listen.lay_photo(
        actor=resident,
        board_id=board,
        photo=("bord.jpg", photo()),
        photo_words="fiches van Piet",
        words="Mijn eigen woorden",
        base_version=listening.board_of(resident, board).version,
    )
    return board


def test_a_board_read_along_holds_only_what_its_owner_laid(household):
    resident = household.people["resident"]
    with household.inside():
        board = _partner_lays_along(household)
        for who in ("relative", "partner"):
            people.share_reading(
                actor=resident,
                case_id=household.case_id,
                reader_id=household.people[who].id,
                parts=["board"],
                until_on=clock.today(),
            )
    page = f"/map/{household.case_id}/van/{resident.id}/bord/"
    picture = f"{page}{board}/foto/"
    held = household.browser("relative").get(page).content.decode()
    assert SECRET not in held and "Partnerman" not in held and "fiches van Piet" not in held
    assert "Mijn eigen woorden" in held and f"wonen van {resident.name}" in held.replace("Wonen", "wonen")
    assert household.browser("relative").get(picture).status_code == 404
    asked_along = household.browser("partner")
    assert SECRET in asked_along.get(page).content.decode() and asked_along.get(picture).status_code == 200


def test_the_photo_of_a_board_is_ticked_by_itself(household):
    with household.inside():
        board = _partner_lays_along(household)
        shelf = parts.shelf_of(
            household.standing.municipality.pk, household.people["resident"].id, household.case_id
        )
        assert {f"bord-{board}", f"foto-{board}"} <= {part.key for part in parts.on(shelf)}
    browser, lists = reads(*shares(household, keys=[f"bord-{board}"]))
    held = browser.get(f"{lists}bord-{board}/").content.decode()
    assert SECRET not in held and "<img" not in held and "Mijn eigen woorden" in held
    for path in (f"bord-{board}/bestand/", f"foto-{board}/", f"foto-{board}/bestand/"):
        assert browser.get(f"{lists}{path}").status_code == 404, path
    browser, lists = reads(*shares(household, keys=[f"foto-{board}"], form_key="foto"))
    assert "fiches van Piet" in browser.get(f"{lists}foto-{board}/").content.decode()
    assert browser.get(f"{lists}foto-{board}/bestand/")["Content-Type"].startswith("image/")


def test_signals_read_along_are_the_persons_own(household):
    resident = household.people["resident"]
    with household.inside():
        learn.make_signal(actor=household.standing.worker, case_id=household.case_id, words=SECRET)
        people.share_reading(
            actor=resident,
            case_id=household.case_id,
            reader_id=household.people["relative"].id,
            parts=["signals"],
            until_on=clock.today(),
        )
    page = f"/map/{household.case_id}/van/{resident.id}/signalen/"
    held = household.browser("relative").get(page).content.decode()
    assert ROSA_SIGNALS in held and SECRET not in held


@pytest.mark.parametrize(("site", "opens"), [("cross-site", False), ("same-site", False), ("none", True)])
def test_a_form_on_another_site_starts_no_reading_here(household, site, opens):
    link, code = shares(household)
    sent = {"link": link, "code": code, "who": "Wim"}
    answer = Client().post(HERE, sent, headers={"sec-fetch-site": site})
    assert (answer.status_code == 302) is opens
    assert ("sessionid" in answer.cookies) is opens
