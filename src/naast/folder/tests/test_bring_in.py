"""Another municipality's package: seen first, brought in by who may, and twice is once."""

from __future__ import annotations

import io
import json

import pytest

from naast.folder.models import Brought, BroughtPiece, ForeignPaper, TrustedKey
from naast.folder.portable import actions, queries
from naast.folder.tests.conftest import PERSPECTIVE, ROSA_TELLS
from naast.folder.tests.portable import brought, neighbour, received, taken
from naast.kernel import clock, signing
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent, StoredFile
from naast.listen import actions as listen
from naast.listen import queries as listened
from naast.plan import queries as plans

pytestmark = pytest.mark.django_db


def test_story_board_and_goals_live_on_and_papers_are_to_read_only(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        assert listened.story_of(standing.outsider, case_id, resident.id).text == ROSA_TELLS
        (board,) = listened.boards_of(resident, case_id)
        assert board.lines[0].domain == "Wonen van Rosa Proefpersoon" and not board.lines[0].laid
        assert board.photo_id and "Proefdam" in board.photo_words
        assert plans.plan_of(case_id).perspective == PERSPECTIVE
        assert plans.agreed_versions(case_id) == []
        facts, papers = queries.papers_of(standing.outsider, case_id, number)
        kinds = {row.part for row in ForeignPaper.objects.filter(lives_on=False)}
        assert facts.is_live and kinds >= {"about", "decisions", "letters", "plans", "signals", "story"}
        shown = [paper for _title, rows in papers for paper in rows if paper.file_id]
        stored = queries.file_of_paper(resident, case_id, shown[0].id)
        assert stored.clear_bytes().startswith(b"%PDF")
        assert not BroughtPiece.objects.exists(), "nothing is kept twice"


def test_the_same_package_twice_changes_nothing(household, there, package):
    standing, (case_id, resident) = household.standing, there

    def counted():
        with standing.inside(standing.other):
            rows = [model.objects.count() for model in (Brought, ForeignPaper, StoredFile)]
            story = listened.story_versions(resident, case_id, resident.id)
            return rows, len(story), len(listened.boards_of(resident, case_id))

    first = brought(standing, standing.outsider, case_id, package)
    before = counted()
    assert brought(standing, resident, case_id, package) == first
    assert counted() == before


def test_a_later_package_of_the_same_folder_adds_only_what_is_new(household, there, package):
    standing, (case_id, resident) = household.standing, there
    brought(standing, standing.outsider, case_id, package)
    with household.inside():
        rosa = household.people["resident"]
        listen.start_board(actor=rosa, case_id=household.case_id, person_id=rosa.id, together=False)
        made = listened.boards_of(rosa, household.case_id)[0]
        listen.choose_domain(actor=rosa, board_id=made.id, own_label="muziek")
    later = taken(standing, household.people["resident"])[0]
    number = received(standing, standing.outsider, case_id, later)
    with standing.inside(standing.other):
        preview = queries.preview(standing.outsider, case_id, number)
        assert [title for title, _shown in preview.live] == ["Mijn borden"]
        actions.bring_in(actor=standing.outsider, case_id=case_id, brought_id=number)
        assert len(listened.boards_of(resident, case_id)) == 2
        assert len(listened.story_versions(resident, case_id, resident.id)) == 1


def test_a_story_that_stands_here_stays_and_the_other_is_kept_beside_it(household, there, package):
    standing, (case_id, resident) = household.standing, there
    with standing.inside(standing.other):
        listen.write_story(
            actor=resident, case_id=case_id, person_id=resident.id, text="Hier zei ik dit.", base_version=0
        )
    brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id).text == "Hier zei ik dit."
        (paper,) = ForeignPaper.objects.filter(part="story")
        assert paper.content["text"] == ROSA_TELLS


def test_the_preview_writes_nothing_and_says_what_would_happen(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = received(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        preview = queries.preview(standing.outsider, case_id, number)
        assert {title for title, _rows in preview.live} >= {"Mijn verhaal", "Mijn borden"}
        assert "Mijn brieven" in {title for title, _rows in preview.kept} and not preview.there
        assert listened.story_of(resident, case_id, resident.id) is None
        actions.leave(actor=standing.outsider, case_id=case_id, brought_id=number)
        assert not BroughtPiece.objects.exists() and Brought.objects.get().state == Brought.WITHDRAWN


def test_somebody_else_needs_a_word(household, package):
    standing = household.standing
    case_id, resident = neighbour(standing, "Iemand", "Anders")
    number = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        assert queries.preview(resident, case_id, number).other_name == "Rosa Proefpersoon"
        with pytest.raises(Invalid):
            actions.bring_in(actor=resident, case_id=case_id, brought_id=number)
        actions.bring_in(actor=resident, case_id=case_id, brought_id=number, same_person=True)
        assert listened.story_of(resident, case_id, resident.id).text == ROSA_TELLS


def test_a_key_on_the_list_names_the_sender_and_another_is_unknown(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        facts = queries.preview(resident, case_id, number).brought
        assert not facts.is_known and facts.sender == "Proefdam"
        actions.leave(actor=resident, case_id=case_id, brought_id=number)
        keeper = _administrator(standing)
        key = signing.public_key(standing.municipality.pk)
        row = actions.trust_key(actor=keeper, name="Proefdam aan Zee", public_key=key)
        assert actions.trust_key(actor=keeper, name="nog eens", public_key=key).pk == row.pk
    again = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        facts = queries.preview(resident, case_id, again).brought
        assert facts.is_known and facts.sender == "Proefdam aan Zee"
        actions.distrust_key(actor=keeper, key_row_id=row.pk)
        assert queries.trusted_keys() == [] and TrustedKey.objects.count() == 1


def _administrator(standing):
    from tests.standing import make_staff

    return make_staff(standing.other, "Beheer Ansje", "administrator")


def test_only_the_administrator_keeps_the_list_and_of_real_keys(household):
    standing = household.standing
    key = signing.public_key(standing.municipality.pk)
    with standing.inside(standing.other):
        with pytest.raises(NotAllowed):
            actions.trust_key(actor=standing.outsider, name="Proefdam", public_key=key)
        keeper = _administrator(standing)
        for name, wrong in (("Proefdam", "geen sleutel"), ("Proefdam", key[:-2]), ("", key)):
            with pytest.raises(Invalid):
                actions.trust_key(actor=keeper, name=name, public_key=wrong)
        with pytest.raises(Invalid):
            actions.trust_key(actor=keeper, name="wij", public_key=signing.public_key(standing.other.pk))


def test_who_may_bring_in(household, there, package):
    standing, (case_id, resident) = household.standing, there
    from tests.standing import make_staff

    with standing.inside(standing.other):
        colleague = make_staff(standing.other, "Collega Cor", "professional")
    number = received(standing, resident, case_id, package)
    for stranger in (colleague, household.people["far"]):
        with pytest.raises(NotVisible):
            received(standing, stranger, case_id, package)
        with standing.inside(standing.other):
            for call in (actions.bring_in, actions.leave):
                with pytest.raises(NotVisible):
                    call(actor=stranger, case_id=case_id, brought_id=number)
            with pytest.raises(NotVisible):
                queries.preview(stranger, case_id, number)
            with pytest.raises(NotVisible):
                queries.brought_into(stranger, case_id)
    with household.inside(), pytest.raises(NotVisible):
        queries.preview(standing.worker, case_id, number)


def test_a_reader_does_not_bring_in_and_staff_note_the_consent(household, there, package):
    standing, (case_id, _resident) = household.standing, there
    from tests.standing import make_staff

    from naast.people import actions as people

    with standing.inside(standing.other):
        reader = make_staff(standing.other, "Lezer Leo", "lawyer")
        people.let_in(
            actor=standing.outsider, case_id=case_id, role="lawyer", purpose="leest mee", staff_id=reader.id
        )
        given = {"case_id": case_id, "source": io.BytesIO(package), "size": len(package)}
        with pytest.raises(NotAllowed):
            actions.receive(actor=reader, **given, consent_of="Rosa", consent_on=clock.today())
        for consent in (
            {"consent_of": "", "consent_on": clock.today()},
            {"consent_of": "Rosa", "consent_on": None},
            {"consent_of": "Rosa", "consent_on": clock.today().replace(year=clock.today().year + 1)},
        ):
            with pytest.raises(Invalid):
                actions.receive(actor=standing.outsider, **given, **consent)
        assert not Brought.objects.exists()


def test_the_audit_holds_no_words(household, there, package):
    standing, (case_id, _resident) = household.standing, there
    brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        details = json.dumps(list(AuditEvent.objects.values_list("detail", flat=True)))
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"folder.receive", "folder.bring_in"} <= verbs
    assert ROSA_TELLS not in details and "Rosa" not in details
