"""Pieces of a story: word for word, by hand, and never before the eyes of who may not read the story."""

from __future__ import annotations

import pytest

from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.models import Fragment, FragmentLink
from naast.listen.types import GOAL, OBSTACLE, SIGNAL

pytestmark = pytest.mark.django_db

STORY = "Ik slaap al weken op een bank.\n\nMijn zus mag dit  niet weten. <script>alert(1)</script> عربي 😀"
PIECE = "Mijn zus mag dit  niet weten."


@pytest.fixture
def told(home):
    """The resident and the partner each told something."""
    standing = home.standing
    with standing.inside():
        for actor, person_id, text in (
            (standing.worker, home.owner_id, STORY),
            (home.partner, home.partner.id, "Ik durf hier niets te zeggen."),
        ):
            actions.write_story(
                actor=actor, case_id=standing.case_id, person_id=person_id, text=text, base_version=0
            )
    return home


def mark(home, actor, text=PIECE, version=1, person_id=None):
    return actions.mark_fragment(
        actor=actor,
        case_id=home.standing.case_id,
        person_id=person_id or home.owner_id,
        text=text,
        version=version,
    )


def test_a_piece_is_kept_word_for_word_with_its_version_who_and_when(told):
    standing = told.standing
    with standing.inside():
        fragment = mark(told, standing.worker)
        assert mark(told, standing.worker).pk == fragment.pk
        (facts,) = queries.fragments_of(standing.resident, standing.case_id, told.owner_id)
        assert (facts.text, facts.version_number, facts.who) == (PIECE, 1, "Rosa Proefpersoon")
        assert facts.marked_by == "Wilma Worker" and facts.still_there and facts.links == ()


def test_a_selection_with_other_blanks_is_kept_as_the_story_has_it(told):
    with told.standing.inside():
        asked = "op een bank.\r\n\r\n  Mijn zus mag dit niet"
        assert mark(told, told.standing.worker, asked).text == "op een bank.\n\nMijn zus mag dit  niet"


@pytest.mark.parametrize("text", ["", "   ", "Mijn zus mag dit wel weten.", "mijn zus mag", "x" * 2001])
def test_what_does_not_stand_there_is_refused(told, text):
    with told.standing.inside(), pytest.raises(Invalid):
        mark(told, told.standing.worker, text)
    with told.standing.inside():
        assert not Fragment.objects.exists()


def test_script_and_emoji_and_arabic_are_words_like_others(told):
    with told.standing.inside():
        text = "<script>alert(1)</script> عربي 😀"
        assert mark(told, told.standing.resident, text).text == text
    page = told.standing.client(told.standing.worker).get(address(told))
    assert "<script>alert(1)" not in page.content.decode()


def test_a_story_that_changed_is_read_again_first(told):
    standing = told.standing
    with standing.inside():
        kept = mark(told, standing.worker)
        actions.write_story(
            actor=standing.resident,
            case_id=standing.case_id,
            person_id=told.owner_id,
            text="Ik slaap al weken op een bank.",
            base_version=1,
        )
        for version in (1, 2, 7):
            with pytest.raises(Invalid):
                mark(told, standing.worker, version=version)
        (facts,) = queries.fragments_of(standing.worker, standing.case_id, told.owner_id)
        assert facts.id == kept.pk and not facts.still_there


def test_nobody_marks_in_a_story_that_is_not_theirs(told):
    standing = told.standing
    reader = standing.add_reader("professional")
    with standing.inside():
        with pytest.raises(NotVisible):
            mark(told, told.partner)
        with pytest.raises(NotVisible):
            mark(told, standing.colleague)
        with pytest.raises(NotAllowed):
            mark(told, reader)
        assert [row.id for row in queries.fragments_in(told.partner, standing.case_id)] == []
    with standing.inside(standing.other), pytest.raises(NotVisible):
        mark(told, standing.outsider)


def test_linked_once_and_shown_where_it_stands(told):
    standing = told.standing
    with standing.inside():
        fragment = mark(told, standing.worker)
        for _twice in range(2):
            link = actions.link_fragment(
                actor=standing.worker,
                case_id=standing.case_id,
                fragment_id=fragment.pk,
                kind=GOAL,
                target_id=5,
            )
        assert FragmentLink.objects.count() == 1
        assert [row.text for row in queries.fragments_for(standing.case_id, GOAL)[5]] == [PIECE]
        assert queries.fragments_for(standing.case_id, SIGNAL) == {}
        event = AuditEvent.objects.get(verb="listen.link_fragment")
        assert event.detail == {"kind": GOAL, "target": 5}
        with pytest.raises(NotVisible):
            actions.unlink_fragment(actor=told.partner, case_id=standing.case_id, link_id=link.pk)
        with pytest.raises(NotVisible):
            actions.unlink_fragment(
                actor=standing.worker, case_id=standing.case_id, link_id=link.pk, kind=SIGNAL
            )
        with pytest.raises(NotAllowed):
            actions.link_fragment(
                actor=standing.resident,
                case_id=standing.case_id,
                fragment_id=fragment.pk,
                kind=GOAL,
                target_id=6,
            )
        with pytest.raises(ValueError):
            actions.link_fragment(
                actor=standing.worker,
                case_id=standing.case_id,
                fragment_id=fragment.pk,
                kind="score",
                target_id=6,
            )
        actions.unlink_fragment(actor=standing.resident, case_id=standing.case_id, link_id=link.pk)
        actions.unlink_fragment(actor=standing.resident, case_id=standing.case_id, link_id=link.pk)
        assert not FragmentLink.objects.exists()


def test_a_mark_taken_away_takes_its_links_and_leaves_the_story(told):
    standing = told.standing
    with standing.inside():
        fragment = mark(told, standing.resident)
        actions.link_fragment(
            actor=standing.worker,
            case_id=standing.case_id,
            fragment_id=fragment.pk,
            kind=OBSTACLE,
            target_id=1,
        )
        actions.unmark_fragment(actor=standing.resident, case_id=standing.case_id, fragment_id=fragment.pk)
        assert not Fragment.objects.exists() and not FragmentLink.objects.exists()
        assert queries.story_of(standing.resident, standing.case_id, told.owner_id).text == STORY


def address(home, person_id=None):
    return f"/casus/{home.standing.case_id}/luisteren/verhaal/{person_id or home.owner_id}/stukken/"


def test_the_page_marks_and_keeps_what_was_typed_when_it_is_refused(told):
    standing = told.standing
    browser = standing.client(standing.worker)
    assert PIECE.replace("  ", " ").split(".")[0] in browser.get(address(told)).content.decode().replace(
        "  ", " "
    )
    refused = browser.post(address(told), {"do": "mark", "version": "1", "text": "Dit staat er niet."})
    assert refused.status_code == 422 and "Dit staat er niet." in refused.content.decode()
    stale = browser.post(address(told), {"do": "mark", "version": "9", "text": PIECE})
    assert stale.status_code == 422 and PIECE in stale.content.decode()
    assert browser.post(address(told), {"do": "mark", "version": "1", "text": PIECE}).status_code == 302
    assert PIECE in browser.get(address(told)).content.decode()
    for do, name in (("unmark", "piece"), ("unlink", "link")):
        for value in ("", "x", "-1", "99999999999999999999", "0"):
            answer = browser.post(address(told), {"do": do, name: value})
            assert answer.status_code in (302, 404), (do, value)


def test_strangers_get_nothing(told):
    standing = told.standing
    with standing.inside():
        mark(told, standing.worker)
    for stranger in (*standing.strangers, standing.resident, told.partner):
        page = standing.client(stranger).get(address(told))
        assert page.status_code == 404 and "bank" not in page.content.decode()
    # A person of another case moved into the address by hand.
    assert standing.client(standing.worker).get(address(told, 10**9)).status_code == 404
