"""The pages of settling and of counting afterwards: who opens them, what they hold, what bad input keeps."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from decimal import Decimal

import pikepdf
import pytest

from naast.decide.tests.conftest import BREAKTHROUGH, DIFFERS
from naast.follow import actions, queries
from naast.follow.models import Realised, Settlement
from naast.kernel import clock
from naast.kernel.clock import shifted
from naast.kernel.models import AuditEvent

from .conftest import HOTEL
from .test_after_a_year import count
from .test_settlements import propose

pytestmark = pytest.mark.django_db
NAMES = ("Rosa", "Proefpersoon", HOTEL, BREAKTHROUGH, DIFFERS)


@pytest.fixture
def paths(decided):
    with decided.inside():
        row = propose(decided)
    root = f"/casus/{decided.case_id}/volgen"
    hotel = decided.lines["hotel"]
    return {
        "after_a_year": f"{root}/na-een-jaar/",
        "realised": f"{root}/na-een-jaar/{hotel}/jaar/0/",
        "settling": f"{root}/verrekenen/",
        "settling_document": f"{root}/verrekenen/{row.pk}/document/",
        "settlements": "/verrekeningen/",
        "propose": f"/verrekeningen/voorstel/{decided.case_id}/",
        "settlement": f"/verrekeningen/{row.pk}/",
        "settlement_document": f"/verrekeningen/{row.pk}/document/",
    }


IN_THE_CASE = ("after_a_year", "realised", "settling", "settling_document")
OF_PAYERS = ("settlements", "propose", "settlement", "settlement_document")


def test_the_circle_reads_along_and_strangers_find_nothing(decided, paths):
    strangers = (*decided.standing.strangers, decided.standing.resident, decided.controller, decided.owner)
    for name in IN_THE_CASE:
        assert decided.standing.client(decided.worker).get(paths[name]).status_code == 200
        for stranger in strangers:
            answer = decided.standing.client(stranger).get(paths[name])
            assert answer.status_code == 404 and HOTEL not in answer.content.decode(errors="replace")


def test_payers_read_payment_lines_and_never_a_name_or_a_story(decided, paths):
    others = (*decided.standing.strangers, decided.standing.resident, decided.worker)
    for name in OF_PAYERS:
        for who in (decided.controller, decided.owner):
            answer = decided.standing.client(who).get(paths[name])
            assert answer.status_code == 200
            page = answer.content.decode(errors="replace")
            assert not [word for word in NAMES if word in page]
        for other in others:
            assert decided.standing.client(other).get(paths[name]).status_code == 404
    with decided.inside():
        looks = AuditEvent.objects.filter(kind="look", verb="follow.settlement", case_id=decided.case_id)
        assert looks.exists(), "the resident sees who looked"


def test_the_document_is_accessible_and_holds_no_resident(decided, paths):
    content = decided.standing.client(decided.controller).get(paths["settlement_document"]).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang).startswith("nl")
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1" and meta["dc:title"].startswith("Verrekening ")
    again = decided.standing.client(decided.worker).get(paths["settling_document"]).content
    assert again == content, "the same settlement gives the same document"
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert "36,6 procent" in text and "Er is nog niets gemeten" in text and "40.000" in text
    assert not [word for word in NAMES if word in text]


def form(decided, **changes):
    with decided.inside():
        plan = queries.decided(decided.case_id)
        last = queries.year_of(plan, 0)[1]
    return {
        "plan_version": plan.version_id,
        "advancer": "municipality_wmo",
        "repayer": "municipality_jeugd",
        "share": "36.6",
        "result": "Uithuisplaatsing voorkomen",
        "until_on": last.isoformat(),
        "words": "",
    } | changes


def test_proposing_in_the_browser_and_bad_input_keeps_what_was_typed(decided):
    browser = decided.standing.client(decided.owner)
    path = f"/verrekeningen/voorstel/{decided.case_id}/"
    assert "36.6" in browser.get(path).content.decode() or "36,6" in browser.get(path).content.decode()
    typed = "<script>alert(1)</script> \u202eachterstevoren 🏠"
    for changes, field in (
        ({"share": "NaN"}, "share"),
        ({"share": "100.01"}, "share"),
        ({"share": "-1"}, "share"),
        ({"repayer": "resident"}, "repayer"),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"until_on": "gisteren"}, "until_on"),
        ({"result": ""}, "result"),
    ):
        answer = browser.post(path, form(decided, words=typed, **changes))
        page = answer.content.decode()
        assert answer.status_code == 422, changes
        assert f'href="#id_{field}"' in page, changes
        assert "<script>alert" not in page and "achterstevoren" in page
    with decided.inside():
        assert not Settlement.objects.exists()
    made = browser.post(path, form(decided, words=typed))
    assert made.status_code == 302
    page = browser.get(made.url).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_bringing_on_in_the_browser_refuses_the_wrong_hands(decided, paths):
    owner, controller = (decided.standing.client(who) for who in (decided.owner, decided.controller))
    step = paths["settlement"] + "{}/"
    assert owner.post(step.format("agree"), {"words": ""}).status_code == 403
    assert owner.post(step.format("nothing"), {"words": ""}).status_code == 404
    assert controller.post(step.format("withdraw"), {"words": ""}).status_code == 422
    assert controller.post(step.format("agree"), {"words": ""}).status_code == 302
    early = controller.post(step.format("measure"), {"words": "Nu al"})
    assert early.status_code == 422 and "Nu al" in early.content.decode()
    assert "loopt tot en met" in early.content.decode()
    for who in (*decided.standing.strangers, decided.standing.resident, decided.worker):
        answer = decided.standing.client(who).post(step.format("withdraw"), {"words": "weg"})
        assert answer.status_code == 404
    with decided.inside():
        assert Settlement.objects.get().state == "agreed"


def test_what_would_only_be_refused_is_not_offered(decided, paths):
    controller = decided.standing.client(decided.controller)
    proposing = controller.get(paths["propose"]).content.decode()
    assert "staat hierboven al" in proposing and 'name="share"' not in proposing
    with decided.inside():
        row = Settlement.objects.get()
        actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
    measuring = paths["settlement"] + "measure/"
    early = controller.get(paths["settlement"]).content.decode()
    assert "loopt tot en met" in early and measuring not in early
    with decided.inside():
        day = _year(decided)[1]
    with shifted((day - clock.today()).days):
        assert measuring in controller.get(paths["settlement"]).content.decode()
    with decided.inside():
        actions.withdraw_settlement(actor=decided.controller, settlement_id=row.pk, words="Anders besproken.")
    assert 'name="share"' in controller.get(paths["propose"]).content.decode()


def test_counting_in_the_browser_keeps_what_was_typed(decided, paths):
    browser = decided.standing.client(decided.worker)
    first, _last = _year(decided)
    right = {
        "quantity": "0",
        "from_on": first.isoformat(),
        "to_on": first.isoformat(),
        "source": "Hotel <b>Zon</b>",
        "version": "0",
    }
    for changes, field in (
        ({"quantity": "nan"}, "quantity"),
        ({"quantity": "-3"}, "quantity"),
        ({"quantity": ""}, "quantity"),
        ({"unknown": "on"}, "quantity"),
        ({"source": ""}, "source"),
        ({"to_on": (first + dt.timedelta(days=9)).isoformat()}, "to_on"),
        ({"from_on": "2001-01-01"}, "from_on"),
    ):
        answer = browser.post(paths["realised"], right | changes)
        page = answer.content.decode()
        assert answer.status_code == 422, changes
        assert f'href="#id_{field}"' in page, changes
        assert "<b>Zon" not in page
    with decided.inside():
        assert not Realised.objects.exists()
    assert browser.post(paths["realised"], right).status_code == 302
    stale = browser.post(paths["realised"], right | {"quantity": "7"})
    assert stale.status_code == 409 and 'value="7"' in stale.content.decode()
    page = browser.get(paths["after_a_year"]).content.decode()
    assert (
        "Hotel &lt;b&gt;Zon&lt;/b&gt;" in page
        and "als een regel tot het einde van een jaar is geteld" in page
    )


def test_a_line_or_year_of_another_plan_is_not_there(decided, paths):
    browser = decided.standing.client(decided.worker)
    root = f"/casus/{decided.case_id}/volgen/na-een-jaar"
    for path in (f"{root}/99999/jaar/0/", f"{root}/{decided.lines['hotel']}/jaar/7/"):
        assert browser.get(path).status_code == 404


def test_who_only_reads_along_reads_and_does_not_count(decided, paths):
    reader = decided.standing.client(decided.standing.add_reader())
    page = reader.get(paths["after_a_year"])
    assert page.status_code == 200 and paths["realised"] not in page.content.decode()
    assert reader.get(paths["realised"]).status_code == 403


def test_what_was_measured_stands_on_the_pages_of_both(decided, paths):
    with decided.inside():
        row = Settlement.objects.get()
        actions.agree_settlement(actor=decided.controller, settlement_id=row.pk)
    with decided.inside(), shifted(366):
        count(decided, "removal", 0)
        actions.measure_settlement(actor=decided.controller, settlement_id=row.pk)
    for who, name in (
        (decided.worker, "settling"),
        (decided.owner, "settlement"),
        (decided.owner, "settlements"),
    ):
        assert "14.640" in decided.standing.client(who).get(paths[name]).content.decode()
    assert Decimal("14640.00") == row.share * 40_000


def _year(decided):
    with decided.inside():
        return queries.year_of(queries.followed(decided.case_id), 0)
