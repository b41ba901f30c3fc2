"""The reporting code: five steps in any order, and its own visibility: for who is not named there is none."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.standing import make_resident

from naast.kernel import actors, audit, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.plan import actions as plan
from naast.plan import reporting
from naast.plan.actions import reporting as actions
from naast.plan.models import ReportingCode, ReportingCodeEntry

pytestmark = pytest.mark.django_db

WORDS = "Blauwe plekken op de arm; zij zegt dat zij viel. <b>‮ 😀"


@pytest.fixture
def house(standing):
    """Two colleagues in the same circle: one will be named, one not; and a second reader."""
    for name in ("Nora Named", "Ulla Unnamed"):
        standing.add_staff(name, actors.PROFESSIONAL)
    standing.add_staff("Sven Second", actors.SECOND_READER)
    with standing.inside():
        for name, role in (
            ("Nora Named", "professional"),
            ("Ulla Unnamed", "professional"),
            ("Sven Second", "second_reader"),
        ):
            people.let_in(
                actor=standing.worker,
                case_id=standing.case_id,
                role=role,
                purpose="denkt mee",
                staff_id=standing.staff[name].id,
            )
    return standing


def begin(house, **more) -> int:
    given = {
        "words": WORDS,
        "withheld_until": clock.today() + dt.timedelta(days=30),
        "withheld_because": "Hij leest mee.",
        "readers": [house.staff["Nora Named"].id],
    }
    with house.inside():
        return actions.open_code(actor=house.worker, case_id=house.case_id, **{**given, **more})


def pages(house, code_id):
    listed = reverse("plan:reporting_codes", args=[house.case_id])
    return listed, reverse("plan:reporting_code", args=[house.case_id, code_id])


def test_only_who_is_named_sees_it_and_for_others_it_is_not_there(house):
    code_id = begin(house)
    listed, one = pages(house, code_id)
    for seen in (house.worker, house.staff["Nora Named"]):
        answer = house.client(seen).get(one)
        assert answer.status_code == 200 and "Blauwe plekken" in answer.content.decode()
    for refused in (house.staff["Ulla Unnamed"], house.staff["Sven Second"], *house.strangers):
        browser = house.client(refused)
        answer, nowhere = browser.get(one), browser.get(pages(house, code_id + 99)[1])
        assert answer.status_code == nowhere.status_code == 404
        assert _plain(answer) == _plain(nowhere)
        posted = browser.post(one, {"form": "tell", "told": "x"})
        assert posted.status_code == 404
    for refused in (house.staff["Sven Second"], *house.strangers, house.resident):
        assert house.client(refused).get(listed).status_code == 404
    with house.inside():
        assert ReportingCodeEntry.objects.count() == 1
        assert AuditEvent.objects.filter(kind="refusal").exists()


def _plain(answer) -> str:
    """The page without its tokens, and without the address that was asked."""
    return re.sub(r"[A-Za-z0-9]{64}|/meldcode/\d+/|nonce-?=?[^ >]*", "", answer.content.decode())


PAGES = (
    "/casus/{case}/",
    "/casus/{case}/plan/",
    "/casus/{case}/plan/meldcode/",
    "/casus/{case}/mensen/",
    "/mijn-mensen/",
)


def test_every_page_of_the_case_is_the_same_for_a_colleague_who_is_not_named(house):
    browser = house.client(house.staff["Ulla Unnamed"])
    paths = [path.format(case=house.case_id) for path in PAGES]
    for path in paths:
        browser.get(path)
    before = [_plain(browser.get(path)) for path in paths]
    begin(house)
    assert [_plain(browser.get(path)) for path in paths] == before


def test_who_leaves_the_circle_or_is_taken_off_does_not_see_it_any_more(house):
    code_id = begin(house)
    named = house.staff["Nora Named"]
    with house.inside():
        given = {"case_id": house.case_id, "code_id": code_id}
        with pytest.raises(Invalid):
            actions.drop_reader(actor=named, staff_id=named.id, **given)
        actions.drop_reader(actor=house.worker, staff_id=named.id, **given)
    assert house.client(named).get(pages(house, code_id)[1]).status_code == 404
    with house.inside():
        actions.name_reader(actor=house.worker, staff_id=named.id, **given)
    assert house.client(named).get(pages(house, code_id)[1]).status_code == 200
    with house.inside():
        place = next(row for row in people_queries.circle_of(house.case_id) if row.face.id == named.id)
        people.let_out(actor=house.worker, case_id=house.case_id, member_id=place.id)
    assert house.client(named).get(pages(house, code_id)[1]).status_code == 404


def test_steps_in_any_order_again_and_not_now_because(house):
    code_id = begin(house)
    browser, (_listed, one) = house.client(house.worker), pages(house, code_id)
    typed = [
        {"form": "step", "step": "decide", "words": "Hulp gezocht.", "organises_help": "on", "reports": "on"},
        {"form": "step", "step": "talk", "words": "Hij was erbij.", "not_now": "on", "reports": "on"},
        {"form": "step", "step": "decide", "words": "Nu ook gemeld.", "reports": "on"},
        {"form": "children", "children": "yes", "words": "Twee."},
    ]
    for form in typed:
        for _click in range(2):
            assert browser.post(one, form).status_code == 302
    with house.inside():
        code = reporting.code_of(house.worker, house.case_id, code_id)
    by_step = {step.code: step.entries for step in code.steps}
    assert [entry.words for entry in by_step["decide"]] == ["Hulp gezocht.", "Nu ook gemeld."]
    assert by_step["decide"][0].organises_help and by_step["decide"][0].reports
    assert by_step["talk"][0].not_now and not by_step["talk"][0].reports
    assert code.child_checks[0].children_label and len(code.child_checks) == 1
    assert by_step["talk"][0].by == "Wilma Worker"


@pytest.mark.parametrize(
    "typed",
    [
        {"form": "step", "step": "talk", "words": ""},
        {"form": "step", "step": "talk", "words": "x" * 5_001},
        {"form": "step", "step": "sixth", "words": "x"},
        {"form": "children", "children": "perhaps"},
        {"form": "children"},
        {"form": "tell", "told": " "},
        {"form": "review", "until": "2999-01-01", "because": "x"},
        {"form": "review", "until": "gisteren", "because": "x"},
        {"form": "review", "because": "x"},
    ],
)
def test_bad_input_writes_nothing_and_keeps_what_was_typed(house, typed):
    code_id = begin(house)
    answer = house.client(house.worker).post(pages(house, code_id)[1], typed)
    assert answer.status_code == 422
    for words in (typed.get("words"), typed.get("because")):
        assert not words or words in answer.content.decode()
    with house.inside():
        assert ReportingCodeEntry.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [{"words": ""}, {"withheld_because": ""}, {"withheld_until": ""}, {"withheld_until": "2999-01-01"}],
)
def test_beginning_asks_for_words_and_for_why_it_is_kept_back(house, typed):
    day = clock.today() + dt.timedelta(days=9)
    given = {"words": "Ik zag iets.", "withheld_until": day.isoformat(), "withheld_because": "Gevaar."}
    browser, path = house.client(house.worker), pages(house, 1)[0]
    assert browser.post(path, given | typed).status_code == 422
    moved = browser.post(path, given | {"readers": [str(house.colleague.id)]})
    assert moved.status_code == 422, "somebody outside the circle is no choice"
    with house.inside():
        assert not ReportingCode.objects.exists()
        with pytest.raises(NotVisible):
            actions.open_code(
                actor=house.worker,
                case_id=house.case_id,
                words="x",
                withheld_until=day,
                withheld_because="x",
                readers=[house.colleague.id],
            )
    for _click in range(2):
        assert browser.post(path, given).status_code == 302
    with house.inside():
        assert ReportingCode.objects.count() == 1


def looks(house) -> set[str]:
    with house.inside():
        return set(audit.looks_at_case(house.case_id).values_list("verb", flat=True))


SAID = "plan.reporting_code"


def test_the_resident_hears_of_a_look_only_when_told_or_on_the_day(house):
    code_id = begin(house)
    browser, (_listed, one) = house.client(house.worker), pages(house, code_id)
    browser.get(one)
    assert SAID not in looks(house)
    with clock.shifted(29):
        later = (clock.today() + dt.timedelta(days=60)).isoformat()
        assert (
            browser.post(one, {"form": "review", "until": later, "because": "Nog steeds."}).status_code == 302
        )
    with clock.shifted(31):
        assert SAID not in looks(house), "a longer term holds for looks of before"
    with clock.shifted(91):
        assert SAID in looks(house)
    assert browser.post(one, {"form": "tell", "told": "Met haar besproken."}).status_code == 302
    assert SAID in looks(house)


def test_nothing_of_it_stands_in_the_folder_or_the_agreed_plan(house):
    code_id = begin(house)
    with house.inside():
        actions.tell(actor=house.worker, case_id=house.case_id, code_id=code_id, words="Besproken met haar.")
        plan.write_perspective(actor=house.worker, case_id=house.case_id, perspective="Rust.")
        plan.agree(actor=house.worker, case_id=house.case_id)
        partner = people.add_person(actor=house.worker, given_name="Piet")
        people.add_participant(
            actor=house.worker, case_id=house.case_id, person_id=partner.pk, relation="partner"
        )
    with house.inside():
        partner_actor = make_resident(house.municipality, partner.pk)
    for who in (house.resident, partner_actor):
        browser = house.client(who)
        for path in ("/map/", f"/map/{house.case_id}/plan/", f"/map/{house.case_id}/brieven/"):
            held = browser.get(path).content.decode()
            assert "Blauwe plekken" not in held and "Hij leest mee" not in held
            assert "Besproken met haar" not in held


def test_what_was_written_stays_as_it_was_written(house):
    begin(house)
    with (
        pytest.raises(DatabaseError),
        house.inside(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE plan_reportingcodeentry SET words = 'anders'")
