"""Steps, pillars, taking over and reminders: the pages at the desk and in the folder, and who gets them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.standing import make_resident, make_staff

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import SkillSaid
from naast.people import actions as people
from naast.people import queries
from naast.plan import actions, step_queries
from naast.plan.models import Reminder, Step, TakingOver
from naast.plan.step_types import ReminderSaid, StepSaid, TakingOverSaid

pytestmark = pytest.mark.django_db

WORDS = "Samen de post openen"
ODD = "<script>alert(1)</script> ‮שלום‬ 😀"
STAFF_PAGES = ("steps", "step", "pillars", "taking_over", "one_taking_over", "reminders")


def tomorrow() -> dt.date:
    return clock.today() + dt.timedelta(days=1)


@pytest.fixture
def house(standing):
    return House(standing)


class House:
    """A step, something taken over and a reminder on the standing case; a partner who takes part."""

    def __init__(self, standing):
        self.standing = standing
        who = {"actor": standing.worker, "case_id": standing.case_id}
        with standing.inside():
            partner = people.add_person(actor=standing.worker, given_name="Piet")
            people.add_participant(**who, person_id=partner.pk, relation="partner")
            self.partner = make_resident(standing.municipality, partner.pk)
            for person_id in (standing.resident.id, partner.pk):
                people.tell_what_happens(**who, person_id=person_id)
                people.say_reach(
                    **who,
                    person_id=person_id,
                    channel="mail",
                    email=f"p{person_id}@voorbeeld.nl",
                    base_version=0,
                )
            said = TakingOverSaid("Het budgetbeheer", "mandate", "asked", until_on=tomorrow())
            self.taken = actions.take_over(**who, said=said).pk
            self.step = actions.add_step(**who, said=StepSaid(WORDS, taking_over_id=self.taken)).pk
            self.reminder = actions.ask_reminder(
                **who,
                person_id=standing.resident.id,
                said=ReminderSaid("De tandarts", tomorrow(), dt.time(10), step_id=self.step),
            ).pk
            self.theirs = actions.ask_reminder(
                actor=self.partner,
                case_id=standing.case_id,
                person_id=self.partner.id,
                said=ReminderSaid("Het geheim van Piet", tomorrow(), dt.time(10)),
            ).pk

    def url(self, name, room="plan"):
        more = {"step": [self.step], "one_taking_over": [self.taken]}.get(name, [])
        return reverse(f"{room}:{name}", args=[self.standing.case_id, *more])

    def browser(self, actor=None):
        return self.standing.client(actor or self.standing.worker)

    def rows(self, model):
        with self.standing.inside():
            return list(model.objects.order_by("id"))


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


@pytest.mark.parametrize("room", ["plan", "folder"])
def test_a_reminder_that_cannot_be_is_refused_and_keeps_what_was_typed(house, room):
    me = house.standing.worker if room == "plan" else house.standing.resident
    person = {"person": house.standing.resident.id} if room == "plan" else {}
    browser, url = house.browser(me), house.url("reminders", room)
    good = person | {"do": "add", "words": ODD, "day": tomorrow(), "time": "10:00", "channel": "mail"}
    wrong = (
        {"words": ""},
        {"words": "Te lang. " * 60},
        {"day": clock.today() - dt.timedelta(days=1)},
        {"day": "9999-12-31"},
        {"time": "25:00"},
        {"channel": "sms"},
        {"channel": "pigeon"},
        {"step": 2**40},
        {"step": "x"},
    )
    for change in wrong:
        refused = browser.post(url, good | change)
        assert refused.status_code == 422, change
    assert "alert(1)" in refused.content.decode() and "<script>alert" not in refused.content.decode()
    assert len(house.rows(Reminder)) == 2
    for _twice in range(2):
        assert browser.post(url, good).status_code == 302
    assert len(house.rows(Reminder)) == 3
    assert browser.post(url, {"do": "withdraw", "reminder": 2**30}).status_code == 404


def prefers(house, actor, channel):
    who = {"actor": actor, "case_id": house.standing.case_id, "person_id": actor.id}
    with house.standing.inside():
        version = queries.reach_of(**who).version
        people.say_reach(
            **who, channel=channel, email="p@voorbeeld.nl", phone="06 12345678", base_version=version
        )


def test_a_reminder_starts_from_what_its_person_prefers(house):
    standing, own = house.standing, house.url("reminders", "folder")
    prefers(house, standing.resident, "paper")
    assert house.browser(standing.resident).get(own).context["form"]["channel"].value() == "paper"
    prefers(house, standing.resident, "none")
    assert not house.browser(standing.resident).get(own).context["form"]["channel"].value()
    desk, browser = house.url("reminders"), house.browser()
    field = browser.get(desk).context["form"]["channel"]
    assert field.value() == "" and field.field.choices[0][0] == "", "whom it is for is not known yet"
    sent = {"do": "add", "words": ODD, "day": tomorrow(), "time": "11:00", "channel": ""}
    assert browser.post(desk, sent | {"person": house.partner.id}).status_code == 302
    refused = browser.post(desk, sent | {"person": standing.resident.id})
    assert refused.status_code == 422 and "channel" in refused.context["form"].errors
    prefers(house, standing.resident, "call")
    assert browser.post(desk, sent | {"person": standing.resident.id}).status_code == 302
    assert [row.channel for row in house.rows(Reminder)[-2:]] == ["mail", "call"]


def test_a_text_message_is_offered_where_it_is_set_up(house, settings):
    standing, own = house.standing, house.url("reminders", "folder")
    prefers(house, standing.resident, "sms")
    browser = house.browser(standing.resident)
    reach = reverse("folder:reach")
    sent = {"do": "add", "words": ODD, "day": tomorrow(), "time": "11:00", "channel": ""}
    settings.NAAST_SMS_GATEWAY = ""
    form = browser.get(own).context["form"]
    assert "sms" not in dict(form.fields["channel"].choices) and not form["channel"].value()
    assert browser.post(own, sent).status_code == 422, "what they prefer does not work here"
    assert browser.post(own, sent | {"channel": "sms"}).status_code == 422
    page = browser.get(reach).content.decode()
    assert "die hier nog niet werkt" in page, "what somebody said stays, and says so"
    assert "sms" not in dict(
        house.browser(house.partner).get(reach).context["form"].fields["channel"].choices
    )
    settings.NAAST_SMS_GATEWAY = "naast.kernel.messages.SmsFile"
    assert browser.get(own).context["form"]["channel"].value() == "sms"
    assert browser.post(own, sent).status_code == 302
    assert house.rows(Reminder)[-1].channel == "sms"


def test_a_reminder_on_the_hour_that_the_clock_skips_is_told(house):
    standing = house.standing
    day = dt.date(2027, 3, 28)
    ahead = clock.shifted((day - clock.today()).days - 1)
    with standing.inside(), pytest.raises(Invalid) as refusal, ahead:
        actions.ask_reminder(
            actor=standing.worker,
            case_id=standing.case_id,
            person_id=standing.resident.id,
            said=ReminderSaid("Wakker worden", day, dt.time(2, 30), "mail"),
        )
    assert refusal.value.field == "time"


def test_how_somebody_wants_to_be_reached(house, settings):
    settings.NAAST_SMS_GATEWAY = "naast.kernel.messages.SmsFile"
    standing = house.standing
    desk = reverse("people:reach", args=[standing.case_id, standing.resident.id])
    own = reverse("folder:reach")
    given = {"channel": "sms", "phone": "06 12345678", "parts": ["evening"], "words": ODD, "version": 1}
    resident, worker = house.browser(standing.resident), house.browser()
    for browser, url in ((resident, own), (worker, desk)):
        assert browser.get(url).status_code == 200
        for change in ({"phone": ""}, {"phone": "bel mij"}, {"email": "geen"}, {"parts": ["night"]}):
            refused = browser.post(url, given | change)
            assert refused.status_code == 422 and "alert(1)" in refused.content.decode(), change
    for _twice in range(2):
        assert resident.post(own, given).status_code == 302
    assert worker.post(desk, given | {"words": "Iets anders gehoord"}).status_code == 409
    with standing.inside():
        facts = queries.reach_of(standing.worker, standing.case_id, standing.resident.id)
        assert (facts.channel, facts.parts, facts.phone, facts.words) == (
            "sms",
            ("evening",),
            "06 12345678",
            ODD,
        )
    for stranger in (*standing.strangers, house.partner, standing.resident):
        assert house.browser(stranger).get(desk).status_code == 404
    elsewhere = reverse("people:reach", args=[standing.case_id, 2**30])
    assert worker.get(elsewhere).status_code == 404
