"""The pages: who may open them, what is in the HTML and when, bad input, and how many questions they ask."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel.models import AuditEvent
from naast.weigh import actions
from naast.weigh.forms import OwnRowForm
from naast.weigh.models import LegalRow, LegalValue
from naast.weigh.tests.answering import answer_question

from .conftest import CONSEQUENCES, DIFFERENCE, EFFECT, load_library


def words_of(route_row: LegalRow) -> tuple[str, ...]:
    """What may not be in a page while the law is closed."""
    return route_row.allows_nl, route_row.motivate_nl, route_row.question_nl, route_row.article


@pytest.fixture
def page(weighed):
    return reverse("weigh:overview", args=[weighed.case_id])


def post(weighed, page, **fields):
    with weighed.standing.inside():
        base = {"version": str(weighed.version)}
    return weighed.standing.client(weighed.worker).post(page, base | fields)


@pytest.mark.parametrize("name", ["overview", "three_values"])
def test_own_worker_yes_others_not_and_a_refusal_holds_nothing(weighed, name):
    standing = weighed.standing
    with standing.inside():
        weighed.think()
    address = reverse(f"weigh:{name}", args=[standing.case_id])
    own = standing.client(standing.worker).get(address)
    assert own.status_code == 200 and "Rosa" in own.content.decode()
    for stranger in standing.strangers:
        for response in (standing.client(stranger).get(address), standing.client(stranger).post(address, {})):
            assert response.status_code == 404
            for words in ("Rosa", "Proefpersoon", EFFECT, CONSEQUENCES, "2.3.5"):
                assert words not in response.content.decode()
    assert standing.client(standing.resident).get(address).status_code == 404


def test_strangers_cannot_open_the_law_of_someone_elses_case(weighed):
    standing = weighed.standing
    address = reverse("weigh:urgent", args=[standing.case_id])
    for stranger in standing.strangers:
        assert standing.client(stranger).post(address, {"urgent_reason": "nu"}).status_code == 404
    with standing.inside():
        assert weighed.facts().urgent_since is None


def test_no_word_of_an_exception_route_is_in_the_page_before_the_three_sentences(weighed, page):
    client = weighed.standing.client(weighed.worker)
    with weighed.standing.inside():
        closed = [row for row in LegalRow.objects.all() if not row.always_open]
        ours = weighed.row("38")
    for fields in (
        {},
        {"effect": EFFECT},
        {"effect": "   ", "values_words": "Een kind groeit veilig op.", "consequences": CONSEQUENCES},
        {"effect": "huis", "values_words": "Een kind groeit veilig op.", "consequences": CONSEQUENCES},
        {"effect": EFFECT, "values_words": "veilig", "consequences": CONSEQUENCES},
    ):
        assert post(weighed, page, **fields).status_code == 302
        html = client.get(page).content.decode()
        for row in closed:
            for words in (row.allows_nl, row.allows_en, row.question_nl):
                assert words not in html
        for words in words_of(ours):
            assert not words or words not in html
        assert 'name="route"' not in html and "row_38" not in html
    post(weighed, page, effect=EFFECT, values_words="Een kind groeit veilig op.", consequences=CONSEQUENCES)
    html = client.get(page).content.decode()
    assert all(words in html for words in words_of(ours)[:1])
    assert 'name="fact_row_38"' in html


def test_a_posted_route_or_answer_is_not_heard_while_the_law_is_closed(weighed, page):
    with weighed.standing.inside():
        row = weighed.row("38")
    answer = post(weighed, page, effect=EFFECT, route=str(row.pk), fact_row_38="yes")
    assert answer.status_code == 302
    with weighed.standing.inside():
        assert weighed.facts().route is None and weighed.facts().questions == ()


def test_rights_and_deadlines_are_on_the_page_closed_and_open(weighed, page):
    client = weighed.standing.client(weighed.worker)
    with weighed.standing.inside():
        always = list(LegalRow.objects.filter(always_open=True))
    before = client.get(page).content.decode()
    with weighed.standing.inside():
        weighed.think()
    after = client.get(page).content.decode()
    assert len(always) == 5
    for row in always:
        assert row.allows_nl in before and row.allows_nl in after


def test_nu_eerst_dit_opens_the_page(weighed, page):
    standing = weighed.standing
    client = standing.client(weighed.worker)
    address = reverse("weigh:urgent", args=[weighed.case_id])
    empty = client.post(address, {"version": "0", "urgent_reason": "  "})
    assert empty.status_code == 422
    assert client.post(address, {"version": "0", "urgent_reason": "ontruiming"}).status_code == 302
    assert 'name="fact_row_38"' in client.get(page).content.decode()


def test_nothing_is_chosen_or_refused_beforehand(weighed, page):
    """No answer is "no", no route is chosen and no verdict is laid down before somebody does so."""
    with weighed.standing.inside():
        weighed.think()
    client = weighed.standing.client(weighed.worker)
    form = client.get(page).context["form"]
    assert form["route"].value() == "0"
    assert form["fact_row_38"].value() == "unknown"
    html = client.get(reverse("weigh:three_values", args=[weighed.case_id])).content.decode()
    assert 'value="worse" checked' not in html and "checked" not in html


def test_the_whole_way_by_form(weighed, page):
    with weighed.standing.inside():
        value, row = LegalValue.objects.first(), weighed.row("38")
    first = post(weighed, page, effect=EFFECT, values=[str(value.pk)], consequences=CONSEQUENCES)
    assert first.status_code == 302
    first_page = weighed.standing.client(weighed.worker).get(page).content.decode()
    second = post(
        weighed,
        page,
        effect=EFFECT,
        values=[str(value.pk)],
        consequences=CONSEQUENCES,
        fact_row_38="yes",
        route=str(row.pk),
        why_differs=DIFFERENCE,
    )
    onward = f"/casus/{weighed.case_id}/besluit/"
    assert onward not in _main(first_page)
    assert second.status_code == 302
    with weighed.standing.inside():
        assert weighed.facts().is_complete
    html = weighed.standing.client(weighed.worker).get(page).content.decode()
    assert (
        'rel="noopener noreferrer external"' in html
        and "https://wetten.overheid.nl/jci1.3:c:BWBR0035362" in html
    )
    # What comes after the weighing is one step away as soon as nothing is missing.
    assert onward in _main(html)


def _main(html: str) -> str:
    """The step itself, without the way of the case above it."""
    return html[html.index("<h1") :]


def test_nothing_is_required_to_keep_what_there_is(weighed, page):
    assert post(weighed, page, effect="Samen wonen op een veilige plek").status_code == 302
    form = weighed.standing.client(weighed.worker).get(page).context["form"]
    assert not [name for name, field in form.fields.items() if field.required]


@pytest.mark.parametrize(
    "bad",
    [{"effect": "woord " * 1000}, {"values": ["999999"]}, {"route": "999999"}, {"fact_row_38": "perhaps"}],
)
def test_bad_input_is_refused_and_what_was_typed_stays(weighed, page, bad):
    with weighed.standing.inside():
        weighed.think()
    fields = {"effect": EFFECT, "consequences": "Dit typte ik net en het blijft staan.", **bad}
    answer = post(weighed, page, **fields)
    assert answer.status_code == 422
    assert "Dit typte ik net en het blijft staan." in answer.content.decode()
    with weighed.standing.inside():
        assert weighed.facts().consequences == CONSEQUENCES


def test_a_value_or_clause_of_another_municipality_is_no_choice(weighed, page):
    standing = weighed.standing
    with standing.inside(standing.other):
        load_library(standing.other.pk)
        value, row = LegalValue.objects.first(), LegalRow.objects.first()
    with standing.inside():
        weighed.think()
    assert post(weighed, page, values=[str(value.pk)]).status_code == 422
    assert post(weighed, page, route=str(row.pk)).status_code == 422


def test_a_stale_version_shows_both_texts_and_saving_again_is_a_choice(weighed, page):
    client = weighed.standing.client(weighed.worker)
    post(weighed, page, effect="Zij schreef dit eerder op.")
    answer = client.post(page, {"version": "0", "effect": "Ik typte dit intussen."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Zij schreef dit eerder op." in html and "Ik typte dit intussen." in html
    version = answer.context["form"]["version"].value()
    again = client.post(page, {"version": version, "effect": "Ik typte dit intussen."})
    assert again.status_code == 302
    with weighed.standing.inside():
        assert weighed.facts().effect == "Ik typte dit intussen."


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_nonsense_version_keeps_what_was_typed(weighed, page, version):
    post(weighed, page, effect="Zij schreef dit eerder op.")
    client = weighed.standing.client(weighed.worker)
    answer = client.post(page, {"version": version, "effect": "Ik typte dit intussen."})
    assert answer.status_code in (409, 422)
    assert "Ik typte dit intussen." in answer.content.decode()


def test_three_values_by_form_without_a_total(weighed):
    standing = weighed.standing
    address = reverse("weigh:three_values", args=[weighed.case_id])
    client = standing.client(weighed.worker)
    fields = {
        "version": "0",
        "return_verdict": "worse",
        "legitimacy_verdict": "better",
        "legitimacy_words": "Past.",
    }
    assert client.post(address, fields).status_code == 302
    html = client.get(address).content.decode()
    assert "Past." in html
    assert "totaal" not in html.lower() and "total" not in html.lower()
    assert client.post(address, {"version": "1", "return_verdict": "9"}).status_code == 422
    stale = client.post(
        address, {"version": "1", "return_words": "Te laat getypt.", "return_verdict": "equal"}
    )
    assert stale.status_code == 409 and "Te laat getypt." in stale.content.decode()


def test_words_without_a_verdict_are_asked_for_it(weighed):
    address = reverse("weigh:three_values", args=[weighed.case_id])
    answer = weighed.standing.client(weighed.worker).post(address, {"return_words": "Dit kost meer."})
    assert answer.status_code == 422 and "Dit kost meer." in answer.content.decode()


def test_every_look_is_noted(weighed, page):
    client = weighed.standing.client(weighed.worker)
    client.get(page)
    client.get(reverse("weigh:three_values", args=[weighed.case_id]))
    with weighed.standing.inside():
        verbs = set(AuditEvent.objects.filter(kind=AuditEvent.LOOK).values_list("verb", flat=True))
    assert {"weigh.overview", "weigh.three_values"} <= verbs


def test_how_many_questions_the_pages_ask(weighed, page, django_assert_max_num_queries):
    client = weighed.standing.client(weighed.worker)
    with weighed.standing.inside():
        weighed.think()
    client.get(page)
    # session, account, membership, staff, roles, savepoints and scope: 10. Head of the case: 8. Case: 1.
    # Weighing, values, answers, comparisons: 4. Plan: 5. Library, rights: 2. Values: 1. Drafts: 1. Look: 4.
    with django_assert_max_num_queries(35):
        client.get(page)
    # The same without values and drafts of the page; request and wish, stories, returns: 8.
    with django_assert_max_num_queries(37):
        client.get(reverse("weigh:three_values", args=[weighed.case_id]))
    # Session and actor, and the library: no query per row.
    with django_assert_max_num_queries(13):
        client.get(reverse("weigh:catalogue"))


def test_actions_are_the_only_way_in(weighed, page):
    assert (
        weighed.standing.client(weighed.worker)
        .get(reverse("weigh:urgent", args=[weighed.case_id]))
        .status_code
        == 405
    )
    assert actions.__all__


def test_a_page_of_before_the_law_opened_wipes_nothing_that_was_written_since(weighed, page):
    """Somebody kept the closed page open, a colleague went on: the stale page shows the law as it stands."""
    with weighed.standing.inside():
        weighed.think()
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        answer_question(**given, fact="row_38", answer="yes")
        actions.write_down(
            **given, thinking=actions.Thinking(why_differs=DIFFERENCE), base_version=weighed.version
        )
        values = [str(value.id) for value in weighed.facts().values]
    fields = {"effect": "Ik typte dit intussen.", "consequences": CONSEQUENCES, "values": values}
    stale = weighed.standing.client(weighed.worker).post(page, {"version": "0"} | fields)
    assert stale.status_code == 409
    assert stale.context["form"]["why_differs"].value() == DIFFERENCE
    assert stale.context["form"]["fact_row_38"].value() == "yes"


def test_an_own_draft_stands_in_its_field_until_somebody_else_saved(weighed, page):
    client = weighed.standing.client(weighed.worker)
    draft = {"object": f"weigh.thinking:{weighed.case_id}", "field": "effect", "base_version": "0"}
    kept = client.post(
        reverse("web:draft"), draft | {"text": "Half getypt."}, content_type="application/json"
    )
    assert kept.status_code == 204
    assert client.get(page).context["form"]["effect"].value() == "Half getypt."
    with weighed.standing.inside():
        given = {"actor": weighed.worker, "case_id": weighed.case_id}
        actions.compare_values(
            **given, comparing=[actions.Comparing(value="return", verdict="equal")], base_version=0
        )
    later = client.get(page)
    assert later.context["form"]["effect"].value() == ""
    assert "Half getypt." in later.content.decode()


def test_an_emergency_waits_for_nobody_who_saves_meanwhile(weighed, page):
    """The page was opened before a colleague wrote: the law opens all the same, and no text is lost."""
    with weighed.standing.inside():
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect=EFFECT),
            base_version=weighed.version,
        )
    address = reverse("weigh:urgent", args=[weighed.case_id])
    client = weighed.standing.client(weighed.worker)
    assert client.post(address, {"version": "0", "urgent_reason": "ontruiming"}).status_code == 302
    with weighed.standing.inside():
        facts = weighed.facts()
        assert facts.is_open and facts.effect == EFFECT


def test_what_holds_for_every_clause_is_said_once(weighed):
    standing = weighed.standing
    client, address = standing.client(standing.colleague), reverse("weigh:catalogue")
    page = client.get(address).content.decode().split('id="waarden"')[0]
    assert "Een jurist moet 67 van de 67 nog controleren" in page
    assert "nog door een jurist te controleren" not in page
    lawyer = standing.client(standing.add_staff("Lara Lawyer", "lawyer"))
    with standing.inside():
        row_id = weighed.row("38").pk
    assert lawyer.post(reverse("weigh:check", args=[row_id])).status_code == 302
    page = client.get(address).content.decode().split('id="waarden"')[0]
    assert "66 van de 67" in page and "nagekeken door een jurist op" in page


def test_a_clause_of_one_line_is_typed_in_a_field_that_wraps(weighed):
    form = OwnRowForm({"allows_nl": "Afwijken\r\n  als het  moet"})
    assert form["allows_nl"].as_widget().startswith("<textarea")
    form.is_valid()
    assert form.cleaned_data["allows_nl"] == "Afwijken als het moet"
