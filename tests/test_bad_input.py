"""Every form of the register meets bad input: too long, empty, the wrong type, ids of elsewhere, sent twice.

Never a server error, never half of it saved, and what was typed comes back.
"""

from __future__ import annotations

from urllib.parse import urljoin

import lxml.html
import pytest
from django.db import connection, transaction

from naast.kernel.hardening import is_history, municipality_models
from naast.kernel.tenancy import scope
from tests.pages import PAGES
from tests.test_pages import demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db

TOO_LONG = "Dit is veel te lang. " * 15_000
REFUSED = {400, 403, 404, 409, 413, 422}
ANSWERED = {200, 302} | REFUSED
TYPED = "<script>alert(1)</script> ‮ 😀 zin van iemand"
# A number that belongs to nobody here: ids are handed out from 1.
ELSEWHERE = "999999999999"


def forms_of(page, browser, ids):
    path = page.path.format(**ids)
    answer = browser.get(path)
    tree = lxml.html.fromstring(answer.content.decode())
    for number, form in enumerate(tree.xpath("//main//form[translate(@method, 'POST', 'post')='post']")):
        yield f"{page.name}[{number}]", urljoin(path, form.get("action") or ""), form


def as_sent(form):
    data = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


def texts(form):
    kinds = ("text", "search", "email", "tel", "url", "password", None)
    return [
        element.name
        for element in form.inputs
        if element.name
        and element.name != "csrfmiddlewaretoken"
        and (element.tag == "textarea" or (element.tag == "input" and element.get("type") in kinds))
    ]


def choices(form):
    """The names of what is chosen, of days and of the version; each once, however many buttons it has."""
    chosen = [
        element.name
        for element in form.inputs
        if element.name and (element.tag == "select" or element.get("type") in {"radio", "checkbox"})
    ]
    other = [key for key in form.fields if key.endswith("_on") or key == "version"]
    return list(dict.fromkeys(chosen + other))


def rows(municipality):
    """How many rows of content there are, table by table (not drafts, history and audit)."""
    counts = " UNION ALL ".join(
        f"SELECT '{model._meta.label}', count(*) FROM \"{model._meta.db_table}\""
        for model in municipality_models()
        if not is_history(model) and model._meta.label not in {"kernel.Draft", "kernel.AuditEvent"}
    )
    with transaction.atomic(), scope(municipality.pk), connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def walk(demo):  # noqa: F811
    for page in PAGES:
        if page.login:
            browser = demo.browser(page.login)
            for name, target, form in forms_of(page, browser, demo.ids):
                if "/taal/" not in target and "/uitloggen/" not in target:
                    yield name, browser, target, form


def test_too_long_is_refused_and_nothing_is_saved(demo):  # noqa: F811
    before, wrong = rows(demo.municipality), []
    for name, browser, target, form in walk(demo):
        for field in texts(form):
            with transaction.atomic():
                answer = browser.post(target, as_sent(form) | {field: [TOO_LONG]})
                if answer.status_code not in REFUSED:
                    wrong.append(f"{name} {field}: {answer.status_code}")
                transaction.set_rollback(True)
    assert wrong == []
    assert rows(demo.municipality) == before


def test_wrong_types_and_strange_ids_never_break_a_page(demo):  # noqa: F811
    wrong = []
    for name, browser, target, form in walk(demo):
        for field in choices(form):
            for value in ("geen-keuze", ELSEWHERE, "-1", "0x10", "\x00", "31-02-2026"):
                with transaction.atomic():
                    answer = browser.post(target, as_sent(form) | {field: [value]})
                    if answer.status_code not in ANSWERED:
                        wrong.append(f"{name} {field}={value!r}: {answer.status_code}")
                    transaction.set_rollback(True)
    assert wrong == []


def test_what_was_typed_comes_back_and_is_never_run(demo):  # noqa: F811
    """A form that is refused shows again what stood in it, as text."""
    lost = []
    for name, browser, target, form in walk(demo):
        kept, missing = texts(form), list(form.xpath(".//*[@required]/@name"))
        typed = [field for field in kept if field not in missing]
        if not missing or not typed:
            continue
        sent = as_sent(form) | {field: [TYPED] for field in typed}
        for field in missing:
            sent.pop(field, None)
        with transaction.atomic():
            answer = browser.post(target, sent)
            held = answer.content.decode()
            if answer.status_code in REFUSED and "zin van iemand" not in held:
                lost.append(f"{name}: {answer.status_code}")
            if "<script>alert(1)</script>" in held:
                lost.append(f"{name}: runs what was typed")
            transaction.set_rollback(True)
    assert lost == []


def test_sent_twice_is_made_once_or_says_so(demo):  # noqa: F811
    """A double click: the second answer is no error, and makes nothing more than the first."""
    wrong = []
    for name, browser, target, form in walk(demo):
        with transaction.atomic():
            sent = as_sent(form)
            first = browser.post(target, sent)
            made = first.status_code == 302
            once = rows(demo.municipality) if made else {}
            second = browser.post(target, sent)
            twice = rows(demo.municipality) if made else {}
            if second.status_code not in ANSWERED:
                wrong.append(f"{name}: {second.status_code}")
            if once != twice:
                grown = {key: twice[key] - once[key] for key in once if once[key] != twice[key]}
                wrong.append(f"{name}: made again {grown}")
            transaction.set_rollback(True)
    assert wrong == []
