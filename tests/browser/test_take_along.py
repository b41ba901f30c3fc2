"""Eveline takes her folder to Proefhaven: made by the worker, fetched, and brought in at the table."""

from __future__ import annotations

import zipfile

import pytest

from naast.demo.stage import SECOND
from tests.browser.test_axe import _listening, _problems, _speak

FETCH = "a[href$='/gegevens/']"


def fetched(visitors, house, folder) -> tuple[str, list[str]]:
    """Ask, wait for the worker, fetch the data; returns where the package lies and what axe says."""
    visitor = visitors("map-eveline")
    page = visitor.page
    with _listening(page, house.url) as complaints:
        _speak(page, house.url, "nl")
        visitor.go("/map/meenemen/")
        page.click(".naast-main form button[type=submit]")
        page.wait_for_selector(FETCH, timeout=60_000)
        complaints += _problems(page, "folder:take, ready", "nl")
        with page.expect_download() as download:
            page.click(FETCH)
        target = folder / "map.zip"
        download.value.save_as(target)
        with page.expect_download() as download:
            page.click("a[href$='/papier/']")
        download.value.save_as(folder / "map.pdf")
    return str(target), complaints


@pytest.mark.journey
def test_eveline_takes_her_folder_to_another_municipality(visitors, house, tmp_path):
    package, complaints = fetched(visitors, house, tmp_path)
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(package) as archive:
        assert "folder.json" in archive.namelist()
    page = visitors(f"wijkteam.{SECOND}").page
    with _listening(page, house.url) as found:
        _speak(page, house.url, "nl")
        page.goto(f"{house.url}/mensen/nieuw/")
        page.fill("[name=given_name]", "Eveline")
        page.check("[name=law][value=jeugdwet]") if page.locator(
            "[name=law][type=radio]"
        ).count() else page.select_option("[name=law]", "jeugdwet")
        page.press("[name=given_name]", "Enter")
        page.wait_for_url("**/casus/*/**")
        case = page.url.split("/casus/")[1].split("/")[0]
        page.goto(f"{house.url}/casus/{case}/inbrengen/")
        page.set_input_files("[name=package]", package)
        page.click(".naast-main form button[type=submit]")
        page.wait_for_selector("[data-form-errors]")
        found += _problems(page, "folder:bring, no consent", "nl")
        page.set_input_files("[name=package]", package)
        page.fill("[name=consent_of]", "Eveline zelf, aan tafel")
        page.press("[name=consent_of]", "Enter")
        page.wait_for_selector("button[name=say][value=yes]")
        assert "gemeente Demostad" in page.inner_text("main")
        for summary in page.locator("main details summary").all():
            summary.click()
        found += _problems(page, "folder:brought, before", "nl")
        page.press("button[name=say][value=yes]", "Enter")
        page.wait_for_selector("text=alleen om te lezen")
        found += _problems(page, "folder:brought, after", "nl")
        page.goto(f"{house.url}/casus/{case}/luisteren/")
        page.click("a:has-text('verhaal')")
        assert "pleeggezinnen en internaten" in page.inner_text("main") + str(
            page.locator("textarea").first.input_value() if page.locator("textarea").count() else ""
        )
    assert complaints + found == []
