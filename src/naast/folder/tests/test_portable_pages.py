"""The pages around taking a folder along and bringing it in: who opens them, and what bad input gets."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from tests.standing import logged_in, make_staff

from naast.folder.models import Brought, ForeignPaper, Package
from naast.folder.portable import making, queries
from naast.folder.tests.conftest import PERSPECTIVE, ROSA_TELLS
from naast.folder.tests.portable import brought, neighbour, received, taken
from naast.kernel import clock, signing, uploads
from naast.kernel.models import AuditEvent
from naast.listen import queries as listened

pytestmark = pytest.mark.django_db


def zipped(content: bytes, name: str = "map.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/zip")


def test_a_resident_asks_follows_and_fetches(household):
    rosa = household.people["resident"]
    browser = household.browser("resident")
    page = browser.get("/map/meenemen/")
    assert page.status_code == 200 and "Maak mijn pakket" in page.content.decode()
    for _click in range(2):
        assert browser.post("/map/meenemen/").status_code == 302
    with household.inside():
        package = Package.objects.get()
    part = browser.get("/map/meenemen/stand/").content.decode()
    assert 'hx-trigger="every 2s"' in part and "We maken je pakket" in part
    assert browser.get(f"/map/meenemen/{package.pk}/gegevens/").status_code == 404
    making.make(rosa.municipality_id, package.pk)
    part = browser.get("/map/meenemen/stand/").content.decode()
    assert "hx-trigger" not in part and "Haal het boekje op" in part
    for kind, begins in (("gegevens", b"PK"), ("papier", b"%PDF")):
        answer = browser.get(f"/map/meenemen/{package.pk}/{kind}/")
        content = b"".join(answer.streaming_content)
        assert answer.status_code == 200 and content.startswith(begins)
        assert len(content) == int(answer["Content-Length"]) and "no-store" in answer["Cache-Control"]
    assert browser.get(f"/map/meenemen/{package.pk}/iets/").status_code == 404


def test_nobody_else_fetches_it(household):
    taken(household.standing, household.people["resident"])
    with household.inside():
        number = queries.package_for(household.people["resident"]).id
    for who in ("partner", "relative", "neighbour", "far"):
        for kind in ("gegevens", "papier"):
            answer = household.browser(who).get(f"/map/meenemen/{number}/{kind}/")
            assert answer.status_code == 404, who
    worker = logged_in(household.standing.worker)
    for path in (
        "/map/meenemen/",
        "/map/meenemen/stand/",
        f"/map/meenemen/{number}/papier/",
        "/map/inbrengen/",
    ):
        assert worker.get(path).status_code == 404, path


def test_a_failure_is_said_and_the_button_begins_again(household, monkeypatch):
    browser = household.browser("resident")
    browser.post("/map/meenemen/")
    with household.inside():
        number = Package.objects.get().pk
    monkeypatch.setattr("naast.folder.portable.making.paper.made", lambda *a, **k: 1 / 0)
    making.make(household.standing.municipality.pk, number)
    page = browser.get("/map/meenemen/").content.decode()
    assert "Het maken is niet gelukt" in page and "Maak het opnieuw" in page
    browser.post("/map/meenemen/")
    with household.inside():
        assert Package.objects.filter(state=Package.ASKED).count() == 1


def test_staff_check_look_and_bring_in(household, there, package):
    standing, (case_id, resident) = household.standing, there
    browser = logged_in(standing.outsider)
    assert browser.get(f"/casus/{case_id}/inbrengen/").status_code == 200
    given = {"consent_of": "Rosa, aan tafel", "consent_on": clock.today().isoformat()}
    answer = browser.post(f"/casus/{case_id}/inbrengen/", given | {"package": zipped(package)})
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "Afzender onbekend" in page and ROSA_TELLS in page and "Rosa, aan tafel" in page
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id) is None
    for _click in range(2):
        assert browser.post(answer["Location"], {"say": "yes"}).status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "Van gemeente Proefdam, alleen om te lezen" in page and "taxipas" in page
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id).text == ROSA_TELLS
        assert Brought.objects.count() == 1
        paper = ForeignPaper.objects.filter(part="letters").first()
    file = browser.get(f"/casus/{case_id}/inbrengen/bestand/{paper.pk}/")
    assert file.content.startswith(b"%PDF") and file["X-Content-Type-Options"] == "nosniff"
    again = browser.post(f"/casus/{case_id}/inbrengen/", given | {"package": zipped(package)})
    assert again["Location"] == answer["Location"]


def test_a_resident_brings_their_own_folder_in(household, there, package):
    standing, (case_id, resident) = household.standing, there
    browser = logged_in(resident)
    assert browser.get("/map/inbrengen/").status_code == 200
    answer = browser.post("/map/inbrengen/", {"package": zipped(package)})
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "Wat hier verder leeft" in page and "Mijn verhaal" in page
    assert browser.post(answer["Location"], {"say": "yes"}).status_code == 302
    assert ROSA_TELLS in browser.get(f"/map/{case_id}/verhaal/").content.decode()
    assert "Uit Proefdam" in browser.get("/map/inbrengen/").content.decode()
    with standing.inside(standing.other):
        paper = ForeignPaper.objects.filter(part="letters").first()
    assert browser.get(f"/map/{case_id}/inbrengen/bestand/{paper.pk}/").status_code == 200


def test_who_did_not_read_what_happens_reads_it_first(household):
    from naast.people import actions as people

    standing = household.standing
    with standing.inside(standing.other):
        from tests.standing import make_resident

        person = people.add_person(actor=standing.outsider, given_name="Nieuw")
        people.open_case(actor=standing.outsider, person_id=person.pk, law="wmo", intake_kind="report")
        fresh = make_resident(standing.other, person.pk)
    answer = logged_in(fresh).get("/map/inbrengen/")
    assert answer.status_code == 302 and "wat-gebeurt-er" in answer["Location"]


def test_left_is_left(household, there, package):
    standing, (case_id, resident) = household.standing, there
    browser = logged_in(resident)
    here = browser.post("/map/inbrengen/", {"package": zipped(package)})["Location"]
    assert browser.post(here, {"say": "leave"}).status_code == 302
    assert browser.get(here).status_code == 404
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id) is None


def test_somebody_else_asks_for_a_tick_and_keeps_what_was_said(household, package):
    _case_id, resident = neighbour(household.standing, "Iemand", "Anders")
    browser = logged_in(resident)
    here = browser.post("/map/inbrengen/", {"package": zipped(package)})["Location"]
    answer = browser.post(here, {"say": "yes"})
    assert answer.status_code == 422 and "dezelfde persoon" in answer.content.decode()
    assert browser.post(here, {"say": "yes", "same_person": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"geen zip", "geen map van Naast"), (b"", "leeg"), (None, "Kies nog een bestand.")],
)
def test_what_is_no_package_is_said_at_the_field(household, there, content, said):
    case_id, resident = there
    for browser, path in (
        (logged_in(resident), "/map/inbrengen/"),
        (logged_in(household.standing.outsider), f"/casus/{case_id}/inbrengen/"),
    ):
        data = {} if content is None else {"package": zipped(content)}
        answer = browser.post(path, data | {"consent_of": "Rosa aan tafel", "consent_on": "2026-01-01"})
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page, path
        assert "Rosa aan tafel" in page or path.startswith("/map"), "what was typed stays"


def test_a_refused_package_is_a_refusal_in_the_audit(household, there):
    case_id, resident = there
    logged_in(resident).post("/map/inbrengen/", {"package": zipped(b"geen zip")})
    with household.standing.inside(household.standing.other):
        row = AuditEvent.objects.get(kind="refusal", verb="folder.receive")
    assert (row.case_id, row.actor_id, row.detail) == (case_id, resident.id, {"why": "package"})


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1_000)
def test_a_large_one_is_sealed_on_the_disk_and_one_beyond_the_limit_is_refused(
    household, there, package, monkeypatch
):
    _case_id, resident = there
    browser = logged_in(resident)
    assert browser.post("/map/inbrengen/", {"package": zipped(package)}).status_code == 302
    monkeypatch.setattr(uploads, "MAX_BYTES", 10_000)
    answer = browser.post("/map/inbrengen/", {"package": zipped(package)})
    assert answer.status_code == 422 and "groter dan 250 MB" in answer.content.decode()


def test_strangers_get_the_page_for_a_wrong_address(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        colleague = make_staff(standing.other, "Collega Cor", "professional")
        paper = ForeignPaper.objects.filter(part="letters").first().pk
    staff_pages = (
        f"/casus/{case_id}/inbrengen/",
        f"/casus/{case_id}/inbrengen/{number}/",
        f"/casus/{case_id}/inbrengen/bestand/{paper}/",
    )
    own_pages = (f"/map/{case_id}/inbrengen/{number}/", f"/map/{case_id}/inbrengen/bestand/{paper}/")
    for path in staff_pages:
        for stranger in (colleague, standing.worker, resident, household.people["far"]):
            answer = logged_in(stranger).get(path)
            assert answer.status_code == 404 and ROSA_TELLS not in answer.content.decode(), path
            assert logged_in(stranger).post(path, {"say": "yes"}).status_code in {404, 403}, path
    for path in own_pages:
        for stranger in (colleague, standing.outsider, household.people["far"], household.people["resident"]):
            assert logged_in(stranger).get(path).status_code == 404, path


def test_another_case_in_the_address_finds_nothing(household, there, package):
    standing, (case_id, _resident) = household.standing, there
    number = received(standing, standing.outsider, case_id, package)
    other_case, _other = neighbour(standing, "Tweede", "Persoon")
    browser = logged_in(standing.outsider)
    assert browser.get(f"/casus/{other_case}/inbrengen/{number}/").status_code == 404
    assert browser.post(f"/casus/{other_case}/inbrengen/{number}/", {"say": "yes"}).status_code == 404


def test_a_script_in_a_story_stays_text(household, there):
    standing, (case_id, resident) = household.standing, there
    rosa = household.people["resident"]
    typed = "<script>alert(1)</script> ‮ 😀 ../../etc/passwd شكرا"
    from naast.listen import actions as listen

    with household.inside():
        listen.write_story(
            actor=rosa, case_id=household.case_id, person_id=rosa.id, text=typed, base_version=1
        )
    package = taken(standing, rosa)[0]
    browser = logged_in(resident)
    here = browser.post("/map/inbrengen/", {"package": zipped(package)})["Location"]
    for page in (browser.get(here), browser.post(here, {"say": "yes"}, follow=True)):
        assert "<script>alert" not in page.content.decode() and "&lt;script&gt;" in page.content.decode()
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id).text == typed


def test_the_administrator_keeps_the_keys(household):
    standing = household.standing
    with standing.inside(standing.other):
        keeper = make_staff(standing.other, "Beheer Ansje", "administrator")
    browser = logged_in(keeper)
    key = signing.public_key(standing.municipality.pk)
    page = browser.get("/beheer/sleutels/").content.decode()
    assert signing.public_key(standing.other.pk) in page
    wrong = browser.post("/beheer/sleutels/", {"name": "Proefdam", "public_key": "niets"})
    assert wrong.status_code == 422 and 'value="Proefdam"' in wrong.content.decode()
    for _click in range(2):
        assert browser.post("/beheer/sleutels/", {"name": "Proefdam", "public_key": key}).status_code == 302
    page = browser.get("/beheer/sleutels/").content.decode()
    assert page.count(signing.key_id(key)) == 1 and "Beheer Ansje" in page
    with standing.inside(standing.other):
        number = queries.trusted_keys()[0].pk
    for stranger in (standing.outsider, standing.worker):
        assert logged_in(stranger).get("/beheer/sleutels/").status_code == 404
        assert logged_in(stranger).post(f"/beheer/sleutels/{number}/weg/").status_code == 404
    assert browser.post(f"/beheer/sleutels/{number}/weg/").status_code == 302
    assert signing.key_id(key) not in browser.get("/beheer/sleutels/").content.decode()


def test_the_resident_sees_that_staff_looked_at_what_came_along(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = brought(standing, resident, case_id, package)
    logged_in(standing.outsider).get(f"/casus/{case_id}/inbrengen/{number}/")
    page = logged_in(resident).get("/map/wie-keek/").content.decode()
    assert "wat je meebracht uit een andere gemeente" in page


def test_no_words_stand_in_an_address_or_a_job(household, package):
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = [job.args for job in ProcrastinateJob.objects.filter(task_name="folder.make_package")]
    assert jobs and all(set(job) == {"municipality_id", "package_id"} for job in jobs)
    assert PERSPECTIVE not in str(jobs)
