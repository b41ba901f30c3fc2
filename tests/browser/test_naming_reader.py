"""Nobody was there to read an urgent decision along: the team lead names somebody, who then chooses to write
in the weighing or to read. Each page is quiet for axe, at both widths and in both languages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.test_axe import _both_languages, _listening, _problems, _speak

NOBODY_READS = Path(__file__).with_name("nobody_reads.py")
CHOICE = "[name=writes_here]"


def test_the_lead_names_a_reader_who_writes_or_reads(house, visitors):
    told = subprocess.run(
        [sys.executable, str(NOBODY_READS)],
        env=os.environ | {"NAAST_STATE_DIR": str(house.state_dir)},
        check=True,
        capture_output=True,
        text=True,
    )
    case_id, proposal_id = (int(number) for number in told.stdout.split())
    lead, named = visitors("teamleider"), visitors("collega")
    page = lead.page
    with _listening(page, house.url) as complaints:
        for language in _both_languages(page):
            _speak(page, house.url, language)
            lead.go("/meelezen/")
            complaints += _problems(page, "decide:waiting, nobody reads", language)
            lead.go(f"/meelezen/{proposal_id}/lezer/")
            assert "Mevrouw U." in page.inner_text("main") and "Drie nachten" not in page.inner_text("main")
            complaints += _problems(page, "decide:name_reader", language)
        page.click("main form button")
        page.wait_for_selector("[data-form-errors]")
        complaints += _problems(page, "decide:name_reader, nobody chosen", language)
        page.get_by_label("Karim Bouzid").check()
        page.dblclick("main form button")
        page.wait_for_url("**/meelezen/")
        lead.go(f"/meelezen/{proposal_id}/lezer/")
        assert "Karim Bouzid" in page.inner_text("main") and page.locator("main form").count() == 0
        complaints += _problems(page, "decide:name_reader, named", language)
    page = named.page
    with _listening(page, house.url) as found:
        for language in _both_languages(page):
            _speak(page, house.url, language)
            named.go(f"/casus/{case_id}/wegen/")
            found += _problems(page, "weigh:overview, asked to read", language)
        words = "Zij slaapt vannacht binnen."
        page.locator("#stap-1 summary").first.click()
        page.fill("[name=effect]", words)
        page.locator("#stap-1 button").click()
        page.wait_for_selector("[data-form-errors]")
        assert page.input_value("[name=effect]") == words and page.locator(CHOICE).count() == 1
        found += _problems(page, "weigh:overview, not chosen yet", language)
        page.check(CHOICE)
        page.locator("#stap-1 button").click()
        page.wait_for_url("**/wegen/?stap=2*")
        assert page.locator(CHOICE).count() == 0
        named.go(f"/casus/{case_id}/besluit/meelezen/{proposal_id}/")
        assert page.locator("[name=verdict]").count() == 0
        found += _problems(page, "decide:read, wrote meanwhile", language)
    assert complaints + found == []
