"""The pages of an objection to what is owed for being late: received, handed over, decided; its bundle."""

from __future__ import annotations

import re

import pytest

from naast.decide import actions, bundle, objection_queries
from naast.decide.models import Objection
from naast.kernel import clock
from naast.people import queries as people

from .penalising import FOUND, WORDS, heard, penalised
from .test_determining import late
from .test_papers import pages_text

__all__ = ["heard", "late", "penalised"]


@pytest.fixture
def base(penalised):
    return f"/casus/{penalised.deciding.case_id}/besluit"


def receive(base, penalised):
    return f"{base}/termijnen/te-laat/{penalised.notice_id}/bezwaar/"


def plain(page):
    """What somebody reads on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_it_is_written_down_handed_over_and_shown_under_what_it_is_about(penalised, base):
    deciding = penalised.deciding
    client = deciding.standing.client(deciding.worker)
    assert receive(base, penalised) in client.get(f"{base}/termijnen/").content.decode()
    blank = client.get(receive(base, penalised))
    assert "Over wat we schuldig zijn omdat we te laat waren" in plain(blank)
    for wrong, typed in (
        ({"words": "", "received_on": clock.today().isoformat()}, 'value="' + clock.today().isoformat()),
        ({"words": WORDS, "received_on": "31-2"}, WORDS),
        ({"words": WORDS, "received_on": "2020-01-01"}, WORDS),
    ):
        refused = client.post(receive(base, penalised), wrong)
        assert refused.status_code == 422 and typed in refused.content.decode()
    with deciding.inside():
        assert not Objection.objects.exists()
    sent = {"words": WORDS, "received_on": clock.today().isoformat()}
    for _twice in range(2):
        done = client.post(receive(base, penalised), sent)
        assert done["Location"] == f"{base}/termijnen/#te-laat-{penalised.notice_id}"
    with deciding.inside():
        (row,) = Objection.objects.all()
    listed = client.get(f"{base}/termijnen/").content.decode()
    assert WORDS in listed and f'id="bezwaar-{row.pk}"' in listed
    options = re.findall(r'<option value="(\d+)">', listed)
    assert str(deciding.holder.id) in options and str(deciding.worker.id) not in options
    handed = client.post(f"{base}/bezwaar/{row.pk}/", {"staff": deciding.holder.id})
    assert handed["Location"].endswith(f"#te-laat-{penalised.notice_id}")
    assert "Mira Mandaat" in client.get(f"{base}/termijnen/").content.decode()
    assert "Er loopt al een bezwaar" in plain(client.get(receive(base, penalised)))


def test_strangers_find_nothing(penalised, base):
    standing = penalised.deciding.standing
    with standing.inside():
        number = penalised.object()
    for stranger in (*standing.strangers, standing.resident):
        client = standing.client(stranger)
        for address in (receive(base, penalised), f"{base}/bezwaar/{number}/verloop/"):
            assert client.get(address).status_code in (403, 404)
            assert WORDS not in client.post(address, {"words": "x"}).content.decode()
    worker = standing.client(standing.worker)
    assert worker.get(f"{base}/termijnen/te-laat/999999/bezwaar/").status_code == 404


def test_who_handles_it_says_how_many_days_and_sees_the_letter_first(heard, base):
    deciding = heard.deciding
    with deciding.inside():
        heard.dearer()
    client = deciding.standing.client(deciding.holder)
    address = f"{base}/bezwaar/{heard.objection_id}/verloop/"
    page = client.get(address)
    shown = plain(page)
    assert "Wat er is vastgesteld" in shown and "42 dagen" in shown and WORDS in shown
    assert "hoeveel dagen waren we te laat" in shown and "/herzien/" not in page.content.decode()
    verdict = {"verdict": "founded", "words": FOUND, "letter_way": "beside"}
    for days in ("", "0", "43", "veel", "1"):
        refused = client.post(f"{address}beslissen/", verdict | {"owed_days": days})
        assert refused.status_code == 422 and FOUND in refused.content.decode()
        assert 'id="beslissen_owed_days' in refused.content.decode()
    read = client.post(f"{address}beslissen/", verdict | {"owed_days": "42", "do": "show"})
    assert "Je krijgt van ons in totaal" in plain(read) and "168" in plain(read)
    with deciding.inside():
        assert not heard.course.last("decided")
    assert client.post(f"{address}beslissen/", verdict | {"owed_days": "42"}).status_code == 302
    assert client.get(address).status_code == 404
    worker = deciding.standing.client(deciding.worker)
    assert "Op een bezwaar" in plain(worker.get(f"{base}/termijnen/"))
    assert "42 dagen te laat, in totaal" in plain(worker.get(address))
    with deciding.inside():
        assert heard.notice.anew[-1].told_on is None


def test_the_bundle_holds_what_was_asked_and_determined(heard, base):
    deciding = heard.deciding
    with deciding.inside():
        case = people.case_for(deciding.worker, deciding.case_id)
        about = bundle.subject_of(case, heard.objection_id)
        pieces = bundle.pieces_of(about)
        kinds = [re.sub(r":\d+$", "", piece.key) for piece in pieces]
        assert kinds == ["objection", "late", "late", "course"]
        number = actions.make_bundle(
            actor=deciding.worker, case_id=deciding.case_id, objection_id=heard.objection_id
        )
        stored = objection_queries.paper_file(deciding.case_id, number)
        words = " ".join(pages_text(stored.clear_bytes()).split())
    for said in (
        WORDS,
        "Vastgesteld op",
        "42 dagen te laat, € 84",
        "de inwoner weten dat de gemeente te laat",
    ):
        assert said in words
    page = deciding.standing.client(deciding.holder).get(f"{base}/bezwaar/{heard.objection_id}/stukken/")
    assert page.status_code == 200 and "Te laat: wat er gevraagd was" in plain(page)
