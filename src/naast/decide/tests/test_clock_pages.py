"""The pages about terms: who opens them, what stays typed, and that nothing of a case reaches a stranger."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from tests.standing import make_resident

from naast.decide import actions, explaining, letters
from naast.decide.models import ClockStep, DefaultNotice, PenaltyAmounts, TermChange
from naast.kernel import actors, clock
from naast.people import actions as people_actions
from naast.people.models import Intake

from .clocking import ago, came_in
from .test_determining import sent as sent_letter


@pytest.fixture
def came(deciding):
    """An application under the Wmo of 200 days ago, with a pause at once and a notice of default later."""
    with deciding.inside():
        intake = came_in(deciding, 200, is_urgent=True)
        notice = actions.say_late(
            **deciding.given, intake_id=intake, received_on=ago(120), words="Ik wacht op de traplift."
        )
        change = actions.change_term(
            **deciding.given,
            intake_id=intake,
            kind="papers",
            told_on=ago(190),
            until_on=ago(180),
            reason="We missen je huurcontract.",
        )
    return intake, notice, change


def pages(deciding, came) -> dict[str, str]:
    intake, notice, change = came
    start = f"/casus/{deciding.case_id}/besluit/termijnen/"
    return {
        "all": start,
        "step": f"{start}{intake}/stap/",
        "later": f"{start}{intake}/later/",
        "pause": f"{start}{intake}/stil/",
        "late": f"{start}{intake}/te-laat/",
        "end": f"{start}stil/{change}/",
        "determine": f"{start}te-laat/{notice}/",
        "come_in": f"/casus/{deciding.case_id}/mensen/binnengekomen/",
    }


def still_runs(deciding) -> str:
    """Where the term of an application of today is let stand still."""
    with deciding.inside():
        intake = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="awb", kind="application"
        )
    return f"/casus/{deciding.case_id}/besluit/termijnen/{intake}/stil/"


def test_who_stands_beside_opens_every_page_and_a_stranger_none(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        aunt = people_actions.add_person(actor=deciding.worker, given_name="Tante", family_name="Truus")
        people_actions.let_in(**deciding.given, role="relative", purpose="denkt mee", person_id=aunt.pk)
        relative = make_resident(standing.municipality, aunt.pk)
    worker = standing.client(deciding.worker)
    strangers = [standing.client(who) for who in (*standing.strangers, relative, standing.resident)]
    for name, path in pages(deciding, came).items():
        page = worker.get(path)
        assert page.status_code == 200, name
        for stranger in strangers:
            refused = stranger.get(path)
            assert refused.status_code in (302, 404), name
            assert "huurcontract" not in refused.content.decode()


def test_the_page_says_every_clock_its_article_and_what_moved_it(deciding, came):
    words = deciding.standing.client(deciding.worker).get(pages(deciding, came)["all"]).content.decode()
    for expected in (
        "2.3.5",
        "2.3.2",
        "2.3.3",
        "dit is te laat",
        "We missen je huurcontract.",
        "Ik wacht op de traplift.",
        "42 dagen",
        "het bedrag is hier niet bekend",
        "jurist",
    ):
        assert expected in words, expected


def test_who_only_reads_along_sees_the_terms_and_changes_nothing(deciding, came):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
    client = deciding.standing.client(deciding.holder)
    found = pages(deciding, came)
    page = client.get(found["all"]).content.decode()
    assert "traplift" in page and "/stap/" not in page and "/later/" not in page
    for name in ("step", "later", "pause", "late", "end", "determine", "come_in"):
        assert client.post(found[name], {"kind": "temporary_given"}).status_code in (403, 404), name
    with deciding.inside():
        assert not ClockStep.objects.exists()


def test_the_letter_is_read_before_it_is_sent(deciding, came):
    client = deciding.standing.client(deciding.worker)
    path = still_runs(deciding)
    until = (clock.today() + dt.timedelta(days=20)).isoformat()
    typed = {"kind": "consent", "until_on": until, "reason": "Je wacht op je dochter.", "do": "show"}
    page = client.post(path, typed)
    shown = page.content.decode()
    assert page.status_code == 200 and "<article" in shown
    assert "Je wacht op je dochter." in shown and "Wilma Worker is je vaste aanspreekpunt." in shown
    with deciding.inside():
        assert TermChange.objects.count() == 1, "what is only shown is not kept"
    sent = page.context["form"].data | {"do": "send", "next": "Bel mij op dinsdag."}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 302
    with deciding.inside():
        row = TermChange.objects.get(kind="consent")
        lines = " ".join(line.text for line in explaining.lines_of(row.sent_letter.pk))
    assert "Je wacht op je dochter." in lines and "Bel mij op dinsdag." in lines
    words = client.get(pages(deciding, came)["all"]).content.decode()
    assert f"/besluit/brief/{row.sent_letter.pk}/" in words


def test_a_day_that_changes_after_the_letter_was_shown_is_read_again(deciding, came):
    """Otherwise the letter would leave with the old day in it."""
    client = deciding.standing.client(deciding.worker)
    path = still_runs(deciding)
    first, second = (clock.today() + dt.timedelta(days=days) for days in (20, 27))
    typed = {"kind": "papers", "until_on": first.isoformat(), "reason": "Je huurcontract.", "do": "show"}
    shown = client.post(path, typed).context["form"].data
    page = client.post(path, shown | {"until_on": second.isoformat(), "do": "send", "next": "Mijn woorden."})
    text, fixed = page.content.decode(), letters.words()
    assert page.status_code == 200 and "opnieuw gemaakt" in text and "Mijn woorden." in text
    assert letters.day(second, fixed) in text and letters.day(first, fixed) not in text
    with deciding.inside():
        assert not TermChange.objects.filter(intake__received_on=clock.today()).exists()
    assert client.post(path, page.context["form"].data | {"do": "send"}).status_code == 302
    with deciding.inside():
        row = TermChange.objects.get(intake__received_on=clock.today())
        lines = " ".join(line.text for line in explaining.lines_of(row.sent_letter.pk))
    assert row.until_on == second and letters.day(second, fixed) in lines and "Mijn woorden." in lines


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [
        ("step", {"kind": "talk_held", "taken_on": ""}, "kind"),
        ("step", {"kind": "temporary_given", "taken_on": "2999-01-01"}, "taken_on"),
        ("step", {"kind": "temporary_given", "taken_on": "gisteren"}, "taken_on"),
        ("later", {"until_on": "2001-01-01", "reason": "Het duurt."}, "until_on"),
        ("later", {"until_on": "", "reason": "Het duurt."}, "until_on"),
        ("later", {"until_on": "9999-12-31", "reason": "Het duurt."}, "until_on"),
        ("pause", {"kind": "onzin", "until_on": "2999-01-01", "reason": "Het duurt."}, "kind"),
        ("pause", {"kind": "papers", "until_on": "2999-01-01", "reason": " "}, "reason"),
        ("late", {"received_on": "2999-01-01", "words": "Te laat."}, "received_on"),
        ("late", {"received_on": "2001-01-01", "words": "Te laat."}, "received_on"),
        ("end", {"ended_on": "2999-01-01"}, "ended_on"),
        ("determine", {"words": " "}, "words"),
        ("come_in", {"law": "onzin", "kind": "report"}, "law"),
        ("come_in", {"law": "wmo", "kind": "report", "received_on": "2999-01-01"}, "received_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(deciding, came, name, sent, field):
    client = deciding.standing.client(deciding.worker)
    page = client.post(pages(deciding, came)[name], sent)
    assert page.status_code == 422 and list(page.context["form"].errors) == [field]
    for typed in ("Het duurt.", "Te laat."):
        if typed in sent.values():
            assert typed in page.content.decode()


def test_script_and_other_directions_are_text(deciding, came):
    client = deciding.standing.client(deciding.worker)
    words = "<script>alert(1)</script> שלום 🧡"
    until = (clock.today() + dt.timedelta(days=20)).isoformat()
    sent = {"kind": "consent", "until_on": until, "reason": words, "do": "show"}
    path = still_runs(deciding)
    shown = client.post(path, sent)
    assert "<script>alert" not in shown.content.decode() and shown.status_code == 200
    sent = shown.context["form"].data | {"do": "send", "next": words}
    assert client.post(path, sent).status_code == 302
    page = client.get(pages(deciding, came)["all"]).content.decode()
    assert "<script>alert" not in page and "שלום 🧡" in page


def test_something_new_that_comes_in_has_a_clock_of_its_own(deciding, came):
    client = deciding.standing.client(deciding.worker)
    sent = {"law": "wgs", "kind": "report", "received_on": ago(2).isoformat()}
    for _click in range(2):
        assert client.post(pages(deciding, came)["come_in"], sent).status_code == 302
    with deciding.inside():
        assert Intake.objects.filter(case_id=deciding.case_id, law="wgs").count() == 1
    page = client.get(f"/casus/{deciding.case_id}/mensen/").content.decode()
    assert "Wgs" in page and "eerste gesprek" in page.lower()


def test_ids_of_another_case_open_nothing(deciding, came):
    with deciding.inside():
        other = people_actions.take_in(
            actor=deciding.worker,
            key="another",
            newcomer=people_actions.Newcomer("Iemand"),
            opening=people_actions.Opening(law="awb", kind="application"),
        ).case_id
    client = deciding.standing.client(deciding.worker)
    for name, path in pages(deciding, came).items():
        if name in ("all", "come_in"):
            continue
        moved = path.replace(f"/casus/{deciding.case_id}/", f"/casus/{other}/")
        assert client.get(moved).status_code == 404, name
        assert client.post(moved, {"kind": "temporary_given"}).status_code == 404, name


def test_the_proposal_says_what_it_rests_on_and_asks_why_when_nobody_asked(deciding, came):
    with deciding.inside():
        deciding.ready()
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/voorstel/"
    form = client.get(path).context["form"]
    with deciding.inside():
        assert form.initial["rests_on"] == Intake.objects.filter(case_id=deciding.case_id).first().pk
    sent = {"outcome": "yes", "granted": "Een traplift.", "reason": "Het huis past niet."}
    page = client.post(path, sent | {"rests_on": "self"})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["because"]
    assert "Een traplift." in page.content.decode()
    assert client.post(path, sent | {"rests_on": "999999"}).status_code == 422
    assert client.post(path, sent | {"rests_on": "self", "because": "Wij zagen het."}).status_code == 302


def test_looking_again_from_the_page(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900), review_on=clock.today() + dt.timedelta(days=9))
        number = deciding.decide(deciding.worker)
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/besluit/{number}/terugkijken/review/"
    assert client.post(path, {"words": ""}).status_code == 422
    assert client.post(path, {"words": "Het gaat goed."}).status_code == 302
    page = client.get(f"/casus/{deciding.case_id}/besluit/termijnen/").content.decode()
    assert "Het gaat goed." in page and "/terugkijken/" not in page
    assert client.get(path.replace("review", "period")).status_code == 404
    for stranger in deciding.standing.strangers:
        assert deciding.standing.client(stranger).get(path).status_code == 404


def test_the_administrator_keeps_the_amounts_and_nobody_else(deciding, came):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    client = deciding.standing.client(administrator)
    sent = {
        "from_on": "2020-01-01",
        "first": "1,00",
        "second": "2,00",
        "third": "3,00",
        "source": "Staatscourant (fictief)",
    }
    for changed, field in (
        ({"first": "1,234"}, "first"),
        ({"second": "-1"}, "second"),
        ({"third": "veel"}, "third"),
        ({"from_on": "31-02-2020"}, "from_on"),
        ({"source": "  "}, "source"),
    ):
        page = client.post("/dwangsom/", sent | changed)
        assert page.status_code == 422 and list(page.context["form"].errors) == [field]
        assert "1,00" in page.content.decode() or field == "first"
    for _click in range(2):
        assert client.post("/dwangsom/", sent).status_code == 302
    with deciding.inside():
        assert PenaltyAmounts.objects.count() == 1
        actions.name_penalty_payer(actor=administrator, staff_id=deciding.owner.id)
    assert "Staatscourant (fictief)" in client.get("/dwangsom/").content.decode()
    for stranger in (deciding.worker, deciding.holder, deciding.standing.outsider):
        assert deciding.standing.client(stranger).get("/dwangsom/").status_code in (403, 404)
    worker = deciding.standing.client(deciding.worker)
    words = re.sub(r"<[^>]+>", "", worker.get(pages(deciding, came)["all"]).content.decode())
    assert re.search(r"€\s*84\b", words)
    assert sent_letter(worker, pages(deciding, came)["determine"], "paper").status_code == 302
    with deciding.inside():
        assert DefaultNotice.objects.get(pk=came[1]).determined_amount == Decimal("84.00")


def test_the_resident_reads_the_days_and_says_that_we_are_late(deciding, came):
    standing = deciding.standing
    client = standing.client(standing.resident)
    path = f"/map/{deciding.case_id}/wanneer/"
    page = client.get(path).content.decode()
    for words in (
        "Je had uiterlijk op",
        "Dat ligt aan ons, niet aan jou",
        "Je mag de rechter vragen",
        "We missen je huurcontract.",
        "hoeveel geld je krijgt",
    ):
        assert words in re.sub(r"\s+", " ", page), words
    assert "traplift" not in page
    assert client.post(path, {"intake": "999999", "words": "x"}).status_code == 404
    assert client.post(path, {"intake": str(came[0]), "words": "x" * 10_001}).status_code == 422
    for _click in range(2):
        assert client.post(path, {"intake": str(came[0]), "words": "Ik wacht al zo lang."}).status_code == 302
    with deciding.inside():
        assert DefaultNotice.objects.filter(received_on=clock.today()).count() == 1
    for stranger in (*standing.strangers, deciding.worker):
        assert standing.client(stranger).get(path).status_code in (302, 404)
