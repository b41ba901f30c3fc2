"""The pages of learning: who sees them, what a refusal holds, what stays in a form, how many queries."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from naast.kernel import actors
from naast.learn import actions, terms
from naast.learn.models import Question, Signal
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db
WORDS = "Rosa kan niet wachten op de brief."


@pytest.fixture
def signal(standing):
    policy = standing.add_staff("Bea Beleid", actors.POLICY)
    with standing.inside():
        plan.name_obstacle(
            actor=standing.worker,
            case_id=standing.case_id,
            words="De brief komt te laat.",
            kind="own_process",
            law="Awb",
            article="4:13",
        )
        row = actions.make_signal(actor=standing.worker, case_id=standing.case_id, words=WORDS)
    row.policy = policy
    return row


def test_the_case_page_is_for_the_circle_alone(standing, signal):
    address = reverse("learn:case", args=[standing.case_id])
    page = standing.client(standing.worker).get(address)
    assert page.status_code == 200 and WORDS in page.content.decode()
    assert page.content.decode().count("<h1") == 1
    for stranger in (*standing.strangers, standing.resident, signal.policy):
        refused = standing.client(stranger).get(address)
        assert refused.status_code == 404
        held = refused.content.decode()
        assert WORDS not in held and "De brief komt te laat." not in held
        # The head of the page names who is logged in: only for the resident is that this name.
        assert stranger.is_resident or "Rosa" not in held


def test_policy_reads_the_signal_without_the_person(standing, signal):
    browser = standing.client(signal.policy)
    for address in (reverse("learn:inbox"), reverse("learn:signal", args=[signal.pk])):
        page = browser.get(address)
        text = page.content.decode()
        assert page.status_code == 200 and "kan niet wachten op de brief" in text
        assert "Rosa" not in text and "Wilma" not in text
        assert reverse("learn:case", args=[standing.case_id]) not in text
    for stranger in (*standing.strangers, standing.resident):
        refused = standing.client(stranger).get(reverse("learn:signal", args=[signal.pk]))
        assert refused.status_code == 404 and "wachten" not in refused.content.decode()


def test_an_answer_reaches_the_giver(standing, signal):
    address = reverse("learn:signal", args=[signal.pk])
    given = {
        "form": "answer",
        "version": 1,
        "outcome": terms.NO,
        "answer": "Nee, want de termijn staat vast.",
    }
    assert standing.client(signal.policy).post(address, given).status_code == 302
    page = standing.client(standing.worker).get(reverse("learn:case", args=[standing.case_id]))
    assert "Nee, want de termijn staat vast." in page.content.decode()
    again = standing.client(signal.policy).post(address, given | {"answer": "Toch anders dan dat."})
    assert again.status_code == 409 and "Toch anders dan dat." in again.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"form": "answer", "answer": "Wel getypt, niets gekozen"},
        {"form": "answer", "outcome": "weg", "answer": "Wel getypt, vreemd gekozen"},
        {"form": "owner", "owner": "999999999999"},
        {"form": "owner", "owner": "niemand"},
    ],
)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(standing, signal, given):
    page = standing.client(signal.policy).post(reverse("learn:signal", args=[signal.pk]), given)
    assert page.status_code == 422
    assert given.get("answer", "") in page.content.decode()
    with standing.inside():
        kept = Signal.objects.get()
        assert (kept.state, kept.owner_id) == (terms.OPEN, signal.policy.id)


def test_a_colleague_cannot_answer_by_posting(standing, signal):
    given = {"form": "answer", "version": 1, "outcome": terms.NO, "answer": "Nee."}
    address = reverse("learn:signal", args=[signal.pk])
    assert standing.client(standing.colleague).post(address, given).status_code == 404
    assert standing.client(standing.worker).post(address, given).status_code == 404


def test_too_long_or_nothing_at_all_is_refused_with_the_text_kept(standing):
    address = reverse("learn:case", args=[standing.case_id])
    browser = standing.client(standing.worker)
    long = "a" * (terms.WORDS_LENGTH + 1)
    page = browser.post(address, {"form": "signal", "words": long, "verdict": terms.UNKNOWN})
    assert page.status_code == 422 and long in page.content.decode()
    assert browser.post(address, {"form": "signal", "words": " "}).status_code == 422
    assert browser.post(reverse("learn:inbox"), {"words": "x", "kind": "verzonnen"}).status_code == 422


def test_a_question_of_another_case_is_not_there(standing, question):
    address = reverse("learn:case", args=[standing.case_id])
    browser = standing.client(standing.worker)
    for number in ("0", "x", str(question + 1000), "9" * 30):
        given = {"form": "question", "question": number, "verdict": terms.INCIDENT}
        assert browser.post(address, given).status_code == 404
    assert browser.post(address, {"form": "question", "question": question}).status_code == 422
    given = {"form": "question", "question": question, "verdict": terms.INCIDENT}
    assert browser.post(address, given).status_code == 302
    with standing.inside():
        assert Question.objects.get().verdict == terms.INCIDENT


def test_the_inbox_needs_the_same_queries_for_one_and_for_many(standing, signal, django_assert_num_queries):
    browser = standing.client(signal.policy)
    browser.get(reverse("learn:inbox"))
    # session and account 2, scope and membership 4, actor with roles 1, draft 1, open 1, answered 1, answers
    # of the open ones 1, in the circle 1, households 1.
    with django_assert_num_queries(INBOX):
        browser.get(reverse("learn:inbox"))
    with standing.inside():
        for number in range(4):
            actions.make_signal(actor=standing.worker, case_id=standing.case_id, words=f"Nog een, {number}")
    with django_assert_num_queries(INBOX):
        browser.get(reverse("learn:inbox"))


INBOX = 14


def test_the_two_forms_of_a_case_do_not_share_their_ids(standing, question):
    page = standing.client(standing.worker).get(reverse("learn:case", args=[standing.case_id]))
    found = re.findall(r'\bid="([^"]+)"', page.content.decode())
    assert "question_words" in found and "id_words" in found
    assert len(found) == len(set(found))


def test_who_gave_a_signal_is_not_offered_to_own_it(standing):
    policy = standing.add_staff("Bea Beleid", actors.POLICY)
    other = standing.add_staff("Coba Beleid", actors.POLICY)
    with standing.inside():
        row = actions.make_signal(actor=policy, case_id=None, words="Deze regel kost een half jaar.")
        actions.hand_over(actor=other, signal_id=row.pk, owner_id=other.id)
    third = standing.add_staff("Dirk Beleid", actors.POLICY)
    page = standing.client(policy).get(reverse("learn:signal", args=[row.pk])).content.decode()
    assert f'<option value="{third.id}"' in page and f'<option value="{policy.id}"' not in page
