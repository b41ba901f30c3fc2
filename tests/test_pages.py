"""Every page of the register with the demo loaded: who sees it, what a refusal holds, how many queries.

The committed counts are in tests/query_counts.json (NAAST_WRITE_COUNTS=1 writes them anew; say why in the
commit).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from naast.demo.stage import FIRST, SECOND
from naast.kernel.actors import load_actor
from naast.kernel.models import Account, Membership, Municipality
from naast.kernel.tenancy import scope
from tests.page_ids import ids
from tests.pages import PAGES
from tests.standing import logged_in

COUNTS = Path(__file__).with_name("query_counts.json")
MOST_FOR_A_CASE = 25

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(demo_stands, db):
    """The demo, and what this test does to it gone afterwards: ids of its cases, and `browser(login)`."""
    first = Municipality.objects.get(slug=FIRST)

    def ask(sql):
        with transaction.atomic(), scope(first.pk), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return Demo(first, ids(ask))


class Demo:
    def __init__(self, municipality, found):
        self.municipality, self.ids = municipality, found

    def browser(self, login):
        account = Account.objects.get(login=login)
        membership = Membership.objects.get(account=account)
        with transaction.atomic(), scope(membership.municipality_id):
            actor = load_actor(membership)
        return logged_in(actor)


def _words_of_the_case(demo):
    """What no refusal may hold: names and words of the case."""
    return ("Eveline", "Claire", "pleeggezin", "urgente woning")


def test_every_page_opens_for_its_own_role_and_its_queries_are_counted(demo, client):
    counted = {}
    for page in PAGES:
        browser = demo.browser(page.login) if page.login else client
        path = page.path.format(**demo.ids)
        if page.searched:
            browser.post(path, {"q": page.searched})
        browser.get(path)  # the first one fills caches of templates and content types
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = browser.get(path)
        assert answer.status_code == 200, f"{page.name}: {answer.status_code}"
        counted[page.name] = len(captured)
    assert counted["web:case"] <= MOST_FOR_A_CASE
    if os.environ.get("NAAST_WRITE_COUNTS") == "1":
        COUNTS.write_text(json.dumps(counted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert counted == json.loads(COUNTS.read_text(encoding="utf-8"))


def test_strangers_get_nothing_of_a_case(demo, client):
    """A colleague outside the circle, another municipality, a resident elsewhere, nobody at all."""
    strangers = {
        "colleague": demo.browser("ondersteuner"),
        "another municipality": demo.browser(f"wijkteam.{SECOND}"),
        "a resident of another case": demo.browser("map-vos"),
        "the administrator": demo.browser("beheer"),
        "the controller": demo.browser("controller"),
    }
    for page in PAGES:
        if not page.of_case:
            continue
        path = page.path.format(**demo.ids)
        for who, browser in strangers.items():
            answer = browser.get(path)
            assert answer.status_code == 404, f"{page.name} for {who}: {answer.status_code}"
            held = answer.content.decode()
            assert not [word for word in _words_of_the_case(demo) if word in held], f"{page.name} for {who}"
        assert client.get(path).status_code == 302, f"{page.name} for nobody"


def test_staff_pages_are_not_for_residents_and_the_folder_not_for_staff(demo):
    resident, worker = demo.browser("map-eveline"), demo.browser("wijkteam")
    for page in PAGES:
        if not page.login:
            continue
        path = page.path.format(**demo.ids)
        browser = worker if page.folder else resident
        assert browser.get(path).status_code == 404, page.name


def test_every_address_without_an_own_object_stands_in_the_register():
    """A new page is not forgotten: an address is registered, or said here to be no page of its own."""
    registered = {page.name for page in PAGES}
    missing = sorted(name for name in _addresses() if name not in registered | NO_PAGE)
    assert missing == []


NO_PAGE = {
    "web:home",  # redirects to the first page of the role
    "web:draft",  # JSON of drafts.js
    "web:health",  # two letters, for who watches the server
    "set_language",  # POST of the language buttons
    "people:token",  # only after a password; tests/browser/test_axe.py walks there
    "people:choose",  # only for who works in two municipalities; tests/browser/test_axe.py walks there
    "people:logout",  # POST
    "decide:name_reader",  # only while nobody can read; tests/browser/test_naming_reader.py walks there
    "people:new_password",  # only with a link of the next one; tests/browser/test_axe.py walks there
    "people:password_link",  # redirects to it
    "people:give_password_link",  # POST; the answer is a page: tests/browser/test_axe.py walks there
    "people:known_case",  # POST
    "people:glass",  # only after people:known, by whoever asked; tests/browser/test_axe.py walks there
    "people:review",  # the form of people:emergencies
    "people:let_in",  # POST, as are the next six forms of people:circle
    "people:let_out",
    "people:fixed_contact",
    "people:participant",
    "people:representation",
    "people:end_representation",
    "people:authority",  # POST, as are the next three forms of people:who_reads
    "people:end_authority",
    "people:refuse",
    "people:review_refusal",
    "people:answer",
    "people:folder",
    "people:code",  # POST; the answer is a page: tests/browser/test_axe.py walks there
    "people:grant_role",  # POST, as are the next three forms of people:staff_member
    "people:withdraw_role",
    "people:stay_employed",
    "people:end_employment",
    "people:hand_over",  # POST, as is the next form of people:team
    "people:team_answer",
    "people:complaint_later",
    "people:named_answer",  # POST, as is the next form of people:complaints
    "people:named_later",
    "people:name_handler",  # of a complaint that nobody can answer; the demo has none
    "decide:objection_step",  # POST, the forms of decide:objection
    "decide:objection_paper",  # a PDF, as is the next one
    "folder:objection_paper",
    "decide:ask_to_determine",  # POST, a form of decide:clock_determine
    "decide:penalty_payer",  # POST, a form of decide:penalty_amounts
    "decide:stop_revision",  # POST, a form of decide:revise
    "decide:policy_rule",  # after ten like exceptions: more than the demo has
    "listen:photo",  # an image
    "listen:play",  # a recording
    "folder:letter_sound",  # a letter read aloud
    "listen:delete_recording",  # of a recording; tests/browser/test_going.py walks there
    "plan:perspective",  # POST, as are the next seven forms of plan:overview
    "plan:obstacle",
    "plan:breakthrough",
    "plan:market",
    "plan:add_goal",
    "plan:take_over_goal",
    "plan:add_support",
    "plan:agree",
    "plan:price_level",  # POST, as are the next two forms of plan:returns
    "plan:add_line",
    "plan:scenario",
    "plan:try_line",  # POST, as are the next four: what a line does, and what is offered
    "plan:try_change",
    "plan:newer_price",
    "plan:take_in_support",
    "plan:consequence",
    "plan:add_alternative",  # POST of plan:returns
    "plan:write_alternative",  # POST, as are the next four forms of plan:alternative
    "plan:add_way_line",
    "plan:try_way_line",
    "plan:say_quantity",
    "plan:try_quantity",
    "plan:workbook",  # files of plan:returns, and the next two of plan:alternative
    "plan:command_line",
    "plan:way_workbook",
    "plan:way_command_line",
    "plan:end_price",  # POST, as are the next two forms of plan:price
    "plan:book_price",
    "plan:use_price",
    "plan:export_prices",  # a CSV
    "weigh:load_product",  # POST of weigh:catalogue
    "weigh:write_view",  # POST, as are the next three forms of weigh:disciplines
    "weigh:reword_view",
    "weigh:name_clash",
    "weigh:conclude",
    "weigh:make_remark",  # POST, as is the next form of weigh:read_along
    "weigh:answer_remark",
    "weigh:paper_pdf",  # a PDF
    "connect:fetch_law_texts",  # POST of connect:law_texts
    "connect:fetching_law_texts",  # a part of connect:law_texts
    "weigh:urgent",  # POST of weigh:overview
    "weigh:check",  # POST of weigh:row
    "weigh:check_value",  # POST of weigh:catalogue
    "weigh:law_file",  # the XML of a law text
    "decide:decide",  # POST of decide:overview
    "decide:withdraw",  # POST of decide:overview
    "decide:hand_objection",  # POST of decide:overview
    "decide:document",  # a PDF
    "decide:printed",  # a PDF
    "decide:printed_letter",  # a PDF
    "decide:example_letter",  # a PDF
    "decide:print_letters",  # POST of decide:post
    "decide:post_letters",  # POST of decide:post
    "decide:take_back",  # POST of decide:overview
    "decide:house_words",  # POST of decide:wording
    "people:staff_phone",  # POST of people:staff_member
    "follow:settlement_document",  # a PDF, as is the next
    "follow:settling_document",
    "follow:bring_on",  # POST of follow:settlement
    "decide:settle",  # POST of decide:fund
    "decide:end_mandate",  # POST of decide:mandate
    "decide:cancel_mandate",  # POST of decide:mandate
    "decide:read_afterwards",  # for who was drawn by lot: decide/tests/test_beside_pages.py
    "decide:export_fund",  # a CSV
    "decide:below_zero",  # POST of decide:fund
    "decide:prove",  # POST of decide:petty
    "decide:proof",  # a receipt
    "insight:progress",  # a part of insight:portfolio
    "insight:table",  # CSV and a workbook
    "folder:photo",  # an image
    "folder:reading_photo",  # an image
    "folder:reading_letter",  # a PDF
    "folder:stop_sharing",  # POST of folder:who_reads
    "folder:play",  # a recording
    "folder:delete_recording",  # of a recording; tests/browser/test_going.py walks there
    "folder:being_typed",  # a part of folder:read_along
    "folder:board_covered",  # a part of a covered board that asks for itself
    "listen:board_covered",
    "folder:letter",  # a PDF
    "folder:take_progress",  # a part of folder:take that asks for itself
    "folder:fetch",  # a zip and a PDF
    "folder:brought",  # of a package from elsewhere, as are the next three; tests/browser/test_take_along.py
    "folder:brought_own",
    "folder:brought_file",
    "folder:brought_own_file",
    "folder:distrust",  # POST
    "folder:renew_share",  # POST, as are the next four forms of what is shared
    "folder:text_code",
    "folder:confirm_share",
    "folder:end_share",
    "folder:end_typed_along",
    "folder:shared",  # behind a link and a code, as are the next three; tests/browser/test_shared.py
    "folder:shared_page",
    "folder:shared_file",
    "folder:leave_shared",
}


def _addresses():
    found = set()

    def walk(patterns, namespace):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = ":".join(part for part in (namespace, pattern.namespace) if part)
                walk(pattern.url_patterns, inner)
            elif pattern.name:
                found.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)

    walk(get_resolver().url_patterns, "")
    return found
