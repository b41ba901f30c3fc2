"""The picture of the people around somebody: nothing overlaps and nothing falls outside, however many."""

from __future__ import annotations

import itertools

import pytest

from naast.listen import around, rings
from naast.listen.around import NetworkFacts

NAMES = ("een buurvrouw", "mijn oudste zus uit Groningen", "Ali", "WWWWWWWWWWWWWWWWWWWWWWWWWWWW", "de kat")


def people(many, near=None):
    codes = [code for code, _label in around.RINGS]
    return [
        NetworkFacts(
            id=number,
            case_id=1,
            person_id=1,
            description=NAMES[number % len(NAMES)],
            near=near or codes[number % 3],
            kind=around.KINDS[number % 5][0],
            does="",
            gets="",
            consent=around.NOT_ASKED,
            asked_on=None,
            asked_by="",
            name="",
            phone="",
            version=1,
            by_person=True,
        )
        for number in range(many)
    ]


def boxes(picture, size):
    """Left, top, right and bottom of everybody: shape and name together."""
    for mark in picture.marks:
        widths = [rings.width_of(line.text, size.font) for line in mark.lines]
        half = max([rings.SHAPE, *widths]) / 2
        middle = mark.x + rings.SHAPE / 2
        yield middle - half, mark.y, middle + half, mark.lines[-1].y + size.font * 0.3


@pytest.mark.parametrize("size", [rings.WIDE, rings.NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize("near", [None, around.VERY_NEAR, around.NEAR, around.FURTHER])
@pytest.mark.parametrize("many", [0, 1, 2, 8, 40])
def test_everybody_has_a_place_of_their_own_inside_their_ring(size, near, many):
    who = people(many, near)
    picture = rings.draw("Meneer Vos", who, size)
    assert len(picture.marks) == many
    places = list(boxes(picture, size))
    for one, other in itertools.combinations(places, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    outer, middle_ring, inner = picture.bands
    for band in (inner, middle_ring, outer):
        assert band.x >= 0 and band.x + band.width <= picture.width
        assert band.y >= 0 and band.y + band.height <= picture.height
    for left, top, right, bottom in places:
        assert left >= 0 and right <= size.width and top >= 0 and bottom <= picture.height
        for frame in (picture.middle,):
            assert bottom <= frame.y + 6 or top >= frame.y + frame.height


def test_the_nearest_lie_innermost():
    size = rings.WIDE
    one_each = people(3)
    picture = rings.draw("Meneer Vos", one_each, size)
    outer, between, inner = picture.bands
    assert outer.y < between.y < inner.y < picture.middle.y
    words = [str(label) for _code, label in reversed(around.RINGS)]
    assert [band.label.text for band in picture.bands] == words
    tops = {each.near: mark.y for each, mark in zip(reversed(one_each), picture.marks, strict=True)}
    assert inner.y < tops[around.VERY_NEAR]
    assert between.y < tops[around.NEAR] < inner.y
    assert outer.y < tops[around.FURTHER] < between.y


def test_a_long_name_is_cut_with_a_sign_and_a_short_one_is_whole():
    lines = rings.in_lines("Wilhelmina Johanna van der Wouden-Oosterhuis", 110, 14)
    assert len(lines) == 3 and lines[0] == "Wilhelmina"
    assert rings.in_lines("de dementieverpleegkundige", 110, 14) == [
        "de",
        "dementiever-",
        "pleegkundige",
    ]
    assert rings.in_lines("dementieverpleegkundige", 204, 16) == ["dementiever-", "pleegkundige"]
    assert all(rings.width_of(line, 14) <= 110 for line in lines)
    assert rings.in_lines("Ali", 110, 14) == ["Ali"]
    assert rings.in_lines("a" * 200, 110, 14)[2].endswith("…")
    assert rings.in_lines("😀" * 50, 110, 14)[0].startswith("😀")
