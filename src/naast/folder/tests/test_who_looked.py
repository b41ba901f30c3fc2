"""Who looked, for each of a household: at what is theirs, and at nothing of another."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.standing import make_resident

from naast.folder.looking import lookers_of, page_in_words, page_of_somebody
from naast.follow import actions as follow
from naast.kernel import clock
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import GOAL, SkillSaid
from naast.people import actions as people
from naast.people import queries as people_queries
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db


def looks(household, who):
    return household.browser(who).get("/map/wie-keek/").content.decode()


def opens(household, *paths):
    worker = household.standing.client(household.standing.worker)
    ids = {"case": household.case_id} | {
        f"{who}_{what}": number
        for who in ("resident", "partner")
        for what, number in (("id", household.people[who].id), ("board", household.boards[who]))
    }
    for path in paths:
        assert worker.get(f"/casus/{household.case_id}/{path}".format(**ids)).status_code == 200, path


@pytest.mark.parametrize(
    ("path", "verb"),
    [
        ("luisteren/verhaal/{partner_id}/", "listen.story"),
        ("luisteren/verhaal/{partner_id}/opnamen/", "listen.recordings"),
        ("luisteren/bord/{partner_board}/", "listen.board"),
        ("luisteren/rollen/{partner_id}/", "listen.roles"),
        ("luisteren/mensen-om/{partner_id}/", "listen.network"),
        ("luisteren/doen/{partner_id}/", "listen.skills"),
        ("mensen/{partner_id}/bereiken/", "people.reach"),
        ("mensen/{partner_id}/delen/", "folder.type_along"),
    ],
)
def test_who_takes_part_sees_who_opened_what_is_theirs_and_the_resident_does_not(household, path, verb):
    opens(household, path)
    held = looks(household, "partner")
    assert "Wilma Worker" in held and page_in_words(verb) in held
    assert page_in_words(verb) not in looks(household, "resident").split("Wie keek er</h2>")[1]


def test_the_resident_sees_their_own_and_who_takes_part_does_not(household):
    opens(
        household,
        "luisteren/verhaal/{resident_id}/",
        "luisteren/bord/{resident_board}/",
        "plan/",
        "volgen/",
        "besluit/",
    )
    own, theirs = looks(household, "resident"), looks(household, "partner")
    for verb in ("listen.story", "listen.board", "plan.overview", "follow.overview", "decide.overview"):
        assert page_in_words(verb) in own, verb
        assert page_in_words(verb) not in theirs.split("Wie keek er</h2>")[1], verb
    for secret in ("denkt mee", "Tante Truus", "Een eigen voordeur", "taxipas"):
        assert secret not in theirs


def test_a_page_with_something_of_everybody_is_told_to_each(household):
    opens(household, "luisteren/")
    for who in ("resident", "partner"):
        assert page_in_words("listen.overview") in looks(household, who), who


def test_who_reads_along_with_somebody_who_takes_part_is_told_to_them_alone(household):
    partner, resident = household.people["partner"], household.people["resident"]
    with household.inside():
        people.share_reading(
            actor=partner,
            case_id=household.case_id,
            reader_id=household.people["relative"].id,
            parts=["story"],
            until_on=clock.today(),
        )
    story = f"/map/{household.case_id}/van/{partner.id}/verhaal/"
    assert household.browser("relative").get(story).status_code == 200
    assert "Tante Truus" in looks(household, "partner").split("Wie keek er</h2>")[1]
    assert "Tante Truus" not in looks(household, "resident").split("Wie keek er</h2>")[1]
    assert (
        household.browser("partner").get(f"/map/{household.case_id}/van/{resident.id}/wie-keek/").status_code
        == 404
    )


def test_who_only_looks_along_and_strangers_see_nobodys_looks(household):
    opens(household, "luisteren/verhaal/{partner_id}/", "luisteren/verhaal/{resident_id}/")
    for who in ("relative", "neighbour", "far"):
        assert page_in_words("listen.story") not in looks(household, who), who
    assert Client().get("/map/wie-keek/").status_code == 302


def test_what_is_kept_back_from_the_resident_is_kept_back_from_who_takes_part(household):
    colleague, case = household.standing.colleague, household.case_id
    with household.inside():
        household.break_glass(told_after=5)
    partner = household.people["partner"].id
    address = f"/casus/{case}/luisteren/verhaal/{partner}/"
    assert household.standing.client(colleague).get(address).status_code == 200
    assert "Coen Colleague" not in looks(household, "partner")
    with clock.shifted(6):
        held = looks(household, "partner")
    assert "Coen Colleague" in held and "Er is brand in huis" not in held


def test_a_look_is_noted_at_the_row_it_was_at_so_that_erasing_reaches_it(household):
    opens(household, "luisteren/verhaal/{partner_id}/", "luisteren/bord/{partner_board}/")
    partner = household.people["partner"].id
    with household.inside():
        at = set(
            AuditEvent.objects.filter(kind=AuditEvent.LOOK, actor_kind="staff").values_list(
                "object_type", "object_id"
            )
        )
    assert at == {("people.Person", partner), ("listen.Board", household.boards["partner"])}


def test_parents_with_authority_read_who_looked_at_what_a_young_child_told(household):
    standing, resident = household.standing, household.people["resident"]
    on = {"actor": standing.worker, "case_id": household.case_id}
    with household.inside():
        born = clock.today().replace(year=clock.today().year - 8, day=1)
        child = people.meet_participant(
            **on, given_name="Kleine", relation="child", birth_date=born
        ).person_id
        people.give_authority(**on, child_id=child, parent_id=resident.id, basis="uittreksel")
        people.tell_what_happens(**on, person_id=child)
        listen.answer_skills(
            **on, person_id=child, said=[SkillSaid("planning", "together", "Met een plaatje")], share=True
        )
    worker = standing.client(standing.worker)
    desk = worker.get(f"/casus/{household.case_id}/luisteren/doen/{child}/").content.decode()
    assert "jonger dan twaalf" in desk
    browser = household.browser("resident")
    page = browser.get(f"/map/{household.case_id}/van/{child}/wie-keek/").content.decode()
    assert "Wilma Worker" in page and page_of_somebody("listen.skills") in page
    skills = browser.get(f"/map/{household.case_id}/van/{child}/wat-lukt/").content.decode()
    assert "Met een plaatje" in skills and "jonger dan twaalf" in skills and "Alleen jij" not in skills
    for who in ("partner", "relative"):
        other = household.browser(who)
        for part in ("wie-keek", "wat-lukt"):
            assert other.get(f"/map/{household.case_id}/van/{child}/{part}/").status_code == 404


def test_parents_of_somebody_of_fourteen_do_not_read_who_opened_what_they_may_not_read_themselves(household):
    """What is told from twelve on is theirs to share: so is with whom, and that there is something."""
    standing, resident = household.standing, household.people["resident"]
    on = {"actor": standing.worker, "case_id": household.case_id}
    with household.inside():
        born = clock.today().replace(year=clock.today().year - 14, day=1)
        child = people.meet_participant(
            **on, given_name="Tiener", relation="child", birth_date=born
        ).person_id
        people.give_authority(**on, child_id=child, parent_id=resident.id, basis="uittreksel")
        teen = make_resident(standing.municipality, child)
        at = {"actor": teen, "case_id": household.case_id}
        people.tell_what_happens(**at, person_id=child)
        listen.write_story(**at, person_id=child, text="Niet voor thuis", base_version=0)
        board = listen.start_board(**at, person_id=child, together=False).pk
        people.share_reading(
            **at,
            reader_id=household.people["relative"].id,
            parts=["story"],
            until_on=clock.today(),
        )
    shared = f"/map/{household.case_id}/van/{child}/verhaal/"
    assert household.browser("relative").get(shared).status_code == 200
    opens(
        household,
        f"luisteren/verhaal/{child}/",
        f"luisteren/bord/{board}/",
        f"luisteren/doen/{child}/",
        f"mensen/{child}/bereiken/",
    )
    mine = standing.client(teen).get("/map/wie-keek/").content.decode()
    page = household.browser("resident").get(f"/map/{household.case_id}/van/{child}/wie-keek/")
    held = page.content.decode()
    for words in ("Tante Truus", *(page_in_words(f"listen.{part}") for part in ("story", "board", "skills"))):
        assert words in mine and words not in held, words
    for part in ("story", "board", "skills"):
        assert page_of_somebody(f"listen.{part}") not in held, part
    assert page_of_somebody("people.reach") in held


def test_looking_back_with_who_takes_part_is_told_to_them_alone(household):
    with household.inside():
        row = follow.check_in(
            actor=household.standing.worker,
            case_id=household.case_id,
            person_id=household.people["partner"].id,
            words="Het gaat zo",
        )
    opens(household, f"volgen/terugkijken/{row.pk}/")
    held = page_in_words("follow.looked_back")
    assert held in looks(household, "partner").split("Wie keek er</h2>")[1]
    assert held not in looks(household, "resident").split("Wie keek er</h2>")[1]


def test_who_takes_part_hears_where_their_looking_back_is_quoted_since_it_is(household):
    """Also on pages of the case on which it stands among words of the resident (product law 9)."""
    at = {"actor": household.standing.worker, "case_id": household.case_id}
    partner = household.people["partner"]
    opens(household, "", "volgen/", "plan/")
    quoted = "hoe het gaat, met wat jij zei toen je terugkeek"
    assert quoted not in looks(household, "partner")
    with household.inside():
        follow.check_in(**at, person_id=partner.id, words="Van Piet alleen")
    desk = household.standing.client(household.standing.worker)
    for path in ("", "volgen/"):
        assert "Van Piet alleen" in desk.get(f"/casus/{household.case_id}/{path}").content.decode()
    held = looks(household, "partner").split("Wie keek er</h2>")[1]
    assert quoted in held and "waar ook woorden van jou staan" in held
    assert "een stukje van jouw verhaal" not in held
    with household.inside():
        goal = plan.add_goal(**at, words="Een huis")
        piece = listen.mark_fragment(**at, person_id=partner.id, text="Ik durf hier niets", version=1)
        link = {"fragment_id": piece.pk, "kind": GOAL, "target_id": goal.pk}
        listen.link_fragment(**at, **link)
    opens(household, "plan/")
    assert "een stukje van jouw verhaal" in looks(household, "partner")
    resident = looks(household, "resident")
    assert quoted not in resident and "een stukje van jouw verhaal" not in resident


def test_the_page_of_skills_names_who_else_reads_it(household):
    resident, case = household.people["resident"], household.case_id
    page = f"/map/{case}/wat-lukt/"
    assert "Alleen jij ziet het" in household.browser("resident").get(page).content.decode()
    with household.inside():
        people.share_reading(
            actor=resident,
            case_id=case,
            reader_id=household.people["relative"].id,
            parts=["skills"],
            until_on=clock.today(),
        )
        listen.answer_skills(
            actor=resident,
            case_id=case,
            person_id=resident.id,
            said=[SkillSaid("planning", "together")],
            share=True,
        )
    held = household.browser("resident").get(page).content.decode()
    assert "Alleen jij ziet het" not in held
    assert "Tante Truus" in held and "wie jou helpt" in held
    assert "Alleen jij ziet het" in household.browser("partner").get(page).content.decode()


def test_of_a_case_in_which_somebody_has_nothing_nothing_is_told(household):
    opens(household, "luisteren/verhaal/{partner_id}/")
    with household.inside():
        case = people_queries.case_for(household.standing.worker, household.case_id)
        found, _earlier = lookers_of(case, person_id=household.people["neighbour"].id)
        assert found == []
