"""Taken along, brought in elsewhere, and taken along again: every part comes back, whatever was typed."""

from __future__ import annotations

import contextlib
import io
import json
import wave
import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naast.folder.models import ForeignPaper
from naast.folder.portable import canonical, parts
from naast.folder.tests.portable import brought, folder_in, neighbour, taken
from naast.kernel.errors import Invalid
from naast.listen import actions as listen
from naast.listen import queries as listened
from naast.listen.around import YES, NetworkSaid
from naast.listen.skills import SkillSaid
from naast.people import actions as people
from naast.plan import actions as plan

pytestmark = pytest.mark.django_db

TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200
)
SPECIAL = st.sampled_from(
    [
        "😀 👨‍👩‍👧 🇳🇱",
        "‮omgekeerd‬ شكرا جزيلا",
        "<script>alert(1)</script>",
        "../../etc/passwd\\..\\x",
        "regel een\n\nregel twee\r\nregel drie",
        '{"version": 2, "cases": []}',
        "'; DROP TABLE listen_story; --",
        "lang " * 15_000,
        "中文 e\u0301 𝄞",
    ]
)
WORDS = (TYPED | SPECIAL | st.tuples(TYPED, SPECIAL).map(" ".join)).filter(lambda words: words.strip())


class _Undone(Exception):
    """Rolls an example back, so that the next one begins where this one began."""


def bare(entry):
    """An entry without the path of its file, which differs from package to package."""
    if isinstance(entry, dict):
        return {key: bare(value) for key, value in entry.items() if key != "file"}
    return [bare(value) for value in entry] if isinstance(entry, list) else entry


def told(household, words):
    """Everything that a resident can say, in these words."""
    rosa, case_id = household.people["resident"], household.case_id
    person = {"actor": rosa, "case_id": case_id, "person_id": rosa.id}
    with household.inside():
        now = listened.story_of(rosa, case_id, rosa.id)
        listen.write_story(**person, text=words, base_version=now.version)
        listen.say_request(actor=rosa, case_id=case_id, request=words[:5_000], wish=words[:5_000])
        board = listen.start_board(**person, together=False)
        line = listen.choose_domain(actor=rosa, board_id=board.pk, own_label="muziek maken")
        listen.write_words(actor=rosa, board_domain_id=line.pk, words=words[:5_000])
        listen.set_goal(actor=rosa, board_domain_id=line.pk, words=words[:1_000])
        listen.place_counter(actor=rosa, board_domain_id=line.pk, place=3)
        listen.mark_energy(actor=rosa, board_domain_id=line.pk, gives_energy=True)
        plan.add_goal(actor=rosa, case_id=case_id, words=words[:1_000])
        one_line = " ".join(words.split())[:200].strip()
        listen.add_role(**person, words=one_line, when="wished")
        listen.add_interest(**person, words=one_line)
        said = NetworkSaid("buurvrouw", does=words[:1_000], gets=words[:1_000])
        with contextlib.suppress(Invalid), transaction.atomic():
            # Words that look like somebody's number are refused without their consent.
            listen.add_network_person(**person, said=said)
        listen.answer_skills(**person, said=[SkillSaid("planning", "effort", words[:1_000])])


LIVE = ("request", "perspective", "goals", "roles", "network", "skills")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=WORDS)
def test_every_part_comes_back_whatever_was_typed(household, words):
    with pytest.raises(_Undone), transaction.atomic():
        _there_and_back(household, words)
        raise _Undone


def _there_and_back(household, words):
    standing = household.standing
    told(household, words)
    first = taken(standing, household.people["resident"], ("skills", "recordings"))[0]
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, first)
    second = taken(standing, resident, ("skills", "recordings"))[0]
    (before,), (after,) = folder_in(first)["cases"], folder_in(second)["cases"]
    assert set(before) <= set(after)
    for name in LIVE:
        assert after.get(name) == before.get(name), name
    assert after["story"][0]["text"] == before["story"][0]["text"]
    for name, entries in before.items():
        if name not in LIVE and name != "boards":
            missing = [entry for entry in bare(entries) if entry not in bare(after[name])]
            assert missing == [], name
    lines = {entry["board"]: entry["lines"] for entry in after["boards"] if entry["lines"]}
    assert {entry["board"]: entry["lines"] for entry in before["boards"]} == lines
    assert _files(first, "letters") == _files(second, "letters")


def _files(package, part):
    """The hashes of the files that a part names."""
    content = folder_in(package)
    found = {row["path"]: row["sha256"] for row in content["attachments"]}
    return {found[entry["file"]] for case in content["cases"] for entry in case[part]}


def test_every_part_of_the_registry_is_tried():
    """A new part that this file does not fill would come back by luck."""
    filled_elsewhere = {"recordings", "steps", "taken_over", "late"}
    tried = {*LIVE, "about", "story", "boards", "plans", "decisions", "letters", "signals", "looks"}
    assert set(parts.BY_NAME) == tried | filled_elsewhere


def sound():
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8_000)
        made.writeframes(b"\1\2" * 4_000)
    return out.getvalue()


def test_a_recording_goes_along_only_when_it_is_ticked_and_sounds_the_same(household):
    standing, rosa = household.standing, household.people["resident"]
    with household.inside():
        listen.keep_recording(
            actor=rosa, case_id=household.case_id, person_id=rosa.id, content=sound(), words="Hoi."
        )
    assert "recordings" not in folder_in(taken(standing, rosa)[0])["cases"][0]
    package = taken(standing, rosa, ("recordings",))[0]
    case_id, resident = neighbour(standing)
    brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        (there,) = listened.recordings_of(resident, case_id, resident.id)
        kind, content = listened.sound_of(resident, case_id, there.id)
    assert (kind, content, there.words) == ("audio/wav", sound(), "Hoi.")


def test_steps_and_what_was_taken_over_are_to_read_only_elsewhere(household):
    from naast.plan.step_queries import steps_of
    from naast.plan.step_types import StepSaid

    standing, rosa = household.standing, household.people["resident"]
    with household.inside():
        step = plan.add_step(actor=rosa, case_id=household.case_id, said=StepSaid(words="De post openen"))
        plan.finish_step(actor=rosa, case_id=household.case_id, step_id=step.pk, words="Het ging.")
    package = taken(standing, rosa)[0]
    assert folder_in(package)["cases"][0]["steps"][0]["words"] == "De post openen"
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        assert steps_of(case_id) == []
        assert ForeignPaper.objects.get(part="steps").content["done_words"] == "Het ging."
    again = folder_in(taken(standing, resident)[0])["cases"][0]["steps"]
    assert again == folder_in(package)["cases"][0]["steps"]


def test_skills_stay_at_home_unless_ticked_and_are_the_persons_alone_elsewhere(household):
    standing, rosa = household.standing, household.people["resident"]
    with household.inside():
        listen.answer_skills(
            actor=rosa,
            case_id=household.case_id,
            person_id=rosa.id,
            said=[SkillSaid("planning", "effort", "Met een briefje lukt het.")],
        )
    assert "skills" not in folder_in(taken(standing, rosa)[0])["cases"][0]
    package = taken(standing, rosa, ("skills", "iets anders"))[0]
    (entry,) = folder_in(package)["cases"][0]["skills"]
    assert set(entry) == {"skill", "answer", "words"} and not any(isinstance(v, int) for v in entry.values())
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        (there,) = listened.skills_of(resident, case_id)
        assert (there.words, there.shared) == ("Met een briefje lukt het.", False)
        assert listened.skills_of(standing.outsider, case_id) == []


def test_who_did_not_consent_has_no_name_and_staffs_notes_of_others_stay(household):
    standing, rosa = household.standing, household.people["resident"]
    person = {"case_id": household.case_id, "person_id": rosa.id}
    with household.inside():
        listen.add_network_person(actor=rosa, **person, said=NetworkSaid("een vriend van het koor"))
        named = NetworkSaid("mijn zus", consent=YES, name="Zus Zwaantje", phone="0612345678")
        listen.add_network_person(actor=standing.worker, **person, said=named)
        listen.add_network_person(actor=standing.worker, **person, said=NetworkSaid("een oom in schulden"))
    package = taken(standing, rosa)[0]
    found = {row["description"]: row["name"] for row in folder_in(package)["cases"][0]["network"]}
    assert found == {"een vriend van het koor": "", "mijn zus": "Zus Zwaantje"}
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        names = {row.name for row in listened.network_of(resident, case_id, resident.id)}
        kept = json.dumps(list(ForeignPaper.objects.values_list("content", flat=True)))
    assert names == {"", "Zus Zwaantje"} and "Zwaantje" not in kept and "0612345678" not in kept


def test_what_this_house_refuses_as_its_own_is_kept_to_read(household):
    """A description that holds a name is nobody's to write here; it is not lost either."""
    from naast.folder.tests.portable import resigned

    standing = household.standing
    content = folder_in(taken(standing, household.people["resident"])[0])
    content["cases"][0]["network"] = [
        {
            "description": "Buurman Henk de Vries",
            "name": "",
            "phone": "",
            "near": "near",
            "kind": "neighbour",
            "does": "",
            "gets": "",
        }
    ]
    package = resigned(taken(standing, household.people["resident"])[0], content)
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        assert listened.network_of(resident, case_id, resident.id) == []
        assert ForeignPaper.objects.get(part="network").content["description"] == "Buurman Henk de Vries"
        assert listened.story_of(resident, case_id, resident.id) is not None


def test_a_participant_takes_only_their_own_and_brings_it_where_they_take_part(household):
    standing = household.standing
    package = taken(standing, household.people["partner"])[0]
    case_id, _rosa = neighbour(standing)
    from tests.standing import make_resident

    with standing.inside(standing.other):
        piet = people.add_person(actor=standing.outsider, given_name="Piet", family_name="Partnerman")
        people.add_participant(
            actor=standing.outsider, case_id=case_id, person_id=piet.pk, relation="partner"
        )
        there = make_resident(standing.other, piet.pk)
        people.tell_what_happens(actor=there, case_id=case_id, person_id=piet.pk)
    brought(standing, there, case_id, package)
    with standing.inside(standing.other):
        assert listened.story_of(there, case_id, there.id).text
        assert listened.request_and_wish(case_id) is None
        from naast.folder.portable.queries import brought_into

        assert brought_into(there, case_id) and brought_into(standing.outsider, case_id) == []


def test_a_package_lies_the_same_way_each_time(household):
    package = taken(household.standing, household.people["resident"])[0]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.namelist()[:2] == ["folder.json", "signature.json"]
        content = archive.read("folder.json")
    assert canonical.written(canonical.read(content)) == content


def test_of_what_lives_on_here_no_copy_of_the_words_is_kept(household):
    """What the person takes back here is gone; and a deleted story goes with what came from elsewhere."""
    from naast.folder.keeping import story_copies

    standing = household.standing
    told(household, "Woorden die ik later terugneem.")
    package = taken(standing, household.people["resident"], ("skills",))[0]
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        kept = ForeignPaper.objects.filter(lives_on=True)
        assert kept.exists() and "terugneem" not in json.dumps(list(kept.values_list("content", flat=True)))
        stories = set(ForeignPaper.objects.filter(part="story").values_list("pk", flat=True))
        assert stories and story_copies(case_id, resident.id)[ForeignPaper] == stories


def test_what_stands_beside_a_counter_comes_along_to_read(household):
    """On the board that lives on nobody's counter lies; the words are not lost, there and back again."""
    from naast.listen.types import PERSON, Laying, Whose

    standing, rosa = household.standing, household.people["resident"]
    number = household.boards["resident"]
    with household.inside():
        board = listened.board_of(rosa, number)
        mine = Whose(PERSON, rosa.id)
        laying = Laying(board.lines[0].id, ((mine, 2),), said=((mine, "Hier denk ik elke dag aan."),))
        listen.lay_board(actor=rosa, board_id=number, base_version=board.version, lines=[laying])
    package = taken(standing, rosa)[0]
    (before,) = folder_in(package)["cases"][0]["boards"]
    said = [{"who": "Rosa Proefpersoon", "words": "Hier denk ik elke dag aan."}]
    assert before["lines"][0]["said"] == said
    case_id, resident = neighbour(standing)
    brought(standing, resident, case_id, package)
    with standing.inside(standing.other):
        (board,) = listened.boards_of(resident, case_id)
        assert not board.lines[0].laid
    after = folder_in(taken(standing, resident)[0])["cases"][0]["boards"]
    assert [entry["lines"][0]["said"] for entry in after] == [[], said]
