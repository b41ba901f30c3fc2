"""What staff typed along rests on them, until its person says it again; coming back opens nothing again."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.folder.models import Share
from naast.folder.sharing import actions, queries
from naast.folder.tests.conftest import PERSPECTIVE
from naast.folder.tests.sharing import HERE, asked, enters, reads, shares
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.people import actions as people
from naast.people.models import CircleMember, Participant, Staff, StaffRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(household):
    """A second professional types a share along: the household, that colleague, link, code and the share."""
    standing = household.standing
    colleague = standing.add_staff("Tineke Tandem", "professional")
    with household.inside():
        people.let_in(
            actor=standing.worker,
            case_id=household.case_id,
            role="professional",
            purpose="helpt mee",
            staff_id=colleague.id,
        )
        made = actions.share(
            actor=colleague,
            case_id=household.case_id,
            person_id=household.people["resident"].id,
            **asked(said="Aan tafel", until_on=clock.today() + dt.timedelta(days=60)),
        )
    return household, colleague, f"http://testserver{HERE}#{made.token}", made.code, made.share_id


def let_out(household, colleague):
    member = CircleMember.objects.get(case_id=household.case_id, staff_id=colleague.id, until_on__isnull=True)
    people.let_out(actor=household.standing.worker, case_id=household.case_id, member_id=member.pk)


def lose_role(household, colleague):
    keeper = household.standing.add_staff("Ada Administrator", "administrator")
    people.withdraw_role(actor=keeper, staff_id=colleague.id, role="professional")


def leave_work(household, colleague):
    keeper = household.standing.add_staff("Ada Administrator", "administrator")
    yesterday = clock.today() - dt.timedelta(days=1)
    people.end_employment(actor=keeper, staff_id=colleague.id, ends_on=yesterday)


def come_back(household, colleague):
    """On the same day: the role, the work and the place in the circle."""
    keeper = household.standing.add_staff("Bea Beheer", "administrator")
    if not StaffRole.objects.filter(staff_id=colleague.id, role="professional").exists():
        people.grant_role(actor=keeper, staff=colleague.id, role="professional")
    if Staff.objects.get(pk=colleague.id).ends_on:
        people.end_employment(
            actor=keeper, staff_id=colleague.id, ends_on=clock.today() + dt.timedelta(days=200)
        )
    people.let_in(
        actor=household.standing.worker,
        case_id=household.case_id,
        role="professional",
        purpose="helpt weer mee",
        staff_id=colleague.id,
    )


WAYS = (let_out, lose_role, leave_work)


@pytest.mark.parametrize("goes", WAYS, ids=lambda way: way.__name__)
def test_it_stops_at_once_when_who_typed_it_helps_no_more(typed, goes):
    household, colleague, link, code, share_id = typed
    browser, lists = reads(link, code)
    assert PERSPECTIVE in browser.get(f"{lists}plan/").content.decode()
    with household.inside():
        goes(household, colleague)
    assert browser.get(f"{lists}plan/").status_code == 404
    assert enters(link, code)[1].status_code == 422
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
    assert "helpt je niet meer" in page and "Ja, ze mogen het lezen" in page
    home = household.browser("resident").get("/map/").content.decode()
    assert "er wacht iets op je" in home
    with household.inside():
        come_back(household, colleague)
    assert enters(link, code)[1].status_code == 422, "coming back on the same day opens nothing again"
    address = f"/map/{household.case_id}/delen/{share_id}/ja/"
    assert household.browser("partner").post(address).status_code == 404
    assert household.standing.client(household.standing.worker).post(address).status_code == 404
    assert household.browser("resident").post(address).status_code == 302
    browser, lists = reads(link, code)
    assert PERSPECTIVE in browser.get(f"{lists}plan/").content.decode()


@pytest.mark.parametrize("goes", WAYS, ids=lambda way: way.__name__)
def test_what_the_person_said_again_stands_whoever_leaves(typed, goes):
    household, colleague, link, code, share_id = typed
    for _click in range(2):
        address = f"/map/{household.case_id}/delen/{share_id}/ja/"
        assert household.browser("resident").post(address).status_code == 302
    with household.inside():
        goes(household, colleague)
        facts = next(row for row in queries.shares_of(household.people["resident"], household.case_id))
        assert facts.is_confirmed and facts.is_alive and not facts.asks_again
    reads(link, code)
    assert "er wacht iets op je" not in household.browser("resident").get("/map/").content.decode()


def test_somebody_else_who_stays_keeps_nothing_open_and_may_stop_it(typed):
    household, colleague, link, code, share_id = typed
    with household.inside():
        let_out(household, colleague)
        worker = household.standing.worker
        (facts,) = queries.typed_along(worker, household.case_id, household.people["resident"].id)
        assert not facts.is_alive and facts.asks_again
        actions.withdraw(actor=worker, share_id=share_id)
        with pytest.raises(Invalid):
            actions.confirm(actor=household.people["resident"], share_id=share_id)
    assert enters(link, code)[1].status_code == 422


def test_only_what_was_typed_along_can_be_said_again(household):
    shares(household)
    with household.inside():
        row = Share.objects.get()
        for who in ("resident", "partner"):
            with pytest.raises(NotVisible):
                actions.confirm(actor=household.people[who], share_id=row.pk)
        with pytest.raises(NotVisible):
            actions.confirm(actor=household.standing.worker, share_id=row.pk)


def test_a_last_day_that_has_not_come_changes_nothing(typed):
    household, colleague, link, code, _share_id = typed
    with household.inside():
        keeper = household.standing.add_staff("Ada Administrator", "administrator")
        people.end_employment(actor=keeper, staff_id=colleague.id, ends_on=clock.today())
    reads(link, code)
    with clock.shifted(1):
        assert enters(link, code)[1].status_code == 422


def test_leaving_and_coming_back_on_one_day_opens_no_old_share(household):
    partner = household.people["partner"]
    link, code = shares(household, who="partner", keys=["verhaal"])
    browser, lists = reads(link, code)
    with household.inside():
        yesterday = clock.today() - dt.timedelta(days=1)
        Participant.objects.filter(person_id=partner.id).update(until_on=yesterday)
        people.add_participant(
            actor=household.standing.worker,
            case_id=household.case_id,
            person_id=partner.id,
            relation="partner",
        )
    assert browser.get(f"{lists}verhaal/").status_code == 404
    assert enters(link, code)[1].status_code == 422
    reads(*shares(household, who="partner", keys=["verhaal"], form_key="opnieuw"))
