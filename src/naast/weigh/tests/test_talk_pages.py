"""The pages of disciplines and of reading along, and the four steps: who opens them, and bad input."""

from __future__ import annotations

import lxml.html
import pytest
from django.urls import reverse

from naast.kernel import actors
from naast.people import actions as people
from naast.weigh import actions
from naast.weigh.blocks import fingerprint
from naast.weigh.models import Clash, Conclusion, DisciplineView, LegalValue, Remark, RemarkAnswer

from .conftest import CONSEQUENCES, EFFECT

DEBTS = {"discipline": "Schuldhulp", "found": "De schulden lopen op.", "does": "Wij bellen de schuldeisers."}


@pytest.fixture
def talked(weighed):
    """Three steps, one view of the worker, a reader in the circle with one remark."""
    with weighed.standing.inside():
        weighed.think()
        actions.write_view(actor=weighed.worker, case_id=weighed.case_id, **DEBTS)
    reader = weighed.standing.add_reader()
    with weighed.standing.inside():
        remark(weighed, reader)
    return weighed


def remark(weighed, reader, words="Is dit haar eigen doel?"):
    return actions.make_remark(
        actor=reader, case_id=weighed.case_id, block="effect", words=words, seen=fingerprint(EFFECT)
    )


def to(weighed, name, *args):
    return reverse(f"weigh:{name}", args=[weighed.case_id, *args])


def send(weighed, name, *args, who=None, **fields):
    return weighed.standing.client(who or weighed.worker).post(to(weighed, name, *args), fields)


def open_steps(html):
    page = lxml.html.fromstring(html)
    return [step.get("id") for step in page.xpath("//details[contains(@class, 'naast-talk')][@open]")]


@pytest.mark.parametrize("name", ["disciplines", "read_along"])
def test_own_worker_yes_others_not_and_a_refusal_holds_nothing(talked, name):
    standing, address = talked.standing, to(talked, name)
    own = standing.client(standing.worker).get(address)
    assert own.status_code == 200 and "Rosa" in own.content.decode()
    assert standing.client(standing.resident).get(address).status_code == 404
    for stranger in standing.strangers:
        response = standing.client(stranger).get(address)
        assert response.status_code == 404
        for words in ("Rosa", EFFECT, DEBTS["found"], "eigen doel"):
            assert words not in response.content.decode()


def test_strangers_and_who_only_reads_along_post_nothing(talked):
    standing = talked.standing
    reader = standing.staff["Leo Lezer"]
    posts = [
        ("write_view", (), DEBTS | {"discipline": "Vreemd"}),
        ("reword_view", (1,), DEBTS | {"edition": "1", "does": "Anders."}),
        ("name_clash", (), {"one": "1", "other": "0", "words": "Past niet."}),
        ("conclude", (), {"edition": "0", "seen": "1", "found": "Zo.", "does": "Dit."}),
        ("answer_remark", (_first(talked),), {"words": "Ja."}),
    ]
    for name, args, fields in posts:
        for who, status in ((standing.colleague, 404), (standing.outsider, 404), (reader, 403)):
            assert send(talked, name, *args, who=who, **fields).status_code == status, name
        assert standing.client(standing.worker).get(to(talked, name, *args)).status_code == 405
    with standing.inside():
        assert DisciplineView.objects.count() == 1
        assert not Clash.objects.exists() and not Conclusion.objects.exists()
        assert not RemarkAnswer.objects.exists()


def _first(weighed):
    with weighed.standing.inside():
        return Remark.objects.earliest("id").pk


def test_the_whole_of_the_disciplines_by_form(talked):
    view = {"discipline": "Werk", "found": "Hij wil leren.", "does": "School."}
    assert send(talked, "write_view", **view).status_code == 302
    assert send(talked, "write_view", **view).status_code == 302, "a double click"
    assert send(talked, "name_clash", one="1", other="2", words="Dit botst.").status_code == 302
    client = talked.standing.client(talked.worker)
    page = lxml.html.fromstring(client.get(to(talked, "disciplines")).content.decode())
    form = page.xpath("//form[contains(@action, 'conclusie')]")[0]
    given = {"found": "Hij wil rust.", "does": "Eerst rust.", "because": ""}
    data = {name: form.fields[name] for name in ("edition", "seen")} | given
    assert client.post(to(talked, "conclude"), data).status_code == 302
    html = client.get(to(talked, "overview")).content.decode()
    assert "Eerst rust." in html
    send(talked, "reword_view", 1, **DEBTS | {"edition": "1", "does": "Wij wachten."})
    html = client.get(to(talked, "overview")).content.decode()
    with talked.standing.inside():
        assert DisciplineView.objects.count() == 3
        assert talked.facts().disciplines.conclusion.changed
    assert "Eerst rust." in html and "naast-alert" in html


@pytest.mark.parametrize("field", ["discipline", "found", "does"])
def test_what_was_typed_stays_when_a_field_lacks(talked, field):
    typed = {"discipline": "Getypt veld", "found": "Getypte maat <b>", "does": "Getypt werk"} | {field: " "}
    answer = send(talked, "write_view", **typed)
    page = lxml.html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    form = page.xpath("//form[contains(@action, 'disciplines/nieuw')]")[0]
    for name, text in typed.items():
        assert (form.fields[name] or "").strip() == text.strip()
    wrong = form.xpath(f".//*[@name='{field}']")[0]
    assert wrong.get("aria-invalid") == "true"
    assert form.getparent().get("open") is not None


def test_the_words_of_somebody_else_cannot_be_posted_away(talked):
    other = talked.standing.add_staff("Jo Jongerenwerk", actors.PROFESSIONAL)
    with talked.standing.inside():
        people.let_in(
            actor=talked.worker,
            case_id=talked.case_id,
            staff_id=other.id,
            role=actors.PROFESSIONAL,
            purpose="helpt mee",
        )
    answer = send(talked, "reword_view", 1, who=other, **DEBTS | {"edition": "1", "does": "Weg ermee."})
    assert answer.status_code == 403
    html = talked.standing.client(other).get(to(talked, "disciplines")).content.decode()
    assert "disciplines/1/" not in html and DEBTS["does"] in html and "Weg ermee." not in html


def test_two_who_conclude_see_both_texts_and_choose(talked):
    with talked.standing.inside():
        seen = str(DisciplineView.objects.get().pk)
        actions.conclude(
            actor=talked.worker,
            case_id=talked.case_id,
            found="Eerder.",
            does="Dit stond er.",
            because="",
            rests_on=[int(seen)],
        )
    stale = send(talked, "conclude", edition="0", seen=seen, found="Later.", does="Dit typte ik.")
    html = stale.content.decode()
    assert stale.status_code == 409 and "Dit stond er." in html and "Dit typte ik." in html
    form = lxml.html.fromstring(html).xpath("//form[contains(@action, 'conclusie')]")[0]
    hidden = {name: form.fields[name] for name in ("edition", "seen")}
    again = send(talked, "conclude", **hidden, found="Later.", does="Dit typte ik.")
    assert again.status_code == 302
    with talked.standing.inside():
        assert talked.facts().disciplines.conclusion.does == "Dit typte ik."


@pytest.mark.parametrize("seen", ["x", "1;2", "9" * 500, "-1"])
def test_a_moved_form_is_refused(talked, seen):
    answer = send(talked, "conclude", edition="0", seen=seen, found="Zo.", does="Dit.")
    assert answer.status_code in (409, 422)
    assert send(talked, "reword_view", 99, **DEBTS | {"edition": "1"}).status_code == 404
    assert send(talked, "name_clash", one="99", other="0", words="Past niet.").status_code == 422
    with talked.standing.inside():
        assert not Conclusion.objects.exists()


def test_the_reader_remarks_and_the_writer_answers_by_form(talked):
    reader = talked.standing.staff["Leo Lezer"]
    client = talked.standing.client(reader)
    page = lxml.html.fromstring(client.get(to(talked, "read_along")).content.decode())
    form = page.xpath("//form[contains(@action, 'meelezen/consequences')]")[0]
    data = {"seen": form.fields["seen"], "words": "En voor het kind later?"}
    assert client.post(to(talked, "make_remark", "consequences"), data).status_code == 302
    assert not page.xpath("//form[contains(@action, 'antwoord')]"), "a reader answers nothing"
    html = talked.standing.client(talked.worker).get(to(talked, "overview")).content.decode()
    assert "En voor het kind later?" in html
    worker = talked.standing.client(talked.worker)
    page = lxml.html.fromstring(worker.get(to(talked, "read_along")).content.decode())
    assert not page.xpath("//form[contains(@action, 'meelezen/effect')]"), "who wrote remarks nothing"
    number = _first(talked)
    assert send(talked, "answer_remark", number, words=" ").status_code == 422
    assert send(talked, "answer_remark", number, words="Ja, zij zei het zo.").status_code == 302
    html = worker.get(to(talked, "overview")).content.decode()
    assert "Is dit haar eigen doel?" not in html and "En voor het kind later?" in html


def test_a_remark_on_a_block_that_changed_meanwhile_shows_the_block_and_keeps_the_remark(talked):
    reader = talked.standing.staff["Leo Lezer"]
    with talked.standing.inside():
        actions.write_down(
            actor=talked.worker,
            case_id=talked.case_id,
            thinking=actions.Thinking(effect="Rosa woont vrijdag veilig."),
            base_version=talked.version,
        )
    answer = send(talked, "make_remark", "effect", who=reader, seen=fingerprint(EFFECT), words="Waarom zo?")
    html = answer.content.decode()
    assert answer.status_code == 409 and "Rosa woont vrijdag veilig." in html and "Waarom zo?" in html
    form = lxml.html.fromstring(html).xpath("//form[contains(@action, 'meelezen/effect')]")[0]
    data = {"seen": form.fields["seen"], "words": "Waarom zo?"}
    assert send(talked, "make_remark", "effect", who=reader, **data).status_code == 302


@pytest.mark.parametrize("block", ["nergens", "obstacle", "three"])
def test_a_block_that_is_no_block_does_not_exist(talked, block):
    reader = talked.standing.staff["Leo Lezer"]
    assert send(talked, "make_remark", block, who=reader, seen="", words="Hallo").status_code == 404


def test_one_step_is_in_view_the_first_that_lacks_a_sentence(weighed):
    client, address = weighed.standing.client(weighed.worker), to(weighed, "overview")
    assert open_steps(client.get(address).content.decode()) == ["stap-1"]
    with weighed.standing.inside():
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect=EFFECT),
            base_version=0,
        )
    html = client.get(address).content.decode()
    assert open_steps(html) == ["stap-2"] and EFFECT in html
    assert open_steps(client.get(address + "?stap=3").content.decode()) == ["stap-3"]
    assert open_steps(client.get(address + "?stap=9").content.decode()) == ["stap-2"]
    with weighed.standing.inside():
        weighed.think()
    assert open_steps(client.get(address).content.decode()) == ["stap-4"]


def test_going_on_keeps_and_opens_the_next_step_and_a_fault_opens_its_own(weighed):
    address = to(weighed, "overview")
    kept = send(weighed, "overview", version="0", effect=EFFECT, stap="2")
    assert kept.status_code == 302 and kept.url == f"{address}?stap=2#stap-2"
    with weighed.standing.inside():
        version = str(weighed.version)
    long = send(weighed, "overview", version=version, consequences="x" * 5_001, effect=EFFECT, stap="4")
    assert long.status_code == 422 and open_steps(long.content.decode()) == ["stap-3"]
    later = send(weighed, "overview", version=version, for_public_money_later="x" * 5_001, stap="4")
    assert later.status_code == 422 and open_steps(later.content.decode()) == ["stap-3"]


def test_consequences_for_five_parties_now_and_later_are_kept(weighed):
    with weighed.standing.inside():
        weighed.think()
        version = str(weighed.version)
        value = str(LegalValue.objects.get(key="veilige-plek").pk)
    fields = {"for_own_money": "Nu minder schuld.", "for_public_money_later": "Later geen opvang."}
    assert send(weighed, "overview", version=version, values=[value], **fields).status_code == 302
    with weighed.standing.inside():
        facts = weighed.facts()
        assert facts.consequence_texts == (CONSEQUENCES, *fields.values())


def test_taking_a_sentence_away_closes_the_law_and_loses_nothing_that_was_typed(weighed):
    with weighed.standing.inside():
        weighed.think()
        version = str(weighed.version)
    page = weighed.standing.client(weighed.worker).get(to(weighed, "overview"))
    form = lxml.html.fromstring(page.content.decode()).xpath("//form[.//*[@name='effect']]")[0]
    posted = dict(form.form_values()) | {
        "version": version,
        "consequences": "Nog",
        "effect": "Wij wachten op Rosa.",
    }
    assert weighed.standing.client(weighed.worker).post(to(weighed, "overview"), posted).status_code == 302
    with weighed.standing.inside():
        facts = weighed.facts()
        assert not facts.is_open and facts.effect == "Wij wachten op Rosa."
        weighed.think()
        version = str(weighed.version)
    posted |= {"version": version, "fact_row_38": "yes", "effect": "Getypt en weg?"}
    answer = weighed.standing.client(weighed.worker).post(to(weighed, "overview"), posted)
    assert answer.status_code == 422 and "Getypt en weg?" in answer.content.decode()


def test_the_page_says_when_a_lawyer_checked_a_value_and_what_belongs_in_a_block(weighed):
    lawyer = weighed.standing.add_staff("Jura Jurist", actors.LAWYER)
    client, address = weighed.standing.client(weighed.worker), to(weighed, "overview")
    with weighed.standing.inside():
        actions.check_value(actor=lawyer, value_id=LegalValue.objects.get(key="veilige-plek").pk)
        weighed.think()
    html = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert html.count("nagekeken") == 1 or html.count("checked by a lawyer on") == 1
    assert "Eigen kracht" in html or "Own strength" in html
