"""The small pages beside a decision: who sees them, what they keep, and what stands on the decide page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from tests.standing import logged_in

from naast.decide import queries
from naast.decide.models import Cover, Dissent, ReadingAnswer, Sample, SampleRate, SampleReading
from naast.kernel import actors
from naast.people import actions as people

ODD = '<script>alert("x")</script> \u202eanders 🌱'
SAID = "Ik zou eerst de familie nog eens vragen."


@pytest.fixture
def asked(deciding):
    """An open proposal with a question of the second reader: proposal and reading."""
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(7_200))
        return number, deciding.read(deciding.reader, "question", "Hoe lang duurt dit?")


def base(deciding) -> str:
    return f"/casus/{deciding.case_id}/besluit/"


def shown(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode()))


def test_strangers_find_nothing_and_a_reader_writes_no_answer(deciding, asked):
    number, reading = asked
    paths = [
        f"{base(deciding)}{part}/"
        for part in (f"antwoord/{reading}", f"dekking/{number}", f"anders/{number}")
    ]
    worker = deciding.standing.client(deciding.worker)
    for path in paths:
        assert worker.get(path).status_code == 200, path
    for stranger in deciding.standing.strangers:
        client = deciding.standing.client(stranger)
        for path in paths:
            for refused in (client.get(path), client.post(path, {"words": "x", "name": "x"})):
                assert refused.status_code == 404 and "Rosa" not in refused.content.decode(), path
    reader = deciding.standing.client(deciding.reader)
    assert [reader.get(path).status_code for path in paths] == [404, 404, 200]
    with deciding.inside():
        assert not (ReadingAnswer.objects.exists() or Cover.objects.exists() or Dissent.objects.exists())


def test_a_row_of_another_case_moved_by_hand_is_not_found(deciding, asked):
    number, reading = asked
    with deciding.inside():
        person = people.add_person(actor=deciding.worker, given_name="Ander", family_name="Persoon")
        other = people.open_case(actor=deciding.worker, person_id=person.pk, law="wmo", intake_kind="report")
    client = deciding.standing.client(deciding.worker)
    for part in (f"antwoord/{reading}", f"dekking/{number}", f"anders/{number}"):
        path = f"/casus/{other.pk}/besluit/{part}/"
        assert client.get(path).status_code == 404, path
        assert client.post(path, {"words": SAID, "name": "x"}).status_code == 404, path


def test_an_answer_is_kept_once_and_shown_as_it_was_typed(deciding, asked):
    _number, reading = asked
    path = f"{base(deciding)}antwoord/{reading}/"
    client = deciding.standing.client(deciding.worker)
    assert "Hoe lang duurt dit?" in shown(client.get(path))
    empty = client.post(path, {"words": "  "})
    assert empty.status_code == 422 and "words" in empty.context["form"].errors
    long = client.post(path, {"words": "x" * 5_001})
    assert long.status_code == 422 and "x" * 5_001 in long.content.decode()
    for _twice in range(2):
        assert client.post(path, {"words": ODD}).status_code == 302
    with deciding.inside():
        assert ReadingAnswer.objects.get().words == ODD.strip()
    page = client.get(base(deciding)).content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    read = deciding.standing.client(deciding.reader).get(f"{base(deciding)}meelezen/{_number}/")
    assert "&lt;script&gt;" in read.content.decode() and "antwoord/" not in read.content.decode()


def test_a_dissent_stays_beside_the_proposal_and_the_decision(deciding, asked):
    number, _reading = asked
    path = f"{base(deciding)}anders/{number}/"
    reader = deciding.standing.client(deciding.reader)
    wrong = reader.post(path, {"words": ""})
    assert wrong.status_code == 422 and "words" in wrong.context["form"].errors
    assert reader.post(path, {"words": SAID}).status_code == 302
    assert SAID in shown(reader.get(base(deciding)))
    with deciding.inside():
        deciding.read(deciding.reader)
        deciding.decide(deciding.holder)
    worker = deciding.standing.client(deciding.worker)
    page = shown(worker.get(base(deciding)))
    assert SAID in page and "Lena Lezer" in page
    assert worker.post(path, {"words": "Achteraf anders."}).status_code == 302
    assert "(na het besluit)" in shown(worker.get(base(deciding)))


def test_who_covers_is_to_be_named_and_then_stands_there(deciding, asked):
    number, _reading = asked
    lead = deciding.standing.add_staff("Tea Teamleider", actors.TEAM_LEAD)
    worker = deciding.standing.client(deciding.worker)
    assert "nog te benoemen" in shown(worker.get(base(deciding)))
    path = f"{base(deciding)}dekking/{number}/"
    for given, field in (
        ({}, "name"),
        ({"staff": lead.id, "name": "Wethouder"}, "name"),
        ({"staff": deciding.worker.id}, "staff"),
        ({"name": "x" * 201}, "name"),
    ):
        wrong = worker.post(path, given)
        assert wrong.status_code == 422 and field in wrong.context["form"].errors, given
    assert worker.post(path, {"staff": lead.id, "name": ""}).status_code == 302
    page = shown(worker.get(base(deciding)))
    assert "Tea Teamleider" in page and "nog te benoemen" not in page
    told = shown(deciding.standing.client(lead).get("/meelezen/"))
    assert "Rosa Proefpersoon" in told and "Wilma Worker noemde jou" in told


def test_who_decides_against_the_advice_is_asked_why_and_what_was_typed_stays(deciding, asked):
    with deciding.inside():
        deciding.read(deciding.reader, "advise_against", "Dit kan goedkoper.")
        version = queries.proposal_of(deciding.case_id).version
    holder = deciding.standing.client(deciding.holder)
    assert 'name="despite"' in holder.get(base(deciding)).content.decode()
    path = f"{base(deciding)}nemen/"
    wrong = holder.post(path, {"version": version, "despite": ""})
    assert wrong.status_code == 422 and "despite" in wrong.context["form"].errors
    long = holder.post(path, {"version": version, "despite": "y" * 1_001})
    assert long.status_code == 422 and "y" * 1_001 in long.content.decode()
    said = "Een dag wachten kost dit gezin meer dan het geld."
    assert holder.post(path, {"version": version, "despite": said}).status_code == 302
    page = shown(deciding.standing.client(deciding.worker).get(base(deciding)))
    assert said in page and "Dit kan goedkoper." in page and "Waarom het advies niet is gevolgd" in page


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def test_the_administrator_sets_the_sample_and_others_read_or_find_nothing(deciding, administrator):
    quality = deciding.standing.add_staff("Karin Kwaliteit", actors.QUALITY_OFFICER)
    client = deciding.standing.client(administrator)
    assert "Nu: geen." in shown(client.get("/steekproef/"))
    for given, field in (
        ({"one_in": "0", "because": "x"}, "one_in"),
        ({"one_in": "half", "because": "x"}, "one_in"),
        ({"one_in": "5", "because": " "}, "because"),
    ):
        wrong = client.post("/steekproef/", given)
        assert wrong.status_code == 422 and field in wrong.context["form"].errors, given
    assert client.post("/steekproef/", {"one_in": "1", "because": "Om te leren."}).status_code == 302
    with deciding.inside():
        assert SampleRate.objects.get().one_in == 1
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
    read = deciding.standing.client(quality)
    page = shown(read.get("/steekproef/"))
    assert "Nu: elk besluit." in page and f"Besluit {number}" in page and "Rosa" not in page
    assert read.post("/steekproef/", {"one_in": "9", "because": "x"}).status_code == 403
    for other in (deciding.worker, deciding.holder, deciding.standing.outsider):
        assert logged_in(other).get("/steekproef/").status_code in (403, 404)
    assert "Nog te lezen" not in shown(client.get("/steekproef/"))


def test_a_drawn_decision_is_read_on_its_page_by_who_was_drawn(deciding, administrator):
    client = deciding.standing.client(administrator)
    client.post("/steekproef/", {"one_in": "1", "because": "Om te leren."})
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
        path = f"{base(deciding)}achteraf/{Sample.objects.get().pk}/"
    reader = deciding.standing.client(deciding.reader)
    assert path in reader.get("/meelezen/").content.decode()
    assert reader.get(path).status_code == 200
    for stranger in (*deciding.standing.strangers, deciding.worker, deciding.lawyer):
        refused = deciding.standing.client(stranger).get(path)
        assert refused.status_code == 404, stranger.name
    wrong = reader.post(path, {"verdict": "remark", "words": ""})
    assert wrong.status_code == 422 and "words" in wrong.context["form"].errors
    assert reader.post(path, {"verdict": "remark", "words": SAID}).status_code == 302
    assert reader.post(path, {"verdict": "remark", "words": "Nog eens."}).status_code == 404
    with deciding.inside():
        assert SampleReading.objects.get().words == SAID
    assert SAID in shown(deciding.standing.client(deciding.worker).get(base(deciding)))


def test_who_reads_along_reads_who_sees_it_otherwise(deciding, asked):
    number, _reading = asked
    deciding.standing.client(deciding.worker).post(f"{base(deciding)}anders/{number}/", {"words": ODD})
    page = deciding.standing.client(deciding.reader).get(f"{base(deciding)}meelezen/{number}/")
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.content.decode() and "anders 🌱" in shown(page)
