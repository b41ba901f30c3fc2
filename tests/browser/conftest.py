"""A real house for the browser: its own PostgreSQL, migrations, demo, web and worker, as `make run` starts
it.

What the tests of this folder share lives as long as they run, and no longer: while Playwright is there,
Django takes this thread for one that may not ask the database anything.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from naast.connect.tests.register import Register, served
from naast.demo.stage import FIRST, PASSWORD
from tests.page_ids import ids

START_SECONDS = 900
"""A house that hangs is told after this long; one that starts slowly on a busy machine is waited for."""
CHROMIUM = os.environ.get("NAAST_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@dataclass
class House:
    """The running house. `ids` as in tests/pages.py."""

    url: str
    state_dir: Path
    ids: dict[str, Any] = field(default_factory=dict)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Read the database as its superuser, inside the first demo municipality."""
        from naast.launch import state

        found = state.settings(self.state_dir)
        login = found["superuser"]
        assert login is not None
        with psycopg.connect(
            host=found["host"],
            port=found["port"],
            dbname=found["name"],
            user=login["user"],
            password=login["password"],
        ) as connection:
            return list(connection.execute(sql))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def law_register() -> Iterator[Register]:
    """The register of law texts that the house fetches from: on this machine, with files of our own."""
    with served() as register:
        yield register


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory, law_register: Register) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    port = _free_port()
    environment = {**os.environ, "NAAST_STATE_DIR": str(folder), "PORT": str(port)}
    environment["NAAST_LAW_REPOSITORY"] = law_register.address
    environment.pop("MAKELEVEL", None)
    log = folder / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "naast.launch", "run"], env=environment, stdout=output, stderr=output
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url, process, log)
        running = House(url, folder)
        slug = FIRST
        running.ids = ids(lambda sql: running.ask(_within(sql, slug)))
        yield running
    finally:
        process.terminate()
        process.wait(timeout=300)


def _within(sql: str, slug: str) -> str:
    """The superuser sees every municipality: keep to the one of the demo."""
    return sql.replace(
        "FROM people_case c",
        f"FROM (SELECT * FROM people_case WHERE municipality_id = "
        f"(SELECT id FROM kernel_municipality WHERE slug = '{slug}')) c",
    )


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the house stopped: {log.read_text(errors='replace')[-3000:]}")
        try:
            with urllib.request.urlopen(f"{url}/inloggen/", timeout=5) as answer:
                if answer.status == 200 and "Naast is at" in log.read_text(errors="replace"):
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.25)
    raise RuntimeError(f"no answer in {START_SECONDS} s: {log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own, who came in through the door."""

    page: Page
    context: BrowserContext
    url: str

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")


def enter_as_staff(page: Page, url: str, login: str) -> None:
    """Password and second factor, as a member of staff of the demo does it."""
    page.goto(f"{url}/inloggen/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("input[name=token]")
    page.fill("input[name=token]", page.locator(".naast-alert .naast-code").inner_text())
    page.press("input[name=token]", "Enter")
    page.wait_for_url(lambda address: "/inloggen/" not in address)


def enter_folder(page: Page, url: str, folder: str) -> None:
    """The name of the folder, a code that the demo shows, and in."""
    page.goto(f"{url}/inloggen/map/")
    page.fill("input[name=folder]", folder)
    page.click("button[name=ask]")
    page.fill("input[name=code]", page.locator(".naast-alert .naast-code").inner_text())
    page.press("input[name=code]", "Enter")
    page.wait_for_url(lambda address: "/inloggen/" not in address)


@pytest.fixture(scope="package")
def visitors(house: House, browser: Browser) -> Iterator[Any]:
    """`visitors(login)` gives a browser in which that login came in; kept for the session."""
    kept: dict[str, Visitor] = {}

    def visitor(login: str = "", *, fresh: bool = False, **options: Any) -> Visitor:
        key = f"{login}{sorted(options.items())}"
        if fresh or key not in kept:
            context = browser.new_context(locale="nl-NL", **options)
            page = context.new_page()
            if login.startswith("map-"):
                enter_folder(page, house.url, login)
            elif login:
                enter_as_staff(page, house.url, login)
            found = Visitor(page, context, house.url)
            if fresh:
                return found
            kept[key] = found
        return kept[key]

    yield visitor
    for found in kept.values():
        found.context.close()
