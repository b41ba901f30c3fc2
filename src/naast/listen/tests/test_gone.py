"""A page that was opened before a deletion never lands on the story that came after; its words come back."""

from __future__ import annotations

import dataclasses
import threading
from contextlib import suppress

import pytest
from django.db import connection
from tests.standing import make_resident

from naast.kernel import drafts
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.tests.conftest import heads, superuser  # noqa: F401 - the fixtures
from naast.listen import actions, queries
from naast.listen.actions.words import story_key
from naast.listen.holding import Gone, hold_story, stories_deleted
from naast.listen.models import Fragment, ReadAlong, Story, StoryVersion
from naast.listen.opening import Opened
from naast.listen.tests.test_deleting import WORD, places_of, told, write  # noqa: F401 - the fixture
from naast.people import actions as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])

OLD, NEW = "Ouwewoorden", "Nieuwbegin"


def delete(home):
    standing = home.standing
    return actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=home.owner_id)


@pytest.fixture
def renewed(told):  # noqa: F811
    """The story was deleted and another one begun: pages that were open say version 1 or 2 of the first."""
    standing = told.standing
    with standing.inside():
        people.tell_what_happens(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
        delete(told)
        write(told, standing.resident, NEW, 0)
    return told


def pages(home):
    standing = home.standing
    return (
        (standing.worker, f"/casus/{standing.case_id}/luisteren/verhaal/{home.owner_id}/"),
        (standing.resident, f"/map/{standing.case_id}/verhaal/"),
    )


def test_no_page_of_before_lands_on_the_new_story(renewed, superuser):  # noqa: F811
    standing = renewed.standing
    for actor, address in pages(renewed):
        browser = standing.client(actor)
        for version in ("0", "1", "2"):
            # Also a page without the field: it is older than any deletion.
            for before in ({"deleted_before": "0"}, {}, {"deleted_before": ""}, {"deleted_before": "7"}):
                answer = browser.post(address, {"version": version, "text": f"{OLD} <b>1</b>"} | before)
                held = answer.content.decode()
                assert answer.status_code == 409 and f"{OLD} &lt;b&gt;1" in held, (address, version, before)
                assert "data-draft-url" not in held and 'name="text"' not in held
    with standing.inside():
        assert Story.objects.get(person_id=renewed.owner_id).text == NEW
        assert stories_deleted(standing.case_id, renewed.owner_id) == 1
    assert places_of(superuser, OLD) == set()


def test_the_page_of_now_keeps_as_always(renewed):
    standing = renewed.standing
    for version, (actor, address) in enumerate(pages(renewed), start=1):
        browser = standing.client(actor)
        page = browser.get(address).content.decode()
        assert 'name="deleted_before" value="1"' in page and NEW in page
        sent = {"version": str(version), "deleted_before": "1", "text": f"{NEW} {version}"}
        assert browser.post(address, sent).status_code == 302
        again = browser.post(address, sent | {"text": "Nog anders"})
        assert again.status_code == 409 and "data-draft-url" in again.content.decode()


def test_a_blank_page_of_before_begins_no_story_and_a_second_deletion_counts_too(told):  # noqa: F811
    standing = told.standing
    written = {"actor": standing.worker, "case_id": standing.case_id, "person_id": told.owner_id}
    with standing.inside():
        delete(told)
        with pytest.raises(Gone):
            actions.write_story(**written, text=OLD, base_version=0, deleted_before=0)
        assert not Story.objects.filter(person_id=told.owner_id).exists()
        # Of the partner nothing was deleted.
        piets = written | {"person_id": told.partner.id, "actor": told.partner}
        assert actions.write_story(**piets, text="Verder", base_version=1, deleted_before=0).version == 2
        actions.write_story(**written, text=NEW, base_version=0, deleted_before=1)
    with standing.inside():
        delete(told)
        with pytest.raises(Gone):
            actions.write_story(**written, text=OLD, base_version=0, deleted_before=1)
        actions.write_story(**written, text=NEW, base_version=0, deleted_before=2)


def test_reading_along_shows_nothing_of_what_was_deleted_and_can_always_stop(renewed, superuser):  # noqa: F811
    standing = renewed.standing
    browser, address = standing.client(standing.worker), pages(renewed)[0][1]
    old = {"version": "1", "deleted_before": "0", "text": OLD}
    answer = browser.post(address, old | {"do": "share"})
    assert answer.status_code == 409 and OLD in answer.content.decode()
    with standing.inside():
        assert not ReadAlong.objects.exists()
    assert browser.post(address, old | {"deleted_before": "1", "text": NEW, "do": "share"}).status_code == 302
    stopped = browser.post(address, old | {"do": "stop"})
    assert stopped.status_code == 409 and OLD in stopped.content.decode()
    with standing.inside():
        assert ReadAlong.objects.get().ended_at is not None
        assert queries.being_typed(standing.resident, standing.case_id) is None
        key = story_key(standing.case_id, renewed.owner_id)
        assert drafts.of(actor=standing.worker, object_key=key)["text"].text == NEW
    assert places_of(superuser, OLD) == set()


def test_no_piece_is_marked_from_a_page_of_before(renewed):
    standing = renewed.standing
    mark = {
        "actor": standing.worker,
        "case_id": standing.case_id,
        "person_id": renewed.owner_id,
        "text": NEW,
        "version": 1,
    }
    with standing.inside():
        with pytest.raises(Invalid):
            actions.mark_fragment(**mark, deleted_before=0)
        assert not Fragment.objects.exists()
        assert actions.mark_fragment(**mark, deleted_before=1).text == NEW


@pytest.mark.parametrize("first", ["the deletion", "the save"])
def test_a_save_and_a_deletion_at_once_are_one_after_the_other(told, superuser, first):  # noqa: F811
    """Whoever comes second waits; a save before the deletion goes with it, and one after it is refused."""
    standing, refused = told.standing, []
    written = {"actor": standing.worker, "case_id": standing.case_id, "person_id": told.owner_id}

    def save():
        try:
            with standing.inside():
                actions.write_story(**written, text=OLD, base_version=2, deleted_before=0)
        except Gone as error:
            refused.append(error)
        finally:
            connection.close()

    def erase():
        try:
            with standing.inside():
                delete(told)
        finally:
            connection.close()

    earlier, later = (erase, save) if first == "the deletion" else (save, erase)
    with standing.inside():
        hold_story(told.owner_id)
        threads = []
        for count, each in enumerate((earlier, later), start=1):
            threads.append(threading.Thread(target=each))
            threads[-1].start()
            waits_for_the_story(superuser, count)
    for thread in threads:
        thread.join(30)
    assert bool(refused) == (first == "the deletion")
    assert places_of(superuser, OLD, WORD) == set()
    with standing.inside():
        assert not StoryVersion.objects.filter(story__person_id=told.owner_id).exists()


def waits_for_the_story(superuser, many):  # noqa: F811
    """Until so many wait for the lock that a deletion and a save both take."""
    deadline = threading.Event()
    timer = threading.Timer(30, deadline.set)
    timer.start()
    with suppress(StopIteration), superuser() as raw:
        while not deadline.is_set():
            waiting = raw.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            ).fetchone()[0]
            if waiting >= many:
                break
    timer.cancel()
    assert not deadline.is_set()


def test_what_was_opened_is_made_by_the_rule_alone(home):
    standing = home.standing
    with standing.inside():
        mine = queries.told_by(standing.resident, standing.case_id, home.owner_id)
        assert mine.person.name == "Rosa Proefpersoon" and mine.case.id == standing.case_id
        assert queries.told_by(home.partner, standing.case_id, home.partner.id).person.id == home.partner.id
        for actor in (standing.worker, standing.resident):
            name = queries.told_by(actor, standing.case_id, home.owner_id).person.name
            assert name == "Rosa Proefpersoon"
        with pytest.raises(TypeError):
            Opened(standing.colleague, mine.case, mine.person, object())
        with pytest.raises((TypeError, ValueError)):
            dataclasses.replace(mine, actor=home.partner)
        for actor, person_id in (
            (home.partner, home.owner_id),
            (standing.resident, home.partner.id),
            (standing.colleague, home.owner_id),
            (standing.worker, 987_654),
        ):
            with pytest.raises(NotVisible):
                queries.told_by(actor, standing.case_id, person_id)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        queries.told_by(standing.outsider, standing.case_id, home.owner_id)


def test_who_only_looks_along_or_takes_part_no_more_opens_nothing(home):
    standing = home.standing
    with standing.inside():
        aunt = people.add_person(actor=standing.worker, given_name="Tante", family_name="Truus")
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            role="relative",
            purpose="denkt mee",
            person_id=aunt.pk,
        )
        relative = make_resident(standing.municipality, aunt.pk)
        for person_id in (aunt.pk, home.owner_id):
            with pytest.raises(NotVisible):
                queries.told_by(relative, standing.case_id, person_id)
