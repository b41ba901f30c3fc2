"""Numbers are typed as people here write them, with a comma as well as with a point."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.follow.models import Realised, Settlement

from .test_settlement_pages import form, paths

__all__ = ["paths"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "share"), [("36,6", "0.366"), ("36.6", "0.366"), ("25,25 %", "0.2525")])
def test_a_share(decided, typed, share):
    browser = decided.standing.client(decided.owner)
    path = f"/verrekeningen/voorstel/{decided.case_id}/"
    assert browser.post(path, form(decided, share=typed)).status_code == 302
    with decided.inside():
        assert Settlement.objects.get().share == Decimal(share)


def test_a_count(decided, paths):
    browser = decided.standing.client(decided.worker)
    shown = browser.get(paths["realised"])
    days = {name: shown.context["form"].initial[name].isoformat() for name in ("from_on", "to_on")}
    sent = {"quantity": "1.234,5", "source": "Rekeningen van het hotel", "version": "0"} | days
    assert browser.post(paths["realised"], sent).status_code == 302
    with decided.inside():
        assert Realised.objects.get().quantity == Decimal("1234.5")
    assert 'value="1234,50"' in browser.get(paths["realised"]).content.decode()
