"""Deleting one recording: said beforehand, asked by its person, and gone from everywhere; the rest stays."""

from __future__ import annotations

import pytest

from naast.folder.models import Brought, BroughtPiece, Package, PackagePiece
from naast.kernel import audit, drafts, tasks
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent, Destruction, StoredFile
from naast.kernel.tests.conftest import heads, superuser  # noqa: F401 - the fixtures
from naast.listen import actions, queries
from naast.listen.actions.recordings import recording_key
from naast.listen.actions.words import story_key
from naast.listen.models import Recording, Story, StoryDeletion
from naast.listen.tests.conftest import home  # noqa: F401 - the fixture
from naast.listen.tests.test_deleting import SPOKEN, TYPED, WORD, places_of, told  # noqa: F401 - the fixture
from naast.listen.tests.test_recordings import wav
from naast.people import actions as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "eraser"])

EARLIER, OTHER, PIETS = "Eerdergezegd", "Anderewoorden", "Pietgeluid"


@pytest.fixture
def spoken(told):  # noqa: F811
    """Beside a told story: a recording that was written out twice, another one, and one of the partner."""
    standing = told.standing
    given = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        row = Recording.objects.get()
        actions.write_out(**given, recording_id=row.pk, words=EARLIER, base_version=1)
        actions.write_out(**given, recording_id=row.pk, words=SPOKEN, base_version=2)
        for actor in (standing.worker, standing.resident):
            key = recording_key(standing.case_id, row.pk)
            drafts.keep(actor=actor, object_key=key, field="words", base_version=3, text=TYPED)
        actions.keep_recording(**given, person_id=told.owner_id, content=wav(401), words=OTHER)
        actions.keep_recording(**given, person_id=told.partner.id, content=wav(402), words=PIETS)
    return told, row.pk


def delete(ours, actor, number, asked="", person_id=None):
    return actions.delete_recording(
        actor=actor,
        case_id=ours.standing.case_id,
        person_id=person_id or ours.owner_id,
        recording_id=number,
        asked=asked,
    )


def lying_ready(person_id, case_id):
    """A package to fetch and one from elsewhere that waits, each with a stretch of bytes."""
    package = Package(person_id=person_id, state=Package.READY)
    package.save()
    PackagePiece(package=package, part="zip", number=0, sealed_bytes=b"x").save()
    brought = Brought(
        case_id=case_id, person_id=person_id, digest="d", sender="x", key_id="k", is_known=False
    )
    brought.save()
    BroughtPiece(brought=brought, part="zip", number=0, sealed_bytes=b"x").save()


def test_its_sound_and_words_stand_nowhere_and_the_story_stays(spoken, superuser):  # noqa: F811
    ours, number = spoken
    standing = ours.standing
    with standing.inside():
        sealed = bytes(StoredFile.objects.get(pk=Recording.objects.get(pk=number).file_id).sealed_bytes).hex()
        lying_ready(ours.owner_id, standing.case_id)
        Package(person_id=ours.partner.id, state=Package.READY).save()
    assert {"listen_recording", "listen_recordingevent"} <= places_of(superuser, SPOKEN, EARLIER)
    assert places_of(superuser, sealed) == {"kernel_storedfile"}
    with standing.inside():
        key = recording_key(standing.case_id, number)
        assert drafts.of(actor=standing.resident, object_key=key)
        assert delete(ours, standing.resident, number)
        assert not drafts.of(actor=standing.resident, object_key=key)
        assert not drafts.of(actor=standing.worker, object_key=key)
    assert places_of(superuser, SPOKEN, EARLIER, sealed) == set()
    # The story, its history and its drafts, the other recording and those of somebody else.
    assert {"listen_story", "listen_storyversion", "kernel_draft"} <= places_of(superuser, WORD, TYPED)
    assert "listen_recording" in places_of(superuser, OTHER) & places_of(superuser, PIETS)
    with standing.inside():
        assert Recording.objects.count() == 2 and StoredFile.objects.count() == 2
        assert list(Package.objects.values_list("person_id", flat=True)) == [ours.partner.id]
        assert not PackagePiece.objects.exists() and not Brought.objects.exists()
        assert not BroughtPiece.objects.exists()
        assert story_key(standing.case_id, ours.owner_id).count(":") == 2
        drafts.keep(
            actor=standing.worker,
            object_key=story_key(standing.case_id, ours.owner_id),
            field="text",
            base_version=2,
            text="De bladzijde van het verhaal blijft gewoon werken.",
        )


def test_the_fact_stays_and_the_chain_is_whole(spoken, heads):  # noqa: F811
    ours, number = spoken
    standing = ours.standing
    tasks.sign_head(standing.municipality.pk)
    with standing.inside():
        delete(ours, standing.worker, number, asked="Die ene mag weg.")
        (row,) = queries.deletions_of(standing.resident, standing.case_id, ours.owner_id)
        assert (row.is_story, row.recording_id, row.by_self) == (False, number, False)
        assert row.asked == "Die ene mag weg." and row.by == "Wilma Worker"
        statement = Destruction.objects.get()
        assert statement.reason == "request" and statement.tables["listen.Recording"] == 1
        assert "listen.Story" not in statement.tables
        assert AuditEvent.objects.filter(verb="listen.delete_recording", salt__isnull=False).count() == 1
        assert AuditEvent.objects.filter(verb="listen.write_story", salt__isnull=False).count() == 3
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        assert audit.verify(standing.municipality.pk).whole


def test_sent_twice_is_once_and_what_never_was_theirs_is_refused(spoken):
    ours, number = spoken
    standing = ours.standing
    with standing.inside():
        partners = Recording.objects.get(person_id=ours.partner.id).pk
        assert delete(ours, standing.resident, number)
        assert not delete(ours, standing.resident, number)
        assert StoryDeletion.objects.count() == 1
        for wrong in (partners, 987_654):
            with pytest.raises(NotVisible):
                delete(ours, standing.resident, wrong)
        assert Recording.objects.filter(pk=partners).exists()


def test_nobody_else_and_staff_only_on_the_persons_word(spoken):
    ours, number = spoken
    standing = ours.standing
    reader = standing.add_reader("professional")
    with standing.inside():
        for actor, refusal in (
            (ours.partner, NotVisible),
            (standing.colleague, NotVisible),
            (reader, NotAllowed),
            (standing.worker, Invalid),
        ):
            with pytest.raises(refusal):
                delete(ours, actor, number)
        with pytest.raises(NotVisible):
            delete(ours, ours.partner, number, person_id=ours.partner.id)
        with pytest.raises(Invalid):
            delete(ours, standing.worker, number, asked="x" * 5001)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        delete(ours, standing.outsider, number, asked="Weg ermee.")
    with standing.inside():
        assert Recording.objects.filter(pk=number).exists() and not StoryDeletion.objects.exists()


def test_the_desk_says_what_goes_asks_how_and_asks_once_more(spoken):
    ours, number = spoken
    standing = ours.standing
    listing = f"/casus/{standing.case_id}/luisteren/verhaal/{ours.owner_id}/opnamen/"
    desk, browser = f"{listing}{number}/weg/", standing.client(standing.worker)
    assert desk in browser.get(listing).content.decode()
    page = browser.get(desk).content.decode()
    assert SPOKEN in page and OTHER not in page
    for bad in ("", "x" * 5001):
        assert browser.post(desk, {"asked": bad, "confirmed": "1"}).status_code == 422
    sure = browser.post(desk, {"asked": "Weg <b>ermee</b> 😀 ولا"})
    assert sure.status_code == 200 and "Weg &lt;b&gt;ermee&lt;/b&gt; 😀 ولا" in sure.content.decode()
    for stranger in (*standing.strangers, standing.resident, ours.partner):
        other = standing.client(stranger)
        assert other.get(desk).status_code == 404
        assert other.post(desk, {"asked": "ja", "confirmed": "1"}).status_code == 404
    # The partner's recording under the resident's address, and one that is nobody's.
    with standing.inside():
        partners = Recording.objects.get(person_id=ours.partner.id).pk
        assert Recording.objects.count() == 3
    for wrong in (partners, 987_654):
        assert browser.post(f"{listing}{wrong}/weg/", {"asked": "ja", "confirmed": "1"}).status_code == 404
    for _twice in range(2):
        answer = browser.post(desk, {"asked": "Weg ermee", "confirmed": "1"}, follow=True)
        assert answer.status_code == 200 and SPOKEN not in answer.content.decode()
    held = answer.content.decode()
    assert OTHER in held and "Weg ermee" in held
    with standing.inside():
        assert StoryDeletion.objects.count() == 1 and Recording.objects.count() == 2
        assert Story.objects.filter(person_id=ours.owner_id).exists()


def test_the_folder_says_what_goes_and_a_partner_reaches_only_their_own(spoken):
    ours, number = spoken
    standing = ours.standing
    with standing.inside():
        for person in (standing.resident, ours.partner):
            people.tell_what_happens(actor=person, case_id=standing.case_id, person_id=person.id)
    listing = f"/map/{standing.case_id}/verhaal/opnamen/"
    folder, mine = f"{listing}{number}/weg/", standing.client(standing.resident)
    assert folder in mine.get(listing).content.decode()
    for answer in (mine.get(folder), mine.post(folder)):
        assert answer.status_code == 200 and SPOKEN in answer.content.decode()
    for stranger in (ours.partner, *standing.strangers, standing.worker):
        other = standing.client(stranger)
        assert other.get(folder).status_code == 404
        assert other.post(folder, {"confirmed": "1"}).status_code == 404
    with standing.inside():
        assert Recording.objects.filter(pk=number).exists()
    for _twice in range(2):
        answer = mine.post(folder, {"confirmed": "1"}, follow=True)
        assert answer.status_code == 200 and SPOKEN not in answer.content.decode()
    assert mine.get(f"{listing}{number}/").status_code == 404
    with standing.inside():
        assert AuditEvent.objects.filter(verb="listen.delete_recording").count() == 1
        assert AuditEvent.objects.filter(kind="refusal").count() >= 2


def test_what_was_written_out_on_an_open_page_is_given_back_and_kept_nowhere(spoken, superuser):  # noqa: F811
    ours, number = spoken
    standing = ours.standing
    listing = f"/casus/{standing.case_id}/luisteren/verhaal/{ours.owner_id}/opnamen/"
    words = {"do": "words", "recording": number, "version": "3", "words": f"{SPOKEN} <i>en</i> meer"}
    with standing.inside():
        partners = Recording.objects.get(person_id=ours.partner.id).pk
        delete(ours, standing.resident, number)
    browser = standing.client(standing.worker)
    answer = browser.post(listing, words)
    assert answer.status_code == 409 and f"{SPOKEN} &lt;i&gt;en" in answer.content.decode()
    assert browser.post(listing, words | {"recording": partners}).status_code == 404
    assert places_of(superuser, SPOKEN) == set()
    with standing.inside():
        actions.delete_story(actor=standing.resident, case_id=standing.case_id, person_id=ours.owner_id)
    assert browser.post(listing, words | {"recording": partners}).status_code == 404
    assert browser.post(listing, words).status_code == 409
