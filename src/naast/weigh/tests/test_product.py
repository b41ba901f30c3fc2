"""What the product says otherwise later: new editions where nobody changed anything, else a difference."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel import actors
from naast.kernel.errors import NotAllowed
from naast.weigh import actions, library, queries
from naast.weigh.models import LegalRow
from naast.weigh.product_queries import differences, new_in_product

from .conftest import load_library

CHANGED = {"5", "15", "24"}


@pytest.fixture
def earlier(standing, monkeypatch):
    """A municipality that loaded the list when three rows had no conditions yet."""
    now = library.standard()
    rows = [raw | {"conditions": None} if str(raw["id"]) in CHANGED else raw for raw in now["rows"]]
    with monkeypatch.context() as before:
        before.setattr("naast.weigh.actions.product.standard", lambda: now | {"rows": rows})
        with standing.inside():
            load_library(standing.municipality.pk)
    return standing


def latest(key):
    return LegalRow.objects.filter(key=key).order_by("-edition").first()


def load(standing):
    return actions.load_catalogue(actor=actors.system(standing.municipality.pk))


def test_rows_that_nobody_touched_get_the_new_conditions_as_a_new_edition(earlier):
    with earlier.inside():
        assert new_in_product() == len(CHANGED)
        assert load(earlier) == len(CHANGED)
        for key in CHANGED:
            assert (latest(key).edition, bool(latest(key).conditions)) == (2, True)
            assert LegalRow.objects.get(key=key, edition=1).conditions is None, "the one before stays"
        assert latest("1").edition == 1
        assert load(earlier) == 0 and new_in_product() == 0
        asked = queries.law_row(latest("15").pk)
        assert asked.edition == 2


def test_what_was_changed_or_signed_stays_and_the_difference_is_shown(earlier):
    policy = earlier.add_staff("Pol Policy", actors.POLICY)
    lawyer = earlier.add_staff("Jura Jurist", actors.LAWYER)
    with earlier.inside():
        actions.edit_row(
            actor=policy, row_id=latest("15").pk, changes={"allows_nl": "Onze woorden."}, why="Duidelijker."
        )
        actions.check_row(actor=lawyer, row_id=latest("24").pk)
        assert load(earlier) == 1
        edited, signed = latest("15"), latest("24")
        assert edited.allows_nl == "Onze woorden." and edited.conditions is None
        assert signed.checked_on and signed.conditions is None
        labels = {one.label for one in differences(edited)}
        assert len(labels) == 3, "two of the words, and the conditions"
        (only,) = differences(signed)
        assert only.ours != only.theirs and "?" in only.theirs
        assert differences(latest("5")) == () and differences(latest("1")) == ()
    page = earlier.client(policy).get(reverse("weigh:row", args=[edited.pk])).content.decode()
    assert only.theirs in page or "Onze woorden." in page


def test_an_own_row_is_never_touched_nor_compared(earlier):
    policy = earlier.add_staff("Pol Policy", actors.POLICY)
    with earlier.inside():
        own = actions.add_row(
            actor=policy,
            columns={"law": "Verordening", "article": "7", "kind": "hardship", "allows_nl": "Meer."},
        )
        load(earlier)
        assert latest(own.key).pk == own.pk and differences(own) == ()


def test_the_button_is_for_who_keeps_the_library_and_twice_is_once(earlier):
    policy = earlier.add_staff("Pol Policy", actors.POLICY)
    address, catalogue = reverse("weigh:load_product"), reverse("weigh:catalogue")
    client = earlier.client(policy)
    assert address in client.get(catalogue).content.decode()
    assert address not in earlier.client(earlier.worker).get(catalogue).content.decode()
    assert earlier.client(earlier.worker).post(address).status_code in (403, 404)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    with earlier.inside():
        assert latest("5").edition == 2
        with pytest.raises(NotAllowed):
            actions.load_catalogue(actor=earlier.worker)
    assert address not in client.get(catalogue).content.decode()
