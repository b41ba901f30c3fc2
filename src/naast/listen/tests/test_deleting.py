"""Deleting a story: asked once more, and then its words stand nowhere (raw SQL, as the superuser)."""

from __future__ import annotations

import pytest
from django.db import connections

from naast.kernel import audit, clock, drafts, erasure, tasks
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent, Destruction, StoredFile
from naast.kernel.tests.conftest import heads, superuser  # noqa: F401 - the fixtures
from naast.listen import actions, around, queries
from naast.listen.actions.words import story_key
from naast.listen.around import NetworkSaid
from naast.listen.models import Fragment, Recording, Story, StoryDeletion
from naast.listen.tests.test_recordings import wav
from naast.listen.types import GOAL
from naast.people import actions as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])

WORD, OLDER, TYPED, SPOKEN, PIET = "Kwetterdekwet", "Vroegerwoord", "Halfgetypt", "Uitgeschreven", "Pietpraat"


@pytest.fixture
def told(home, heads):  # noqa: F811
    standing = home.standing
    case_id, worker, me = standing.case_id, standing.worker, standing.resident
    with standing.inside():
        write(home, worker, f"{OLDER} en meer", 0)
        write(home, me, f"{WORD} en meer", 1)
        fragment = actions.mark_fragment(
            actor=worker, case_id=case_id, person_id=home.owner_id, text=WORD, version=2
        )
        actions.link_fragment(actor=worker, case_id=case_id, fragment_id=fragment.pk, kind=GOAL, target_id=3)
        recording = actions.keep_recording(
            actor=worker, case_id=case_id, person_id=home.owner_id, content=wav(), words=SPOKEN
        )
        for actor in (worker, me):
            for key in (story_key(case_id, home.owner_id), f"listen.recording:{case_id}:{recording.pk}"):
                drafts.keep(actor=actor, object_key=key, field="text", base_version=2, text=TYPED)
        drafts.keep(
            actor=worker,
            object_key=story_key(case_id, home.partner.id),
            field="text",
            base_version=0,
            text="mag blijven",
        )
        write(home, home.partner, PIET, 0, home.partner.id)
    tasks.sign_head(standing.municipality.pk)
    return home


def write(home, actor, text, base, person_id=None):
    return actions.write_story(
        actor=actor,
        case_id=home.standing.case_id,
        person_id=person_id or home.owner_id,
        text=text,
        base_version=base,
    )


def places_of(superuser, *words):  # noqa: F811
    """Every table of the database, in or out of our models, in which one of the words stands."""
    found = set()
    with superuser() as raw:
        tables = [
            row[0]
            for row in raw.execute(
                "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE c.relkind IN ('r', 'm') AND n.nspname = 'public'"
            ).fetchall()
        ]
        for table in tables:
            for word in words:
                if raw.execute(
                    f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{word}%"]
                ).fetchone()[0]:
                    found.add(table)
    return found


def test_its_words_stand_in_no_table_history_draft_or_file(told, superuser):  # noqa: F811
    standing = told.standing
    assert {
        "listen_story",
        "listen_storyevent",
        "listen_storyversion",
        "listen_fragment",
        "kernel_draft",
    } <= (places_of(superuser, WORD, OLDER, TYPED))
    assert {"listen_recording", "listen_recordingevent"} <= places_of(superuser, SPOKEN)
    with standing.inside():
        sealed = bytes(StoredFile.objects.get().sealed_bytes).hex()
    assert places_of(superuser, sealed) == {"kernel_storedfile"}
    with standing.inside():
        assert actions.delete_story(
            actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id
        )
    assert places_of(superuser, WORD, OLDER, TYPED, SPOKEN, sealed) == set()
    assert "listen_story" in places_of(superuser, PIET) and places_of(superuser, "mag blijven")


def test_what_stays_is_that_it_was_done_and_the_chain_is_whole(told):
    standing = told.standing
    with standing.inside():
        events = AuditEvent.objects.filter(verb__in=["listen.write_story", "listen.mark_fragment"])
        assert events.filter(salt__isnull=False).count() == 4
        actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
        (row,) = queries.deletions_of(standing.worker, standing.case_id, told.owner_id)
        assert row.by_self and row.by == "Rosa Proefpersoon" and clock.day_of(row.deleted_at) == clock.today()
        # Of the partner's story nothing was emptied.
        kept = events.filter(salt__isnull=False)
        assert kept.count() == 1 and kept.get().detail == {"version": 1}
        statement = Destruction.objects.get()
        assert statement.reason == "request" and statement.tables["listen.StoryVersion"] == 2
        assert statement.tables["kernel.StoredFile"] == 1 and statement.tables["listen.Fragment"] == 1
        assert set(statement.event_hashes) == set(
            AuditEvent.objects.filter(salt__isnull=True).values_list("content_hash", flat=True)
        )
        assert AuditEvent.objects.filter(verb="listen.delete_story", salt__isnull=False).count() == 1
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        assert audit.verify(standing.municipality.pk).whole


def test_a_new_story_may_begin_and_an_old_page_does_not_bring_the_words_back(told):
    standing = told.standing
    with standing.inside():
        actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
        with pytest.raises(Stale):
            write(told, standing.worker, f"{WORD} en meer", 2)
        assert not Story.objects.filter(person_id=told.owner_id).exists()
        assert write(told, standing.resident, "Opnieuw", 0).version == 1
        versions = queries.story_versions(standing.worker, standing.case_id, told.owner_id)
        assert [row.text for row in versions] == ["Opnieuw"]
    with standing.inside():
        assert actions.delete_story(
            actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id
        )
        assert not actions.delete_story(
            actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id
        )
        assert StoryDeletion.objects.count() == 2


def test_a_mark_that_was_taken_away_before_goes_too(told, superuser):  # noqa: F811
    standing = told.standing
    with standing.inside():
        fragment = Fragment.objects.get()
        actions.unmark_fragment(actor=standing.worker, case_id=standing.case_id, fragment_id=fragment.pk)
    assert "listen_fragmentevent" in places_of(superuser, WORD)
    with standing.inside():
        actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
        tables = Destruction.objects.get().tables
        assert (tables["listen.Fragment"], tables["listen.FragmentLink"]) == (1, 1)
    assert places_of(superuser, WORD) == set()
    with superuser() as raw:
        assert raw.execute("SELECT count(*) FROM listen_fragmentlinkevent").fetchone()[0] == 0
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        assert audit.verify(standing.municipality.pk).whole


def test_erasing_a_person_reaches_what_was_taken_away_before_and_nothing_of_others(home, superuser):  # noqa: F811
    standing = home.standing
    with standing.inside():
        person = people.add_person(actor=standing.worker, given_name="Gaat", family_name="Weg")
        case = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
        for case_id, whose, word in (
            (case.pk, person.pk, WORD),
            (standing.case_id, home.owner_id, "Magblijven"),
        ):
            given = {"actor": standing.worker, "case_id": case_id, "person_id": whose}
            said = NetworkSaid("mijn buurvrouw", consent=around.YES, name=f"De {word}", does=word)
            around_id = actions.add_network_person(**given, said=said).pk
            actions.drop_network_person(**given, around_id=around_id)
            role_id = actions.add_role(**given, words=word, when="past").pk
            actions.drop_role(**given, role_id=role_id)
    tables = {"listen_networkpersonevent", "listen_socialroleevent"}
    assert places_of(superuser, WORD) == tables
    erasure.erase_person(municipality_id=standing.municipality.pk, person_id=person.pk, reason="request")
    assert places_of(superuser, WORD) == set()
    assert places_of(superuser, "Magblijven") == tables


def keep_draft(actor, key, base):
    drafts.keep(actor=actor, object_key=key, field="text", base_version=base, text=TYPED)


def test_a_page_that_was_open_keeps_nothing_of_a_deleted_story(told, superuser):  # noqa: F811
    standing = told.standing
    with standing.inside():
        old = story_key(standing.case_id, told.owner_id)
        recording = f"listen.recording:{standing.case_id}:{Recording.objects.get().pk}"
        keep_draft(standing.worker, old, 2)
        keep_draft(standing.worker, recording, 1)
    with standing.inside():
        actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
        new = story_key(standing.case_id, told.owner_id)
        for actor in (standing.worker, standing.resident):
            for key, base in ((old, 2), (old, 0), (new, 2)):
                with pytest.raises(Invalid):
                    keep_draft(actor, key, base)
            with pytest.raises(NotVisible):
                keep_draft(actor, recording, 1)
    assert places_of(superuser, TYPED) == set()
    browser = standing.client(standing.worker)
    body = {"object": old, "field": "text", "base_version": "2", "text": TYPED}
    assert browser.post("/concept/", body, content_type="application/json").status_code == 400
    assert places_of(superuser, TYPED) == set()
    with standing.inside():
        keep_draft(standing.worker, new, 0)
        write(told, standing.resident, "Opnieuw", 0)
        keep_draft(standing.worker, new, 1)
        with pytest.raises(Invalid):
            keep_draft(standing.worker, old, 1)
    page = browser.get(f"/casus/{standing.case_id}/luisteren/verhaal/{told.owner_id}/").content.decode()
    assert f'data-draft-object="{new}"' in page and TYPED in page


def test_who_may_not_write_a_story_learns_nothing_from_a_draft(told):
    standing = told.standing
    mine = f"listen.story:{standing.case_id}:{told.owner_id}"
    with standing.inside():
        for actor in (standing.colleague, told.partner):
            for key in (mine, f"{mine}9", "listen.story:9999999:1", "listen.story:x", "listen.recording:1"):
                for base in (0, 2, 9):
                    with pytest.raises(NotVisible):
                        keep_draft(actor, key, base)


def test_staff_only_on_the_persons_word_and_nobody_else_at_all(told):
    standing = told.standing
    reader = standing.add_reader("professional")
    given = {"case_id": standing.case_id, "person_id": told.owner_id}
    with standing.inside():
        for actor, refusal in (
            (told.partner, NotVisible),
            (standing.colleague, NotVisible),
            (reader, NotAllowed),
            (standing.worker, Invalid),
        ):
            with pytest.raises(refusal):
                actions.delete_story(actor=actor, **given)
        assert Story.objects.filter(person_id=told.owner_id).exists()
        actions.delete_story(actor=standing.worker, asked="Haal het maar weg.", **given)
        (row,) = queries.deletions_of(standing.resident, **given)
        assert not row.by_self and row.asked == "Haal het maar weg."


def test_what_is_not_here_is_not_erased_and_nothing_says_it_was(told):
    standing = told.standing
    with standing.inside():
        mine = Story.objects.get(person_id=told.owner_id).pk
    for municipality, number in ((standing.municipality, 987_654), (standing.other, mine)):
        with standing.inside(municipality), pytest.raises(erasure.NotErased):
            erasure.erase_rows(
                municipality_id=municipality.pk,
                person_id=told.owner_id,
                rows={Story: [number]},
                draft_keys=[],
                leaving=StoryDeletion(case_id=standing.case_id, person_id=told.owner_id),
            )
    with standing.inside():
        assert Story.objects.filter(pk=mine).exists() and not StoryDeletion.objects.exists()


def test_the_pages_say_what_goes_and_ask_once_more(told):
    standing = told.standing
    with standing.inside():
        people.tell_what_happens(actor=standing.resident, case_id=standing.case_id, person_id=told.owner_id)
    desk = f"/casus/{standing.case_id}/luisteren/verhaal/{told.owner_id}/weg/"
    browser = standing.client(standing.worker)
    assert browser.post(desk, {"asked": ""}).status_code == 422
    assert browser.post(desk, {"asked": "", "confirmed": "1"}).status_code == 422
    assert browser.post(desk, {"asked": "x" * 5001, "confirmed": "1"}).status_code == 422
    sure = browser.post(desk, {"asked": "Weg <b>ermee</b>"})
    assert sure.status_code == 200 and "Weg &lt;b&gt;ermee" in sure.content.decode()
    for stranger in (*standing.strangers, standing.resident, told.partner):
        assert standing.client(stranger).get(desk).status_code == 404
        assert standing.client(stranger).post(desk, {"asked": "ja", "confirmed": "1"}).status_code == 404
    folder = f"/map/{standing.case_id}/verhaal/weg/"
    mine = standing.client(standing.resident)
    assert "Dit blijft" in mine.get(folder).content.decode()
    assert "Weet je het zeker" in mine.post(folder).content.decode()
    with standing.inside():
        assert Story.objects.filter(person_id=told.owner_id).exists()
    answer = mine.post(folder, {"confirmed": "1"}, follow=True)
    assert answer.status_code == 200 and WORD not in answer.content.decode()
    again = mine.post(folder, {"confirmed": "1"}, follow=True)
    assert again.status_code == 200
    with standing.inside():
        assert not Story.objects.filter(person_id=told.owner_id).exists()
        assert Story.objects.filter(person_id=told.partner.id).exists()
    assert "eerder verhaal weg" in browser.get(desk.replace("weg/", "")).content.decode()


def test_the_eraser_is_a_role_of_its_own():
    assert connections["eraser"].settings_dict["USER"] != connections["default"].settings_dict["USER"]
