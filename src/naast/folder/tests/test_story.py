"""The owner's side of a story: where its pieces stand, listening back, and copies that go along with it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from naast.folder.keeping import story_copies
from naast.folder.models import Brought, ForeignPaper, Package
from naast.learn import queries as learning
from naast.listen import actions as listen
from naast.listen.models import Fragment, FragmentLink, Recording
from naast.listen.tests.test_recordings import wav
from naast.listen.types import GOAL, SIGNAL
from naast.plan import actions as plan
from naast.plan import queries as plans

pytestmark = pytest.mark.django_db

PIECE = "Ik slaap al weken"


@pytest.fixture
def linked(household):
    """A piece of the resident's story beside her goal and her signal, and one of the partner's."""
    worker, case_id = household.standing.worker, household.case_id
    with household.inside():
        household.tell_all()
        goal = plan.add_goal(actor=worker, case_id=case_id, words="Een eigen huis").pk
        signal = learning.signals_of(case_id)[0].id
        for who, text in (("resident", PIECE), ("partner", "Ik durf hier niets")):
            person_id = household.people[who].id
            fragment = listen.mark_fragment(
                actor=worker, case_id=case_id, person_id=person_id, text=text, version=1
            )
            for kind, target in ((GOAL, goal), (SIGNAL, signal)):
                listen.link_fragment(
                    actor=worker, case_id=case_id, fragment_id=fragment.pk, kind=kind, target_id=target
                )
    return household


def test_the_story_page_says_where_a_piece_stands_and_takes_it_away(linked):
    page, pieces = f"/map/{linked.case_id}/verhaal/", f"/map/{linked.case_id}/verhaal/stukken/"
    mine, partner = linked.browser("resident"), linked.browser("partner")
    held = mine.get(page).content.decode()
    assert PIECE in held and "Staat bij een doel" in held and "Ik durf hier niets" not in held
    with linked.inside():
        goal = plans.plan_of(linked.case_id).goals[0].words
        links = {
            (row.kind, row.fragment.story_version.story.person_id): row.pk
            for row in FragmentLink.objects.select_related("fragment__story_version__story")
        }
    theirs = partner.get(page).content.decode()
    assert goal in held and goal not in theirs and PIECE not in theirs
    me, other = linked.people["resident"].id, linked.people["partner"].id
    # Somebody else's link or piece moved into the request by hand.
    assert mine.post(pieces, {"do": "unlink", "link": links[GOAL, other]}).status_code == 404
    with linked.inside():
        others = Fragment.objects.get(story_version__story__person_id=other).pk
    assert mine.post(pieces, {"do": "unmark", "piece": others}).status_code == 404
    for _twice in range(2):
        assert mine.post(pieces, {"do": "unlink", "link": links[GOAL, me]}).status_code == 302
    assert "Staat bij een doel" not in mine.get(page).content.decode()
    refused = mine.post(pieces, {"do": "mark", "version": "1", "text": "Dit zei ik niet."})
    assert refused.status_code == 422 and "Dit zei ik niet." in refused.content.decode()
    assert mine.post(pieces, {"do": "mark", "version": "1", "text": "op een bank"}).status_code == 302
    with linked.inside():
        assert Fragment.objects.get(text="op een bank").by_person_id == me


def test_a_signal_that_policy_reads_holds_no_words_of_a_story(linked):
    policy = linked.standing.add_staff("Petra Beleid", "policy")
    with linked.inside():
        signal = learning.signals_of(linked.case_id)[0].id
    reader, worker = linked.standing.client(policy), linked.standing.client(linked.standing.worker)
    case_page = f"/casus/{linked.case_id}/leren/"
    assert PIECE in worker.get(case_page).content.decode()
    for address in ("/leren/", f"/leren/signaal/{signal}/"):
        answer = reader.get(address)
        assert answer.status_code == 200 and PIECE not in answer.content.decode()
    beside = f"{case_page}signaal/{signal}/eigen-woorden/"
    assert worker.get(beside).status_code == 200
    for stranger in (policy, *linked.standing.strangers, linked.people["resident"]):
        browser = linked.standing.client(stranger)
        assert browser.get(beside).status_code == 404 and browser.get(case_page).status_code == 404
    assert worker.get(f"{case_page}signaal/{signal + 99}/eigen-woorden/").status_code == 404
    assert worker.post(beside, {"do": "link", "piece": "999999"}).status_code == 404


def test_my_recording_is_mine_to_hear_and_each_time_shows(household):
    with household.inside():
        household.tell_all()
    mine = household.browser("resident")
    page = f"/map/{household.case_id}/verhaal/opnamen/"
    sent = {"do": "keep", "words": "", "sound": SimpleUploadedFile("a.wav", wav())}
    assert mine.post(page, sent).status_code == 302
    with household.inside():
        number = Recording.objects.get().pk
    assert mine.get(f"{page}{number}/").content == wav()
    for who in ("partner", "relative", "neighbour", "far"):
        assert household.browser(who).get(f"{page}{number}/").status_code == 404
    partners = household.browser("partner").post(
        page, {"do": "words", "recording": number, "words": "van mij"}
    )
    assert partners.status_code == 404
    worker = household.standing.client(household.standing.worker)
    assert worker.get(f"/casus/{household.case_id}/luisteren/opname/{number}/").status_code == 200
    assert "een opname" in mine.get("/map/wie-keek/").content.decode()


def test_copies_of_a_story_outside_the_room_are_known(household):
    person, case_id = household.people["resident"].id, household.case_id
    with household.inside():
        package = Package(person_id=person, state=Package.READY)
        package.save()
        Package(person_id=household.people["partner"].id, state=Package.READY).save()
        brought = Brought(
            case_id=case_id, person_id=person, digest="d", sender="x", key_id="k", is_known=False
        )
        brought.save()
        for part in ("story", "letters"):
            paper = ForeignPaper(
                case_id=case_id, brought=brought, person_id=person, part=part, content={}, fingerprint=part
            )
            paper.save()
        found = story_copies(case_id, person)
        assert found[Package] == {package.pk}
        assert [row.part for row in ForeignPaper.objects.filter(pk__in=found[ForeignPaper])] == ["story"]
