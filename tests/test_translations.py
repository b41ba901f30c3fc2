"""The interface is Dutch with complete English: no string of a template or module may lack its Dutch."""

from __future__ import annotations

from naast.launch import strings


def test_no_string_is_untranslated():
    found = list(strings.in_source())
    assert len(found) > 300
    assert [f"{words.place}: {words.text}" for words in strings.missing()] == []


def test_placeholders_are_the_same_in_both_languages():
    """A translation that loses or invents a placeholder breaks its page."""
    import re

    placeholders = re.compile(r"%\(\w+\)[sd]|{\w*}")
    wrong = []
    for catalog in strings.catalogues():
        for entry in catalog:
            if not entry.id or isinstance(entry.id, tuple | list):
                continue
            if sorted(placeholders.findall(entry.id)) != sorted(placeholders.findall(str(entry.string))):
                wrong.append(entry.id)
    assert wrong == []


def test_a_template_is_read_however_its_lines_are_indented(tmp_path):
    place = tmp_path / "room" / "templates" / "room" / "page.html"
    place.parent.mkdir(parents=True)
    place.write_text(
        '{% load i18n %}\n<p>{% if x %}\n  {% translate "One" as one %}{% translate "Two" as two %}\n'
        '    {% include "a.html" %}\n  {% endif %}\n {% translate "Three" %}</p>\n'
    )
    assert [words.text for words in strings.in_source(tmp_path)] == ["One", "Two", "Three"]
