"""The look: everything local, nothing missing, no source maps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from naast.launch import assets, letter_fonts, translations
from naast.launch.errors import LaunchError


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("look") / "static"
    assets.build(static=folder)
    return folder


def test_stylesheet_asks_nothing_from_outside(static: Path) -> None:
    style = (static / "vendor.css").read_text()
    wanted = re.findall(r"url\(\s*['\"]?([^'\")\s]{1,80})", style)
    assert {url for url in wanted if not url.startswith("data:")} == {
        f"fonts/{path.name}" for path in (static / "fonts").iterdir()
    }
    assert "@import" not in style
    assert "sourceMappingURL" not in style


def test_theme_parts_and_fonts_are_there(static: Path) -> None:
    style = (static / "vendor.css").read_text()
    for name in (".voorbeeld-theme", ".utrecht-page-layout", ".nl-button", ".nl-heading", ".nl-skip-link"):
        assert name in style
    assert re.findall(r"font-family: '(Noto \w+)'", style).count("Noto Sans") == 6
    assert style.count('@charset "UTF-8"') == 1
    assert all(path.name.split("-")[2] == "latin" for path in (static / "fonts").iterdir())


def test_script_is_there_without_a_source_map(static: Path) -> None:
    script = (static / "htmx.min.js").read_text()
    assert "htmx" in script
    assert "sourceMappingURL" not in script


def test_only_what_pages_need_is_shipped(static: Path) -> None:
    assert {path.suffix for path in static.rglob("*") if path.is_file()} == {".css", ".js", ".gz", ".woff2"}


def test_a_missing_part_is_named_and_the_old_look_stays(static: Path, tmp_path: Path) -> None:
    with pytest.raises(LaunchError, match="make setup"):
        assets.build(modules=tmp_path, static=static)
    assert (static / "vendor.css").exists()


def test_a_part_that_fetches_from_outside_is_refused(tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    for name in (*assets.STYLESHEETS, assets.SCRIPT):
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text("a { background: url(//elsewhere.example/x.png) }")
    for family, weights in assets.FONTS.items():
        (modules / "@fontsource" / family).mkdir(parents=True)
        for weight in weights:
            (modules / "@fontsource" / family / f"{weight}.css").write_text("")
    with pytest.raises(LaunchError, match="from outside"):
        assets.build(modules=modules, static=tmp_path / "static")


def test_translations_of_every_room_are_compiled(tmp_path: Path) -> None:
    source = tmp_path / "listen" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Story"\nmsgstr "Verhaal"\n'
    )
    made = translations.compile_all(tmp_path)
    assert made == [source.with_suffix(".mo")]
    assert b"Verhaal" in made[0].read_bytes()


def test_no_translations_yet_is_fine(tmp_path: Path) -> None:
    assert translations.compile_all(tmp_path) == []


def test_a_broken_translation_is_named(tmp_path: Path) -> None:
    source = tmp_path / "listen" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Story"\nnonsense here\n')
    with pytest.raises(LaunchError, match=r"django\.po"):
        translations.compile_all(tmp_path)


def test_letters_get_their_fonts_from_the_same_part(tmp_path: Path) -> None:
    made = letter_fonts.build(assets.MODULES, tmp_path / "fonts")
    families = {name.replace(" ", "") for _package, _subset, name in letter_fonts.SETS}
    assert {path.name for path in made} == {"LICENSE"} | {
        f"{family}-{style}.ttf" for family in families for style in ("Bold", "Regular")
    }
    assert all(path.read_bytes().startswith(b"\x00\x01\x00\x00") for path in made[1:])
    with pytest.raises(LaunchError, match="make setup"):
        letter_fonts.build(tmp_path / "nowhere", tmp_path / "fonts")
