"""Every form of the register, sent by who may not write there: nothing is written, whatever was typed.

The forms are those that its own people see. So a view or an action that forgets to ask who writes is found
here, also when its page hides the form. Who only reads along writes what `OF_A_READER` names, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve

from naast.demo.stage import SECOND
from naast.kernel import actors
from naast.kernel.actors import load_actor
from naast.kernel.models import Account, AuditEvent, Membership
from naast.kernel.tenancy import scope
from naast.people import actions as people_actions
from naast.people.models import CircleMember
from tests.pages import PAGES, Page
from tests.test_bad_input import as_sent, forms_of, texts
from tests.test_pages import demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db

READER = "meelezer"
OF_A_READER = {"learn:case"}  # a signal about a rule is given by whoever is in the circle
"""What somebody in the circle who only reads along may write on pages of who stands beside."""
WRITTEN = 50
"""So many kinds of forms write something in a case as they stand, with a sentence where there is none."""
OF_EVERYBODY = {"set_language", "people:logout", "web:search"}
REFUSED = {403, 404, 405}


def sent(form) -> dict[str, list[str]]:
    """The form as it stands, with words where there are none: so that no check of words comes first."""
    data = as_sent(form)
    return data | {name: ["Een zin die volstaat."] for name in texts(form) if not any(data.get(name, []))}


def address(target: str) -> str:
    try:
        return resolve(target.split("?")[0]).view_name
    except Resolver404:
        return target


def forms(demo, wanted) -> Iterator[tuple[Page, str, str, dict[str, list[str]]]]:  # noqa: F811
    """Page, address, target and fields of each form that its own people see, each kind of form once."""
    seen, browsers = set(), {}
    for page in PAGES:
        if not page.login or not wanted(page):
            continue
        if page.login not in browsers:
            browsers[page.login] = demo.browser(page.login)
        for _name, target, form in forms_of(page, browsers[page.login], demo.ids):
            view, data = address(target), sent(form)
            kind = (view, frozenset(data), page.login)
            if view not in OF_EVERYBODY and kind not in seen:
                seen.add(kind)
                yield page, view, target, data


def written(demo) -> int:  # noqa: F811
    """How much was ever written, in both municipalities: every action ends with one event."""
    found = 0
    for membership in Membership.objects.order_by().distinct("municipality_id"):
        with transaction.atomic(), scope(membership.municipality_id):
            found += AuditEvent.objects.filter(kind=AuditEvent.CHANGE).count()
    return found


def wrote(demo, before, browser, target, data) -> tuple[int, bool]:  # noqa: F811
    """The answer to a form and whether anything was written; what was is taken back."""
    with transaction.atomic():
        status = browser.post(target, data).status_code
        after = written(demo)
        transaction.set_rollback(True)
    return status, after != before


def test_who_has_no_business_on_a_page_writes_nothing_there(demo):  # noqa: F811
    """In a case: a colleague outside it, another municipality, a resident elsewhere. In the folder: staff. On
    a page of the house: a resident, and a colleague without its role."""
    browsers = {
        login: demo.browser(login) for login in ("wijkteam", "ondersteuner", f"wijkteam.{SECOND}", "map-vos")
    }
    wrong, before = [], written(demo)
    for page, view, target, data in forms(demo, lambda page: True):
        for login in strangers(page):
            status, kept = wrote(demo, before, browsers[login], target, data)
            may_open = login == "ondersteuner" and not page.of_case
            if kept or (status not in REFUSED and not may_open):
                wrong.append(f"{page.name} {view} for {login}: {status}{' and written' if kept else ''}")
    assert wrong == []


def strangers(page) -> tuple[str, ...]:
    if page.of_case:
        return "ondersteuner", f"wijkteam.{SECOND}", "map-vos"
    if page.folder:
        return ("wijkteam",)
    return "map-vos", "ondersteuner"


def test_who_only_reads_along_writes_what_is_theirs_and_no_more(demo):  # noqa: F811
    let_in_everywhere(demo)
    reader, found, before = demo.browser(READER), {}, written(demo)
    own, theirs = {}, set()
    for page, view, target, data in forms(demo, lambda page: page.of_case and page.login != READER):
        status, kept = wrote(demo, before, reader, target, data)
        if kept:
            found.setdefault(view, (page.name, status))
        if page.login not in own:
            own[page.login] = demo.browser(page.login)
        if view not in theirs and wrote(demo, before, own[page.login], target, data)[1]:
            theirs.add(view)
    assert {view: where for view, where in found.items() if view not in OF_A_READER} == {}
    # Sent by its own people the same form writes: it is the reader who is refused, and not what was typed.
    assert len(theirs) >= WRITTEN, sorted(theirs)


def let_in_everywhere(demo):  # noqa: F811
    """The reader of the demo in the circle of each case, to read along and nothing more."""
    with transaction.atomic(), scope(demo.municipality.pk):
        reader, workers = load_actor(of(READER)), [load_actor(of(name)) for name in ("wijkteam", "consulent")]
        read = set(CircleMember.objects.filter(staff_id=reader.id).values_list("case_id", flat=True))
        for worker in workers:
            members = CircleMember.objects.filter(staff_id=worker.id, case__closed_on__isnull=True)
            for case_id in set(members.values_list("case_id", flat=True)) - read:
                people_actions.let_in(
                    actor=worker,
                    case_id=case_id,
                    staff_id=reader.id,
                    role=actors.SECOND_READER,
                    purpose="leest mee",
                )
                read.add(case_id)


def of(login: str) -> Membership:
    return Membership.objects.get(account=Account.objects.get(login=login))
