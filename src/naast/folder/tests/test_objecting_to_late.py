"""Objecting in the folder to what we owe for being late: who may, when, and what stays typed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from naast.decide import actions
from naast.decide.models import Objection, ObjectionStep
from naast.decide.tests.leaving_house import posted, printed
from naast.kernel import clock
from naast.kernel.models import Draft
from naast.kernel.terms import OBJECTION

from .owing import ANEW, SAID, _owing, deciding, late, owed
from .test_begun import BEGUN, type_into
from .test_begun import SAID as CAME_BACK

__all__ = ["_owing", "deciding", "late", "owed"]

PATH = "/map/bezwaar/"
WHAT = "Wat je krijgt omdat we te laat waren, besluit van"


def chosen(page: str) -> list[str]:
    radios = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", page)
    return [re.search(r'value="([^"]*)"', each)[1] for each in radios if "checked" in each]


def test_before_its_letter_left_the_folder_is_silent_about_it(owed):
    owed.determine("post")
    page = owed.page(PATH)
    assert WHAT not in page and owed.value not in page and 'name="words"' not in page
    owed.browser().post(PATH, {"decision": owed.value, "words": SAID})
    assert owed.objections() == []


def test_the_resident_objects_to_it_in_own_words_and_reads_what_it_is_about(owed):
    owed.determine()
    day, ends = clock.today(), OBJECTION.ends(clock.today())
    page = owed.page(PATH)
    assert f"{WHAT} {date_format(day, 'j F Y')}: € 84,00." in page
    assert f"Je kunt bezwaar maken tot en met {date_format(ends, 'j F Y')}." in page
    assert chosen(page) == [owed.value], "there is nothing else to choose"
    kept = owed.browser().post(PATH, {"decision": owed.value, "words": SAID}, follow=True).content.decode()
    assert "We hebben je bezwaar ontvangen." in kept
    (row,) = owed.objections()
    assert (row.notice_id, row.decision_id, row.is_late) == (owed.notice_id, None, False)
    page = owed.page(PATH)
    about = f"Over wat je krijgt omdat we te laat waren, besluit van {date_format(day, 'j F Y')}."
    assert about in page and SAID in page and "Je maakte hier al bezwaar tegen." in page
    assert about in owed.page(f"/map/{owed.case_id}/wanneer/")


def test_sent_twice_it_is_one_and_other_words_are_added_to_it(owed):
    owed.determine()
    browser = owed.browser()
    for _click in range(2):
        assert browser.post(PATH, {"decision": owed.value, "words": SAID}).status_code == 302
    more = browser.post(PATH, {"decision": owed.value, "words": "En de rente."}, follow=True)
    assert "We bewaren dit bij je bezwaar." in more.content.decode()
    with owed.inside():
        assert Objection.objects.count() == 1
        assert [row.words for row in ObjectionStep.objects.all()] == ["En de rente."]


@pytest.mark.parametrize("value", ["", "late:0", "late:999999", "late:", "late:x", "999999", "<b>late</b>"])
def test_what_cannot_be_chosen_is_refused_by_the_name_of_the_field_and_the_words_stay(owed, value):
    owed.determine()
    refused = owed.browser().post(PATH, {"decision": value, "words": SAID})
    page = refused.content.decode()
    assert refused.status_code == 422 and SAID in page
    assert 'href="#id_decision' in page and "<b>late</b>" not in page
    assert owed.objections() == []


def test_a_decision_that_was_not_determined_is_not_in_the_list(owed):
    page = owed.page(PATH)
    assert owed.value not in page
    owed.browser().post(PATH, {"decision": owed.value, "words": SAID})
    assert owed.objections() == []


def test_nobody_else_objects_to_it_or_sees_that_there_is_something(owed):
    owed.determine()
    standing = owed.deciding.standing
    for who in (owed.relative(), owed.another(), owed.deciding.worker, *standing.strangers):
        browser = owed.browser(who)
        for address in (PATH, f"{PATH}?te-laat={owed.notice_id}"):
            answer = browser.get(address)
            assert answer.status_code in (200, 302, 403, 404)
            assert owed.value not in answer.content.decode() and WHAT not in answer.content.decode()
        browser.post(PATH, {"decision": owed.value, "words": SAID})
    assert owed.objections() == []


def test_a_resident_with_something_of_their_own_to_choose_cannot_choose_that_of_another(owed):
    owed.determine()
    buur = owed.another()
    (own,) = chosen(owed.page(f"{PATH}?te-laat={owed.notice_id}", buur))
    assert own != owed.value
    refused = owed.browser(buur).post(PATH, {"decision": owed.value, "words": SAID})
    assert refused.status_code == 422 and SAID in refused.content.decode()
    assert owed.objections() == []


def test_a_link_chooses_it_and_what_is_of_somebody_else_is_ignored(owed):
    owed.determine()
    deciding = owed.deciding
    with owed.inside():
        deciding.ready()
        deciding.propose("yes")
        decision_id = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=decision_id)
    assert chosen(owed.page(PATH)) == []
    assert chosen(owed.page(f"{PATH}?te-laat={owed.notice_id}")) == [owed.value]
    assert chosen(owed.page(f"{PATH}?besluit={decision_id}")) == [str(decision_id)]
    for wrong in ("te-laat=999999", "te-laat=x", "te-laat=", f"te-laat={'9' * 40}", "besluit=-1"):
        assert chosen(owed.page(f"{PATH}?{wrong}")) == []


def test_what_was_typed_comes_back_for_its_writer_alone_until_it_is_sent(owed):
    owed.determine()
    type_into(owed.browser(), f"{PATH}?te-laat={owed.notice_id}")
    page = owed.page(PATH)
    assert BEGUN in page and CAME_BACK in page
    assert BEGUN not in owed.page(PATH, owed.relative())
    owed.browser().post(PATH, {"decision": owed.value, "words": SAID})
    assert BEGUN not in owed.page(PATH)
    with owed.inside():
        assert not Draft.objects.exists()


def test_after_the_last_day_it_is_still_received_and_the_page_says_so(owed):
    owed.determine()
    ends = date_format(OBJECTION.ends(clock.today()), "j F Y")
    with clock.shifted(60):
        page = owed.page(PATH)
        assert f"Bezwaar maken kon tot en met {ends}. Het mag nog: schrijf erbij waarom het later is." in page
        assert owed.browser().post(PATH, {"decision": owed.value, "words": SAID}).status_code == 302
        (row,) = owed.objections()
        assert row.is_late


def test_on_the_page_of_days_stands_the_way_to_object_once_its_letter_left(owed):
    row = owed.determine("post")
    path = f"/map/{owed.case_id}/wanneer/"
    link = f'href="/map/bezwaar/?te-laat={owed.notice_id}"'
    assert link not in owed.page(path)
    with owed.inside():
        printed(owed.deciding, row.pk)
        posted(owed.deciding, row.pk)
    assert link in owed.page(path)
    owed.said()
    page = owed.page(path)
    assert link not in page and "Je maakte bezwaar tegen dit besluit." in page


def test_more_after_an_objection_stands_there_once_the_letter_about_it_left(owed):
    owed.determine()
    path = f"/map/{owed.case_id}/wanneer/"
    assert f'href="/map/bezwaar/?te-laat={owed.notice_id}"' in owed.page(path)
    owed.said()
    owed.more(letter_way="beside")
    facts = owed.read_notice()
    assert facts.anew[-1].amount == ANEW and facts.told_anew is None
    page = owed.page(path)
    assert "168" not in page and "Je maakte bezwaar tegen dit besluit." in page
    assert "besloten op je bezwaar" not in owed.page(PATH)


def test_what_is_owed_anew_is_said_with_the_day_until_which_it_is_paid(owed):
    owed.determine()
    owed.said()
    owed.more()
    owes = owed.read_notice().told_anew
    path = f"/map/{owed.case_id}/wanneer/"
    page = owed.page(path)
    assert "168" in page and f"/brieven/{owes.document_id}/" in page
    assert f"De rest betalen we uiterlijk op {date_format(owes.pay_by, 'j F Y')}." in page
    assert "Je maakte bezwaar tegen dit besluit." not in page, "it is said once"
    assert "We hebben besloten op je bezwaar." in owed.page(PATH)


def test_in_english_it_reads_as_well(owed):
    owed.determine()
    owed.said()
    owed.more()
    browser = owed.browser()
    browser.post(reverse("set_language"), {"language": "en"})
    paths = (PATH, f"/map/{owed.case_id}/wanneer/", f"/map/{owed.case_id}/brieven/")
    pages = " ".join(" ".join(browser.get(path).content.decode().split()) for path in paths)
    assert "What you get because we were late, decided on" in pages
    assert "About what you get because we were late" in pages and "We pay the rest by" in pages
