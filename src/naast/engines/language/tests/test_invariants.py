"""What must hold for every text, and for the engine's own words."""

import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from naast.engines.language import BadInput, Kind, as_json, review, tables
from naast.engines.language.tests.labelled import ADDED, HELD_OUT, LETTERS, read
from naast.engines.language.text import cut

PIECES = [
    "Beste mevrouw Bos,", "Met vriendelijke groet,", "wordt", "afgewezen", "niet", "onredelijk", "derhalve",
    "d.d.", "12-03-2026", "€ 1250,-", "Indien u niet", "stopt", "men",
    "Betaalt u niet?", "Dan", "anders", "tenzij u", "zonder uw", "u levert in",
    "het indienen van", "WLZ", "1.",
    "A.", "06 12345678", "schuldhulpverlening", ".", "?", ",", "\n", "\r\n", "\n\n", "- ", "(", ")",
    "e\u0301", "😀", "אבג", "\u202e", "\u00a0", "\x00", "\ud800", "ß", "İ", "ﬁ",
]  # fmt: skip
letters = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


def reviewed(text):
    try:
        return review(text)
    except BadInput:
        assert not any(sign.isalpha() for word in cut(text).words for sign in word.text)
        return None


@settings(max_examples=300, deadline=None)
@given(letters)
def test_every_finding_points_at_its_text(text):
    found = reviewed(text)
    for each in found.findings if found else ():
        assert 0 <= each.start <= each.end <= len(text)
        assert text[each.start : each.end] == each.text
        assert each.why and each.instead
        assert "{" not in each.why.replace(each.text, "")
        whole = each.kind in (Kind.NO_CONTACT, Kind.NO_NEXT_STEP, Kind.NO_INVITATION)
        assert bool(each.text) != whole


@settings(max_examples=100, deadline=None)
@given(letters)
def test_the_same_letter_gets_the_same_review(text):
    assert reviewed(text) == reviewed(text)


@settings(max_examples=200, deadline=None)
@given(letters)
def test_the_figures_count_the_findings(text):
    found = reviewed(text)
    if found:
        assert sum(found.figures.findings.values()) == len(found.findings)
        assert found.figures.words >= found.figures.longest_sentence >= 0
        assert list(found.findings) == sorted(found.findings, key=lambda each: (each.start, each.end))


@settings(max_examples=100, deadline=None)
@given(letters, letters)
def test_a_replacement_takes_its_remark_away(before, after):
    text = f"{before}\n\nBeste Jan,\n\nDerhalve komt de cliënt.\n\n{after}"
    for each in review(text).findings:
        if each.replaces and each.text == "Derhalve":
            changed = text[: each.start] + each.instead + text[each.end :]
            assert (each.kind, each.start) not in [(f.kind, f.start) for f in review(changed).findings]


def test_long_hostile_texts_are_read_to_the_end():
    for piece in (
        "A.",
        "A ",
        "als u niet ",
        "wordt gemaakt ",
        "€ 1.000.000.",
        "d.d. ",
        "\na",
        '."',
        "e\u0301",
        "-",
        ", welke ",
        "mocht blijken ",
        "bij het uitblijven van ",
        "u stopt als u niet ",
        "moeder ",
        "laat het dan ",
        "bel of bel ",
        "geachte a/",
        "graag ontvang ",
        "anders ",
        "zonder uw ",
        "tenzij u niet ",
        "blijkt u ",
        "houdt alleen ",
        "dan kan een ",
        "u kunt ",
        "komt u ",
        "vragen voor ",
        "hoeft wordt zal ",
        "betaalt u niet? dan ",
        "<p>",
        "\r\n\n\r",
    ):
        text = (piece * 50_000)[:50_000]
        found = reviewed(text)
        assert found is None or all(text[each.start : each.end] == each.text for each in found.findings)


def test_no_text_is_called_a_level_of_the_framework():
    data = Path(tables.__file__).parent / "data"
    for file in data.glob("*.toml"):
        assert "B1" not in file.read_text("utf-8")
    for letter in [*read(LETTERS), *read(ADDED), *read(HELD_OUT)]:
        shown = str(as_json(review(letter.text)))
        assert not any(level in shown for level in ("A2", "B1", "B2", "C1"))
        assert review(letter.text).summary.startswith(("te moeilijk", "bijna goed leesbaar", "goed leesbaar"))


def test_there_are_at_least_150_official_words_and_none_is_explained_by_another():
    source = Path(tables.__file__).parent / "data" / "official.nl.toml"
    table = tomllib.loads(source.read_text("utf-8"))
    assert len(table["words"]) + len(table["advice"]) >= 150
    assert not set(table["words"]) & set(table["advice"])
    for written, instead in {**table["words"], **table["advice"]}.items():
        assert written == written.lower() and instead.strip()
        again = [each.text for each in review(f"a {instead} b").findings if each.kind is Kind.JARGON]
        assert again == [], (written, instead)
