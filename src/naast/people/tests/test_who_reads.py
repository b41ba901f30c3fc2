"""Authority, refusal and what a proxy reads at the desk: who writes it, and what bad input does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.standing import make_resident

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries
from naast.people.models import AccessRefusal, ParentalAuthority, Person, Representation
from naast.people.reading import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(standing):
    """Rosa's case, with a child of nine and a father who take part."""
    with standing.inside():
        given = {"actor": standing.worker, "case_id": standing.case_id, "family_name": "Proefpersoon"}
        child = actions.meet_participant(**given, given_name="Kind", relation="child", birth_date=_aged(9))
        father = actions.meet_participant(**given, given_name="Vader", relation="partner")
    standing.child, standing.father = child.person_id, father.person_id
    return standing


def _aged(years: int) -> dt.date:
    return clock.today().replace(year=clock.today().year - years, day=1)


def page(family, name="who_reads", *more) -> str:
    return reverse(f"people:{name}", args=[family.case_id, *more])


def authority(family, **more) -> ParentalAuthority:
    given = {"child_id": family.child, "parent_id": family.father, "basis": "uittreksel"}
    with family.inside():
        return actions.give_authority(actor=family.worker, case_id=family.case_id, **{**given, **more})


POSTS = [
    ("authority", (), {"child": "1", "parent": "1", "basis": "x"}),
    ("end_authority", (1,), {}),
    ("refuse", (), {"child": "1", "reader": "1", "because": "x", "review_on": "2026-12-01"}),
    ("review_refusal", (1,), {"words": "x"}),
    ("end_representation", (1,), {}),
]


def test_the_page_is_for_the_circle_and_strangers_learn_nothing(family):
    assert family.client(family.worker).get(page(family)).status_code == 200
    for stranger in (*family.strangers, family.resident):
        browser = family.client(stranger)
        refused = browser.get(page(family))
        assert refused.status_code == 404 and b"Vader" not in refused.content
        for name, more, typed in POSTS:
            assert browser.post(page(family, name, *more), typed).status_code == 404, name
    for name, more, _typed in POSTS:
        assert family.client(family.worker).get(page(family, name, *more)).status_code == 405, name


def test_who_only_reads_along_writes_nothing_here(family):
    reader = family.add_reader()
    held = family.client(reader).get(page(family)).content.decode()
    assert "Schrijf op wie gezag heeft" not in held and "Geweigerd" not in held
    with family.inside():
        given = {"actor": reader, "case_id": family.case_id, "child_id": family.child}
        with pytest.raises(NotAllowed):
            actions.give_authority(**given, parent_id=family.father, basis="x")
        with pytest.raises(NotAllowed):
            actions.refuse_access(**given, reader_id=family.father, because="x", review_on=clock.today())


def test_authority_refusal_and_review_at_the_desk(family):
    browser = family.client(family.worker)
    typed = {"child": family.child, "parent": family.father, "basis": "uittreksel <b>‮ 😀"}
    for _click in range(2):
        assert browser.post(page(family, "authority"), typed).status_code == 302
    with family.inside():
        father = make_resident(family.municipality, family.father)
        assert ParentalAuthority.objects.count() == 1
        assert Part.STORY in queries.reading_place(father, family.case_id, family.child, Part.STORY).parts
    day = clock.today() + dt.timedelta(days=30)
    refusal = {
        "child": family.child,
        "reader": family.father,
        "because": "Het kind vroeg dit.",
        "review_on": day.isoformat(),
    }
    for _click in range(2):
        assert browser.post(page(family, "refuse"), refusal).status_code == 302
    with family.inside():
        row = AccessRefusal.objects.get()
        with pytest.raises(NotVisible):
            queries.reading_place(father, family.case_id, family.child, Part.STORY)
        assert AuditEvent.objects.filter(verb="people.refuse_access").count() == 1
    with clock.shifted(31):
        assert "moest op" in browser.get(page(family)).content.decode()
        with family.inside(), pytest.raises(NotVisible):
            queries.reading_place(father, family.case_id, family.child, Part.STORY)
    review = page(family, "review_refusal", row.pk)
    assert browser.post(review, {"words": "Het kind wil het weer."}).status_code == 302
    with family.inside():
        assert queries.reading_place(father, family.case_id, family.child, Part.STORY)
        ended = ParentalAuthority.objects.get()
    assert browser.post(page(family, "end_authority", ended.pk)).status_code == 302
    with family.inside(), pytest.raises(NotVisible):
        queries.reading_place(father, family.case_id, family.child, Part.STORY)


@pytest.mark.parametrize(
    "typed",
    [
        {"basis": ""},
        {"basis": "x" * 201},
        {"child": "987654"},
        {"parent": "987654"},
        {"parent": "", "parent_name": ""},
        {"parent": "", "folder_name": "map-van-niemand"},
        {"until_on": "2001-01-01"},
        {"parent": "child"},
    ],
)
def test_bad_input_gives_nobody_authority_and_keeps_what_was_typed(family, typed):
    sent = {"child": family.child, "parent": family.father, "basis": "beschikking van mei", **typed}
    if sent["parent"] == "child":
        sent["parent"] = family.child
    answer = family.client(family.worker).post(page(family, "authority"), sent)
    assert answer.status_code == 422 and sent["basis"] in answer.content.decode()
    with family.inside():
        assert not ParentalAuthority.objects.exists() and Person.objects.count() == 3


@pytest.mark.parametrize(
    "typed",
    [
        {"because": ""},
        {"because": "x" * 501},
        {"review_on": ""},
        {"review_on": "2999-01-01"},
        {"child": "resident"},
    ],
)
def test_bad_input_refuses_nobody(family, typed):
    day = clock.today() + dt.timedelta(days=5)
    sent = {"child": family.child, "reader": family.father, "because": "Om het kind.", "review_on": day}
    sent |= typed
    if sent["child"] == "resident":
        sent["child"] = family.resident.id
    answer = family.client(family.worker).post(page(family, "refuse"), sent)
    assert answer.status_code == 422
    with family.inside():
        assert not AccessRefusal.objects.exists()


def test_somebody_of_another_municipality_is_nobody_here(family):
    with family.inside(family.other):
        far = actions.add_person(actor=family.outsider, given_name="Verre").pk
        far_folder = make_resident(family.other, far)
    for wrong in ({"child_id": far}, {"parent_id": far}):
        with pytest.raises(NotVisible):
            authority(family, **wrong)
    login = f"folder-{family.other.pk}-{far_folder.id}"
    with pytest.raises(Invalid):
        authority(family, parent_id=None, folder_name=login)


def test_a_proxy_reads_what_was_ticked_and_a_mentor_what_the_list_says(family):
    browser = family.client(family.worker)
    typed = {
        "person": family.resident.id,
        "representative_name": "Gea Gemachtigd",
        "kind": "proxy",
        "scope": "brieven",
        "parts": ["letters", "plan"],
    }
    assert browser.post(page(family, "representation"), typed).status_code == 302
    mentor = typed | {"kind": "mentor", "representative_name": "Mia Mentor"}
    assert browser.post(page(family, "representation"), mentor).status_code == 302
    with family.inside():
        proxy, other = Representation.objects.order_by("id")
        assert proxy.parts == ["plan", "letters"] and other.parts == []
        gea = make_resident(family.municipality, proxy.representative_id)
        (place,) = queries.reading_places(gea)
        assert place.parts == {Part.PLAN, Part.LETTERS}
    wrong = typed | {"parts": ["everything"]}
    assert browser.post(page(family, "representation"), wrong).status_code == 422
    assert browser.post(page(family, "end_representation", proxy.pk)).status_code == 302
    with family.inside():
        assert queries.reading_places(gea) == []


def test_a_code_for_who_reads_elsewhere_is_not_handed_over_here(family):
    """A code opens every folder of a login: the people of the other case hand it over."""
    colleague = family.colleague
    with family.inside():
        other = actions.add_person(actor=colleague, given_name="Ander")
        case = actions.open_case(actor=colleague, person_id=other.pk, law="wmo", intake_kind="report")
        acting = {"kind": "mentor", "scope": "zorg", "basis": "beschikking"}
        row = actions.add_representation(
            actor=colleague, case_id=case.pk, person_id=other.pk, representative_name="Mia Mentor", **acting
        )
        mentor = make_resident(family.municipality, row.representative_id)
        login = f"folder-{family.municipality.pk}-{mentor.id}"
        actions.add_representation(
            actor=family.worker,
            case_id=family.case_id,
            person_id=family.resident.id,
            folder_name=login,
            **acting,
        )
        with pytest.raises(Invalid):
            actions.hand_over_code(
                actor=family.worker, case_id=family.case_id, person_id=row.representative_id
            )
