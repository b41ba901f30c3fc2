"""All plans together, as a controller sees it: asked, worked out by the workers of the house, and read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from naast.demo.stage import SECOND
from tests.browser.test_axe import _listening, _problems, _speak

TEN_PLANS = Path(__file__).with_name("ten_plans.py")


def test_a_controller_asks_follows_and_reads_it_and_it_is_quiet_for_axe(visitors, house):
    subprocess.run(
        [sys.executable, str(TEN_PLANS)],
        env=os.environ | {"NAAST_STATE_DIR": str(house.state_dir)},
        check=True,
    )
    visitor = visitors(f"controller.{SECOND}")
    page = visitor.page
    with _listening(page, house.url) as complaints:
        _speak(page, visitor.url, "nl")
        visitor.go("/cijfers/alle-plannen/")
        page.click(".naast-main button[type=submit]")
        # The page asks by itself; the workers are those of the house.
        page.wait_for_selector("a:has-text('Laat de cijfers zien'), a[href$='tabel.csv']", timeout=120_000)
        visitor.go("/cijfers/alle-plannen/")
        assert "10 plannen, uitgerekend op" in page.inner_text("main")
        for language in ("en", "nl"):
            _speak(page, visitor.url, language)
            complaints += _problems(page, "insight:portfolio, with figures", language)
    assert complaints == []
    with page.expect_download() as download:
        page.click("a[href$='tabel.csv']")
    assert "gemeente, Wmo" in Path(download.value.path()).read_text(encoding="utf-8-sig")
