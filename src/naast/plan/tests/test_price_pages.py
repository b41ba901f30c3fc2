"""The pages of the price list: who opens and changes what, typed text kept, quality beside each amount."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from naast.kernel import actors, clock
from naast.kernel.models import AuditEvent
from naast.people.models import Case
from naast.plan import actions, queries, terms
from naast.plan.models import Price, PriceImport, PriceIndex
from naast.plan.tests import arrange
from naast.plan.tests.test_price_files import GOOD, file
from naast.plan.tests.test_prices import VALUES, over_hotel

pytestmark = pytest.mark.django_db

NEW = {
    "item_nl": "Buurtmaaltijd (fictief)",
    "unit": "time",
    "mode": "12,50",
    "price_year": "2025",
    "payer": "municipality_wmo",
    "quality": "local",
    "source": "buurtkeuken (fictief)",
}


@pytest.fixture
def keeper(standing):
    arrange.prices(standing)
    return standing.add_staff("Cora Controller", actors.CONTROLLER)


@pytest.fixture
def keep(standing, keeper):
    return standing.client(keeper)


def listed(standing) -> int:
    with standing.inside():
        return Price.objects.get(item="Hotel room", whose="list").pk


def upload(content: bytes) -> dict:
    return {"file": SimpleUploadedFile("prijzen.csv", content, content_type="text/csv")}


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_all_staff_read_and_only_keepers_come_to_the_forms(standing, keeper):
    number = listed(standing)
    reading = [("prices", ()), ("price", (number,)), ("price_index", ()), ("export_prices", ())]
    keeping = [("new_price", ()), ("change_price", (number,)), ("import_prices", ())]
    colleague, resident = standing.client(standing.colleague), standing.client(standing.resident)
    for name, args in reading:
        assert colleague.get(reverse(f"plan:{name}", args=args)).status_code == 200, name
    for name, args in [*reading, *keeping]:
        assert resident.get(reverse(f"plan:{name}", args=args)).status_code == 404, name
    for name, args in keeping:
        assert colleague.get(reverse(f"plan:{name}", args=args)).status_code == 404, name
        assert colleague.post(reverse(f"plan:{name}", args=args), NEW).status_code == 404, name
        assert standing.client(keeper).get(reverse(f"plan:{name}", args=args)).status_code == 200, name
    for name in ("end_price", "book_price"):
        assert colleague.post(reverse(f"plan:{name}", args=[number]), {}).status_code == 404, name
    assert colleague.post(reverse("plan:price_index"), {"year": "2027"}).status_code == 404
    text = colleague.get(reverse("plan:price", args=[number])).content.decode()
    assert "boeken" not in text and "eigen/" not in text


def test_a_price_of_another_municipality_is_a_wrong_address(standing, keeper):
    number = listed(standing)
    elsewhere = standing.client(standing.outsider)
    assert elsewhere.get(reverse("plan:price", args=[number])).status_code == 404
    assert "Hotelkamer" not in elsewhere.get(reverse("plan:prices")).content.decode()
    assert (
        elsewhere.post(reverse("plan:use_price", args=[number]), {"case": standing.case_id}).status_code
        == 404
    )


def test_an_own_price_is_added_and_stands_above_the_listed_one(standing, keep):
    answer = keep.post(reverse("plan:new_price"), NEW, follow=True)
    text = text_of(answer)
    assert "Buurtmaaltijd (fictief)" in text and "€ 12,50" in text.replace("\u00a0", " ")
    number = listed(standing)
    change = {"mode": "95", "price_year": "2025", "payer": "municipality_wmo", "quality": "local"}
    change |= {"source": "contract (fictief)", "version": "1"}
    refused = keep.post(reverse("plan:change_price", args=[number]), change)
    assert refused.status_code == 422 and "contract (fictief)" in refused.content.decode()
    keep.post(reverse("plan:change_price", args=[number]), change | {"because": "eigen contract"})
    text = text_of(keep.get(reverse("plan:prices"), {"q": "hotel"}))
    table = text[text.index("<tbody") :]
    assert table.index("€ 95") < table.index("eigen contract") < table.index("€ 80")
    with override("nl"):
        local, seed = (str(dict(terms.QUALITIES)[code]) for code in ("local", "seed"))
    assert table.index(local) < table.index(seed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "twaalf"),
        ("mode", "-1"),
        ("low", "13"),
        ("price_year", "1950"),
        ("price_year", "1e3"),
        ("payer", "iemand"),
        ("source", ""),
        ("item_nl", "x" * 121),
        ("valid_from", "31-02-2026"),
        ("valid_from", "0001-01-01"),
    ],
)
def test_bad_input_names_the_field_keeps_what_was_typed_and_saves_nothing(standing, keep, field, value):
    with standing.inside():
        count = Price.objects.count()
    sent = NEW | {"because": "getypt <script>alert(1)</script> \u202e 😀", field: value}
    answer = keep.post(reverse("plan:new_price"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_{field}"' in text
    assert "getypt &lt;script&gt;" in text and "NaN" not in text
    with standing.inside():
        assert Price.objects.count() == count


def test_two_who_change_the_same_price_are_told(standing, keep, keeper):
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES)
        actions.change_price(actor=keeper, price_id=made.pk, base_version=1, values={"mode": Decimal(13)})
    sent = {name: value for name, value in NEW.items() if name not in {"item_nl", "unit"}}
    answer = keep.post(reverse("plan:change_price", args=[made.pk]), sent | {"mode": "19", "version": "1"})
    assert answer.status_code == 409 and 'value="19"' in answer.content.decode()
    with standing.inside():
        made.refresh_from_db()
        assert made.mode == Decimal(13)


def test_a_worker_sees_the_own_plans_and_takes_the_price_of_today(standing, keeper):
    arrange.plan(standing)
    with standing.inside():
        own = over_hotel(keeper)
    page = reverse("plan:price", args=[own.pk])
    worker, colleague = standing.client(standing.worker), standing.client(standing.colleague)
    assert "Rosa" in worker.get(page).content.decode()
    for other in (colleague, standing.client(keeper)):
        assert "Rosa" not in other.get(page).content.decode()
    assert "1 plan" in text_of(standing.client(keeper).get(page))
    assert "1 plan" not in text_of(colleague.get(page))
    with standing.inside():
        looks = AuditEvent.objects.filter(verb="plan.price", case_id=standing.case_id)
        assert {event.actor_id for event in looks} == {standing.worker.id}
    use = reverse("plan:use_price", args=[own.pk])
    for wrong in ("", "x", "999999999999"):
        assert worker.post(use, {"case": wrong}).status_code == 404
    assert colleague.post(use, {"case": standing.case_id}).status_code == 404
    assert worker.post(use, {"case": standing.case_id}).status_code == 302
    with standing.inside():
        assert queries.returns_of(standing.case_id).in_plan[0].price_id == own.pk


def test_who_only_reads_along_does_not_change_a_plan(standing, keeper):
    arrange.plan(standing)
    reader = standing.add_reader()
    with standing.inside():
        own = over_hotel(keeper)
    use = reverse("plan:use_price", args=[own.pk])
    assert standing.client(reader).post(use, {"case": standing.case_id}).status_code == 403
    page = standing.client(reader).get(reverse("plan:price", args=[own.pk])).content.decode()
    assert "Rosa" in page and f'action="{use}"' not in page, "no button is offered that refuses"


def test_cases_to_practise_on_are_not_counted_for_who_keeps_the_list(standing, keeper):
    arrange.plan(standing)
    with standing.inside():
        own = over_hotel(keeper)
    page = reverse("plan:price", args=[own.pk])
    assert "1 plan in de maak" in text_of(standing.client(keeper).get(page))
    with standing.inside():
        Case.objects.filter(pk=standing.case_id).update(is_practice=True)
    assert "Geen lopend plan gebruikt deze prijs." in text_of(standing.client(keeper).get(page))
    assert "Rosa" in text_of(standing.client(standing.worker).get(page)), "who practises sees it"


def test_legal_title_and_last_day_are_kept_from_the_page(standing, keep, keeper):
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES)
    book = {"legal_title": "Wmo 2015", "cost_centre": "6.2", "version": "1"}
    assert keep.post(reverse("plan:book_price", args=[made.pk]), book).status_code == 302
    end = reverse("plan:end_price", args=[made.pk])
    refused = keep.post(end, {"last_day": "2000-01-01", "version": "2"})
    assert refused.status_code == 422 and 'value="2000-01-01"' in refused.content.decode()
    assert 'href="#id_end_last_day"' in refused.content.decode(), "the field is named"
    assert keep.post(end, {"last_day": clock.today().isoformat(), "version": "2"}).status_code == 302
    with standing.inside():
        made.refresh_from_db()
        assert (made.legal_title, made.cost_centre, made.valid_to) == ("Wmo 2015", "6.2", clock.today())


def test_a_file_is_looked_at_before_it_is_kept(standing, keep):
    first = keep.post(reverse("plan:import_prices"), upload(file(GOOD)))
    assert first.status_code == 302
    shown = keep.get(first.url)
    text = text_of(shown)
    assert "Maaltijd" in text and "prijzen.csv" in text
    with standing.inside():
        assert queries.price_named("Maaltijd") is None
    assert keep.post(first.url, {"seen": "x"}).status_code == 409
    seen = re.search(r'name="seen" value="(\w+)"', shown.content.decode())[1]
    assert keep.post(first.url, {"seen": seen}).status_code == 302
    again = keep.post(first.url, {"seen": seen}, follow=True)
    assert again.redirect_chain[0][0] == reverse("plan:prices")
    assert "waits no more" in text_of(again) or "wacht niet meer" in text_of(again)
    assert keep.get(first.url).status_code == 404
    with standing.inside():
        assert queries.price_named("Maaltijd").mode == Decimal("12.50")


def test_a_wrong_file_names_row_and_column_and_nothing_waits(standing, keep):
    wrong = GOOD.replace("12,50", "1.500").replace("Maaltijd", "<script>alert(1)</script>")
    answer = keep.post(reverse("plan:import_prices"), upload(file(GOOD, wrong)))
    text = text_of(answer)
    assert answer.status_code == 422 and "1.500" in text and ">3</th>" in text and ">mode</td>" in text
    assert "<script>alert(1)" not in text
    for sent in ({}, {"file": "geen bestand"}, upload(b"")):
        assert keep.post(reverse("plan:import_prices"), sent).status_code == 422
    with standing.inside():
        assert not PriceImport.objects.exists()


def test_a_waiting_file_can_be_thrown_away(standing, keep):
    address = keep.post(reverse("plan:import_prices"), upload(file(GOOD))).url
    for _click in range(2):
        assert keep.post(address, {"drop": "1"}).status_code == 302
    assert keep.get(address).status_code == 404


def test_the_file_of_another_keeper_is_not_found_also_when_it_waits_no_more(standing, keep):
    address = keep.post(reverse("plan:import_prices"), upload(file(GOOD))).url
    other = standing.client(standing.add_staff("Cor Ander", actors.CONTROLLER))
    assert other.post(address, {"drop": "1"}).status_code == 404
    keep.post(address, {"drop": "1"})
    assert other.post(address, {"drop": "1"}).status_code == 404
    assert keep.post(reverse("plan:imported_prices", args=[10**9]), {"drop": "1"}).status_code == 404


def test_the_export_is_a_download_of_csv(standing, keeper):
    answer = standing.client(standing.colleague).get(reverse("plan:export_prices"))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    assert answer.content.decode("utf-8-sig").splitlines()[0].startswith("item;item_nl;unit")


def test_a_year_is_added_and_a_gap_refused(standing, keep):
    page = reverse("plan:price_index")
    year = {"source": "CBS (fictief)", "quality": "official", "version": "0"}
    refused = keep.post(page, year | {"year": "2001", "change_percent": "2,1"})
    assert refused.status_code == 422 and 'value="2,1"' in refused.content.decode()
    for wrong in ("twee", "1e3", "250", "-0,555", "NaN"):
        answer = keep.post(page, year | {"year": "2005", "change_percent": wrong})
        assert answer.status_code == 422 and f'value="{wrong}"' in answer.content.decode()
    assert keep.post(page, year | {"year": "2005", "change_percent": "-0,55"}).status_code == 302
    with standing.inside():
        assert PriceIndex.objects.get(year=2005).change_percent == Decimal("-0.55")
    text = text_of(keep.get(page, {"year": "2005"}))
    assert 'value="-0,55"' in text and "CBS (fictief)" in text


def test_each_price_on_each_page_says_how_good_its_source_is(standing, keeper, keep):
    """Nothing unsourced passes for a fact: as many words of quality as there are prices."""
    arrange.plan(standing)
    with standing.inside():
        made = actions.add_price(actor=keeper, values=VALUES | {"source": "", "quality": "unsourced"})
        actions.add_line(actor=standing.worker, case_id=standing.case_id, scenario="plan", what=made.item_nl)
        actions.agree(actor=standing.worker, case_id=standing.case_id)
        prices = len(queries.prices())
    table = text_of(keep.get(reverse("plan:prices"))).partition("<tbody")[2]
    with override("nl"):
        labels = "|".join(re.escape(str(label)) for _code, label in terms.QUALITIES)
    assert len(re.findall(rf'\((?:{labels})\)</span>|nl-data-badge" >(?:{labels})<', table)) == prices
    worker = standing.client(standing.worker)
    case = standing.case_id
    for page in (
        reverse("plan:price", args=[made.pk]),
        reverse("plan:returns", args=[case]),
        reverse("plan:version", args=[case, 1]),
    ):
        assert "geen bron" in text_of(worker.get(page)), page


def test_two_thousand_prices_are_paged_without_a_question_each(standing, keep, django_assert_num_queries):
    def add(first, last):
        with standing.inside():
            Price.objects.bulk_create(
                Price(
                    municipality_id=standing.municipality.pk,
                    item=f"Item {number:04}",
                    item_nl=f"Ding {number:04}",
                    unit="time",
                    mode=number,
                    price_year=2025,
                    payer="resident",
                    quality="unsourced",
                    whose="own",
                    valid_from=clock.today(),
                )
                for number in range(first, last)
            )

    page = reverse("plan:prices")
    add(0, 60)
    keep.get(page)
    with CaptureQueriesContext(connection) as few:
        keep.get(page)
    add(60, 2000)
    with django_assert_num_queries(len(few)):
        answer = keep.get(page, {"page": "30"})
    text = text_of(answer)
    assert "pagina 30 van 41" in text and text.count('role="rowheader"') == 50
    for odd in ("999", "0", "-1", "x", "9" * 30):
        assert keep.get(page, {"page": odd}).status_code == 200
    assert keep.get(page, {"q": "x" * 121}).status_code == 422
    assert "Ding 1999" in text_of(keep.get(page, {"q": "ding 1999"}))
