"""M2 and M3: a blank page that its owner keeps, and the wish beside the request."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from naast.kernel import drafts
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.listen import queries
from naast.listen.actions import say_request, write_story
from naast.listen.actions.board import board_key
from naast.listen.actions.words import story_key
from naast.listen.models import Story, StoryVersion

pytestmark = pytest.mark.django_db
WORDS = "Ik woonde vanaf mijn twaalfde in internaten."


def write(home, actor=None, text=WORDS, base=0, person=None):
    standing = home.standing
    return write_story(
        actor=actor or standing.worker,
        case_id=standing.case_id,
        person_id=person or home.owner_id,
        text=text,
        base_version=base,
    )


def test_what_was_told_is_typed_along_and_the_resident_corrects_it(home):
    standing = home.standing
    with standing.inside():
        write(home)
        write(home, standing.resident, WORDS + " En in pleeggezinnen.", base=1)
        story = queries.story_of(standing.worker, standing.case_id, home.owner_id)
        assert story is not None and story.text.endswith("pleeggezinnen.") and story.version == 2
        versions = queries.story_versions(standing.worker, standing.case_id, home.owner_id)
        assert [(row.number, row.by) for row in versions] == [(2, "Rosa Proefpersoon"), (1, "Wilma Worker")]
        assert versions[1].text == WORDS


def test_an_empty_page_asks_nothing_and_words_may_be_taken_back(home):
    with home.standing.inside():
        write(home, text="")
        write(home, text="Toch iets.", base=1)
        write(home, home.standing.resident, text="", base=2)
        assert queries.told_stories(home.standing.case_id) == set()


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten(home):
    with home.standing.inside():
        write(home)
        with pytest.raises(Stale) as told:
            write(home, home.standing.resident, "Iets anders.", base=0)
        assert told.value.theirs == WORDS and told.value.current_version == 1
        assert Story.objects.get().text == WORDS


def test_sending_the_form_twice_keeps_one_version(home):
    with home.standing.inside():
        write(home)
        write(home)
        assert StoryVersion.objects.count() == 1


def test_an_earlier_version_cannot_be_changed(home):
    with home.standing.inside(), connection.cursor() as cursor:
        write(home)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE listen_storyversion SET text = 'anders'")


def test_partners_do_not_read_each_other(home):
    standing = home.standing
    with standing.inside():
        write(home)
        write(home, home.partner, "Mijn kant.", person=home.partner.id)
        for actor, other in ((home.partner, home.owner_id), (standing.resident, home.partner.id)):
            with pytest.raises(NotVisible):
                queries.story_of(actor, standing.case_id, other)
            with pytest.raises(NotVisible):
                write(home, actor, "Zijn verhaal", person=other)
        own = queries.story_of(home.partner, standing.case_id, home.partner.id)
        assert own is not None and own.text == "Mijn kant."


def test_strangers_and_other_peoples_ids_find_nothing(home):
    standing = home.standing
    with standing.inside():
        write(home)
        with pytest.raises(NotVisible):
            write(home, standing.colleague)
        with pytest.raises(NotVisible):
            write(home, person=987_654)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        write(home, standing.outsider)


def test_who_only_reads_along_does_not_write(home):

    standing = home.standing
    reader = standing.add_reader()
    with standing.inside(), pytest.raises(NotAllowed):
        write(home, reader)


def test_a_text_that_is_too_long_is_refused_by_its_field(home):
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        write(home, text="a" * 100_001)
    assert refused.value.field == "text"


def test_the_audit_holds_no_words_and_the_draft_is_gone(home):
    standing = home.standing
    with standing.inside():
        key = f"listen.story:{standing.case_id}:{home.owner_id}"
        drafts.keep(actor=standing.worker, object_key=key, field="text", base_version=0, text=WORDS)
        write(home)
        assert drafts.of(actor=standing.worker, object_key=key) == {}
        assert "internaten" not in str(list(AuditEvent.objects.values_list("verb", "detail")))


def test_request_and_wish_stand_side_by_side(home):
    standing = home.standing
    with standing.inside():
        assert queries.request_and_wish(standing.case_id) is None
        say_request(actor=standing.worker, case_id=standing.case_id, request="vervoer naar de bingo", wish="")
        say_request(
            actor=standing.resident,
            case_id=standing.case_id,
            request="vervoer naar de bingo",
            wish="weer eens onder de mensen zijn",
            base_version=1,
        )
        both = queries.request_and_wish(standing.case_id)
        assert both is not None and both.request and both.wish and both.version == 2
        with pytest.raises(Stale) as told:
            say_request(actor=standing.worker, case_id=standing.case_id, request="x", wish="", base_version=1)
        assert "onder de mensen" in told.value.theirs
        with pytest.raises(NotVisible):
            say_request(actor=home.partner, case_id=standing.case_id, request="x", wish="")


def test_erasure_finds_drafts_by_the_number_of_the_case(standing):
    with standing.inside():
        assert board_key(12, 7) == "listen.board:12:7" and story_key(12, 7) == "listen.story:12:7"


def test_words_taken_back_while_typing_do_not_come_back_as_a_draft(home):
    standing = home.standing
    with standing.inside():
        write(home)
        key = story_key(standing.case_id, home.owner_id)
        drafts.keep(actor=standing.worker, object_key=key, field="text", base_version=1, text="Toch niet")
        write(home, base=1)
        assert drafts.of(actor=standing.worker, object_key=key) == {}
