"""The pages: who gets them, what bad input keeps, and how many queries they take."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel import drafts
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.plan import actions, queries
from naast.plan.models import Goal
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(standing):
    """A browser of the own worker, and the address of a page of the case."""
    client = standing.client(standing.worker)

    def address(name: str, *more) -> str:
        return reverse(f"plan:{name}", args=[standing.case_id, *more])

    return client, address


@pytest.fixture
def made(standing):
    """Eveline's plan, a goal, a support and one agreement; the ids of what has a page of its own."""
    arrange.plan(standing)
    who = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        goal = actions.add_goal(**who, words="Een bed voor Claire.")
        support = actions.add_support(**who, what="Kinderbed")
        actions.write_scenario(**who, kind="nothing", words="Claire gaat naar een pleeggezin.")
        actions.agree(**who, words="Zo wil ik het.")
        line = queries.returns_of(standing.case_id).lines[0]
    return {
        "overview": (),
        "returns": (),
        "version": (1,),
        "goal": (goal.pk,),
        "support": (support.pk,),
        "line": (line.id,),
    }


@pytest.mark.parametrize(
    ("name", "verb"), [("perspective", "plan.overview"), ("price_level", "plan.returns")]
)
def test_a_refused_form_shows_the_case_so_it_is_a_look(standing, page, made, name, verb):
    client, address = page
    assert client.post(address(name), {"perspective": "", "horizon_years": "veel"}).status_code == 422
    with standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb=verb).count() == 1


@pytest.mark.parametrize("name", ["overview", "returns", "version", "goal", "support", "line"])
def test_the_own_worker_sees_the_page_and_nobody_outside_the_circle_does(standing, page, made, name):
    client, address = page
    url = address(name, *made[name])
    assert client.get(url).status_code == 200
    for stranger in standing.strangers:
        refused = standing.client(stranger).get(url)
        assert refused.status_code == 404
        text = refused.content.decode()
        for word in (arrange.PERSPECTIVE, arrange.OBSTACLE, "Claire", "Proefpersoon"):
            assert word not in text
    with standing.inside():
        looks = AuditEvent.objects.filter(kind="look", verb=f"plan.{name}", case_id=standing.case_id)
        assert looks.count() == 1


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("perspective", ()),
        ("obstacle", ()),
        ("breakthrough", ()),
        ("market", ()),
        ("add_goal", ()),
        ("take_over_goal", ()),
        ("add_support", ()),
        ("agree", ()),
        ("price_level", ()),
        ("add_line", ("plan",)),
        ("scenario", ("nothing",)),
    ],
)
def test_nobody_outside_the_circle_posts(standing, page, name, more):
    _client, address = page
    for stranger in standing.strangers:
        answer = standing.client(stranger).post(address(name, *more), {"words": "x", "what": "x"})
        assert answer.status_code == 404
    with standing.inside():
        assert queries.plan_of(standing.case_id) is None


def test_the_whole_plan_is_made_from_the_pages(standing, page):
    client, address = page
    arrange.prices(standing)
    steps = [
        ("perspective", (), {"perspective": arrange.PERSPECTIVE, "version": "0"}),
        ("obstacle", (), {"words": arrange.OBSTACLE, "kind": "waiting_list", "version": "0"}),
        ("breakthrough", (), {"breakthrough": "Wij betalen een hotelkamer.", "version": "0"}),
        ("add_line", ("plan",), {"what": "Hotelkamer", "quantity": "183,00", "years": ""}),
        ("add_line", ("nothing",), {"what": "Uithuisplaatsing"}),
        ("add_line", ("plan",), {"what": "Huur"}),
        ("price_level", (), {"base_year": "2021", "horizon_years": "", "version": "2"}),
        ("agree", (), {"words": ""}),
    ]
    for name, more, data in steps:
        assert client.post(address(name, *more), data).status_code == 302, name
    text = client.get(address("returns")).content.decode()
    for shown in (
        "€\u00a040.000",
        "\u2212€\u00a014.640",
        "183",
        "Momentum voor de menselijke maat",
        "2021",
        "Huur",
    ):
        assert shown in text
    text = client.get(address("version", 1)).content.decode()
    assert arrange.PERSPECTIVE in text and "€\u00a040.000" in text


def test_a_goal_comes_over_from_the_board_with_one_click(standing, page):
    client, address = page
    domain_line = _board_goal(standing)
    assert "Een eigen sleutel." in client.get(address("overview")).content.decode()
    for _twice in range(2):
        assert client.post(address("take_over_goal"), {"board_goal": domain_line}).status_code == 302
    with standing.inside():
        goals = queries.plan_of(standing.case_id).goals
        assert [(goal.words, goal.board_goal_id) for goal in goals] == [("Een eigen sleutel.", domain_line)]
    assert client.post(address("take_over_goal"), {"board_goal": "999999"}).status_code == 404
    assert client.post(address("take_over_goal"), {"board_goal": "x"}).status_code == 404


def _board_goal(standing) -> int:
    with standing.inside():
        board = listen.start_board(
            actor=standing.worker, case_id=standing.case_id, person_id=standing.resident.id, together=True
        )
        line = listen.choose_domain(actor=standing.worker, board_id=board.pk, own_label="wonen")
        listen.set_goal(
            actor=standing.worker, board_domain_id=line.pk, words="Een eigen sleutel.", by_when=None
        )
        return line.pk


@pytest.mark.parametrize(
    ("name", "more", "data", "kept"),
    [
        (
            "perspective",
            (),
            {"perspective": "", "first_need": "Een dak boven ons hoofd"},
            "Een dak boven ons hoofd",
        ),
        ("perspective", (), {"perspective": "lang " * 1001}, "lang lang"),
        ("obstacle", (), {"words": "De wachtlijst is lang", "kind": "iemand"}, "De wachtlijst is lang"),
        ("breakthrough", (), {"breakthrough": "x" * 5001}, "x" * 5001),
        ("market", (), {"market_text": "kraam " * 121}, "kraam kraam"),
        ("add_goal", (), {"words": "Een bed", "by_when": "morgen"}, "morgen"),
        ("add_support", (), {"what": "Kinderbed", "amount": "tachtig"}, "tachtig"),
        ("add_support", (), {"what": "Kinderbed", "amount": "-5"}, "-5"),
        ("add_line", ("plan",), {"what": "Kinderbed", "quantity": "1e99"}, "1e99"),
        ("add_line", ("plan",), {"what": "Kinderbed", "quantity": "NaN"}, "NaN"),
        ("add_line", ("nothing",), {"what": "", "quantity": "12"}, "12"),
        ("price_level", (), {"base_year": "1850"}, "1850"),
        ("price_level", (), {"base_year": "1999"}, "1999"),
        ("agree", (), {"words": "Zo wil ik het"}, "Zo wil ik het"),
    ],
)
def test_what_cannot_be_kept_is_shown_again_with_what_was_typed(standing, page, name, more, data, kept):
    client, address = page
    arrange.prices(standing)
    answer = client.post(address(name, *more), data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert kept in text and "data-form-errors" in text
    with standing.inside():
        assert not Goal.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("plan", "-1"), ("own_price", "inf"), ("years", "x"), ("own_price_year", "1e3"), ("plan_low", "500")],
)
def test_details_that_cannot_be_right_name_their_field_and_stay(standing, page, made, field, typed):
    client, address = page
    data = {"label": "Hotelkamer", "plan": "183", "nothing": "0", "payer": "municipality_wmo"}
    answer = client.post(address("line", *made["line"]), data | {field: typed})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert typed in text and f'id="id_line_{field}_error"' in text


def test_details_of_a_line_are_changed_on_its_own_page(standing, page, made):
    client, address = page
    form = client.get(address("line", *made["line"])).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert (
        client.post(address("line", *made["line"]), data | {"plan": "100", "version": "1"}).status_code == 302
    )
    with standing.inside():
        assert queries.line_of(standing.case_id, made["line"][0]).plan == 100
    stale = client.post(address("line", *made["line"]), data | {"plan": "50", "version": "1"})
    assert stale.status_code == 409
    assert client.post(address("line", *made["line"]), {"remove": "1"}).status_code == 302
    assert client.get(address("line", *made["line"])).status_code == 404


def test_a_stale_text_shows_both_and_keeps_neither(standing, page, made):
    client, address = page
    answer = client.post(
        address("perspective"), {"perspective": "Iets heel anders dan wat er stond.", "version": "0"}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Iets heel anders dan wat er stond." in text and arrange.PERSPECTIVE in text


def test_a_row_of_another_municipality_is_not_there(standing, page, made):
    client, address = page
    for name in ("goal", "support", "line"):
        for answer in (
            client.get(address(name, 10**12)),
            client.post(address(name, 10**12), {"remove": "1"}),
        ):
            assert answer.status_code == 404
    assert client.get(address("version", 99)).status_code == 404
    assert client.post(address("add_line", "iets"), {"what": "x"}).status_code == 404


def test_a_draft_that_waits_is_shown(standing, page):
    client, address = page
    key = f"plan.perspective:{standing.case_id}"
    with standing.inside():
        drafts.keep(
            actor=standing.worker, object_key=key, field="perspective", base_version=0, text="Nog niet af"
        )
    assert "Nog niet af" in client.get(address("overview")).content.decode()


def test_after_an_agreement_the_page_says_what_comes_next(standing, page):
    client, address = page
    ways = [
        f'Hierna: <a class="nl-link" href="/casus/{standing.case_id}/wegen/"',
        f"{standing.case_id}/kort/",
    ]
    arrange.plan(standing)
    before = client.get(address("overview")).content.decode()
    assert ways[0] not in before
    assert client.post(address("agree"), {"words": "Zo wil ik het."}).status_code == 302
    after = client.get(address("overview")).content.decode()
    assert all(way in after for way in ways)


def test_who_only_reads_along_sees_no_forms(standing, page, made):

    reader = standing.add_reader()
    client = standing.client(reader)
    _client, address = page
    for name in ("overview", "returns"):
        text = client.get(address(name)).content.decode()
        assert arrange.PERSPECTIVE in text
        assert "opbrengst/plan/regel" not in text and 'name="perspective"' not in text
    assert client.post(address("breakthrough"), {"breakthrough": "x"}).status_code == 403
    for name in ("goal", "support", "line"):
        assert client.get(address(name, *made[name])).status_code == 403


def test_prices_are_for_staff_and_hold_source_year_and_quality(standing, page):
    arrange.prices(standing)
    text = standing.client(standing.colleague).get(reverse("plan:prices")).content.decode()
    assert "Hotelkamer" in text and "2021" in text and "gemeentelijke bedragen 1-1-2025" in text
    assert standing.client(standing.resident).get(reverse("plan:prices")).status_code == 404


def test_the_required_fields_stay_within_the_budget():
    from naast.plan import forms

    required = {
        name
        for form in (forms.PerspectiveForm, forms.ObstacleForm, forms.BreakthroughForm, forms.AgreeForm)
        for name, field in form.base_fields.items()
        if field.required
    }
    assert required == {"perspective", "words", "kind", "breakthrough"}


def test_query_counts(standing, page, made, django_assert_max_num_queries):
    client, address = page
    client.get(address("overview"))
    # 12 login, session, scope and actor; 1 case; 5 plan; 4 returns; 1 board goals; 1 versions; 1 laws;
    # 4 drafts; 6 frame (people, circle, contact, perspective, promise); 3 the look.
    with django_assert_max_num_queries(40):
        client.get(address("overview"))
    # As above with 1 prices and 2 drafts in place of goals, versions and 4 drafts.
    with django_assert_max_num_queries(38):
        client.get(address("returns"))
    # A hundred lines cost no query more.
    with standing.inside():
        for number in range(20):
            actions.add_line(
                actor=standing.worker, case_id=standing.case_id, scenario="plan", what=f"Iets {number}"
            )
    with django_assert_max_num_queries(38):
        client.get(address("returns"))


def test_an_empty_plan_says_what_agreeing_waits_for(standing, page):
    client, address = page
    waits = "zodra in het plan staat waar de inwoner wil zijn"
    assert waits in client.get(address("overview")).content.decode()
    arrange.plan(standing)
    assert waits not in client.get(address("overview")).content.decode()


def test_a_part_of_life_is_read_in_the_language_of_the_reader(standing, page):
    client, address = page
    with standing.inside():
        for domain in ("wonen", "iets eigens"):
            actions.add_goal(
                actor=standing.worker, case_id=standing.case_id, words=f"Over {domain}", domain=domain
            )
    assert ">Wonen<" in client.get(address("overview")).content.decode()
    client.post(reverse("set_language"), {"language": "en"})
    english = client.get(address("overview")).content.decode()
    assert ">Home<" in english and ">Iets eigens<" in english
