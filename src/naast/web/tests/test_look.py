"""The frame of a page and its components: wiring for assistive technology, words, what never shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from naast.web.templatetags import look
from naast.web.tests import specimen

WEB = Path(__file__).resolve().parent.parent
STAFF = SimpleNamespace(name="Samira", kind="staff", role_names=["wijkteam"])


class Page(HTMLParser):
    """All tags with their attributes, and the text that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)

    def by_id(self, name: str) -> dict[str, str | None]:
        return next(attrs for _, attrs in self.tags if attrs.get("id") == name)

    def having(self, attribute: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.tags if attribute in attrs]


@pytest.fixture(autouse=True)
def dutch(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "naast.web.tests.specimen_urls"
    with translation.override("nl"):
        yield


def page(**more: Any) -> Page:
    return Page(specimen.render(**more))


def draw(source: str, **values: Any) -> Page:
    return Page(specimen.draw(source, values))


def test_a_field_is_tied_to_its_label_description_and_error() -> None:
    form = specimen.SpecimenForm({"story": ""})
    drawn = draw('<c-field :field="form.story" />', form=form)
    area = drawn.by_id("id_story")
    assert area["aria-describedby"] == "id_story_helptext id_story_error"
    assert area["aria-invalid"] == "true"
    assert "utrecht-textarea" in str(area["class"])
    assert any(attrs.get("for") == "id_story" for attrs in drawn.having("for"))
    assert drawn.by_id("id_story_helptext")
    assert drawn.by_id("id_story_error")


def test_a_group_of_radios_is_a_fieldset_that_carries_its_error() -> None:
    form = specimen.SpecimenForm({"who": ""})
    drawn = draw('<c-field :field="form.who" />', form=form)
    group = drawn.by_id("id_who")
    assert "id_who_error" in str(group["aria-describedby"])
    radios = [attrs for attrs in drawn.having("type") if attrs["type"] == "radio"]
    labels = {attrs["for"] for attrs in drawn.having("for")}
    assert len(radios) == 2
    assert {radio["id"] for radio in radios} == labels
    assert all("utrecht-radio-button" in str(radio["class"]) for radio in radios)


def test_only_what_may_stay_empty_says_so() -> None:
    form = specimen.SpecimenForm()
    assert "(hoeft niet)" in draw('<c-field :field="form.when" />', form=form).text
    assert "(hoeft niet)" not in draw('<c-field :field="form.story" />', form=form).text


def test_a_draft_carries_what_the_script_sends() -> None:
    source = (
        '<c-field :field="form.story" draft="/concept/" draft_object="casus-7" :draft_version="version" />'
    )
    drawn = draw(source, form=specimen.SpecimenForm(), version=3)
    area = drawn.by_id("id_story")
    kept = {key: area[f"data-draft-{key}"] for key in ("url", "object", "field", "version")}
    assert kept == {"url": "/concept/", "object": "casus-7", "field": "story", "version": "3"}
    assert drawn.having("data-draft-status")[0]["role"] == "status"
    assert not draw('<c-field :field="form.story" />', form=specimen.SpecimenForm()).having("data-draft-url")


def test_the_error_summary_leads_to_each_field() -> None:
    drawn = page()
    ids = {attrs["id"] for attrs in drawn.having("id")}
    summary = [
        attrs["href"] for tag, attrs in drawn.tags if tag == "a" and str(attrs.get("href")).startswith("#id_")
    ]
    assert summary == ["#id_story", "#id_when", "#id_who"]
    assert {str(link)[1:] for link in summary} <= ids
    assert not draw('<c-form-errors :form="form" />', form=specimen.SpecimenForm()).tags


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Je verhaal", "Je verhaal: Vul dit nog in."),
        ("Waarom ben je het er niet mee eens?", "Waarom ben je het er niet mee eens? Vul dit nog in."),
        ("Dit wil ik zeggen:", "Dit wil ik zeggen: Vul dit nog in."),
    ],
)
def test_the_error_summary_reads_as_a_sentence_after_a_question_too(label: str, said: str) -> None:
    form = specimen.SpecimenForm({"who": "t"})
    form.fields["story"].label = label
    drawn = draw('<c-form-errors :form="form" />', form=form)
    assert said in drawn.words


def test_no_page_carries_a_script_a_style_or_an_address_of_another_site() -> None:
    drawn = page(quick_exit_url="/weg/")
    for tag, attrs in drawn.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        assert tag != "style"
        assert tag != "script" or attrs.get("src")
        for name in ("src", "href", "action"):
            assert "//" not in (attrs.get(name) or ""), (tag, attrs)


def test_every_resident_page_offers_help_rights_and_the_way_out() -> None:
    drawn = page()
    links = {str(attrs.get("href")) for tag, attrs in drawn.tags if tag == "a"}
    for name in ("support", "someone_else", "objection", "complaint", "looks", "what_happens"):
        assert f"/folder/{name}/" in links
    way_out = drawn.having("data-quick-exit")[0]
    assert way_out["href"]
    assert "noreferrer" in str(way_out["rel"])
    assert way_out["data-logout-url"] == "/people/logout/"


def test_staff_may_search_and_are_not_shown_the_residents_line() -> None:
    staff = Page(render_to_string("404.html", {"actor": STAFF}))
    assert staff.by_id("naast-search")["name"] == "q"
    assert not staff.having("data-quick-exit")
    assert not any(attrs.get("id") == "naast-search" for attrs in page().having("id"))


def test_the_skip_link_leads_to_the_content() -> None:
    drawn = page()
    assert next(attrs["href"] for tag, attrs in drawn.tags if tag == "a") == "#main"
    assert drawn.by_id("main")["tabindex"] == "-1"


def test_refused_and_missing_look_the_same_and_the_fault_page_needs_no_context() -> None:
    assert render_to_string("403.html") == render_to_string("404.html")
    assert "Er ging bij ons iets mis" in render_to_string("500.html")
    assert "Je was even weg" in render_to_string("403_csrf.html")


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Decimal("14640"), "€\N{NO-BREAK SPACE}14.640", "€14,640"),
        (Decimal("54573.70"), "€\N{NO-BREAK SPACE}54.573,70", "€54,573.70"),
        (-80, "\N{MINUS SIGN}€\N{NO-BREAK SPACE}80", "\N{MINUS SIGN}€80"),
        (Decimal("-0.001"), "€\N{NO-BREAK SPACE}0", "€0"),
        (0, "€\N{NO-BREAK SPACE}0", "€0"),
        (None, "", ""),
        ("veel", "", ""),
        (True, "", ""),
    ],
)
def test_an_amount_follows_the_language(value: object, dutch: str, english: str) -> None:
    assert look.euro(value) == dutch
    with translation.override("en"):
        assert look.euro(value) == english


def test_an_amount_that_is_not_known_says_so() -> None:
    assert draw('<c-amount :value="missing" />', missing=None).text == "nog niet bekend"
    assert "tussen € 10 en € 20" in draw('<c-amount low="10" high="20" />').text.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_bars_share_one_scale_and_leave_from_the_middle() -> None:
    bars = look.payer_bars(
        [
            {"payer": "Jeugdwet", "amount": 40_000, "low": 30_000, "high": 50_000},
            {"payer": "Fonds", "amount": Decimal(-25_000)},
            {"payer": "Geen", "amount": 0},
            {"payer": "Onbekend", "amount": None},
        ]
    )
    assert [(bar.payer, bar.start, bar.width) for bar in bars] == [
        ("Jeugdwet", 100, 80),
        ("Fonds", 50, 50),
        ("Geen", 100, 0),
    ]
    assert (bars[0].low, bars[0].high) == (160, 200)


def test_the_board_says_places_in_words_and_never_as_a_number() -> None:
    line = draw('<c-board-line name="p" domain="Wonen" who="Eveline" value="6" />')
    assert not re.search(r"\d", line.text)
    assert "bij het blije gezicht" in line.text
    checked = [attrs["value"] for attrs in line.having("checked")]
    assert checked == ["6"]
    still = draw('<c-board-still :lines="lines" />', lines=specimen.context()["lines"])
    assert not re.search(r"\d", still.text)
    assert "Eveline: bij het verdrietige gezicht" in still.text
    assert "Oma: nog niet op de lijn" in still.text


def test_an_unplaced_counter_has_no_place() -> None:
    for value in (None, "", "9"):
        assert not draw(
            '<c-board-line name="p" domain="Geld" who="A." :value="value" />', value=value
        ).having("checked")


def test_the_spine_is_no_wizard_and_the_values_have_no_total() -> None:
    context = specimen.context()
    spine = draw('<c-journey :steps="steps" />', steps=context["steps"])
    assert not re.search(r"[\d%]", spine.text)
    assert len(spine.having("aria-current")) == 1
    values = draw('<c-three-values :values="values" />', values=context["values"])
    assert not re.search(r"totaal|total", values.text, re.IGNORECASE)


def test_stylesheets_leave_colours_to_the_theme_and_ask_for_nothing_outside() -> None:
    for sheet in (WEB / "assets").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|url\(|@import", text, re.IGNORECASE), (
            sheet.name
        )


def test_scripts_write_no_style_and_no_markup() -> None:
    for script in (WEB / "assets").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"\.style\b|innerHTML|eval\(|localStorage|https?://", text), script.name


def test_every_page_of_every_room_fills_its_title() -> None:
    sources = {
        template.as_posix().split("/templates/", 1)[1]: template.read_text(encoding="utf-8")
        for template in WEB.parent.glob("*/templates/**/*.html")
    }

    def untitled(name: str) -> bool:
        extends = re.search(r"{%\s*extends\s+[\"']([^\"']+)[\"']", sources.get(name, ""))
        if name == "base.html":
            return True
        return bool(extends) and "{% block page_title %}" not in sources[name] and untitled(extends[1])

    frames = {"base.html", "base_resident.html", "case_base.html"}
    assert [name for name in sources if name not in frames and untitled(name)] == []
