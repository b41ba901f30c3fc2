"""The pages of deciding: who sees them, what they keep, and how many questions they ask the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.standing import make_resident

from naast.decide import actions, queries
from naast.decide.models import Decision, Proposal
from naast.decide.types import ProposedTerms
from naast.kernel.models import AuditEvent
from naast.people import actions as people

from .conftest import BREAKTHROUGH, DIFFERS, REFUSED


def paths(deciding, decision_id: int = 1) -> list[str]:
    base = f"/casus/{deciding.case_id}"
    return [
        f"{base}/besluit/",
        f"{base}/besluit/horen/",
        f"{base}/besluit/voorstel/",
        f"{base}/besluit/{decision_id}/brief/",
        f"{base}/besluit/{decision_id}/bezwaar/",
        f"{base}/kort/",
    ]


def proposal_form(deciding, **changes: object) -> dict[str, object]:
    with deciding.inside():
        title = deciding.title()
    form = {"version": 0, "outcome": "yes", "granted": BREAKTHROUGH, "reason": DIFFERS, "title_row": title}
    return form | changes


@pytest.fixture
def decided(deciding) -> tuple:
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        return deciding, deciding.decide(deciding.worker)


def test_the_own_worker_opens_every_page_and_nobody_else_does(decided):
    deciding, decision_id = decided
    own = deciding.standing.client(deciding.worker)
    for path in paths(deciding, decision_id):
        assert own.get(path).status_code == 200, path
    for stranger in deciding.standing.strangers:
        client = deciding.standing.client(stranger)
        for path in paths(deciding, decision_id):
            refused = client.get(path)
            text = refused.content.decode()
            assert refused.status_code == 404, path
            assert "Rosa" not in text and DIFFERS not in text and BREAKTHROUGH not in text


def test_the_whole_way_in_pages_asks_for_one_field(deciding):
    with deciding.inside():
        deciding.ready()
    client = deciding.standing.client(deciding.worker)
    base = f"/casus/{deciding.case_id}/besluit/"
    page = client.get(f"{base}voorstel/").content.decode()
    assert DIFFERS in page and BREAKTHROUGH in page
    required = [name for name, field in _form(client, f"{base}voorstel/").fields.items() if field.required]
    assert required == ["outcome"]
    assert client.post(f"{base}voorstel/", proposal_form(deciding)).status_code == 302
    assert client.post(f"{base}nemen/", {"version": 1}).status_code == 302
    with deciding.inside():
        decision = Decision.objects.get()
    sent = client.post(f"{base}{decision.pk}/brief/", {"decision": "", "why": "", "next": "", "way": "paper"})
    assert sent.status_code == 302
    with deciding.inside():
        letter = next(paper for paper in queries.letters_of(deciding.case_id) if paper.kind == "letter")
    paper = client.get(f"{base}brief/{letter.id}/")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    again = client.post(f"{base}nemen/", {"version": 1})
    assert again.status_code == 422


def _form(client, path: str):
    return client.get(path).context["form"]


def test_the_short_way_asks_for_four_fields_beside_the_name(deciding):
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/kort/"
    required = [name for name, field in _form(client, path).fields.items() if field.required]
    assert required == ["request", "reason", "outcome", "title_row"]
    with deciding.inside():
        title = deciding.title()
    form = {"request": "Een taxipas", "reason": "Lopen lukt niet.", "outcome": "yes", "title_row": title}
    form["decided_before"] = "0"
    assert client.post(path, form).status_code == 302
    twice = client.post(path, form)
    assert twice.status_code == 422 and "Een taxipas" in twice.content.decode()
    with deciding.inside():
        assert Decision.objects.count() == 1


def test_nothing_is_filled_in_for_a_refusal(deciding):
    with deciding.inside():
        deciding.ready()
    form = _form(deciding.standing.client(deciding.worker), f"/casus/{deciding.case_id}/besluit/voorstel/")
    assert "refused_because" not in form.initial and "outcome" not in form.initial


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "maybe"}, "outcome"),
        ({"outcome": "no"}, "refused_because"),
        ({"amount": "1,234"}, "amount"),
        ({"amount": "veel"}, "amount"),
        ({"granted": "x" * 3_001}, "granted"),
        ({"from_on": "2026-12-01", "until_on": "2026-11-01"}, "until_on"),
        ({"title_row": "999999"}, "title_row"),
        ({"reader": "999999"}, "reader"),
        ({"fund": "999999"}, "fund"),
    ],
)
def test_bad_input_stands_at_its_field_and_keeps_what_was_typed(deciding, changes, field):
    with deciding.inside():
        deciding.ready()
    client = deciding.standing.client(deciding.worker)
    typed = proposal_form(deciding, conditions="Bewaar dit alsjeblieft", **changes)
    page = client.post(f"/casus/{deciding.case_id}/besluit/voorstel/", typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Bewaar dit alsjeblieft" in page.content.decode()
    with deciding.inside():
        assert not Proposal.objects.exists()


def test_a_stale_proposal_shows_both_texts(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
    client = deciding.standing.client(deciding.worker)
    page = client.post(
        f"/casus/{deciding.case_id}/besluit/voorstel/",
        proposal_form(deciding, granted="Een caravan", version=0),
    )
    text = page.content.decode()
    assert page.status_code == 422 and "Een caravan" in text and BREAKTHROUGH in text


def test_a_hearing_that_says_nothing_keeps_the_day(deciding):
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/horen/"
    page = client.post(path, {"words": "", "held_on": "2026-10-01", "why_not": ""})
    assert page.status_code == 422 and "2026-10-01" in page.content.decode()
    assert client.post(path, {"words": "x" * 10_001}).status_code == 422
    assert client.post(path, {"words": "Ik wil dit niet.", "held_on": "2026-10-01"}).status_code == 302


def test_the_second_reader_reads_and_advises_in_a_page(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose("partly")
        proposal_id = queries.proposal_of(deciding.case_id).id
    client = deciding.standing.client(deciding.reader)
    assert "Rosa" in client.get("/meelezen/").content.decode()
    path = f"/casus/{deciding.case_id}/besluit/meelezen/{proposal_id}/"
    page = client.get(path)
    assert page.status_code == 200 and REFUSED in page.content.decode()
    assert client.get(f"/casus/{deciding.case_id}/besluit/voorstel/").status_code == 404
    wrong = client.post(path, {"verdict": "advise_against", "words": "", "version": 1})
    assert wrong.status_code == 422 and "words" in wrong.context["form"].errors
    stale = client.post(path, {"verdict": "agree", "words": "Mooi", "version": 9})
    assert stale.status_code == 422 and "Mooi" in stale.content.decode()
    assert client.post(path, {"verdict": "agree", "version": 1}).status_code == 302
    assert deciding.standing.client(deciding.worker).get(path).status_code == 404


def test_each_look_at_a_paper_is_noted_and_a_relative_reads_none(decided):
    deciding, decision_id = decided
    with deciding.inside():
        actions.send_letter(**deciding.given, decision_id=decision_id)
        paper = queries.letters_of(deciding.case_id)[0]
        aunt = people.add_person(actor=deciding.worker, given_name="Tante", family_name="Truus")
        people.let_in(**deciding.given, role="relative", purpose="denkt mee", person_id=aunt.pk)
        relative = make_resident(deciding.standing.municipality, aunt.pk)
    path = f"/casus/{deciding.case_id}/besluit/brief/{paper.id}/"
    assert deciding.standing.client(deciding.worker).get(path).status_code == 200
    # The folder has its own address for papers, which waits until the letter left.
    for stranger in (*deciding.standing.strangers, relative, deciding.standing.resident):
        assert deciding.standing.client(stranger).get(path).status_code == 404
    with deciding.inside():
        looks = AuditEvent.objects.filter(verb="decide.document", kind="look")
        assert [(look.actor_kind, look.case_id) for look in looks] == [("staff", deciding.case_id)]


def test_a_refused_decision_shows_the_case_so_it_is_a_look(deciding):
    client = deciding.standing.client(deciding.worker)
    assert client.post(f"/casus/{deciding.case_id}/besluit/nemen/", {"version": 1}).status_code == 422
    with deciding.inside():
        assert AuditEvent.objects.filter(verb="decide.overview", kind="look").count() == 1


def test_a_paper_of_another_case_is_not_there(decided):
    deciding, _decision_id = decided
    client = deciding.standing.client(deciding.worker)
    assert client.get(f"/casus/{deciding.case_id}/besluit/brief/999999/").status_code == 404


def test_an_objection_by_post_is_written_down_and_handed_over(decided):
    deciding, decision_id = decided
    client = deciding.standing.client(deciding.worker)
    base = f"/casus/{deciding.case_id}/besluit/"
    assert client.post(f"{base}{decision_id}/bezwaar/", {"words": ""}).status_code == 422
    assert client.post(f"{base}{decision_id}/bezwaar/", {"words": "Te kort."}).status_code == 302
    with deciding.inside():
        objection = queries.objections_of(deciding.case_id)[0]
    handed = client.post(f"{base}bezwaar/{objection.id}/", {"staff": str(deciding.holder.id)})
    assert handed.status_code == 302
    assert client.post(f"{base}bezwaar/{objection.id}/", {"staff": "x"}).status_code == 400


def test_the_overview_asks_the_database_little(deciding, django_assert_max_num_queries):
    with deciding.inside():
        deciding.ready()
        deciding.propose("partly", amount=Decimal(900))
        deciding.hear()
        deciding.read(deciding.reader)
        deciding.decide(deciding.worker)
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/"
    client.get(path)
    # Session and actor 6, frame of the case 8, plan 5 and weighing 8 as far as the dossier reads them,
    # proposal, hearings, letters, objections, unread and decisions with their readings 12, transactions 8.
    with django_assert_max_num_queries(50):
        assert client.get(path).status_code == 200


def test_after_a_decision_the_page_does_not_ask_for_a_plan(deciding):
    """What another decision would need is said where it is proposed."""
    client, path = deciding.standing.client(deciding.worker), f"/casus/{deciding.case_id}/besluit/"
    asks = "Wat deze stap nog nodig heeft"
    assert asks in client.get(path).content.decode()
    with deciding.inside():
        actions.decide_routinely(
            **deciding.given,
            request="Een taxipas",
            terms=ProposedTerms("yes", reason="Lopen lukt niet.", title_row=deciding.title()),
            decided_before=0,
        )
    page = client.get(path).content.decode()
    assert asks not in page and f"/casus/{deciding.case_id}/kort/" in page
