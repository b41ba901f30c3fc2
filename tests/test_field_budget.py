"""How much must be filled in: at most twelve fields on the way of an exception, five on the routine way.

The pages are fetched and posted as a browser does it: what a page filled in beforehand goes along
untouched. Only what a person must type or choose is counted, by page and name. A new field that must be
filled in removes another.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

import lxml.html
import pytest

from naast.demo import loading
from naast.kernel.models import Account, Membership
from tests.test_pages import Demo, demo  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db

EXCEPTION, ROUTINE = 12, 5


class Person:
    """Somebody at a browser without script, who counts what they had to fill in."""

    def __init__(self, client):
        self.client, self.filled, self.at, self.page = client, [], "", None

    def go(self, path):
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return self._arrive(answer, path)

    def _arrive(self, answer, path):
        self.at = answer.redirect_chain[-1][0] if getattr(answer, "redirect_chain", None) else path
        self.page = lxml.html.fromstring(answer.content.decode())
        return self

    def form(self, *, field="", action=""):
        """The form of the main part that holds a field, or posts to an address that ends so."""
        for form in self.page.xpath("//main//form"):
            if field and field in form.fields:
                return form
            if action and (form.get("action") or "").endswith(action):
                return form
        raise AssertionError(f"no form with {field or action} at {self.at}")

    def send(self, form, **filled):
        """Post the form as it stands, with these fields filled in. Each one counts."""
        for name, value in filled.items():
            if isinstance(value, list):
                form.inputs[name].value = value
            else:
                form.fields[name] = value
            self.filled.append(f"{self.at}: {name}")
        target = urljoin(self.at, form.get("action") or "")
        data = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        # lxml says "on" for a checked choice without a value; a browser sends the empty text.
        for name in form.xpath(".//input[@type='radio'][@checked][@value='']/@name"):
            data[name] = [""]
        answer = self.client.post(target, data, follow=True)
        assert answer.status_code == 200, f"{target}: {answer.status_code} {_complaints(answer)}"
        return self._arrive(answer, target)

    def link(self, ending):
        found = [link for link in self.page.xpath("//main//a/@href") if re.search(ending, link)]
        assert found, f"no link to {ending} at {self.at}"
        return self.go(urljoin(self.at, found[0]))


def _complaints(answer):
    page = lxml.html.fromstring(answer.content.decode())
    return " ".join(" ".join(text.split()) for text in page.xpath("//*[@data-form-errors]//text()"))


def _case_of(person):
    return re.search(r"/casus/(\d+)/", person.at)[1]


def test_the_way_of_an_exception_takes_at_most_twelve_fields(demo):  # noqa: F811
    person = Person(demo.browser("wijkteam"))
    person.go("/mensen/nieuw/")
    person.send(person.form(field="given_name"), given_name="Eva")
    case = _case_of(person)
    person.go(f"/casus/{case}/luisteren/eerst/")
    person.send(person.form(action="/luisteren/eerst/"))

    person.go(f"/casus/{case}/plan/")
    person.send(person.form(action="/toekomst/"), perspective="Wij wonen samen in een eigen huis.")
    person.send(
        person.form(action="/belemmering/"),
        words="De urgente woning komt pas over zes maanden.",
        kind="ordinance",
        law="Huisvestingswet 2014",
    )
    person.send(person.form(action="/doorbraak/"), breakthrough="Tot die tijd huren we een ander huis.")
    person.send(person.form(action="/afspreken/"))

    person.go(f"/casus/{case}/wegen/")
    form = person.form(field="effect")
    value = form.inputs["values"].value_options[0]
    person.send(form, values=[value], consequences="Met een huis blijft het kind bij de moeder, anders niet.")
    form = person.form(field="effect")
    fact = next(name for name in form.fields if name.startswith("fact_"))
    person.send(form, **{fact: "yes", "why_differs": "De voorrang is er al, alleen het wachten past niet."})
    person.send(person.form(field="effect"))  # the one route that applies was chosen beforehand

    person.go(f"/casus/{case}/besluit/voorstel/")
    person.send(person.form(field="outcome"), outcome="yes")
    person.go(f"/casus/{case}/besluit/")
    person.send(person.form(action="/nemen/"))
    person.link(r"/besluit/\d+/brief/$")
    person.send(person.form(field="way"))
    assert person.go(f"/casus/{case}/besluit/").page.xpath("//main//a[contains(@href, '/besluit/brief/')]")

    person.go(f"/casus/{case}/volgen/").link(r"/terugkijken/met/\d+/$")
    person.send(person.form(field="words"), words="We wonen samen.")
    assert "We wonen samen." in person.go(f"/casus/{case}/volgen/").page.text_content()
    assert len(set(person.filled)) <= EXCEPTION, person.filled


def test_the_routine_way_takes_at_most_five_fields(demo):  # noqa: F811
    person = Person(demo.browser("wijkteam"))
    person.go("/mensen/nieuw/")
    person.send(person.form(field="given_name"), given_name="Roos")
    case = _case_of(person)
    person.go(f"/casus/{case}/kort/")
    form = person.form(field="title_row")
    title = next(option for option in form.inputs["title_row"].value_options if option)
    person.send(
        form,
        request="Een taxipas om bij de sauna te komen.",
        reason="Je bent er blij mee, en het past binnen de regels.",
        outcome="yes",
        title_row=title,
    )
    decided = person.go(f"/casus/{case}/besluit/").page
    assert decided.xpath("//main//a[contains(@href, '/brief/')]")
    assert len(set(person.filled)) <= ROUTINE, person.filled


def test_the_demo_is_loaded_once(demo):  # noqa: F811
    assert loading.load() is False
    assert Account.objects.count() == Membership.objects.count()
    assert isinstance(demo, Demo)
