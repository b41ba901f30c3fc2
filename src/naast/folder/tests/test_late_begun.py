"""What the resident began to say about our being late comes back, for them alone, until it is sent."""

from __future__ import annotations

import lxml.html

from naast.decide.models import DefaultNotice
from naast.decide.tests.clocking import came_in
from naast.decide.tests.conftest import deciding
from naast.kernel.models import Draft

__all__ = ["deciding"]

BEGUN, SAID = "Ik wacht al sinds mei op", "Je was hier aan het schrijven"


def test_what_was_typed_is_there_on_return_with_its_own_request_and_gone_once_it_is_sent(deciding):
    standing = deciding.standing
    with deciding.inside():
        first, second = came_in(deciding, 200), came_in(deciding, 190)
    path = f"/map/{deciding.case_id}/wanneer/"
    browser = standing.client(standing.resident)
    page = lxml.html.fromstring(browser.get(path).content.decode())
    field = page.get_element_by_id(f"late{first}_words")
    other = page.get_element_by_id(f"late{second}_words")
    assert field.get("data-draft-object") != other.get("data-draft-object")
    typed = {
        "object": field.get("data-draft-object"),
        "field": field.get("name"),
        "base_version": field.get("data-draft-version"),
        "text": BEGUN,
    }
    sent = browser.post(field.get("data-draft-url"), typed, content_type="application/json")
    assert sent.status_code == 204
    back = lxml.html.fromstring(standing.client(standing.resident).get(path).content.decode())
    assert back.get_element_by_id(f"late{first}_words").text.strip() == BEGUN
    assert not (back.get_element_by_id(f"late{second}_words").text or "").strip()
    assert SAID in back.text_content()
    for stranger in standing.strangers:
        assert BEGUN not in standing.client(stranger).get(path).content.decode()
    too_long = browser.post(path, {"intake": first, "words": "a" * 10_001})
    assert too_long.status_code == 422 and SAID not in too_long.content.decode()
    assert browser.post(path, {"intake": first, "words": f"{BEGUN} antwoord."}).status_code == 302
    with deciding.inside():
        assert not Draft.objects.exists()
        assert DefaultNotice.objects.get().words == f"{BEGUN} antwoord."
