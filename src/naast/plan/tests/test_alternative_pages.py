"""The pages of another way: who reads and writes there, what stays typed, what a line says on its own."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from naast.engines import returns
from naast.kernel.errors import NotAllowed
from naast.plan import actions, queries
from naast.plan.models import Alternative, AlternativeQuantity, Price, ScenarioLine
from naast.plan.tests.test_alternatives import shorter, who, worked_out

__all__ = ["shorter", "who"]

pytestmark = pytest.mark.django_db


def addresses(standing, way, line_id) -> dict[str, str]:
    """Every address of another way."""
    more = {"add_alternative": (), "say_quantity": (way.pk, line_id), "try_quantity": (way.pk, line_id)}
    names = (
        "alternative",
        "write_alternative",
        "add_way_line",
        "try_way_line",
        "way_workbook",
        "way_command_line",
    )
    more |= dict.fromkeys(names, (way.pk,))
    return {name: reverse(f"plan:{name}", args=[standing.case_id, *args]) for name, args in more.items()}


READ = ("alternative", "way_workbook", "way_command_line")


def test_only_the_circle_reads_and_only_who_stands_beside_writes(standing, who, shorter):
    way, hotel, _removal = shorter
    urls = addresses(standing, way, hotel)
    sent = {"name": "Anders", "what": "Plek in de opvang", "quantity": "5", "version": "1"}
    with standing.inside():
        reader = standing.add_reader()
    for name, url in urls.items():
        for stranger in standing.strangers:
            client = standing.client(stranger)
            answer = client.get(url) if name in READ else client.post(url, sent)
            assert answer.status_code == 404, (name, stranger)
            assert "Korter" not in answer.content.decode()
        client = standing.client(reader)
        answer = client.get(url) if name in READ else client.post(url, sent)
        assert answer.status_code == (200 if name in READ else 403), name
    page = standing.client(reader).get(urls["alternative"]).content.decode()
    assert "Korter in een hotel" in page and "<form" not in page.split("<main")[1].split("</main>")[0]
    with standing.inside():
        assert AlternativeQuantity.objects.get().quantity == 90 and Alternative.objects.count() == 1
        assert not ScenarioLine.objects.filter(alternative_id=way.pk).exists()
        with pytest.raises(NotAllowed):
            actions.add_alternative(actor=reader, case_id=standing.case_id, name="Anders")


def test_a_way_is_made_from_its_pages(standing, who):
    client = standing.client(standing.worker)
    made = client.post(reverse("plan:add_alternative", args=[standing.case_id]), {"name": "Korter"})
    with standing.inside():
        way = Alternative.objects.get()
        lines = {line.label: line.id for line in queries.returns_of(standing.case_id).lines}
    urls = addresses(standing, way, lines["Uithuisplaatsing"])
    assert made.status_code == 302 and made.url == urls["alternative"]
    assert "In euro's" not in client.get(urls["alternative"]).content.decode()  # nothing to compare yet
    tried = client.post(urls["try_quantity"], {"quantity": "0,25"}, headers={"HX-Request": "true"})
    assert "€\u00a030.000" in tried.content.decode() and "<h1" not in tried.content.decode()
    tried = client.post(urls["try_way_line"], {"what": "Hotelkamer", "quantity": "10"})
    assert "\u2212€\u00a0800" in tried.content.decode() and "nog niets bewaard" in tried.content.decode()
    with standing.inside():
        assert not AlternativeQuantity.objects.exists()
        assert not ScenarioLine.objects.filter(alternative_id=way.pk).exists()
    steps = [
        ("write_alternative", {"name": "Korter", "words": "Drie maanden.", "version": "1"}),
        ("add_way_line", {"what": "Hotelkamer", "quantity": "10"}),
        ("say_quantity", {"quantity": "0,25", "reason": "Een schatting.", "version": "0"}),
    ]
    for name, sent in steps:
        assert client.post(urls[name], sent).status_code == 302, name
    text = client.get(urls["alternative"]).content.decode()
    for said in ("Drie maanden.", "Een schatting.", "€\u00a029.200", "Het plan naast deze manier"):
        assert said in text, said
    table = client.get(reverse("plan:returns", args=[standing.case_id])).content.decode()
    assert urls["alternative"] in table and "€\u00a029.200" in table and "€\u00a025.360" in table
    given = json.loads(client.get(urls["way_command_line"]).content)
    assert returns.evaluate(returns.parse(given)).welfare.mean == 29_200
    assert client.get(urls["way_workbook"]).content[:2] == b"PK"


def test_a_refused_form_keeps_what_was_typed(standing, who, shorter):
    way, hotel, _removal = shorter
    client = standing.client(standing.worker)
    urls = addresses(standing, way, hotel)
    answer = client.post(urls["say_quantity"], {"quantity": "", "reason": "Nergens op gebaseerd."})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Nergens op gebaseerd." in text and "het waarschijnlijkst" in text
    for name, sent in (
        ("add_way_line", {"what": "", "quantity": "-3"}),
        ("write_alternative", {"name": "", "words": "Dit blijft staan.", "version": "1"}),
        ("add_alternative", {"name": "x" * 81}),
    ):
        answer = client.post(urls[name], sent)
        assert answer.status_code == 422, name
        assert (sent.get("words") or sent.get("quantity") or "xxx") in answer.content.decode()


def test_the_details_of_its_line_ask_nothing_of_doing_nothing(standing, who, shorter):
    way, _hotel, _removal = shorter
    with standing.inside():
        own = actions.add_line(**who, scenario="other", alternative_id=way.pk, what="Plek in de opvang")
        newest = Price.objects.get(pk=own.price_id)
    client = standing.client(standing.worker)
    url = reverse("plan:line", args=[standing.case_id, own.pk])
    text = client.get(url).content.decode()
    assert 'name="nothing"' not in text and "Hoeveel per jaar op deze manier" in text
    tried = client.post(
        reverse("plan:try_change", args=[standing.case_id, own.pk]),
        {"label": "Plek in de opvang", "plan": "2", "years": "1", "payer": newest.payer},
        headers={"HX-Request": "true"},
    )
    assert "nog niets bewaard" in tried.content.decode()
    sent = {"label": "Plek in de opvang", "plan": "2", "years": "1", "payer": newest.payer, "version": "1"}
    kept = client.post(url, sent)
    assert kept.status_code == 302 and kept.url == reverse(
        "plan:alternative", args=[standing.case_id, way.pk]
    )
    with standing.inside():
        assert ScenarioLine.objects.get(pk=own.pk).plan == 2


def test_a_line_of_which_there_is_nothing_stays_on_its_page(standing, who, shorter):
    way, _hotel, _removal = shorter
    with standing.inside():
        own = actions.add_line(
            **who, scenario="other", alternative_id=way.pk, what="Plek in de opvang", quantity=0
        )
        found = worked_out(standing, way)
    assert [line.id for line in found.own] == [own.pk]
    assert own.pk not in {line.id for line in found.facts.returns.lines}
    client = standing.client(standing.worker)
    text = client.get(reverse("plan:alternative", args=[standing.case_id, way.pk])).content.decode()
    assert reverse("plan:line", args=[standing.case_id, own.pk]) in text


def test_taking_back_what_was_said_is_tried_as_what_it_does(standing, who, shorter):
    way, hotel, _removal = shorter
    address = reverse("plan:try_quantity", args=[standing.case_id, way.pk, hotel])
    tried = standing.client(standing.worker).post(
        address, {"quantity": "", "version": "1"}, headers={"HX-Request": "true"}
    )
    text = tried.content.decode()
    assert "\u2212€\u00a07.200" in text  # what it is now
    assert "evenveel op als ze kost" in text and "nog niets bewaard" in text
    with standing.inside():
        assert AlternativeQuantity.objects.get().quantity == 90
