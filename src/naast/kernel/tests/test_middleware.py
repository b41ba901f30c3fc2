"""Looks and refusals are written when the page leaves; what cannot be written is not shown."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from naast.kernel import audit
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.kernel.models import AuditEvent
from naast.kernel.pages import Request, looked, posted_version, resident_page, staff_page
from naast.people import actions, queries
from naast.people.models import Team


@staff_page()
def shown(request: Request, case_id: int) -> HttpResponse:
    case = queries.case_for(request.actor, case_id)
    looked(request, case.id, "test.shown")
    Team(name="door de pagina").save()
    return HttpResponse(case.resident_name)


@staff_page()
def breaks(request: Request, case_id: int) -> HttpResponse:
    looked(request, case_id, "test.breaks")
    Team(name="half opgeslagen").save()
    kind = request.GET["kind"]
    if kind == "stale":
        raise Stale("te laat", theirs="de tekst van een ander")
    if kind == "crash":
        raise RuntimeError("Rosa Proefpersoon")
    if kind == "five":
        return HttpResponse("mis", status=503)
    raise NotAllowed("mag niet") if kind == "not_allowed" else Invalid("klopt niet", "veld")


@resident_page()
def mine(request: Request) -> HttpResponse:
    return HttpResponse("mijn map")


urlpatterns = [
    path("proef/<int:case_id>/", shown, name="shown"),
    path("proef/<int:case_id>/stuk/", breaks, name="breaks"),
    path("proef/mijn/", mine, name="mine"),
    path("", include("naast.web.urls")),
]

pytestmark = [pytest.mark.urls(__name__)]


def notes(standing) -> list[AuditEvent]:
    with standing.inside():
        return list(AuditEvent.objects.filter(kind__in=["look", "refusal"]).order_by("id"))


def teams(standing) -> int:
    with standing.inside():
        return Team.objects.count()


def test_a_look_is_written(standing):
    page = standing.client(standing.worker).get(f"/proef/{standing.case_id}/")
    assert page.content.decode() == "Rosa Proefpersoon"
    (look,) = notes(standing)
    assert (look.kind, look.verb, look.case_id) == ("look", "test.shown", standing.case_id)
    assert (look.actor_kind, look.actor_id) == ("staff", standing.worker.id)


def test_no_browser_keeps_a_page_of_who_is_in(standing):
    page = standing.client(standing.worker).get(f"/proef/{standing.case_id}/")
    refused = standing.client(standing.colleague).get(f"/proef/{standing.case_id}/")
    for answer in (page, refused, standing.client(standing.resident).get("/proef/mijn/")):
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_look_that_cannot_be_written_shows_no_page(standing, monkeypatch):
    browser = standing.client(standing.worker)

    def fails(**note) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(audit, "record_noted", fails)
    page = browser.get(f"/proef/{standing.case_id}/")
    assert page.status_code == 503 and b"Rosa" not in page.content


@pytest.mark.parametrize("stranger", ["colleague", "outsider"])
def test_a_refusal_is_written_and_holds_no_data(standing, stranger):
    actor = getattr(standing, stranger)
    page = standing.client(actor).get(f"/proef/{standing.case_id}/")
    assert page.status_code == 404 and b"Rosa" not in page.content
    home = standing.municipality if stranger == "colleague" else standing.other
    with standing.inside(home):
        refusal = AuditEvent.objects.get(kind="refusal")
        assert (refusal.verb, refusal.actor_id, refusal.detail) == ("shown", actor.id, {"why": "not_visible"})
    assert teams(standing) == 0


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_beyond_every_id_is_a_wrong_address_like_any_other(standing, number):
    assert standing.client(standing.worker).get(f"/proef/{number}/").status_code == 404
    (refusal,) = notes(standing)
    assert (refusal.verb, refusal.case_id) == ("shown", None)


def test_a_case_that_does_not_exist_looks_the_same(standing):
    browser = standing.client(standing.colleague)
    there, nowhere = (browser.get(f"/proef/{number}/") for number in (standing.case_id, 987_654))
    assert there.status_code == nowhere.status_code == 404

    def plain(page):
        import re

        return re.sub(r'value="\w{40,}"|X-CSRFToken": "\w+"|/proef/\d+/', "", page.content.decode())

    assert plain(there) == plain(nowhere)


@pytest.mark.parametrize(
    ("kind", "status", "looks"),
    [("not_allowed", 403, 0), ("invalid", 400, 0), ("stale", 409, 1), ("five", 503, 0)],
)
def test_what_breaks_off_is_rolled_back_and_says_so(standing, kind, status, looks):
    browser = standing.client(standing.worker)
    page = browser.post(
        f"/proef/{standing.case_id}/stuk/?kind={kind}", {"text": "wat ik met zorg getypt had", "version": "1"}
    )
    assert page.status_code == status
    assert teams(standing) == 0
    assert len([note for note in notes(standing) if note.kind == "look"]) == looks
    if kind in {"invalid", "stale"}:
        assert "wat ik met zorg getypt had" in page.content.decode()
    if kind == "stale":
        assert "de tekst van een ander" in page.content.decode()
    assert len([note for note in notes(standing) if note.kind == "refusal"]) == (kind == "not_allowed")


def test_a_crash_shows_and_keeps_nothing(standing, caplog):
    browser = standing.client(standing.worker)
    browser.raise_request_exception = False
    with override_settings(DEBUG=False), caplog.at_level(logging.WARNING, logger="naast"):
        page = browser.get(f"/proef/{standing.case_id}/stuk/?kind=crash")
    assert page.status_code == 500 and b"Rosa" not in page.content
    assert teams(standing) == 0 and notes(standing) == []
    assert not [record for record in caplog.records if record.name.startswith("naast")]


def test_only_ids_stand_in_a_look(standing):
    standing.client(standing.worker).get(f"/proef/{standing.case_id}/")
    (look,) = notes(standing)
    assert look.detail == {} and look.object_type == ""


def test_who_is_not_logged_in_goes_to_the_door(client, standing):
    page = client.get(f"/proef/{standing.case_id}/")
    assert page.status_code == 302 and page.url.startswith("/inloggen/")
    assert notes(standing) == []


def test_staff_and_residents_have_their_own_pages(standing):
    assert standing.client(standing.resident).get("/proef/mijn/").status_code == 200
    assert standing.client(standing.worker).get("/proef/mijn/").status_code == 404
    assert standing.client(standing.resident).get(f"/proef/{standing.case_id}/").status_code == 404


def test_a_membership_of_somebody_else_in_the_session_opens_nothing(standing):
    browser = standing.client(standing.colleague)
    other = standing.client(standing.worker)
    session = browser.session
    session["membership_id"] = other.session["membership_id"]
    session.save()
    assert browser.get(f"/proef/{standing.case_id}/").status_code == 302


@pytest.mark.parametrize(
    ("posted", "version"), [("7", 7), ("", 0), ("-1", 0), ("1e3", 0), ("٣", 0), ("9" * 10, 0), ("x", 0)]
)
def test_a_posted_version_is_a_small_number(rf, posted, version):
    assert posted_version(rf.post("/", {"version": posted})) == version


def test_actions_write_their_own_change(standing):
    with standing.inside():
        actions.meet_participant(
            actor=standing.worker, case_id=standing.case_id, given_name="Claire", relation="partner"
        )
        event = AuditEvent.objects.get(verb="people.add_participant")
        assert event.case_id == standing.case_id and "Claire" not in str(vars(event))
