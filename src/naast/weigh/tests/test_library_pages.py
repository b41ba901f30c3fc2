"""The catalogue of clauses and rights: searched by all, kept by a lawyer, closed to another municipality."""

from __future__ import annotations

from django.urls import reverse

from naast.weigh import actions
from naast.weigh.models import LegalRow, LegalValue

from .conftest import load_library


def test_the_catalogue_is_searched_by_law_and_word(weighed):
    client = weighed.standing.client(weighed.standing.colleague)
    address = reverse("weigh:catalogue")
    assert len(client.get(address).context["rows"]) == 67
    assert {row.law for row in client.get(address, {"law": "Wmo 2015"}).context["rows"]} == {"Wmo 2015"}
    assert "67" in {row.key for row in client.get(address, {"q": "briefadres"}).context["rows"]}
    nothing = client.get(address, {"q": "zzzz"})
    assert nothing.status_code == 200 and nothing.context["rows"] == []
    assert client.get(address, {"law": "Onbekende wet"}).status_code == 422
    assert client.get(address, {"q": "x" * 200}).status_code == 422


def test_a_search_shows_the_values_that_it_asks_for_and_no_others(weighed):
    client, address = weighed.standing.client(weighed.standing.colleague), reverse("weigh:catalogue")
    everything = client.get(address).context["values"]
    of_law = client.get(address, {"law": "Jeugdwet"}).context["values"]
    assert {value.law for value in of_law} == {"Jeugdwet"} and len(of_law) < len(everything)
    safe = client.get(address, {"q": "VEILIG thuis"}).context["values"]
    assert safe and all("veilig" in value.words and "thuis" in value.words for value in safe)
    nothing = client.get(address, {"q": "zzzz"})
    assert nothing.context["values"] == [] and 'id="waarden"' not in nothing.content.decode()


def test_that_no_value_was_checked_is_said_once(weighed):
    client, address = weighed.standing.client(weighed.standing.colleague), reverse("weigh:catalogue")
    mark = "nog door een jurist te controleren"
    below = client.get(address).content.decode().split('id="waarden"')[1]
    assert below.count(mark) == 1
    lawyer = weighed.standing.add_staff("Lara Lawyer", "lawyer")
    with weighed.standing.inside():
        value, total = LegalValue.objects.first(), LegalValue.objects.count()
        actions.check_value(actor=lawyer, value_id=value.pk)
    below = client.get(address).content.decode().split('id="waarden"')[1]
    assert below.count(mark) == total - 1


def test_a_row_of_another_municipality_does_not_exist(weighed):
    standing = weighed.standing
    with standing.inside(standing.other):
        load_library(standing.other.pk)
        row = LegalRow.objects.first()
    lawyer = standing.add_staff("Lara Lawyer", "lawyer")
    client = standing.client(lawyer)
    assert client.get(reverse("weigh:row", args=[row.pk])).status_code == 404
    assert client.get(reverse("weigh:edit", args=[row.pk])).status_code == 404
    assert client.post(reverse("weigh:check", args=[row.pk])).status_code == 404


def test_a_lawyer_checks_and_keeps_rows_others_only_read(weighed):
    standing = weighed.standing
    lawyer = standing.client(standing.add_staff("Lara Lawyer", "lawyer"))
    with standing.inside():
        row = weighed.row("38")
    reader = standing.client(standing.worker)
    assert reader.get(reverse("weigh:row", args=[row.pk])).status_code == 200
    assert reader.post(reverse("weigh:check", args=[row.pk])).status_code == 404
    assert reader.get(reverse("weigh:new_row")).status_code == 404
    assert lawyer.post(reverse("weigh:check", args=[row.pk])).status_code == 302
    assert lawyer.post(reverse("weigh:check", args=[row.pk])).status_code == 409
    own = {"law": "Verordening", "article": "geen nummer", "kind": "hardship"}
    own |= {"allows_nl": "Mag afwijken", "question_nl": "Is het onredelijk?"}
    refused = lawyer.post(reverse("weigh:new_row"), own)
    assert refused.status_code == 422 and "Mag afwijken" in refused.content.decode()
    assert lawyer.post(reverse("weigh:new_row"), own | {"article": "7"}).status_code == 302
    assert len(lawyer.get(reverse("weigh:catalogue")).context["rows"]) == 68
    with standing.inside():
        newest, value = weighed.row("38"), LegalValue.objects.first()
    fields = {"law": "Wmo 2015", "article": "2.3.5 lid 3", "kind": "open_norm", "allows_nl": "Nieuwe woorden"}
    fields |= {"question_nl": newest.question_nl}
    assert lawyer.post(reverse("weigh:edit", args=[newest.pk]), fields).status_code == 422
    assert (
        lawyer.post(reverse("weigh:edit", args=[newest.pk]), fields | {"why": "helderder"}).status_code == 302
    )
    assert lawyer.post(reverse("weigh:check_value", args=[value.pk])).status_code == 302


def test_what_the_engine_refuses_of_a_row_is_said_in_our_words(weighed):
    lawyer = weighed.standing.add_staff("Lara Lawyer", "lawyer")
    client = weighed.standing.client(lawyer)
    given = {"law": "Verordening", "article": "zonder nummer", "kind": "hardship"}
    given |= {"allows_nl": "Afwijken", "question_nl": "Is dit hard?"}
    answer = client.post(reverse("weigh:new_row"), given)
    text = answer.content.decode()
    assert answer.status_code == 422 and "Begin met het nummer van het artikel" in text
    dates = {"article": "9", "valid_from": "2026-03-02", "valid_to": "2026-03-01"}
    text = client.post(reverse("weigh:new_row"), given | dates).content.decode()
    assert "ligt voor de eerste dag" in text and "must" not in text


def test_another_edition_begins_with_the_newest(weighed):
    lawyer = weighed.standing.add_staff("Lara Lawyer", "lawyer")
    with weighed.standing.inside():
        old = weighed.row("38")
        new = actions.check_row(actor=lawyer, row_id=old.pk)
    client = weighed.standing.client(lawyer)
    answer = client.get(reverse("weigh:edit", args=[old.pk]))
    assert answer.status_code == 302 and answer.url == reverse("weigh:edit", args=[new.pk])
