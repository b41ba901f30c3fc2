"""The drawings of the domains: the room names them, the web serves the sheet."""

from __future__ import annotations

from pathlib import Path

import naast.web
from naast.listen.domains import ICONS


def test_the_sheet_holds_each_drawing_and_nothing_that_runs():
    sheet = (Path(naast.web.__file__).parent / "assets" / "domains.svg").read_text(encoding="utf-8")
    assert [key for key in ICONS if f'id="{key}"' not in sheet] == []
    assert "script" not in sheet
    assert "href" not in sheet
