"""Questions that ask several, or one of the words that the conditions name: asked, answered, weighed."""

from __future__ import annotations

import lxml.html
import pytest
from django.urls import reverse

from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.weigh import actions, library
from naast.weigh.models import WeighingFact
from naast.weigh.tests.answering import answer_question

COSTS = {"fact": "costs", "op": "contains", "value": "huur"}
LIVES = {"fact": "lives", "op": "in", "value": ["huurhuis", "woonboot"]}
AGES = {"fact": "ages", "op": "contains", "value": 17}


@pytest.fixture
def boxes(asking, monkeypatch):
    """A fact that the product calls a list of words: its words are boxes on the page."""
    facts = library.standard()["facts"] | {
        "costs": {"type": "text", "list": True, "en": "Which costs?", "nl": "Welke kosten?"}
    }
    content = library.standard() | {"facts": facts}
    monkeypatch.setattr("naast.weigh.library.standard", lambda: content)
    library._library.cache_clear()
    yield asking
    library._library.cache_clear()


@pytest.fixture
def asking(weighed):
    """A clause of the municipality itself that asks for a list of words, one of some words, and numbers."""
    with weighed.standing.inside():
        policy = actors.system(weighed.standing.municipality.pk)
        for article, condition in (("7", COSTS), ("8", LIVES), ("9", AGES)):
            actions.add_row(
                actor=policy,
                columns={
                    "law": "Verordening",
                    "article": article,
                    "kind": "hardship",
                    "allows_nl": "Meer dan gewoonlijk.",
                    "conditions": condition,
                    "answers": [{"kind": "ordinance"}],
                },
            )
        weighed.obstacle("Verordening", "7", kind="ordinance")
        weighed.think()
    return weighed


def answer(weighed, fact, said):
    answer_question(actor=weighed.worker, case_id=weighed.case_id, fact=fact, answer=said)
    return {route.article: route.applies for route in weighed.facts().routes}


def test_the_questions_say_what_they_want(asking):
    with asking.standing.inside():
        found = {one.fact: one for one in asking.facts().questions}
    assert found["costs"].choices == () and not found["costs"].is_list, "a text that holds a word"
    assert found["lives"].choices == ("huurhuis", "woonboot") and not found["lives"].is_list
    assert found["ages"].is_list and found["ages"].kind == "number"


@pytest.mark.parametrize(
    ("fact", "article", "said", "applies"),
    [
        ("costs", "7", "de huur van juni", "true"),
        ("costs", "7", "boodschappen", "false"),
        ("lives", "8", "woonboot", "true"),
        ("lives", "8", "other", "false"),
        ("lives", "8", "unknown", "unknown"),
        ("ages", "9", "12\n17", "true"),
        ("ages", "9", "12\n 12 \n", "false"),
        ("ages", "9", "geen", "false"),
        ("ages", "9", "", "unknown"),
    ],
)
def test_an_answer_is_weighed_and_unknown_stays_a_question(asking, fact, article, said, applies):
    with asking.standing.inside():
        assert answer(asking, fact, said)[article] == applies


def test_a_list_is_kept_once_each_and_read_as_words(asking):
    with asking.standing.inside():
        answer(asking, "ages", "12\n17\n12")
        assert WeighingFact.objects.get(fact="ages").answer == "12\n17"
        found = {one.fact: one for one in asking.facts().questions}
        assert found["ages"].answer_words == "12, 17"
        answer(asking, "ages", "none")
        assert {one.fact: one for one in asking.facts().questions}["ages"].is_known


@pytest.mark.parametrize("said", ["twaalf", "12\nnone", "\n".join(map(str, range(11))), "-4"])
def test_what_cannot_be_a_list_of_numbers_is_refused_at_the_question(asking, said):
    with asking.standing.inside():
        with pytest.raises(Invalid) as refused:
            answer(asking, "ages", said)
        assert refused.value.field == "fact_ages"
        assert not WeighingFact.objects.exists()


def test_the_page_offers_the_words_and_keeps_what_was_chosen(asking):
    client, address = asking.standing.client(asking.worker), reverse("weigh:overview", args=[asking.case_id])
    form = _form(client.get(address))
    assert {"huurhuis", "woonboot", "other", "unknown"} <= set(form.inputs["fact_lives"].value_options)
    data = _data(form) | {"fact_lives": "woonboot", "fact_ages": "17\n4"}
    assert client.post(address, data).status_code == 302
    form = _form(client.get(address))
    assert form.fields["fact_lives"] == "woonboot" and form.fields["fact_ages"].split() == ["17", "4"]
    wrong = client.post(address, _data(form) | {"fact_ages": "zeventien"})
    assert wrong.status_code == 422 and "zeventien" in wrong.content.decode()


def test_several_words_are_boxes_that_can_be_unticked(asking, monkeypatch):
    """A fact that the product calls a list of words."""
    with asking.standing.inside():
        facts = library.standard()["facts"] | {
            "costs": {"type": "text", "list": True, "en": "Which costs?", "nl": "Welke kosten?"}
        }
        content = library.standard() | {"facts": facts}
        monkeypatch.setattr("naast.weigh.library.standard", lambda: content)
        library._library.cache_clear()
    client, address = asking.standing.client(asking.worker), reverse("weigh:overview", args=[asking.case_id])
    try:
        form = _form(client.get(address))
        assert client.post(address, _data(form) | {"fact_costs": ["huur"]}).status_code == 302
        with asking.standing.inside():
            assert WeighingFact.objects.get(fact="costs").answer == "huur"
        data = _data(_form(client.get(address)))
        assert data.pop("fact_costs") == "huur"
        assert client.post(address, data).status_code == 302
        with asking.standing.inside():
            assert WeighingFact.objects.get(fact="costs").answer == "unknown"
        data = _data(_form(client.get(address))) | {"fact_costs": "none"}
        assert client.post(address, data).status_code == 302
        with asking.standing.inside():
            assert {route.article: route.applies for route in asking.facts().routes}["7"] == "false"
    finally:
        library._library.cache_clear()


def test_what_was_answered_when_other_words_were_named_is_kept_by_who_changes_something_else(boxes):
    with boxes.standing.inside():
        answer(boxes, "costs", "huur")
        answer(boxes, "lives", "woonboot")
        # As answers stand that were given to an earlier edition of the clause.
        WeighingFact.objects.filter(fact="costs").update(answer="stroom\nhuur")
        WeighingFact.objects.filter(fact="lives").update(answer="Een caravan")
    client, address = boxes.standing.client(boxes.worker), reverse("weigh:overview", args=[boxes.case_id])
    form = _form(client.get(address))
    sent = [*form.form_values(), ("stap", "1")]
    data = {name: [value for key, value in sent if key == name] for name, _value in sent}
    assert client.post(address, data | {"effect": "Rosa woont vrijdag veilig."}).status_code == 302
    with boxes.standing.inside():
        answers = dict(WeighingFact.objects.values_list("fact", "answer"))
    assert answers == {"costs": "stroom\nhuur", "lives": "Een caravan"}


def test_a_sentence_can_be_taken_away_while_a_question_that_asks_several_is_open(boxes):
    client, address = boxes.standing.client(boxes.worker), reverse("weigh:overview", args=[boxes.case_id])
    data = _data(_form(client.get(address)))
    assert client.post(address, data | {"effect": ""}).status_code == 302
    with boxes.standing.inside():
        assert not boxes.facts().is_open


def test_boxes_that_somebody_did_not_see_stay_ticked_when_they_save_again(boxes):
    client, address = boxes.standing.client(boxes.worker), reverse("weigh:overview", args=[boxes.case_id])
    with boxes.standing.inside():
        version = str(boxes.version)
        answer(boxes, "costs", "huur")
    # The law was closed on the page of who saves now.
    posted = {"version": version, "effect": "Rosa woont vrijdag veilig.", "stap": "1"}
    stale = client.post(address, posted)
    assert stale.status_code == 409
    assert _data(_form(stale))["fact_costs"] == "huur"


def _form(page):
    return lxml.html.fromstring(page.content.decode()).xpath("//form[.//*[@name='effect']]")[0]


def _data(form):
    return dict(form.form_values())


def test_a_field_to_type_in_is_empty_while_the_answer_is_not_known(weighed):
    """A number of years or days, a text: no word of the code stands in it for somebody to wipe out first."""
    with weighed.standing.inside():
        weighed.obstacle("Participatiewet", "41 lid 11")
        weighed.think()
    client, address = (
        weighed.standing.client(weighed.worker),
        reverse("weigh:overview", args=[weighed.case_id]),
    )

    def typed():
        page = lxml.html.fromstring(client.get(address).content.decode())
        fields = page.xpath("//input[@type='text'][starts-with(@name, 'fact_')]")
        return {field.get("name"): field.get("value") or "" for field in fields}

    before = typed()
    assert before and set(before.values()) == {""}
    name = next(iter(before))
    with weighed.standing.inside():
        answer(weighed, name.removeprefix("fact_"), "19")
    assert typed() == before | {name: "19"}
