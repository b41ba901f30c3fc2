"""The ledger of a fund in pages: an old reservation that still waits is found and paid, however many bookings
came after it."""

from __future__ import annotations

from decimal import Decimal

import lxml.html
import pytest

from naast.decide import actions, ledger
from naast.decide.ledger import TO_ALLOCATE, TO_PAY, Wanted, ledger_of
from naast.decide.models import FundEntry
from naast.decide.tests.test_fund import reserved
from naast.kernel import actors


@pytest.fixture
def full(deciding):
    """A reservation of 900 with more bookings after it than one page shows; gives the reservation."""
    with deciding.inside():
        entry = reserved(deciding, opening=5_000)
        house = actors.system(deciding.standing.municipality.pk)
        actions.set_petty_cash(actor=house, fund_id=entry.fund_id, up_to=Decimal(50))
        for before in range(ledger.SHOWN):
            actions.pay_petty(
                **deciding.given,
                fund_id=entry.fund_id,
                amount=Decimal(1),
                words=f"Een kaartje, nummer {before}.",
                paid_before=before,
            )
    return entry


def page(deciding, address="/maatwerkbudget/", status=200):
    answer = deciding.standing.client(deciding.owner).get(address)
    assert answer.status_code == status
    return lxml.html.fromstring(answer.content)


def headings(tree):
    return [" ".join(each.text_content().split()) for each in tree.xpath("//section//section/h3")]


def test_a_page_shows_so_many_and_leads_to_the_earlier_ones(deciding, full):
    first = page(deciding)
    assert len(headings(first)) == ledger.SHOWN
    (earlier,) = first.xpath("//a[@rel='next']")
    second = page(deciding, f"/maatwerkbudget/{earlier.get('href').split('#')[0]}")
    assert len(headings(second)) == 1 and "900" in headings(second)[0]
    (later,) = second.xpath("//a[@rel='prev']")
    assert headings(page(deciding, f"/maatwerkbudget/{later.get('href').split('#')[0]}")) == headings(first)


def test_what_still_has_to_be_paid_is_found_and_paid_and_one_is_back_where_one_was(deciding, full):
    address = f"/maatwerkbudget/?fund={full.fund_id}&only={TO_PAY}"
    tree = page(deciding, address)
    assert len(headings(tree)) == 1 and "900" in headings(tree)[0]
    (form,) = tree.xpath(f"//form[starts-with(@action, '/maatwerkbudget/{full.pk}/')]")
    posted = {"amount": "900,001", "kind": "spend", "left": "900", "payee": "Winkel"}
    client = deciding.standing.client(deciding.owner)
    wrong = client.post(form.get("action"), posted)
    assert wrong.status_code == 422 and 'value="900,001"' in wrong.content.decode()
    done = client.post(form.get("action"), posted | {"amount": "900"})
    assert done.status_code == 302
    assert done["Location"] == f"{address}&page=1#fonds-{full.fund_id}"
    assert headings(page(deciding, address)) == []
    # What was refused stands there with what was typed, also when it is no longer among those asked for.
    twice = client.post(form.get("action"), posted | {"amount": "900"})
    assert twice.status_code == 422 and "900" in headings(lxml.html.fromstring(twice.content))[0]


def test_what_is_not_allocated_and_what_belongs_to_a_decision_is_found(deciding, full):
    with deciding.inside():
        oldest = FundEntry.objects.filter(kind="petty").order_by("id").first()
        actions.allocate(
            actor=deciding.owner,
            payment_id=oldest.pk,
            amount=Decimal(1),
            cost_centre="6.71",
            words="Wonen",
            left=Decimal(1),
        )
        found = ledger_of(full.fund_id, Wanted(full.fund_id, TO_ALLOCATE))
        assert oldest.pk not in {line.id for line in found.lines}
        assert len(found.lines) == ledger.SHOWN - 1 and not found.has_more
        own = ledger_of(full.fund_id, Wanted(full.fund_id, decision_id=full.decision_id))
        assert [line.id for line in own.lines] == [full.pk]
        assert ledger_of(full.fund_id, Wanted(full.fund_id, page=10**17)).lines == ()


def test_a_search_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays(deciding, full):
    tree = page(deciding, f"/maatwerkbudget/?fund={full.fund_id}&decision=twaalf&only=", 422)
    (field,) = tree.xpath("//input[@name='decision']")
    assert field.get("value") == "twaalf" and field.get("aria-invalid") == "true"
    assert len(headings(tree)) == ledger.SHOWN
    page(deciding, f"/maatwerkbudget/?fund={full.fund_id}&only=everything", 422)
    assert headings(page(deciding, f"/maatwerkbudget/?fund={full.fund_id}&decision=999999")) == []


def test_a_small_ledger_has_no_search(deciding):
    with deciding.inside():
        reserved(deciding)
    tree = page(deciding)
    assert not tree.xpath("//*[@name='only']") and not tree.xpath("//a[@rel='next']")
