"""Files that are cut off, hostile or something else: refused with the reason, quickly, never half read."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.connect.law_texts import xml
from naast.connect.law_texts.choosing import choose, sources_of
from naast.connect.law_texts.xml import Refused, read

from .files import law, manifest, rule

TODAY = dt.date(2026, 11, 22)
HEAD = b'<?xml version="1.0"?>'
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (depth, b"&l%d;" % (depth - 1) * 10 if depth else b"ha") for depth in range(10)
)
SECRET = "appel-geheim"


def with_doctype(inside: bytes, body: bytes = b"") -> bytes:
    text = law().replace(
        b'<?xml version="1.0" encoding="UTF-8"?>', HEAD + b"<!DOCTYPE toestand" + inside + b">"
    )
    return text.replace(b"Een mand is een", b"Een mand " + body + b" is een")


def why(content: bytes, name: str = "wet.xml") -> str:
    found = choose(sources_of([(name, content)]), TODAY)
    assert found.chosen == [] and [problem.name for problem in found.problems] == [name]
    return found.problems[0].words


def test_entities_are_refused_before_they_are_used():
    tracemalloc.start()
    began = time.perf_counter()
    assert "DOCTYPE" in why(with_doctype(b" [" + LAUGHS + b"]", b"&l9;"))
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("outside", ["file://{path}", "{path}", "http://127.0.0.1:9/x"])
def test_nothing_outside_the_file_is_fetched(tmp_path, outside):
    secret = tmp_path / "geheim.txt"
    secret.write_text(SECRET)
    address = outside.format(path=secret).encode()
    for declared in (
        b' [<!ENTITY x SYSTEM "' + address + b'">]',
        b' [<!ENTITY %% x SYSTEM "%s"> %%x;]' % address,
        b' SYSTEM "' + address + b'"',
        b' PUBLIC "-//X//" "' + address + b'"',
    ):
        words = why(with_doctype(declared, b"&x;"))
        assert "DOCTYPE" in words and SECRET not in words
    # Without a document type an entity or a part from elsewhere is nothing.
    assert "XML" in why(law().replace(b"Een mand", b"&x;"))
    includes = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/>' % address
    text = choose(sources_of([("wet.xml", law().replace(b"Een mand", includes))]), TODAY).chosen[0].text
    assert SECRET not in str(text)


def test_a_stylesheet_named_in_the_file_is_not_followed():
    named = law().replace(b"<toestand", b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><toestand', 1)
    assert len(choose(sources_of([("wet.xml", named)]), TODAY).chosen) == 1


def test_deep_nesting_and_endless_parts_are_refused(monkeypatch):
    deep = HEAD + b"<toestand>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</toestand>"
    assert str(xml.MOST_DEPTH) in why(deep)
    assert "XML" in why(HEAD + b"<a>" * 50)
    monkeypatch.setattr(xml, "MOST_ELEMENTS", 50)
    assert "50" in why(law())


def test_a_huge_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(xml, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(Refused, match="1 MB"):
        read(HEAD + b"<a>" + b"x" * (1024 * 1024) + b"</a>")


def test_an_article_without_end_is_refused_by_its_name():
    assert "Artikel 1" in why(law().replace(b"Een mand is een", b"appel " * 20_000))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   \n", b"\x00" * 64, b"%PDF-1.7", b"PK\x03\x04", zlib.compress(b"x" * 500), b"geen xml",
        b"<html><body>Artikel 1</body></html>", HEAD + b"<toestand/>", HEAD + b"<cvdr/>",
        HEAD + b'<work label="BWBR9990001"/>', b'<?xml version="1.0" encoding="utf-7"?><toestand/>',
        b'<?xml version="1.0" encoding="bestaat-niet"?><toestand/>', "\ufeff".encode("utf-16") + b"\x00",
        law().replace(b"mand is", b"m\xffnd is"), b'<?xml version="1.0" encoding="UTF-16"?><a/>',
    ],
)  # fmt: skip
def test_something_else_is_refused_in_words(content):
    words = why(content)
    assert words and "Error" not in words and "Traceback" not in words


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (b'stam-id="7000002"', b'stam-id="7000001"', "7000001"),
        (b'stam-id="7000002"', b"", "stam-id"),
        (b'inwerkingtreding="2026-01-01"', b'inwerkingtreding="1 januari"', "inwerkingtreding"),
        (b'bwb-id="BWBR9990001"', b'bwb-id="../../etc"', "toestand"),
        (b"wettekst", b"andere-tekst", "wettekst"),
        (b'<nr status="officieel">2</nr>', b"<nr>" + b"2" * 60 + b"</nr>", "40"),
        (b"Termijn", b"T" * 600, "500"),
    ],
)
def test_a_law_in_which_something_is_wrong_is_refused_whole(was, becomes, said):
    assert said in why(law().replace(was, becomes))


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (b"CVDR999001_2", b"CVDR999001", "CVDR"),
        (b"<overheidrg:inwerkingtredingDatum>2026-01-01", b"<overheidrg:inwerkingtredingDatum>ooit", "Datum"),
        (b"regeling-tekst", b"iets", "regeling-tekst"),
        (b"<nr>9</nr>", b"<nr>1</nr>", "Artikel 1"),
    ],
)
def test_a_local_rule_in_which_something_is_wrong_is_refused_whole(was, becomes, said):
    assert said in why(rule().replace(was, becomes))


def test_a_local_rule_that_ended_before_the_first_day_is_refused():
    ended = b"<overheidrg:uitwerkingtredingDatum>"
    assert "uitwerkingtreding" in why(rule(1).replace(ended + b"2026-01-01", ended + b"0001-01-01"))


@given(st.integers(0, len(law()) - 3))
def test_a_law_that_was_cut_off_anywhere_is_refused(end):
    assert why(law()[:end])


@given(st.binary(max_size=300))
def test_no_bytes_at_all_lead_to_an_error_of_ours(content):
    choose(sources_of([("wet.xml", content), ("manifest.xml", content)]), TODAY)


@given(st.data())
def test_a_law_with_one_byte_changed_is_read_or_refused(data):
    content = bytearray(data.draw(st.sampled_from((law(), rule(), manifest()))))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    choose(sources_of([("wet.xml", bytes(content)), ("manifest.xml", bytes(content))]), TODAY)
