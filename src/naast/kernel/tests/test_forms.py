"""What a form or an address sends as an id: a number that fits in the key of a table, or none."""

from __future__ import annotations

import pytest

from naast.kernel.forms import number


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("7", 7),
        (7, 7),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),
        ("", None),
        (None, None),
        ("-7", None),
        ("7.0", None),
        ("²", None),
        ("٧", None),
        ("7; drop", None),
    ],
)
def test_only_a_number_is_an_id(sent, found):
    assert number(sent) == found
