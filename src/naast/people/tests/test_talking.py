"""How we talk with somebody: said by themselves or written down with them, on top of the case, no why."""

from __future__ import annotations

import pytest

from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import actions, queries
from naast.people.models import Talking
from naast.people.talking import TalkingSaid

pytestmark = pytest.mark.django_db
SAID = TalkingSaid("Tigrinya", "wanted", "Wilma belt", True, True, "Praat langzaam")
OWN = "/map/hoe-praten-we/"


def desk(standing, person_id=None):
    return f"/casus/{standing.case_id}/mensen/{person_id or standing.resident.id}/hoe-praten-we/"


def sent(**changed):
    fields = {
        "language": "Tigrinya",
        "interpreter": "wanted",
        "arranged_by": "",
        "spoken": "on",
        "version": 0,
    }
    return fields | changed


def test_the_person_says_it_and_who_stands_beside_reads_it_on_top_of_the_case(standing):
    answer = standing.client(standing.resident).post(OWN, sent(words="Praat langzaam"))
    assert answer.status_code == 302
    browser = standing.client(standing.worker)
    for page in (f"/casus/{standing.case_id}/", f"/casus/{standing.case_id}/plan/"):
        held = browser.get(page).content.decode()
        assert "spreekt Tigrinya" in held and "Praat langzaam" in held and "liever" in held, page


def test_staff_writes_it_down_together_and_the_person_changes_it(standing):
    assert standing.client(standing.worker).post(desk(standing), sent()).status_code == 302
    browser = standing.client(standing.resident)
    assert 'value="Tigrinya"' in browser.get(OWN).content.decode()
    assert browser.post(OWN, sent(language="", interpreter="", version=1)).status_code == 302
    with standing.inside():
        now = queries.talking_of(standing.resident, standing.resident.id)
        assert (now.language, now.interpreter, now.spoken, now.version) == ("", "", True, 2)


def test_who_only_reads_along_and_strangers_do_not_see_it(standing):
    reader = standing.add_reader()
    with standing.inside():
        actions.say_talking(
            actor=standing.resident, person_id=standing.resident.id, said=SAID, base_version=0
        )
        assert queries.case_for(reader, standing.case_id).talking is None
        with pytest.raises(NotVisible):
            queries.talking_of(reader, standing.resident.id, standing.case_id)
        with pytest.raises(NotAllowed):
            actions.say_talking(
                actor=reader,
                case_id=standing.case_id,
                person_id=standing.resident.id,
                said=SAID,
                base_version=1,
            )
    assert "Tigrinya" not in standing.client(reader).get(f"/casus/{standing.case_id}/plan/").content.decode()
    for stranger in standing.strangers:
        browser = standing.client(stranger)
        assert browser.get(desk(standing)).status_code == 404
        assert browser.post(desk(standing), sent()).status_code == 404


def test_nobody_writes_it_for_another(standing):
    with standing.inside():
        other = actions.add_person(actor=standing.worker, given_name="Buur")
        for actor in (standing.resident, standing.worker):
            with pytest.raises(NotVisible):
                actions.say_talking(
                    actor=actor,
                    case_id=standing.case_id if actor.is_staff else None,
                    person_id=other.pk,
                    said=SAID,
                    base_version=0,
                )
    assert standing.client(standing.worker).get(desk(standing, other.pk)).status_code == 404


def test_bad_input_is_refused_and_what_was_typed_comes_back(standing):
    browser = standing.client(standing.resident)
    for wrong in ({"language": "a" * 61}, {"interpreter": "duif"}, {"words": "b" * 301}):
        answer = browser.post(OWN, sent(arranged_by="Tante Truus") | wrong)
        assert answer.status_code == 422 and "Tante Truus" in answer.content.decode(), wrong
    assert browser.post(OWN, sent()).status_code == 302
    assert browser.post(OWN, sent()).status_code == 302, "sent twice is no mistake"
    stale = browser.post(OWN, sent(language="Arabisch", words="Nog een woord"))
    held = stale.content.decode()
    assert stale.status_code == 409 and "Nog een woord" in held and "spreekt Tigrinya" in held
    odd = "<script>alert(1)</script> ‮ 😀"
    assert browser.post(OWN, sent(words=odd, version=1)).status_code == 302
    held = standing.client(standing.worker).get(f"/casus/{standing.case_id}/").content.decode()
    assert "<script>alert" not in held and "😀" in held


def test_the_action_checks_for_itself(standing):
    with standing.inside():
        given = {"actor": standing.resident, "person_id": standing.resident.id}
        with pytest.raises(Invalid):
            actions.say_talking(**given, said=TalkingSaid(interpreter="duif"), base_version=0)
        actions.say_talking(
            **given, said=TalkingSaid(arranged_by="niemand", language="Fries"), base_version=0
        )
        assert Talking.objects.get().arranged_by == "", "without an interpreter nobody sees to one"
        with pytest.raises(Stale):
            actions.say_talking(**given, said=SAID, base_version=0)


def test_a_letter_reminds_who_writes_it(standing):
    with standing.inside():
        actions.say_talking(
            actor=standing.resident, person_id=standing.resident.id, said=SAID, base_version=0
        )
        facts = queries.case_for(standing.worker, standing.case_id)
        assert facts.talking.in_short[0].endswith("Tigrinya")
        assert len(facts.talking.in_short) == 5


def test_it_costs_the_page_of_a_case_no_question(standing, django_assert_num_queries):
    with standing.inside():
        with django_assert_num_queries(1):
            queries.case_for(standing.worker, standing.case_id)
        actions.say_talking(
            actor=standing.resident, person_id=standing.resident.id, said=SAID, base_version=0
        )
        with django_assert_num_queries(1):
            assert queries.case_for(standing.worker, standing.case_id).talking.spoken
