"""A complaint, a correction, an objection that was begun: it comes back, for its writer, until it is sent."""

from __future__ import annotations

import datetime as dt
import re

import lxml.html
import pytest

from naast.kernel import clock, drafts, erasure
from naast.kernel.models import Draft
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture
from naast.people import queries as people

BEGUN = "Ik zat net te schrijven dat"
SAID = "We hebben je woorden bewaard"
erasing = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
FORMS = ("/map/klacht/", "/map/{case}/corrigeren/", "/map/bezwaar/", "/map/hulp/", "/map/iemand-anders/")


def paths_of(household):
    return [path.format(case=household.case_id) for path in FORMS]


def type_into(browser, path, text=BEGUN):
    """As `drafts.js` sends it, with what stands at the field; no button is pressed."""
    field = lxml.html.fromstring(browser.get(path).content.decode()).get_element_by_id("id_words")
    sent = {
        "object": field.get("data-draft-object"),
        "field": field.get("name"),
        "base_version": field.get("data-draft-version"),
        "text": text,
    }
    answer = browser.post(field.get("data-draft-url"), sent, content_type="application/json")
    assert answer.status_code == 204
    return sent["object"]


def sent_with(household, path):
    """What the form needs beside its words."""
    return {"words": "Dit is het hele verhaal."} | (
        {"decision": household.decision_id} if "bezwaar" in path else {}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(len(FORMS)))
def test_what_was_typed_is_there_on_return_and_gone_once_it_is_sent(household, number):
    path = paths_of(household)[number]
    browser = household.browser("resident")
    assert SAID not in browser.get(path).content.decode()
    type_into(browser, path)
    # The connection was lost, the browser closed: somebody logs in anew.
    page = household.browser("resident").get(path).content.decode()
    assert BEGUN in page and SAID in page
    refused = browser.post(path, sent_with(household, path) | {"words": "x" * 10_001})
    assert refused.status_code == 422 and SAID not in refused.content.decode()
    assert BEGUN in browser.get(path).content.decode(), "a refusal takes no draft away"
    assert browser.post(path, sent_with(household, path)).status_code == 302
    page = browser.get(path).content.decode()
    assert BEGUN not in page and SAID not in page
    with household.inside():
        assert not Draft.objects.exists()


@pytest.mark.django_db
def test_each_form_has_words_of_its_own(household):
    browser = household.browser("resident")
    keys = [type_into(browser, path, f"{BEGUN} {path}") for path in paths_of(household)]
    assert len(set(keys)) == len(FORMS)
    for path in paths_of(household):
        assert re.findall(rf"{BEGUN} (\S+)</textarea>", browser.get(path).content.decode()) == [path]


@pytest.mark.django_db
def test_nobody_else_reads_what_was_begun(household):
    standing = household.standing
    for path in paths_of(household):
        type_into(household.browser("resident"), path)
        assert BEGUN not in household.browser("partner").get(path).content.decode(), path
        for other in ("relative", "neighbour", "far"):
            assert BEGUN not in household.browser(other).get(path).content.decode(), path
        for staff in (standing.worker, *standing.strangers):
            assert BEGUN not in standing.client(staff).get(path).content.decode(), path
    worker = standing.client(standing.worker)
    for path in (f"/casus/{household.case_id}/", f"/casus/{household.case_id}/mensen/"):
        assert BEGUN not in worker.get(path).content.decode(), path
    with household.inside():
        assert [row.kind for row in people.requests_by(household.people["resident"])] == []


@pytest.mark.django_db
def test_another_cannot_put_words_in_the_draft(household):
    """The same key from another login is another draft."""
    path = paths_of(household)[0]
    key = type_into(household.browser("resident"), path)
    sent = {"object": key, "field": "words", "base_version": "0", "text": "Ik neem alles terug"}
    household.browser("partner").post("/concept/", sent, content_type="application/json")
    page = household.browser("resident").get(path).content.decode()
    assert BEGUN in page and "Ik neem alles terug" not in page


@pytest.mark.django_db
def test_words_stay_when_another_folder_opens_and_go_to_the_one_that_is_chosen(household):
    """With more than one folder the words lie with the eldest own one until one is chosen."""
    from naast.people import actions

    standing, resident = household.standing, household.people["resident"]
    type_into(household.browser("resident"), "/map/klacht/")
    with household.inside():
        case = actions.open_case(
            actor=standing.worker, person_id=resident.id, law="participatiewet", intake_kind="application"
        )
        actions.tell_what_happens(actor=resident, case_id=case.pk, person_id=resident.id)
    browser = household.browser("resident")
    page = browser.get("/map/klacht/").content.decode()
    assert BEGUN in page and f'value="{case.pk}"' in page
    assert browser.post("/map/klacht/", {"words": f"{BEGUN} klaar", "case": case.pk}).status_code == 302
    with household.inside():
        (row,) = people.requests_by(resident)
        assert (row.words, Draft.objects.count()) == (f"{BEGUN} klaar", 0)


@pytest.mark.django_db
def test_what_was_begun_goes_after_thirty_days(household, monkeypatch):
    type_into(household.browser("resident"), "/map/klacht/")
    later = clock.now() + dt.timedelta(days=Draft.KEEP_DAYS, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with household.inside():
        assert drafts.drop_expired() == 1


@erasing
def test_erasing_the_resident_takes_what_they_and_others_began(household, superuser):  # noqa: F811
    standing = household.standing
    for who in ("resident", "partner"):
        for path in ("/map/klacht/", f"/map/{household.case_id}/corrigeren/"):
            type_into(household.browser(who), path)
    type_into(household.browser("resident"), "/map/bezwaar/")

    def left():
        with superuser() as raw:
            return raw.execute("SELECT count(*) FROM kernel_draft").fetchone()[0]

    assert left() == 5
    erasure.erase_person(
        municipality_id=standing.municipality.pk,
        person_id=standing.resident.id,
        reason="request",
        also_others=True,
    )
    assert left() == 0
