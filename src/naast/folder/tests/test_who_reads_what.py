"""Who reads which part of whose folder, cell by cell through the pages; docs/who-sees-what.md says the same.

NAAST_WRITE_TABLES=1 writes the table of the docs anew.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from tests.standing import logged_in, make_resident

from naast.decide import actions as decide
from naast.decide.types import ProposedTerms
from naast.folder.reading import READINGS
from naast.follow import actions as follow
from naast.kernel import actors, clock
from naast.learn import actions as learn
from naast.listen import actions as listen
from naast.listen.types import NetworkSaid, SkillSaid
from naast.people import actions as people
from naast.people.models import ReadingShare
from naast.people.reading import LABELS, Part
from naast.plan import actions as plan
from naast.plan.step_types import StepSaid
from naast.weigh import actions as weigh
from naast.weigh import queries as weighings

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[4] / "docs" / "who-sees-what.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"

ALL = set(Part)
TOLD = {Part.STORY, Part.BOARD, Part.ROLES, Part.NETWORK, Part.SKILLS, Part.SIGNALS}
FILE = ALL - TOLD
# Written out by hand beside the rule, and tried through the pages. who, whose folder, parts.
ROWS: list[tuple[str, str, str, set[Part]]] = [
    ("resident", "adult", "a resident, of their own folder", ALL),
    ("partner", "adult", "partner who takes part, of the resident", set()),
    ("relative", "adult", "relative who looks along", {Part.PLAN, Part.COSTS}),
    ("child8", "eight", "child of 8, of their own folder", set()),
    ("child13", "thirteen", "child of 13, of their own folder", ALL),
    ("child16", "sixteen", "young person of 16, of their own folder", ALL),
    ("parent", "eight", "parent with authority, of a child of 8", ALL),
    ("parent", "thirteen", "parent with authority, of a child of 13", FILE),
    ("parent", "sixteen", "parent with authority, of a young person of 16", set()),
    ("without", "eight", "parent without authority, of a child of 8", set()),
    ("refused", "eight", "parent with authority who is refused, of a child of 8", set()),
    ("refused", "thirteen", "parent with authority who is refused, of a child of 13", set()),
    ("parent", "divorced", "parent, of the folder of the other parent", set()),
    ("divorced", "eight", "divorced other parent with authority, of a child of 8", ALL),
    ("mentor", "adult", "mentor", {Part.PLAN, Part.DECISIONS, Part.LETTERS, Part.APPOINTMENTS}),
    ("money", "adult", "administrator (bewindvoerder)", {Part.COSTS, Part.DECISIONS, Part.LETTERS}),
    ("guardian", "eight", "guardian, of a child of 8", ALL),
    ("guardian", "thirteen", "guardian, of a child of 13", FILE),
    ("proxy", "adult", "proxy with plan and letters ticked", {Part.PLAN, Part.LETTERS}),
    ("shared", "adult", "with whom the story is shared", {Part.STORY}),
    ("unknown", "unknown", "parent with authority, of a child whose date of birth is not known", set()),
]
STAFF = {
    Part.STORY: "/casus/{case}/luisteren/verhaal/{person}/",
    Part.BOARD: "/casus/{case}/luisteren/bord/{board}/",
    Part.ROLES: "/casus/{case}/luisteren/rollen/{person}/",
    Part.NETWORK: "/casus/{case}/luisteren/mensen-om/{person}/",
    Part.SKILLS: "/casus/{case}/luisteren/doen/{person}/",
    Part.SIGNALS: "/casus/{case}/leren/",
    Part.PLAN: "/casus/{case}/plan/",
    Part.STEPS: "/casus/{case}/plan/stappen/",
    Part.COSTS: "/casus/{case}/plan/opbrengst/",
    Part.DECISIONS: "/casus/{case}/besluit/",
    Part.LETTERS: "/casus/{case}/besluit/",
    Part.APPOINTMENTS: "/casus/{case}/volgen/",
    Part.REMINDERS: "/casus/{case}/plan/herinneringen/",
}
STAFF_ROWS = (
    ("worker", "professional of the circle, at the desk", set(STAFF)),
    ("colleague", "colleague outside the circle", set()),
    ("outsider", "professional of another municipality", set()),
)
SAYS = {
    Part.STORY: "Dit vertel ik van {who}",
    Part.BOARD: "domein van {who}",
    Part.ROLES: "rol van {who}",
    Part.NETWORK: "buurvrouw van {who}",
    Part.SKILLS: "zo lukt het {who}",
    Part.SIGNALS: "regel die {who} hindert",
    Part.PLAN: "toekomst van {who}",
    Part.STEPS: "stap van {who}",
    Part.APPOINTMENTS: "belofte aan {who}",
}
"""Words that stand in one part of one folder and nowhere else."""


class House:
    def __init__(self, standing):
        self.standing, self.who, self.cases, self.persons, self.boards = standing, {}, {}, {}, {}
        self.letters = {}
        with standing.inside():
            self.fill()

    def person(self, name, age=None):
        born = None if age is None else clock.today().replace(year=clock.today().year - age, day=1)
        return people.add_person(actor=self.standing.worker, given_name=name, birth_date=born).pk

    def open(self, name, person_id):
        worker = self.standing.worker
        case = people.open_case(actor=worker, person_id=person_id, law="jeugdwet", intake_kind="report").pk
        self.cases[name], self.persons[name] = case, person_id
        return case

    def login(self, name, person_id):
        self.who[name] = make_resident(self.standing.municipality, person_id)
        return self.who[name]

    def fill(self):
        worker, residents = self.standing.worker, {}
        self.cases["adult"], self.persons["adult"] = self.standing.case_id, self.standing.resident.id
        self.who["resident"] = residents["adult"] = self.standing.resident
        for name, age in (
            ("eight", 8),
            ("thirteen", 13),
            ("sixteen", 16),
            ("unknown", None),
            ("divorced", 40),
        ):
            self.open(name, self.person(f"Kind{name}", age))
            residents[name] = self.login(f"of_{name}", self.persons[name])
        for child, age in (("child8", "eight"), ("child13", "thirteen"), ("child16", "sixteen")):
            self.who[child] = residents[age]
        self.who["divorced"] = residents["divorced"]
        others = ("partner", "relative", "parent", "without", "refused", "mentor", "money", "guardian")
        ids = {name: self.person(name.capitalize()) for name in (*others, "proxy", "shared")}
        for name, number in ids.items():
            self.login(name, number)
        self.who["unknown"] = self.who["parent"]
        for name in self.cases:
            self.tell(name, residents[name])
        self.stand(worker, ids, residents)

    def tell(self, name, resident):
        worker, case, person = self.standing.worker, self.cases[name], self.persons[name]
        on, words = (
            {"actor": worker, "case_id": case},
            {part: text.format(who=name) for part, text in SAYS.items()},
        )
        people.tell_what_happens(actor=worker, case_id=case, person_id=person)
        listen.write_story(**on, person_id=person, text=words[Part.STORY], base_version=0)
        board = listen.start_board(**on, person_id=person, together=True)
        line = listen.choose_domain(actor=worker, board_id=board.pk, own_label=words[Part.BOARD])
        listen.place_counter(actor=worker, board_domain_id=line.pk, place=1, person_id=person)
        self.boards[name] = board.pk
        listen.add_role(**on, person_id=person, words=words[Part.ROLES], when="present")
        listen.add_network_person(**on, person_id=person, said=NetworkSaid(words[Part.NETWORK]))
        said = [SkillSaid("planning", "together", words[Part.SKILLS])]
        listen.answer_skills(**on, person_id=person, said=said, share=True)
        learn.make_signal(actor=resident, case_id=case, words=words[Part.SIGNALS])
        plan.write_perspective(**on, perspective=words[Part.PLAN])
        plan.agree(**on)
        plan.add_step(**on, said=StepSaid(words=words[Part.STEPS]))
        follow.promise(**on, what=words[Part.APPOINTMENTS], due_on=clock.today())

    def stand(self, worker, ids, residents):
        adult = {"actor": worker, "case_id": self.cases["adult"]}
        people.add_participant(**adult, person_id=ids["partner"], relation="partner")
        people.let_in(**adult, role="relative", purpose="denkt mee", person_id=ids["relative"])
        for name in ("eight", "thirteen", "sixteen", "unknown"):
            on = {"actor": worker, "case_id": self.cases[name]}
            child = self.persons[name]
            for parent in ("parent", "without", "refused"):
                people.add_participant(**on, person_id=ids[parent], relation="parent")
            people.add_participant(**on, person_id=self.persons["divorced"], relation="parent")
            for parent in (ids["parent"], ids["refused"], self.persons["divorced"]):
                people.give_authority(**on, child_id=child, parent_id=parent, basis="uittreksel")
            if name in {"eight", "thirteen"}:
                day = clock.today() + dt.timedelta(days=60)
                refusal = {"child_id": child, "reader_id": ids["refused"], "review_on": day}
                people.refuse_access(**on, **refusal, because="Het kind wordt er bang van.")
                self.acts(self.cases[name], child, ids["guardian"], "guardian")
        for name, kind in (("mentor", "mentor"), ("money", "administrator"), ("proxy", "proxy")):
            self.acts(self.cases["adult"], self.persons["adult"], ids[name], kind, ["plan", "letters"])
        people.add_participant(**adult, person_id=ids["shared"], relation="other")
        people.share_reading(
            actor=residents["adult"],
            case_id=self.cases["adult"],
            reader_id=ids["shared"],
            parts=["story"],
            until_on=clock.today(),
        )
        self.decide()

    def acts(self, case, person, representative, kind, parts=()):
        people.add_representation(
            actor=self.standing.worker,
            case_id=case,
            person_id=person,
            kind=kind,
            scope="alles",
            basis="beschikking",
            representative_name="",
            folder_name=f"folder-{self.standing.municipality.pk}-{representative}",
            parts=parts,
        )

    def decide(self):
        """A decision about money and one that is not, both sent."""
        office = actors.system(self.standing.municipality.pk)
        weigh.load_catalogue(actor=office)
        worker, case = self.standing.worker, self.cases["adult"]
        decide.grant_mandate(
            actor=office,
            staff_id=worker.id,
            reach="exception",
            up_to=Decimal(1_000),
            basis="Fictief",
        )
        title = str(weighings.legal_titles("wmo")[0].id)
        for number, (what, amount) in enumerate((("Een taxipas", None), ("Een bedrag", Decimal(105)))):
            decide.decide_routinely(
                actor=worker,
                case_id=case,
                request=what,
                terms=ProposedTerms("yes", granted=what, amount=amount, reason="Nodig.", title_row=title),
                decided_before=number,
            )

    def address(self, path, whose):
        found = {"case": self.cases[whose], "person": self.persons[whose], "board": self.boards[whose]}
        return path.format(**found)


@pytest.fixture
def house(standing) -> House:
    return House(standing)


def test_every_cell_of_the_table_through_the_pages(house):
    """200 with the words of that part and of no other, or the page for a wrong address without any."""
    slugs = {reading.part: slug for slug, reading in READINGS.items()}
    assert set(slugs) == set(Part)
    for who, whose, label, parts in ROWS:
        browser = logged_in(house.who[who])
        for part in Part:
            path = house.address(f"/map/{{case}}/van/{{person}}/{slugs[part]}/", whose)
            answer = browser.get(path)
            assert answer.status_code == (200 if part in parts else 404), f"{label}: {part}"
            held = answer.content.decode().casefold()
            for other, words in SAYS.items():
                here = words.format(who=whose).casefold() in held
                assert here == (other is part and part in parts), f"{label}: “{words}” on {part}"
        _home_names_only_these(house, browser, who, whose, parts)


def _home_names_only_these(house, browser, who, whose, parts):
    if house.who[who].id == house.persons[whose] or who == "relative":
        return
    home = browser.get("/map/").content.decode()
    for slug, reading in READINGS.items():
        path = house.address(f"/map/{{case}}/van/{{person}}/{slug}/", whose)
        assert (path in home) == (reading.part in parts), f"{who}: {path}"


def test_staff_read_at_the_desk_and_never_in_a_folder(house):
    for who, label, parts in STAFF_ROWS:
        browser = logged_in(getattr(house.standing, who))
        for part in Part:
            address = STAFF.get(part)
            expected = 200 if part in parts else 404
            if address:
                answer = browser.get(house.address(address, "adult"))
                assert answer.status_code == expected, f"{label}: {part}"
            for slug, reading in READINGS.items():
                if reading.part is part:
                    folder = house.address(f"/map/{{case}}/van/{{person}}/{slug}/", "adult")
                    assert browser.get(folder).status_code == 404, f"{label}: {folder}"


def test_who_looks_after_money_reads_only_what_is_about_money(house):
    money, mentor = logged_in(house.who["money"]), logged_in(house.who["mentor"])
    decisions = house.address("/map/{case}/van/{person}/besluiten/", "adult")
    assert "taxipas" in mentor.get(decisions).content.decode()
    held = money.get(decisions).content.decode()
    assert "taxipas" not in held and "Een bedrag" in held
    letters = house.address("/map/{case}/van/{person}/brieven/", "adult")
    all_letters = set(_links(mentor.get(letters)))
    about_money = set(_links(money.get(letters)))
    assert about_money and about_money < all_letters
    assert {money.get(path).status_code for path in about_money} == {200}
    assert {money.get(path).status_code for path in all_letters - about_money} == {404}
    assert {logged_in(house.who["partner"]).get(path).status_code for path in all_letters} == {404}


def _links(answer):
    return re.findall(r'href="(/map/\d+/van/\d+/brieven/\d+/)"', answer.content.decode())


def test_a_birthday_changes_the_pages_by_itself(house):
    browser = logged_in(house.who["parent"])
    story = house.address("/map/{case}/van/{person}/verhaal/", "eight")
    plan_page = house.address("/map/{case}/van/{person}/plan/", "eight")
    assert browser.get(story).status_code == 200
    with clock.shifted(4 * 366):
        assert browser.get(story).status_code == 404 and browser.get(plan_page).status_code == 200
    with clock.shifted(8 * 366):
        assert browser.get(plan_page).status_code == 404


def test_who_reads_along_is_seen_by_whose_folder_it_is(house):
    mentor = logged_in(house.who["mentor"])
    mentor.get(house.address("/map/{case}/van/{person}/plan/", "adult"))
    looks = logged_in(house.who["resident"]).get("/map/wie-keek/").content.decode()
    assert "Mentor" in looks


def test_the_young_person_sees_who_reads_and_shares_and_stops(house):
    browser, parent = logged_in(house.who["child16"]), logged_in(house.who["parent"])
    page = house.address("/map/{case}/wie-leest/", "sixteen")
    story = house.address("/map/{case}/van/{person}/verhaal/", "sixteen")
    shown = browser.get(page).content.decode()
    assert "Parent" in shown
    given = {
        "reader": house.who["parent"].id,
        "parts": ["story"],
        "until_on": (clock.today() + dt.timedelta(days=3)).isoformat(),
    }
    for bad in (
        {"parts": []},
        {"until_on": "2999-01-01"},
        {"until_on": ""},
        {"reader": house.who["mentor"].id},
        {"purpose": "x" * 201},
        {"parts": ["everything"]},
    ):
        assert browser.post(page, given | bad).status_code == 422, bad
    assert parent.get(story).status_code == 404
    for _click in range(2):
        assert browser.post(page, given).status_code == 302
    assert parent.get(story).status_code == 200
    with clock.shifted(4):
        assert parent.get(story).status_code == 404
    with house.standing.inside():
        share = ReadingShare.objects.get(case_id=house.cases["sixteen"])
    stop = f"{page}{share.pk}/stop/"
    assert parent.post(stop).status_code == 404
    assert browser.post(stop).status_code == 302
    assert parent.get(story).status_code == 404


def test_a_child_sees_that_a_parent_is_refused_and_not_why(house):
    held = logged_in(house.who["child13"]).get(house.address("/map/{case}/wie-leest/", "thirteen"))
    text = held.content.decode()
    assert "leest jouw map nu niet" in text and "bang" not in text


def test_nobody_but_the_person_shares_their_folder(house):
    page = house.address("/map/{case}/wie-leest/", "adult")
    for who in ("mentor", "relative", "money", "child8"):
        assert logged_in(house.who[who]).get(page).status_code == 404, who
    assert logged_in(house.standing.worker).get(page).status_code == 404


def table() -> str:
    head = ["who", *(str(LABELS[part]) for part in Part)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for _who, _whose, label, parts in ROWS:
        note = {Part.DECISIONS: "money", Part.LETTERS: "money"} if label.startswith("administrator") else {}
        cells = [note.get(part, "reads") if part in parts else "" for part in Part]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    for _who, label, parts in STAFF_ROWS:
        shared = {Part.SKILLS: "shared"}
        cells = [shared.get(part, "reads") if part in parts else "" for part in Part]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def test_the_table_of_the_docs_is_this_table():
    with translation.override("en"):
        made = table()
    text = TABLE.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    wanted = f"{before}{BEGIN}\n{made}\n{END}{after}"
    if os.environ.get("NAAST_WRITE_TABLES") == "1":
        TABLE.write_text(wanted, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == wanted
