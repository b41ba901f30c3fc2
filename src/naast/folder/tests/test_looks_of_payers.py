"""Who settles between payers sees amounts, and the resident reads just that in who looked."""

from __future__ import annotations

import pytest

from naast.folder.looking import page_in_words
from naast.follow.tests.conftest import decided, deciding
from naast.follow.tests.test_settlements import propose

__all__ = ["decided", "deciding"]
pytestmark = pytest.mark.django_db


def test_a_controller_who_opened_a_settlement_is_not_said_to_have_read_appointments(decided):
    with decided.inside():
        row = propose(decided)
    browser = decided.standing.client(decided.controller)
    for path in (f"voorstel/{decided.case_id}/", f"{row.pk}/", f"{row.pk}/document/"):
        assert browser.get(f"/verrekeningen/{path}").status_code == 200
    page = decided.standing.client(decided.standing.resident).get("/map/wie-keek/").content.decode()
    told = page.split("Corine Controller")[1].split("</li>")[0]
    assert "wat betalers verrekenen over je plan" in told
    assert page_in_words("follow.overview") not in told
