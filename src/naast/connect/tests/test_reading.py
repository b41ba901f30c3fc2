"""What is read from a file of a register: articles with their keys, paragraphs and lists, and the days."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.connect.law_texts import bwb, cvdr
from naast.connect.law_texts.xml import Refused, read
from naast.weigh.types import ArticlePart

from .files import law, manifest, rule


def national():
    return bwb.read_text(read(law()), bwb.read_manifest(read(manifest())).on(dt.date(2026, 11, 1)))


def test_a_national_law_has_its_days_and_its_articles_in_order():
    text = national()
    assert (text.register, text.law_id, text.label) == ("bwb", "BWBR9990001", "2026-01-01_1")
    assert text.title == "Oefenwet appels tellen"
    assert (text.from_on, text.until) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert text.view_from == dt.date(2026, 3, 1)
    assert [(article.key, article.number, article.status) for article in text.articles] == [
        ("7000001", "1", "goed"),
        ("7000002", "2", "goed"),
        ("7000003", "3", "vervallen"),
        ("7000004", "4", "nogniet"),
        ("7000009", "", "goed"),
    ]


def test_paragraphs_lists_and_tables_keep_their_numbers_and_their_depth():
    article = national().articles[1]
    assert article.label == "Artikel 2" and article.heading == "Termijn"
    assert article.version == "zeven" and article.from_on == dt.date(2026, 1, 1)
    assert article.parts == (
        ArticlePart(0, "1", "De teller telt binnen zeven dagen de appels:"),
        ArticlePart(1, "a.", "van een boomgaard;"),
        ArticlePart(1, "b.", "van een bos, te weten:"),
        ArticlePart(2, "1°.", "wilde appels;"),
        ArticlePart(2, "2°.", "zaailingen."),
        ArticlePart(0, "2", "Voor bijzondere appels geldt:"),
        ArticlePart(0, "", "soort | dagen"),
        ArticlePart(0, "", "goudreinet | drie"),
    )


def test_what_stands_inside_a_sentence_is_part_of_it_and_bookkeeping_is_not():
    article = national().articles[0]
    assert article.parts == (ArticlePart(0, "", "Een mand is een korf als bedoeld in artikel 2."),)
    assert article.reference.startswith("jci1.3:c:BWBR9990001&hoofdstuk=1&paragraaf=1.1&artikel=1")
    told = " ".join(part.words for found in national().articles for part in found.parts)
    assert "jci" not in told and "99" not in told and "bijlage" not in told


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", 'jci1.3:c:BWBR9990001&artikel=1" onclick="x', "//elders.example", ""]
)
def test_a_reference_that_is_none_is_left_out(address):
    given = address.replace("&", "&amp;").replace('"', "&quot;")
    changed = law().decode()
    start = changed.index("jci1.3:c:BWBR9990001&amp;hoofdstuk=1")
    end = changed.index('"', start)
    text = bwb.read_text(read((changed[:start] + given + changed[end:]).encode()))
    assert text.articles[0].reference == ""


def test_a_local_rule_ends_on_the_day_before_it_is_withdrawn():
    old, new = cvdr.read_text(read(rule(1))), cvdr.read_text(read(rule(2)))
    assert (old.law_id, old.label, old.until) == ("CVDR999001", "CVDR999001_1", dt.date(2025, 12, 31))
    assert (new.label, new.from_on, new.until) == ("CVDR999001_2", dt.date(2026, 1, 1), None)
    assert new.title == "Oefenverordening peren Proefdam"


def test_an_article_of_a_local_rule_is_known_by_its_number():
    first, last = cvdr.read_text(read(rule())).articles
    assert (first.key, first.number, first.heading) == ("1", "1", "Teller")
    assert first.parts[2:] == (ArticlePart(1, "a.", "handperen;"), ArticlePart(1, "b.", "stoofperen."))
    assert (last.key, last.number) == ("9", "9")


@pytest.mark.parametrize(
    ("day", "label"),
    [("2025-06-01", "2025-01-01_0"), ("2026-01-01", "2026-01-01_1"), ("2026-12-31", "2026-01-01_1"),
     ("2027-01-01", "2027-01-01_0"), ("2099-01-01", "2027-01-01_0")],
)  # fmt: skip
def test_of_a_day_the_text_with_the_open_view_counts(day, label):
    assert bwb.read_manifest(read(manifest())).on(dt.date.fromisoformat(day)).label == label


def test_a_day_before_the_law_has_no_text():
    with pytest.raises(Refused, match="BWBR9990001"):
        bwb.read_manifest(read(manifest())).on(dt.date(2024, 12, 31))


def test_what_the_register_deleted_does_not_exist():
    labels = [expression.label for expression in bwb.read_manifest(read(manifest())).expressions]
    assert labels == ["2025-01-01_0", "2026-01-01_0", "2026-01-01_1", "2027-01-01_0"]


@pytest.mark.parametrize("written", [b"true", b"1", b" TRUE "])
def test_what_is_deleted_may_be_written_as_xml_allows(written):
    deleted = manifest().replace(b'_deleted="true"', b'_deleted="' + written + b'"')
    assert len(bwb.read_manifest(read(deleted)).expressions) == 4


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(b'label="2026-01-01_1"', b'label="' + b"x" * 300 + b'"'), (b"9999-12-31", b"ooit"),
     (b'<work label="BWBR9990001"', b'<work label="BWBR1"'), (b"<work", b"<mand")],
)  # fmt: skip
def test_a_manifest_in_which_something_is_wrong_is_refused(was, becomes):
    with pytest.raises(Refused):
        bwb.read_manifest(read(manifest().replace(was, becomes)))


def test_two_open_views_of_one_day_are_not_guessed_about():
    both_open = manifest().replace(b"<zichtdatum_eind>2026-02-28", b"<zichtdatum_eind>9999-12-31")
    with pytest.raises(Refused, match="2026-01-01_0, 2026-01-01_1"):
        bwb.read_manifest(read(both_open)).on(dt.date(2026, 6, 1))
