"""Steps, pillars, taking over and reminders: the pages at the desk and in the folder, and who gets them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.standing import make_staff

from naast.kernel import actors, clock
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import SkillSaid
from naast.people import actions as people
from naast.plan import actions, step_queries
from naast.plan.models import Reminder, Step, TakingOver
from naast.plan.step_types import StepSaid, TakingOverSaid
from naast.plan.tests.step_house import ODD, WORDS, House, tomorrow

pytestmark = pytest.mark.django_db

STAFF_PAGES = ("steps", "step", "pillars", "taking_over", "one_taking_over", "reminders")


@pytest.fixture
def house(standing):
    return House(standing)


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_who_stands_beside_sees_the_page_and_nobody_outside_the_circle_does(house, name):
    assert house.browser().get(house.url(name)).status_code == 200
    for stranger in (*house.standing.strangers, house.partner, house.standing.resident):
        refused = house.browser(stranger).get(house.url(name))
        assert refused.status_code == 404
        assert not [word for word in (WORDS, "budgetbeheer", "tandarts") if word in refused.content.decode()]
        assert house.browser(stranger).post(house.url(name), {"do": "add", "words": "x"}).status_code == 404
    with house.standing.inside():
        verb = "plan.taking_over" if name == "one_taking_over" else f"plan.{name}"
        assert AuditEvent.objects.filter(kind="look", verb=verb).count() == 1
        assert AuditEvent.objects.filter(kind="refusal", verb=f"plan:{name}").exists()


def test_who_only_reads_along_reads_and_writes_nothing(house):
    standing = house.standing
    with standing.inside():
        reader = make_staff(standing.municipality, "Rita Reader", actors.SECOND_READER, actors.PROFESSIONAL)
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=reader.id,
            role=actors.SECOND_READER,
            purpose="meelezen",
        )
    browser = house.browser(reader)
    page = browser.get(house.url("steps"))
    assert page.status_code == 200 and 'value="who"' not in page.content.decode()
    sent = (
        ("steps", {"do": "add", "words": "Van wie meeleest"}),
        ("steps", {"do": "who", "step": house.step, "who": "we", "version": 1}),
        ("pillars", {"step": house.step, "pillar": "calm"}),
        ("taking_over", {"what": "x", "basis": "mandate", "reason": "asked", "until_on": tomorrow()}),
        ("reminders", {"do": "withdraw", "reminder": house.reminder}),
    )
    for name, data in sent:
        assert browser.post(house.url(name), data).status_code == 403, name
    assert len(house.rows(Step)) == 1 and house.rows(Step)[0].who == "together"


@pytest.mark.parametrize("room", ["plan", "folder"])
def test_who_does_it_changes_with_one_click_in_any_direction_and_stays_told(house, room):
    me = house.standing.worker if room == "plan" else house.standing.resident
    browser, url = house.browser(me), house.url("steps", room)
    for days, who in ((5, "resident"), (10, "we"), (15, "together"), (15, "resident")):
        version = house.rows(Step)[0].version
        with clock.shifted(days):
            sent = {"do": "who", "step": house.step, "who": who, "version": version}
            assert browser.post(url, sent).status_code == 302
        assert house.rows(Step)[0].who == who
    with house.standing.inside():
        (view,) = step_queries.steps_of(house.standing.case_id)
        assert [turn.who for turn, _name in view.earlier] == ["together", "resident", "we"]
    text = browser.get(url).content.decode()
    assert ("sinds" in text) and "%" not in text.split("<main")[1].split("</main>")[0]


def test_a_change_on_an_old_page_is_told_and_overwrites_nothing(house):
    browser = house.browser()
    old = {"do": "who", "step": house.step, "who": "we", "version": house.rows(Step)[0].version}
    assert browser.post(house.url("steps"), old | {"who": "resident"}).status_code == 302
    assert browser.post(house.url("steps"), old).status_code == 409
    assert house.rows(Step)[0].who == "resident"
    form = {"do": "change", "words": "Andere woorden, lang genoeg", "who": "we", "version": 1}
    answer = browser.post(house.url("step"), form)
    assert answer.status_code == 409 and "Andere woorden, lang genoeg" in answer.content.decode()


def test_the_resident_writes_a_step_and_says_that_it_is_done(house):
    browser, url = house.browser(house.standing.resident), house.url("steps", "folder")
    for _twice in range(2):
        assert browser.post(url, {"do": "add", "words": ODD, "who": "resident"}).status_code == 302
    mine = house.rows(Step)[-1]
    assert (len(house.rows(Step)), mine.words, mine.who) == (2, ODD, "resident")
    assert "<script>alert" not in browser.get(url).content.decode()
    too_long = {"do": "done", "step": mine.pk, "words": "Het ging. " * 200}
    refused = browser.post(url, too_long)
    assert refused.status_code == 422 and "Het ging. Het ging." in refused.content.decode()
    assert browser.post(url, too_long | {"words": "Het ging goed."}).status_code == 302
    assert (house.rows(Step)[-1].done_words, house.rows(Step)[-1].done_on) == (
        "Het ging goed.",
        clock.today(),
    )
    assert browser.post(url, {"do": "undo", "step": mine.pk}).status_code == 302
    assert house.rows(Step)[-1].done_on is None


@pytest.mark.parametrize("room", ["plan", "folder"])
def test_bad_input_on_steps_keeps_what_was_typed_and_moves_nobody_elses_row(house, room):
    standing = house.standing
    me = standing.worker if room == "plan" else standing.resident
    browser, url = house.browser(me), house.url("steps", room)
    for words in ("", "Te lang. " * 60):
        refused = browser.post(url, {"do": "add", "words": words, "who": "we"})
        assert refused.status_code == 422 and words.strip() in refused.content.decode()
    with standing.inside():
        other = people.add_person(actor=standing.worker, given_name="Ander")
        case = people.open_case(actor=standing.worker, person_id=other.pk, law="wmo", intake_kind="report")
        theirs = actions.add_step(actor=standing.worker, case_id=case.pk, said=StepSaid("Van een ander")).pk
    for data in (
        {"do": "who", "step": theirs, "who": "we", "version": 1},
        {"do": "who", "step": house.step, "who": "nobody", "version": 1},
        {"do": "done", "step": theirs},
        {"do": "undo", "step": theirs},
        {"do": "done", "step": "a"},
        {"do": "nothing"},
        {},
    ):
        assert browser.post(url, data).status_code == 404, data
    assert [row.who for row in house.rows(Step)] == ["together", "together"]
    with standing.inside():
        assert AuditEvent.objects.filter(kind="refusal", verb=f"{room}:steps").count() == 7


def test_a_partner_never_meets_the_steps_and_reminders_of_the_resident(house):
    browser = house.browser(house.partner)
    assert browser.get(house.url("steps", "folder")).status_code == 404
    page = browser.get(house.url("reminders", "folder"))
    assert "Het geheim van Piet" in page.content.decode() and "tandarts" not in page.content.decode()
    assert WORDS not in page.content.decode()
    theirs = house.browser(house.standing.resident).get(house.url("reminders", "folder")).content.decode()
    assert "tandarts" in theirs and "geheim van Piet" not in theirs
    withdraw = {"do": "withdraw", "reminder": house.reminder}
    assert browser.post(house.url("reminders", "folder"), withdraw).status_code == 404
    assert (
        browser.post(house.url("reminders", "folder"), {"do": "tend", "reminder": house.theirs}).status_code
        == 404
    )
    withdraw["reminder"] = house.theirs
    assert browser.post(house.url("reminders", "folder"), withdraw).status_code == 302
    assert [row.state for row in house.rows(Reminder)] == ["asked", "withdrawn"]


def test_smaller_steps_stand_under_the_step_and_outlive_it(house):
    browser = house.browser()
    assert browser.post(house.url("step"), {"do": "split", "parts": "\n \n"}).status_code == 422
    parts = "Post ophalen\nPost op de stapel leggen\n\nPost ophalen"
    for _twice in range(2):
        assert browser.post(house.url("step"), {"do": "split", "parts": parts}).status_code == 302
    with house.standing.inside():
        (view,) = step_queries.steps_of(house.standing.case_id)
        assert [each.step.words for each in view.smaller] == ["Post ophalen", "Post op de stapel leggen"]
    assert browser.post(house.url("step"), {"do": "remove"}).status_code == 302
    with house.standing.inside():
        assert len(step_queries.steps_of(house.standing.case_id)) == 2
        assert Reminder.objects.get(pk=house.reminder).step_id is None


def test_a_step_stands_under_a_pillar_and_a_support_too(house):
    standing, browser = house.standing, house.browser()
    with standing.inside():
        support = actions.add_support(actor=standing.worker, case_id=standing.case_id, what="Budgetbeheer").pk
    url = house.url("pillars")
    assert browser.post(url, {"step": house.step, "pillar": "coping"}).status_code == 302
    assert browser.post(url, {"support": support, "pillar": "calm"}).status_code == 302
    assert browser.post(url, {"support": support, "pillar": "fifth"}).status_code == 404
    with standing.inside():
        columns, nowhere = step_queries.pillars_of(standing.case_id)
        assert [len(each.steps) for each in columns] == [0, 0, 0, 1]
        assert [len(each.supports) for each in columns] == [1, 0, 0, 0] and not nowhere.steps
    assert "Van Overleven naar Leven" in browser.get(url).content.decode()


def test_taking_over_has_a_last_day_ends_by_itself_and_goes_on_with_a_reason(house):
    standing, browser, url = house.standing, house.browser(), house.url("taking_over")
    given = {"what": "De huur", "basis": "agreement", "reason": "eviction"}
    for until in ("", clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=900)):
        refused = browser.post(url, given | {"until_on": until})
        assert refused.status_code == 422 and "De huur" in refused.content.decode()
    assert len(house.rows(TakingOver)) == 1
    with clock.shifted(5), standing.inside():
        (row,) = step_queries.taking_over_of(standing.case_id)
        assert row.is_over and row.ended_on is None and row.steps == (WORDS,)
        assert Step.objects.get().who == "together", "nothing else happens"
    renew = {"do": "renew", "reason": "asked", "reason_words": "", "until_on": tomorrow()}
    assert browser.post(house.url("one_taking_over"), renew).status_code == 422
    renew |= {"reason_words": "De brieven blijven komen.", "until_on": clock.today() + dt.timedelta(days=40)}
    for _twice in range(2):
        assert browser.post(house.url("one_taking_over"), renew).status_code == 302
    with standing.inside():
        new, old = step_queries.taking_over_of(standing.case_id)
        assert (new.renews_id, new.reason_words, old.is_renewed) == (
            old.id,
            "De brieven blijven komen.",
            True,
        )
        assert new.steps == (WORDS,) and old.steps == ()
    ending = reverse("plan:one_taking_over", args=[standing.case_id, new.id])
    assert browser.post(ending, {"do": "end", "because": "Het lukt weer."}).status_code == 302
    assert house.rows(TakingOver)[-1].ended_on == clock.today()


def test_the_resident_reads_what_is_taken_over_and_takes_a_mandate_back(house):
    standing = house.standing
    with standing.inside():
        said = TakingOverSaid("De huur", "budget", "asked", until_on=tomorrow())
        other = actions.take_over(actor=standing.worker, case_id=standing.case_id, said=said).pk
    browser, url = house.browser(standing.resident), house.url("steps", "folder")
    assert "Het budgetbeheer" in browser.get(url).content.decode()
    assert browser.post(url, {"do": "end", "taking_over": other}).status_code == 403
    assert browser.post(url, {"do": "end", "taking_over": "1e3"}).status_code == 404
    assert browser.post(url, {"do": "end", "taking_over": house.taken}).status_code == 302
    assert [row.ended_on for row in house.rows(TakingOver)] == [clock.today(), None]


def test_help_that_fits_becomes_a_step_a_reminder_or_an_agreement_and_no_skill_is_kept(house):
    standing, browser, url = house.standing, house.browser(), house.url("steps")
    offer = {"do": "help", "help": "ordering.post", "become": "step"}
    assert browser.post(url, offer).status_code == 404, "nothing is shared yet"
    who = {"case_id": standing.case_id, "person_id": standing.resident.id}
    with standing.inside():
        listen.answer_skills(
            actor=standing.resident,
            said=[SkillSaid("ordering", "effort", shared=True), SkillSaid("time", "effort")],
            **who,
        )
    page = browser.get(url).content.decode()
    assert "ordering.post" in page and "time.leave" not in page
    assert browser.post(url, offer).status_code == 302
    assert browser.post(url, offer | {"help": "time.leave"}).status_code == 404, "not shared"
    asked = browser.post(url, offer | {"become": "agreement"})
    assert asked.status_code == 200 and 'name="agreement"' in asked.content.decode()
    words = house.rows(Step)[-1].words
    assert words in asked.content.decode()
    reminder = browser.post(url, offer | {"become": "reminder"})
    assert reminder.status_code == 200 and words in reminder.content.decode()
    without_day = {"do": "add", "agreement": "1", "words": "Elke week", "who": "together"}
    assert browser.post(url, without_day).status_code == 422
    assert browser.post(url, without_day | {"by_when": tomorrow()}).status_code == 302
    with standing.inside():
        events = AuditEvent.objects.filter(verb__startswith="plan.")
        assert not [row for row in events if "ordering" in str(row.detail)]


def test_what_is_agreed_holds_the_steps_as_they_stood(house):
    standing, browser = house.standing, house.browser()
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        actions.write_perspective(**who, perspective="Rust in de geldzaken.")
        first = actions.agree(**who)
        assert actions.agree(**who).pk == first.pk
        actions.change_who(**who, step_id=house.step, who="we", base_version=1)
        assert actions.agree(**who).number == 2
    page = browser.get(reverse("plan:version", args=[standing.case_id, 1])).content.decode()
    assert WORDS in page and "samen" in page
