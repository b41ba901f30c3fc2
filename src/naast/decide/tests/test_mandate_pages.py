"""The pages of the mandate register: who reads, who keeps, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from naast.decide.models import Decision, Mandate
from naast.kernel import actors, clock

REGISTER = "/mandaten/"
ACCOUNT = "/mandaten/verantwoording/"


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def first(deciding, staff) -> int:
    with deciding.inside():
        return Mandate.objects.get(staff_id=staff.id, stands_in_for=None).pk


def given(who, **changes) -> dict[str, object]:
    return {
        "staff": who.id,
        "reach": "routine",
        "law": "wmo",
        "up_to": "2.500,00",
        "from_on": clock.today().isoformat(),
        "until_on": "",
        "basis": "Mandaatbesluit (fictief)",
        "source": "Gemeenteblad (fictief)",
    } | changes


def test_every_member_of_staff_reads_who_may_decide_what(deciding, administrator):
    number = first(deciding, deciding.holder)
    for reader in (deciding.worker, deciding.standing.colleague, deciding.reader, deciding.owner):
        client = deciding.standing.client(reader)
        assert "Mira Mandaat" in client.get(REGISTER).content.decode()
        page = client.get(f"{REGISTER}{number}/").content.decode()
        assert "Mandaatbesluit (fictief)" in page and "einde/" not in page and "vervanger/" not in page
    assert deciding.standing.client(deciding.standing.resident).get(REGISTER).status_code in (302, 403, 404)


def test_another_municipality_sees_nothing_of_it(deciding):
    client = deciding.standing.client(deciding.standing.outsider)
    assert "Mira" not in client.get(REGISTER).content.decode()
    assert client.get(f"{REGISTER}{first(deciding, deciding.holder)}/").status_code == 404


def test_the_administrator_gives_lets_stand_in_and_ends(deciding, administrator):
    client = deciding.standing.client(administrator)
    assert client.post(f"{REGISTER}nieuw/", given(deciding.standing.colleague)).status_code == 302
    number = first(deciding, deciding.standing.colleague)
    until = clock.today() + dt.timedelta(days=5)
    stand_in = given(deciding.college, until_on=until.isoformat())
    assert client.post(f"{REGISTER}{number}/vervanger/", stand_in).status_code == 302
    assert "Corrie College vervangt" in client.get(REGISTER).content.decode()
    assert client.post(f"{REGISTER}{number}/einde/", {"until_on": until.isoformat()}).status_code == 302
    with deciding.inside():
        row = Mandate.objects.get(pk=number)
        assert (row.up_to, row.source, row.until_on) == (Decimal(2_500), "Gemeenteblad (fictief)", until)


@pytest.mark.parametrize("path", ["nieuw/", "{number}/vervanger/", "{number}/einde/"])
def test_nobody_else_keeps_the_register(deciding, administrator, path):
    path = REGISTER + path.format(number=first(deciding, deciding.holder))
    for stranger in (deciding.worker, deciding.holder, deciding.standing.outsider):
        client = deciding.standing.client(stranger)
        assert client.post(path, given(deciding.standing.colleague)).status_code in (403, 404)
    with deciding.inside():
        assert not Mandate.objects.filter(staff_id=deciding.standing.colleague.id).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"up_to": "10,123"}, "up_to"),
        ({"up_to": "-1"}, "up_to"),
        ({"up_to": "NaN"}, "up_to"),
        ({"up_to": "9" * 20}, "up_to"),
        ({"reach": "everything"}, "reach"),
        ({"law": "<script>"}, "law"),
        ({"staff": "999999"}, "staff"),
        ({"staff": "reader"}, "staff"),
        ({"until_on": "2001-01-01"}, "until_on"),
        ({"from_on": "31-02-2026"}, "from_on"),
        ({"basis": "   "}, "basis"),
        ({"source": "x" * 301}, "source"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(deciding, administrator, changes, field):
    client = deciding.standing.client(administrator)
    if changes.get("staff") == "reader":
        changes = {"staff": deciding.reader.id}
    page = client.post(f"{REGISTER}nieuw/", given(deciding.standing.colleague, **changes))
    assert page.status_code == 422 and list(page.context["form"].errors) == [field]
    assert "Mandaatbesluit" in page.content.decode() or field == "basis"


def test_two_that_contradict_are_refused_with_the_reason(deciding, administrator):
    client = deciding.standing.client(administrator)
    page = client.post(f"{REGISTER}nieuw/", given(deciding.holder, reach="exception", law=""))
    assert page.status_code == 422 and "50.000,00" in str(page.context["form"].errors["up_to"])


def test_an_end_before_what_was_decided_is_refused(deciding, administrator):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
    client = deciding.standing.client(administrator)
    yesterday = clock.today() - dt.timedelta(days=1)
    number = first(deciding, deciding.worker)
    page = client.post(f"{REGISTER}{number}/einde/", {"until_on": yesterday.isoformat()})
    assert page.status_code == 422 and "until_on" in page.context["form"].errors


def test_the_account_tells_no_name_of_a_resident_and_counts_nobody(deciding, administrator):
    quality = deciding.standing.add_staff("Karin Kwaliteit", actors.QUALITY_OFFICER)
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
        assert Decision.objects.get(pk=number).mandate_id == first(deciding, deciding.worker)
    client = deciding.standing.client(quality)
    page = client.get(ACCOUNT)
    words = page.content.decode()
    assert [row.decision_id for row in page.context["found"].rows] == [number]
    assert "Rosa" not in words and f"/casus/{deciding.case_id}/" not in words
    day = clock.today().isoformat()
    later = (clock.today() + dt.timedelta(days=1)).isoformat()
    for query, rows in (
        (f"from_on={day}&until_on={day}", 1),
        (f"from_on={later}", 0),
        (f"mandate={first(deciding, deciding.worker)}", 1),
        (f"mandate={first(deciding, deciding.holder)}", 0),
        ("page=7", 0),
        ("page=x&mandate=", 1),
    ):
        assert len(client.get(f"{ACCOUNT}?{query}").context["found"].rows) == rows, query
    assert client.get(f"{ACCOUNT}?from_on={later}&until_on={day}").status_code == 422
    assert client.get(f"{ACCOUNT}?mandate=999999").status_code == 404
    for other in (deciding.worker, deciding.holder, administrator):
        assert deciding.standing.client(other).get(ACCOUNT).status_code in (403, 404)
    outsider = deciding.standing.client(deciding.standing.outsider)
    assert outsider.get(ACCOUNT).status_code in (403, 404)


def test_the_proposal_says_why_this_mandate_and_no_lower_one(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    why = page.context["why"]
    assert [(item.facts.staff.name, item.because) for item in why.lower] == [
        ("Wilma Worker", "de grens is lager dan het bedrag")
    ]
    assert why.also is None and "laagste mandaat dat genoeg is" in page.content.decode()


def test_a_wider_mandate_that_the_writer_chose_is_said_to_be_wider(deciding):
    with deciding.inside():
        deciding.ready()
        widest = Mandate.objects.get(staff_id=deciding.college.id).pk
        deciding.propose(amount=Decimal(7_200), mandate_id=widest)
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert page.context["why"].also.staff.name == "Mira Mandaat"
    assert "De schrijver koos dit mandaat" in page.content.decode()


def test_who_stands_in_is_named_with_whom_they_stand_in_for(deciding, administrator):
    number = first(deciding, deciding.holder)
    client = deciding.standing.client(administrator)
    until = (clock.today() + dt.timedelta(days=5)).isoformat()
    assert (
        client.post(f"{REGISTER}{number}/vervanger/", given(deciding.college, until_on=until)).status_code
        == 302
    )
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
    worker = deciding.standing.client(deciding.worker)
    words = worker.get(f"/casus/{deciding.case_id}/besluit/").content.decode()
    assert "Corrie College" in words and "als vervanger van Mira Mandaat" in words
    form = worker.get(f"/casus/{deciding.case_id}/besluit/voorstel/").context["form"]
    assert any("als vervanger van Mira Mandaat" in label for _value, label in form.fields["mandate"].choices)


def test_standing_in_that_would_begin_after_the_mandate_ends_falls_away(deciding, administrator):
    number = first(deciding, deciding.holder)
    client = deciding.standing.client(administrator)
    days = {
        name: (clock.today() + dt.timedelta(days=more)).isoformat()
        for name, more in (("from_on", 9), ("until_on", 12))
    }
    client.post(f"{REGISTER}{number}/vervanger/", given(deciding.college, **days))
    client.post(f"{REGISTER}{number}/einde/", {"until_on": clock.today().isoformat()})
    assert (
        "begint niet, omdat het mandaat eerder eindigt" in client.get(f"{REGISTER}{number}/").content.decode()
    )
