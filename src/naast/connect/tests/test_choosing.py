"""Of a folder the texts that count on a day; what cannot be used is refused by name and stops no other."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from naast.connect.law_texts.choosing import Source, choose, sources_of
from naast.connect.law_texts.folder import NotAFolder, sources_in
from naast.connect.law_texts.xml import MOST_BYTES

from .files import DATA, TODAYS, law, law_file, manifest, rule

TODAY = dt.date(2026, 11, 22)
NAME = f"BWBR9990001_{TODAYS}.xml"


def found(*files, on=TODAY):
    return choose(sources_of(files), on)


def labels(found):
    return [chosen.text.label for chosen in found.chosen]


def refused(found):
    return [problem.name for problem in found.problems]


def test_of_a_copy_of_the_register_one_text_of_each_law_is_read():
    whole = choose(sources_in(DATA), TODAY)
    assert labels(whole) == ["2026-01-01_1", "CVDR999001_2"]
    assert whole.chosen[0].content == law()
    assert whole.problems == [] and len(whole.left_out) == 4


def test_what_does_not_count_is_not_even_opened():
    def never():
        raise AssertionError("this file does not count today")

    other = Source("BWBR9990001_2025-01-01_0.xml", 10, never)
    sources = [*sources_of([("manifest.xml", manifest()), (NAME, law())]), other]
    assert labels(choose(sources, TODAY)) == ["2026-01-01_1"]


def test_another_day_has_another_text():
    assert labels(choose(sources_in(DATA), dt.date(2025, 3, 1))) == ["2025-01-01_0", "CVDR999001_1"]


def test_without_a_manifest_the_newest_that_has_begun_counts():
    both = found((NAME, law()), ("BWBR9990001_2027-01-01_0.xml", law("2027-01-01_0")))
    assert labels(both) == ["2026-01-01"] and both.left_out == ["BWBR9990001_2027-01-01_0.xml"]


def test_two_texts_of_one_day_need_the_manifest():
    both = found(("BWBR9990001_2026-01-01_0.xml", law("2026-01-01_0")), (NAME, law()))
    assert both.chosen == [] and len(both.problems) == 2
    assert all("manifest.xml" in problem.words for problem in both.problems)
    once = found((NAME, law()), ("kopie van " + NAME, law()))
    assert len(once.chosen) == 1 and once.problems == []


def test_a_text_that_begins_later_is_left_out():
    later = found(("later.xml", law("2027-01-01_0")))
    assert later.chosen == [] and later.problems == [] and later.left_out == ["later.xml"]


def test_one_bad_file_stops_no_other():
    half = found(("manifest.xml", manifest()), (NAME, law()[:2000]), ("verordening.xml", rule()))
    assert labels(half) == ["CVDR999001_2"] and refused(half) == [NAME]


def test_a_file_that_the_manifest_promises_must_be_there():
    alone = found(("manifest.xml", manifest()))
    assert alone.chosen == [] and NAME in alone.problems[0].words and "BWBR9990001" in alone.problems[0].name


def test_a_file_under_the_name_of_another_is_refused():
    swapped = found(("manifest.xml", manifest()), (NAME, law("2027-01-01_0")))
    assert swapped.chosen == [] and refused(swapped) == [NAME]
    own_name = found(("manifest.xml", manifest()), (NAME, law()), ("mijn wet.xml", law()))
    assert labels(own_name) == ["2026-01-01_1"] and refused(own_name) == ["mijn wet.xml"]


def test_two_manifests_must_say_the_same():
    other = manifest().replace(b"2026-01-01_1", b"2026-01-01_3")
    assert found(("a/manifest.xml", manifest()), ("b/manifest.xml", manifest()), (NAME, law())).problems == []
    assert "b/manifest.xml" in refused(found(("a/manifest.xml", manifest()), ("b/manifest.xml", other)))


def test_two_manifests_that_differ_choose_nothing():
    other = manifest().replace(b"2026-01-01_1", b"2026-01-01_0")
    torn = found(("a/manifest.xml", manifest()), ("b/manifest.xml", other), (NAME, law()))
    assert torn.chosen == [] and set(refused(torn)) == {"b/manifest.xml", NAME}


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("manifest.xml", manifest()[: len(manifest()) // 2]),
        ("manifest.xml", manifest().replace(b"9999-12-31", b"ooit")),
        ("BWBR9990001/manifest.xml", b""),
    ],
)
def test_a_text_whose_manifest_cannot_be_read_is_not_taken_for_the_law(name, broken):
    # The view of this text is closed: only the manifest knows.
    closed = ("BWBR9990001_2026-01-01_0.xml", law("2026-01-01_0"))
    half = found((name, broken), closed, ("verordening.xml", rule()))
    assert labels(half) == ["CVDR999001_2"]
    assert set(refused(half)) == {name, closed[0]}


def test_one_name_in_two_folders_must_hold_the_same(tmp_path):
    sources = [("manifest.xml", manifest()), (f"a/{NAME}", law())]
    assert labels(found(*sources, (f"b/{NAME}", law()))) == ["2026-01-01_1"]
    differ = found(*sources, (f"b/{NAME}", law().replace(b"zeven", b"zestien")))
    assert differ.chosen == [] and refused(differ) == [f"a/{NAME}"]


def test_a_folder_gives_its_xml_files_and_nothing_outside_it(tmp_path):
    inside, outside = tmp_path / "register", tmp_path / "elders"
    inside.mkdir(), outside.mkdir()
    shutil.copy(law_file(), outside / "geheim.xml")
    (inside / "link.xml").symlink_to(outside / "geheim.xml")
    (inside / "BWBR9990001.WTI").write_bytes(b"iets anders")
    with pytest.raises(NotAFolder, match="no XML files"):
        sources_in(inside)
    shutil.copy(law_file(), inside / "Wet.XML")
    assert [source.name for source in sources_in(inside)] == ["Wet.XML"]
    with pytest.raises(NotAFolder, match="not a folder"):
        sources_in(inside / "Wet.XML")


def test_a_file_beyond_the_limit_is_not_read():
    def never():
        raise AssertionError("far too large to read")

    huge = choose([Source("groot.xml", MOST_BYTES + 1, never)], TODAY)
    assert huge.chosen == [] and refused(huge) == ["groot.xml"]
