"""What the resident began about an objection that runs comes back, for them alone, until it is sent; and what
the pages about it ask."""

from __future__ import annotations

import pytest

from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_objection_steps import objected
from naast.kernel.models import Draft

from .test_begun import BEGUN, SAID, type_into

__all__ = ["deciding", "objected"]


@pytest.mark.parametrize("form", ["erbij", "terug"])
def test_what_was_typed_about_an_objection_is_there_on_return_and_gone_once_it_is_sent(objected, form):
    standing = objected.deciding.standing
    path = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/{form}/"
    browser = standing.client(standing.resident)
    key = type_into(browser, path)
    assert key.split(":")[1:] == [str(objected.case_id), str(objected.objection_id)]
    page = standing.client(standing.resident).get(path).content.decode()
    assert BEGUN in page and SAID in page
    for stranger in standing.strangers:
        assert BEGUN not in standing.client(stranger).get(path).content.decode()
    refused = browser.post(path, {"words": " "})
    assert refused.status_code == 422 and SAID not in refused.content.decode()
    assert BEGUN in browser.get(path).content.decode(), "a refusal takes no draft away"
    assert browser.post(path, {"words": "Dit is alles."}).status_code == 302
    with objected.deciding.inside():
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("form", "said", "wrong"),
    [
        ("later", "Je bezwaar kwam op tijd", "Je bezwaar kwam na"),
        ("aanvullen", "We vragen je nu niets over je bezwaar", "Dit mist er nog"),
    ],
)
def test_a_page_that_asks_nothing_says_so_and_loses_no_words(objected, form, said, wrong):
    standing = objected.deciding.standing
    path = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/{form}/"
    browser = standing.client(standing.resident)
    page = browser.get(path).content.decode()
    assert said in page and wrong not in page and 'name="words"' not in page
    refused = browser.post(path, {"words": "Ik was ziek."})
    assert refused.status_code == 422 and "Ik was ziek." in refused.content.decode()
    assert wrong not in refused.content.decode()
