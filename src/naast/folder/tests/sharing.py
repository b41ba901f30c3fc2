"""Sharing as a test does it: the form as it is sent, what the answer shows, and coming in with it."""

from __future__ import annotations

import datetime as dt
import html
import re

from django.test import Client

from naast.folder.sharing import actions
from naast.kernel import clock

HERE = "/gedeeld/proefdam/"


def given(**changed):
    return {
        "organisation": "Woonstek",
        "purpose": "Een huis huren",
        "until_on": (clock.today() + dt.timedelta(days=30)).isoformat(),
        "code_by": "phone",
        "form_key": "een-formulier",
        "keys": ["plan"],
    } | changed


def asked(**changed):
    """The same, for the action."""
    found = given(until_on=clock.today()) | changed
    return {key: found.pop(key) for key in ("keys", "form_key")} | {"terms": actions.Terms(**found)}


def shown(answer):
    """Link and code as they stand on the answer."""
    link, code = re.findall(r'<strong class="naast-code[^"]*">([^<]+)</strong>', answer.content.decode())
    return html.unescape(link), code


def shares(household, who="resident", **changed):
    answer = household.browser(who).post(f"/map/{household.case_id}/delen/nieuw/", given(**changed))
    assert answer.status_code == 200, answer.content.decode()
    return shown(answer)


def enters(link, code, who="Wim van Woonstek", browser=None):
    browser = browser or Client()
    return browser, browser.post(HERE, {"link": link, "code": code, "who": who})


def reads(link, code, **kwargs):
    """A browser behind the door, and the address of the list."""
    browser, answer = enters(link, code, **kwargs)
    assert answer.status_code == 302, answer.content.decode()
    return browser, answer["Location"]
