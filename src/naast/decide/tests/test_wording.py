"""The municipality's own wording: what must be in a letter, from which day, and what left stays as it was."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from naast.decide import actions, letter_queries, letters, queries, wording
from naast.decide.actions.wording import NotWhole
from naast.decide.example import example
from naast.decide.models import Dispatch, LetterTemplate
from naast.decide.wording import Block, house, problems
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed
from naast.people import actions as people

from .test_letters import FACTS
from .test_papers import pages_text

KINDS = ["yes", "partly", "no", "receipt", "postponement", "hearing", "on_objection"]
URL = "/brieven/"


@pytest.fixture
def keeper(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def with_block(own: wording.Wording, key: str, **changes: str) -> wording.Wording:
    blocks = tuple(
        dataclasses.replace(block, **changes) if block.key == key else block for block in own.blocks
    )
    return dataclasses.replace(own, blocks=blocks)


def without(own: wording.Wording, key: str) -> wording.Wording:
    return dataclasses.replace(own, blocks=tuple(block for block in own.blocks if block.key != key))


def words_of(letter: letters.Letter) -> str:
    parts = [letter.title, letter.salutation, letter.closing]
    for section in letter.sections:
        parts += [section.heading, *section.paragraphs, *section.items, *section.after]
    return "\n".join(parts)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_the_house_are_whole_and_short_enough(kind):
    assert problems(house(kind)) == []
    letter = example(house(kind), "Proefdam")
    assert letter.mark.startswith("Voorbeeld") and "{" not in words_of(letter)
    for paragraph in words_of(letter).split("\n"):
        for sentence in paragraph.replace("?", ".").replace("!", ".").split(". "):
            assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        *[(kind, "contact") for kind in KINDS],
        *[(kind, "objection") for kind in ("yes", "partly", "no", "on_objection")],
        *[(kind, "decision") for kind in ("yes", "partly", "no", "on_objection")],
        ("partly", "why"),
        ("no", "why"),
        ("postponement", "news"),
        ("hearing", "news"),
    ],
)
def test_a_wording_without_a_block_that_must_be_there_is_refused_by_name(kind, key):
    (problem,) = problems(without(house(kind), key))
    assert problem.block == key and str(wording.BLOCKS[key]) in problem.words


@pytest.mark.parametrize(
    ("kind", "key", "place"),
    [
        ("yes", "contact", "{contact}"),
        ("yes", "contact", "{how_to_call}"),
        ("no", "why", "{refused_because}"),
        ("no", "objection", "{objection_ends_on}"),
        ("no", "objection", "{objection_address}"),
        ("on_objection", "objection", "{appeal_ends_on}"),
        ("postponement", "news", "{new_day}"),
    ],
)
def test_what_must_be_filled_in_is_asked_by_name(kind, key, place):
    block = next(block for block in house(kind).blocks if block.key == key)
    found = problems(with_block(house(kind), key, text=block.text.replace(place, "x")))
    assert [problem.block for problem in found] == [key] and place in found[0].words


@pytest.mark.parametrize(
    ("kind", "key", "needed", "beside"),
    [
        (
            "no",
            "objection",
            "Bezwaar kan tot en met {objection_ends_on} bij {objection_address}.",
            "{stand_in} helpt.",
        ),
        ("yes", "contact", "Bel {contact}: {phone}.", "Of bel {stand_in}."),
        ("partly", "why", "Dit doen we niet: {refused_because}", "Je zei {heard_words}."),
        ("no", "decision", "Ons antwoord is nee.", "Op {review_on} praten we verder."),
        ("on_objection", "objection", "Beroep kan tot {appeal_ends_on} bij {court}.", "{support} helpt."),
    ],
)
def test_what_must_be_there_never_stays_away_with_what_is_not_known(kind, key, needed, beside):
    together = with_block(house(kind), key, text=f"{needed} {beside}")
    assert {problem.block for problem in problems(together)} == {key}
    apart = with_block(house(kind), key, text=f"{needed}\n\n{beside}")
    assert problems(apart) == []
    if kind in wording.OF_DECISIONS:
        refused = {} if kind == "yes" else {"refused_because": "Dat past niet"}
        facts = dataclasses.replace(FACTS, outcome=kind, stand_in="", review_on=None, **refused)
        made = letters.compose(facts, letters.words(), {}, apart)
        assert key in {section.key for section in made.sections}


@pytest.mark.parametrize("part", ["title", "salutation", "closing"])
def test_a_line_of_the_letter_stands_in_every_letter(part):
    own = dataclasses.replace(house("yes"), **{part: "Vanaf {works_from}"})
    assert [(problem.block, problem.part) for problem in problems(own)] == [("", part)]
    assert problems(dataclasses.replace(house("yes"), **{part: "Voor {resident}"})) == []


@pytest.mark.parametrize("place", ["{sent_on}", "{objection_ends_on}"])
@pytest.mark.parametrize("key", ["decision", "why", "next"])
def test_what_the_sender_can_reword_holds_no_day_of_leaving(key, place):
    block = next(block for block in house("no").blocks if block.key == key)
    (problem,) = problems(with_block(house("no"), key, text=f"{block.text}\n\nDat is {place}."))
    assert problem.block == key and place in problem.words


@pytest.mark.parametrize("typed", ["{bsn}", "{0.__class__}", "{contact.__init__}", "{ contact }", "}", "{"])
def test_what_cannot_be_filled_in_is_refused(typed):
    found = problems(with_block(house("yes"), "next", text=f"Bel {typed} even."))
    assert found and all(problem.block == "next" for problem in found)
    assert problems(dataclasses.replace(house("yes"), title=f"Besluit {typed}"))[0].part == "title"


def test_an_unknown_block_one_twice_and_one_without_words_or_heading_are_refused():
    own = house("yes")
    extra = Block("extra", "Nog iets", "Dit ook.")
    assert problems(dataclasses.replace(own, blocks=(*own.blocks, extra))) == []
    for wrong in (Block("reclame", "x", "x"), extra):
        found = problems(dataclasses.replace(own, blocks=(*own.blocks, extra, wrong)))
        assert [problem.block for problem in found] == [wrong.key]
    for changes in (
        {"text": " "},
        {"heading": ""},
        {"heading": "Bel {contact}"},
        {"text": "- a\n\nb\n\n- c"},
    ):
        assert problems(with_block(own, "next", **changes)), changes
    assert {problem.part for problem in problems(dataclasses.replace(own, title="", closing="x" * 121))} == {
        "title",
        "closing",
    }


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_typed_a_whole_wording_still_names_whom_to_call_and_how_to_object(text, name):
    own = with_block(house("no"), "next", text=text)
    facts = dataclasses.replace(FACTS, outcome="no", refused_because="x", resident=name, reason=text)
    letter = letters.compose(facts, letters.words(), {"why": text}, own)
    said = words_of(letter)
    assert "010 123 45 67" in said and "tot en met 4 januari 2027" in said and "Wilma Worker" in said


def test_the_order_and_the_words_are_the_municipalitys_and_what_left_keeps_its_own(deciding, keeper):
    own = house("yes")
    own = with_block(own, "next", heading="En dan", text="{contact} komt langs.")
    own = dataclasses.replace(own, blocks=(own.blocks[-2], *own.blocks[:-2], own.blocks[-1]))
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        first = deciding.decide(deciding.worker)
        before = actions.send_letter(**deciding.given, decision_id=first)
        actions.word_letter(actor=keeper, wording=own, from_on=clock.today(), why="Zo praten wij.")
        deciding.propose(granted="Nog drie maanden.")
        second = deciding.decide(deciding.worker)
        after = actions.send_letter(**deciding.given, decision_id=second)
        old, new = (
            pages_text(queries.file_of(deciding.case_id, number).clear_bytes()) for number in (before, after)
        )
    assert "Wilma Worker belt je" in old and "komt langs" not in old
    assert "En dan Wilma Worker komt langs." in new
    assert (
        new.index("Wie kun je bellen") < new.index("Ons besluit") < new.index("Ben je het er niet mee eens?")
    )


def test_who_queued_a_letter_sends_the_words_that_were_read(deciding, keeper):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        number = actions.queue_letter(
            **deciding.given, decision_id=decision_id, way="post", address="Voorbeeldstraat 1, Proefdam"
        )
        changed = with_block(house("yes"), "next", text="{contact} komt langs.")
        actions.word_letter(actor=keeper, wording=changed, from_on=clock.today(), why="x")
        actions.print_letters(actor=deciding.worker, dispatch_ids=[number], leaves_on=clock.today())
        assert "komt langs" not in str(Dispatch.objects.get(pk=number).letter)


def test_other_words_hold_from_their_day_and_those_of_the_house_can_come_back(deciding, keeper):
    today = clock.today()
    own = with_block(house("no"), "next", text="{contact} komt langs.")
    with deciding.inside():
        soon = today + dt.timedelta(days=3)
        given = {"actor": keeper, "wording": own, "why": "x"}
        number = actions.word_letter(**given, from_on=soon)
        assert actions.word_letter(**given, from_on=soon) == number
        assert letter_queries.wording_on("no", today) == house("no")
        assert letter_queries.wording_on("no", soon).id == number
        actions.use_house_words(actor=keeper, kind="no", from_on=soon, why="Toch niet.")
        assert letter_queries.wording_on("no", soon) == house("no")
        facts = letter_queries.kind_of("no")
        assert [row.is_house for row in facts.later] == [False, True] and not facts.is_own
        for wrong, field in (({"from_on": today - dt.timedelta(days=1)}, "from_on"), ({"why": " "}, "why")):
            with pytest.raises(Invalid) as refused:
                actions.word_letter(**{**given, "from_on": today, **wrong})
            assert refused.value.field == field


def test_only_the_administrator_or_a_lawyer_keeps_the_words_also_for_the_database(deciding, keeper):
    own = house("yes")
    with deciding.inside():
        assert actions.word_letter(actor=deciding.lawyer, wording=own, from_on=clock.today(), why="x")
        with pytest.raises(NotAllowed):
            actions.word_letter(actor=deciding.worker, wording=own, from_on=clock.today(), why="x")
        with pytest.raises(NotWhole):
            actions.word_letter(
                actor=keeper, wording=without(own, "objection"), from_on=clock.today(), why="x"
            )
        row = {"kind": "yes", "why": "x", "title": "x", "blocks": wording.raw(own.blocks)}
        with pytest.raises(DatabaseError, match="administrator"), transaction.atomic():
            LetterTemplate.objects.create(**row, made_by_id=deciding.worker.id)
        for key in ("contact", "objection", "decision"):
            lacks = row | {"blocks": wording.raw(without(own, key).blocks)}
            with pytest.raises(DatabaseError, match=key), transaction.atomic():
                LetterTemplate.objects.create(**lacks, made_by_id=keeper.id)
        quiet = with_block(own, "contact", text="Bel {contact}.")
        with pytest.raises(DatabaseError, match="contact"), transaction.atomic():
            LetterTemplate.objects.create(
                **(row | {"blocks": wording.raw(quiet.blocks)}), made_by_id=keeper.id
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            LetterTemplate.objects.update(why="anders")


def fields(client, kind="no") -> dict[str, str]:
    """The form as it stands on the page."""
    form = client.get(f"{URL}{kind}/wijzigen/").context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | {"why": "Zo praten wij."}


def test_the_keeper_sees_the_example_changes_the_words_and_goes_back(deciding, keeper):
    client = deciding.standing.client(keeper)
    assert client.get(URL).status_code == 200
    typed = fields(client) | {"next_text": "{contact} komt langs.", "do": "show"}
    page = client.post(f"{URL}no/wijzigen/", typed)
    shown = page.content.decode()
    assert (
        page.status_code == 200
        and "Kim Voorbeeld komt langs." in shown
        and "Voorbeeld met verzonnen" in shown
    )
    assert client.post(f"{URL}no/wijzigen/", typed | {"do": "keep"}).status_code == 302
    assert client.post(f"{URL}no/wijzigen/", typed | {"do": "keep"}).status_code == 302
    page = client.get(f"{URL}no/").content.decode()
    assert "komt langs" in page and "Zo praten wij." in page
    with deciding.inside():
        assert LetterTemplate.objects.count() == 1
    pdf = client.get(f"{URL}no/voorbeeld/")
    assert pdf["Content-Type"] == "application/pdf" and "Voorbeeld met verzonnen" in pages_text(pdf.content)
    back = {"from_on": clock.today().isoformat(), "why": "Toch niet."}
    assert client.post(f"{URL}no/huis/", {**back, "why": ""}).status_code == 422
    assert client.post(f"{URL}no/huis/", back).status_code == 302
    assert "komt langs" not in client.get(f"{URL}no/").content.decode()


def test_what_is_missing_stands_at_its_block_and_what_was_typed_stays(deciding, keeper):
    client = deciding.standing.client(keeper)
    typed = fields(client) | {
        "objection_place": "",
        "next_text": "Bel {bsn}.<script>alert(1)</script>",
        "do": "keep",
    }
    page = client.post(f"{URL}no/wijzigen/", typed)
    text = page.content.decode()
    form = page.context["form"]
    assert page.status_code == 422
    assert "Awb 3:45" in str(form.errors["objection_text"]) and "{bsn}" in str(form.errors["next_text"])
    assert "Bel {bsn}." in text and "<script>alert" not in text
    for wrong in ({"from_on": "gisteren"}, {"why": ""}, {"next_place": "nul"}, {"title": "x" * 500}):
        assert client.post(f"{URL}no/wijzigen/", fields(client) | wrong | {"do": "keep"}).status_code == 422


def test_words_without_a_place_are_told_and_stay(deciding, keeper):
    client = deciding.standing.client(keeper)
    for typed in (
        {"extra_text": "Kom naar het inloopuur.", "extra_heading": "Inloop"},
        {"next_place": "", "next_text": "Bel op dinsdag."},
    ):
        for do in ("keep", "show"):
            page = client.post(f"{URL}no/wijzigen/", fields(client) | typed | {"do": do})
            (wrong,) = page.context["form"].errors
            assert page.status_code == 422 and wrong in ("extra_place", "next_place")
            assert all(words in page.content.decode() for words in typed.values() if words)
    with deciding.inside():
        assert not LetterTemplate.objects.exists()
    out = client.post(f"{URL}no/wijzigen/", fields(client) | {"next_place": "", "do": "keep"})
    assert out.status_code == 302, "a block that is taken out on purpose asks nothing"


def test_nobody_else_opens_the_words_of_letters(deciding, keeper):
    others = (deciding.worker, deciding.standing.colleague, deciding.reader, deciding.standing.resident)
    for other in others:
        client = deciding.standing.client(other)
        for path in ("", "no/", "no/wijzigen/", "no/voorbeeld/"):
            assert client.get(f"{URL}{path}").status_code in (302, 404)
        assert client.post(f"{URL}no/huis/", {}).status_code in (302, 404)
    client = deciding.standing.client(keeper)
    assert client.get(f"{URL}bestaat-niet/").status_code == 404


def test_another_municipality_has_its_own_words(deciding, keeper):
    with deciding.inside():
        own = with_block(house("no"), "next", text="{contact} komt langs.")
        actions.word_letter(actor=keeper, wording=own, from_on=clock.today(), why="x")
    with deciding.standing.inside(deciding.standing.other):
        assert letter_queries.wording_on("no", clock.today()) == house("no")


def test_what_stands_in_every_letter_is_kept_by_the_administrator(deciding, keeper):
    client = deciding.standing.client(keeper)
    typed = {
        "postal_address": "Postbus 1\n1234 AB Proefdam",
        "phone": "14 0444",
        "support_name": "",
        "do": "",
    }
    assert client.post("/beheer/afzender/", typed | {"phone": ""}).status_code == 422
    assert client.post("/beheer/afzender/", typed | {"support_phone": "0800"}).status_code == 422
    assert client.post("/beheer/afzender/", typed).status_code == 302
    deciding.standing.municipality.refresh_from_db()
    assert deciding.standing.municipality.postal_address == "Postbus 1, 1234 AB Proefdam"
    assert deciding.standing.client(deciding.worker).get("/beheer/afzender/").status_code == 404
    assert client.post(f"/beheer/{deciding.worker.id}/telefoon/", {"phone": "010 1"}).status_code == 302
    with deciding.inside():
        with pytest.raises(NotAllowed):
            people.say_staff_phone(actor=deciding.worker, staff_id=deciding.reader.id, phone="1")
        with pytest.raises(NotAllowed):
            people.say_sender(actor=deciding.worker, postal_address="x", phone="1")
