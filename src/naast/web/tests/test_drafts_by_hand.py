"""A draft that somebody sends by hand, not as `drafts.js` does: refused, never an error of ours."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.django_db
DRAFT = {"object": "folder.complaint:1", "field": "words", "text": "Begonnen", "base_version": "0"}


@pytest.mark.parametrize("how", ["form", "no form", "long version", "nothing"])
def test_what_is_no_draft_is_refused(standing, how):
    browser = standing.client(standing.resident)
    sent = {
        "form": (DRAFT, {}),
        "no form": ("object=1", {"content_type": "application/x-www-form-urlencoded"}),
        "long version": (DRAFT | {"base_version": "9" * 5_000}, {"content_type": "application/json"}),
        "nothing": ("", {"content_type": "application/json"}),
    }
    body, options = sent[how]
    answer = browser.post("/concept/", body, **options)
    assert answer.status_code == 400 and json.loads(answer.content)["field"]
