"""Somebody who uses no mouse: Tab, arrows, Enter and Space, and what the browser gives the focus to."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

MOST_TABS = 200


class Keyboard:
    """Moves through a page by keyboard alone and says where it could not come."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, selector: str, *, text: str = "") -> None:
        """Press Tab until the focus is on what the selector (and the text) names."""
        for _i in range(MOST_TABS):
            if self.page.evaluate(
                "([selector, text]) => { const at = document.activeElement;"
                " return !!at && at.matches(selector)"
                " && at.innerText.toLowerCase().includes(text.toLowerCase()); }",
                [selector, text],
            ):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector} {text!r} at {self.page.url}")

    def from_the_top(self) -> Keyboard:
        """Begin again at the top of the page, as after opening it."""
        self.page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
        self.page.keyboard.press("Control+Home")
        return self

    def write(self, name: str, text: str, *, within: str = "main") -> None:
        """Type into the field of this name, in place of what stands there."""
        self.tab_to(f"{within} [name='{name}']")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """One of a list of radio buttons: Tab to the group, arrows to the one that is meant."""
        self.tab_to(f"main input[type=radio][name='{name}']")
        for _i in range(30):
            if self._focus("value") == value:
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def tick(self, name: str, label: str) -> None:
        """One of the boxes of a group, by a piece of its label."""
        for _i in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            found: Any = self.page.evaluate(
                "name => { const at = document.activeElement; return at.name === name && at.labels.length"
                " ? at.labels[0].innerText : ''; }",
                name,
            )
            if label in found:
                self.page.keyboard.press("Space")
                return
        raise AssertionError(f"{name} has no box {label}")

    def pick(self, name: str, label: str) -> None:
        """An option of a closed list, by typing the begin of its words."""
        self.tab_to(f"main select[name='{name}']")
        self.page.keyboard.type(label)

    def press(self, selector: str = "main button", *, text: str) -> None:
        """Tab to a button or link and press Enter; waits for the next page."""
        self.tab_to(selector, text=text)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, text: str) -> None:
        """Open a part that is folded up, when it is."""
        self.tab_to("main summary", text=text)
        if not self.page.evaluate("document.activeElement.parentElement.open"):
            self.page.keyboard.press("Enter")

    def _focus(self, attribute: str) -> str:
        return str(self.page.evaluate("name => document.activeElement.getAttribute(name)", attribute))
