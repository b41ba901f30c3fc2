"""M8: twelve skills in own words. The person decides who sees them, and nobody adds anything up."""

from __future__ import annotations

import logging

import pytest
from django.db import connection

from naast.kernel import actors, drafts
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries, skills
from naast.listen.actions.skills import skills_key
from naast.listen.models import SkillAnswer
from naast.listen.skills import ANSWERS, SKILL_HELP, SKILLS, SkillSaid

pytestmark = pytest.mark.django_db
WORDS = "Enveloppen laat ik dicht."


def say(home, actor, *said, person=None, share=None):
    standing = home.standing
    actions.answer_skills(
        actor=actor,
        case_id=standing.case_id,
        person_id=person or home.owner_id,
        said=said,
        share=share,
    )


def seen(home, actor, person=None):
    return {row.key: row for row in queries.skills_of(actor, home.standing.case_id, person)}


def test_there_are_the_twelve_of_the_method_each_with_help_in_words():
    assert [skill.key for skill in SKILLS] == [
        "planning",
        "holding_back",
        "starting",
        "working_memory",
        "ordering",
        "feelings",
        "attention",
        "switching",
        "time",
        "stress",
        "persisting",
        "looking_back",
    ]
    assert set(SKILL_HELP) == {skill.key for skill in SKILLS}
    keys = [help_.key for rows in SKILL_HELP.values() for help_ in rows]
    assert len(keys) == len(set(keys))
    for key, rows in SKILL_HELP.items():
        assert 2 <= len(rows) <= 3 and all(row.key.startswith(f"{key}.") for row in rows)
        assert {row.kind for row in rows} <= {skills.STEP, skills.REMINDER, skills.AGREEMENT}


def test_what_is_answered_in_the_folder_is_the_persons_own_until_they_share_it(home):
    standing = home.standing
    with standing.inside():
        say(home, standing.resident, SkillSaid("ordering", "effort", WORDS), SkillSaid("time"))
        assert seen(home, standing.worker) == {}
        mine = seen(home, standing.resident)["ordering"]
        assert mine.words == WORDS and not mine.shared and not mine.at_table and mine.help
        say(home, standing.resident, SkillSaid("ordering", "effort", WORDS, shared=True, seen=mine.seen))
        shown = seen(home, standing.worker)["ordering"]
        assert (shown.answer, shown.words, shown.person_id) == ("effort", WORDS, home.owner_id)
        actions.keep_skills_private(
            actor=standing.resident, case_id=standing.case_id, person_id=home.owner_id
        )
        assert seen(home, standing.worker) == {}
        assert seen(home, standing.resident)["ordering"].words == WORDS


def test_who_manages_is_left_in_peace(home):
    with home.standing.inside():
        say(home, home.standing.resident, SkillSaid("ordering", "works"), SkillSaid("time", "", "Soms."))
        mine = seen(home, home.standing.resident)
    assert mine["ordering"].help == () and mine["time"].help == ()


def test_at_the_table_the_choice_who_sees_it_is_made_aloud(home):
    standing = home.standing
    with standing.inside():
        with pytest.raises(Invalid) as refused:
            say(home, standing.worker, SkillSaid("stress", "together", WORDS))
        assert refused.value.field == "share" and not SkillAnswer.objects.exists()
        say(home, standing.worker, SkillSaid("stress", "together", WORDS), share=True)
        say(home, standing.worker, SkillSaid("time", "effort", "Liever niet delen."), share=False)
        assert set(seen(home, standing.worker)) == {"stress"}
        mine = seen(home, standing.resident)
        assert set(mine) == {"stress", "time"} and mine["time"].at_table


def test_nothing_to_keep_asks_no_choice(home):
    with home.standing.inside():
        say(home, home.standing.worker, *(SkillSaid(skill.key) for skill in SKILLS))
        assert not SkillAnswer.objects.exists()


def test_who_types_along_never_writes_over_what_the_person_wrote_alone(home):
    standing = home.standing
    with standing.inside():
        say(home, standing.resident, SkillSaid("stress", "effort", WORDS))
        say(home, standing.worker, SkillSaid("stress", "together", "Aan tafel gezegd."), share=True)
        assert SkillAnswer.objects.get(at_table=False).words == WORDS
        assert seen(home, standing.worker)["stress"].words == "Aan tafel gezegd."
        newest = seen(home, standing.resident)["stress"]
        assert newest.at_table and newest.words == "Aan tafel gezegd."
        say(home, standing.resident, SkillSaid("stress", "works", "Toch wel.", seen=newest.seen))
        assert [row.words for row in SkillAnswer.objects.all()] == ["Toch wel."]
        assert seen(home, standing.worker) == {}


def test_an_answer_is_taken_back_by_whose_it_is(home):
    standing = home.standing
    with standing.inside():
        say(home, standing.resident, SkillSaid("time", "effort", WORDS, shared=True))
        now = seen(home, standing.worker)["time"].seen
        with pytest.raises(Invalid):
            say(home, standing.worker, SkillSaid("time", seen=now), share=True)
        say(home, standing.resident, SkillSaid("time", seen=now))
        assert not SkillAnswer.objects.exists()
        say(home, standing.worker, SkillSaid("time", "effort"), share=True)
        now = seen(home, standing.worker)["time"].seen
        say(home, standing.worker, SkillSaid("time", seen=now), share=True)
        assert not SkillAnswer.objects.exists()


def test_the_second_of_two_writers_is_told_and_sending_twice_is_once(home):
    standing = home.standing
    with standing.inside():
        for _again in range(2):
            say(home, standing.resident, SkillSaid("time", "effort", WORDS))
        assert SkillAnswer.objects.get().version == 1
        for _again in range(2):
            say(home, standing.worker, SkillSaid("stress", "effort", "x"), share=False)
        assert SkillAnswer.objects.get(skill="stress").version == 1
        with pytest.raises(Stale) as told:
            say(home, standing.resident, SkillSaid("time", "works", "Iets anders."))
        assert WORDS in told.value.theirs
        assert seen(home, standing.resident)["time"].words == WORDS


def test_a_stale_answer_tells_who_types_along_nothing_that_is_not_shared(home):
    standing = home.standing
    with standing.inside():
        say(home, standing.resident, SkillSaid("time", "effort", WORDS), SkillSaid("stress", "works"))
        say(home, standing.worker, SkillSaid("stress", "effort", "Aan tafel."), share=True)
        with pytest.raises(Stale) as told:
            say(home, standing.worker, SkillSaid("stress", "together", "Anders."), share=True)
    assert "Aan tafel." in told.value.theirs and WORDS not in told.value.theirs


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (SkillSaid("time", "7"), "answer_time"),
        (SkillSaid("time", "effort", "x" * 1_001), "words_time"),
    ],
)
def test_what_is_no_answer_is_refused(home, said, field):
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        say(home, home.standing.resident, said)
    assert refused.value.field == field


def test_a_skill_that_is_none_of_the_twelve_is_no_address(home):
    with home.standing.inside(), pytest.raises(NotVisible):
        say(home, home.standing.resident, SkillSaid("gehoorzaamheid", "effort"))


def test_partners_strangers_and_readers_see_nothing_even_of_what_is_shared(home):
    standing = home.standing
    reader = standing.add_reader(actors.PROFESSIONAL)
    with standing.inside():
        say(home, standing.resident, SkillSaid("time", "effort", WORDS, shared=True))
        assert seen(home, reader) == seen(home, home.partner) == {}
        with pytest.raises(NotVisible):
            seen(home, home.partner, home.owner_id)
        with pytest.raises(NotAllowed):
            say(home, reader, SkillSaid("time", "works"), share=True)
        for stranger in (standing.colleague, home.partner):
            with pytest.raises(NotVisible):
                say(home, stranger, SkillSaid("time", "works"))
        with pytest.raises(NotVisible):
            seen(home, standing.colleague)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        seen(home, standing.outsider)


def test_what_somebody_takes_part_with_is_shared_by_themselves(home):
    standing = home.standing
    with standing.inside():
        say(home, home.partner, SkillSaid("time", "effort", shared=True), person=home.partner.id)
        assert [row.person_id for row in queries.skills_of(standing.worker, standing.case_id)] == [
            home.partner.id
        ]
        assert seen(home, standing.resident) == {}


def test_answers_are_words_and_never_a_number_in_the_database():
    assert {code for code, _label in ANSWERS} == {"works", "effort", "together"}
    numbers = {field.name for field in SkillAnswer._meta.get_fields() if "Integer" in type(field).__name__}
    assert numbers == {"version"}


def test_no_log_audit_search_or_figure_holds_an_answer(home, caplog):
    standing = home.standing
    with caplog.at_level(logging.DEBUG), standing.inside():
        key = skills_key(standing.case_id, home.owner_id)
        drafts.keep(actor=standing.resident, object_key=key, field="words_time", base_version=0, text=WORDS)
        say(home, standing.resident, SkillSaid("ordering", "effort", WORDS, shared=True))
        say(home, standing.worker, SkillSaid("stress", "together", WORDS), share=True)
        assert drafts.of(actor=standing.resident, object_key=key) == {}
        kept = str(list(AuditEvent.objects.values_list("verb", "detail")))
        written = [
            record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
        ]
    for word in ("nvelop", "ordering", "together", "effort"):
        assert word not in kept and not [line for line in written if word in line]
    browser = standing.client(standing.worker)
    found = browser.post("/zoeken/", {"q": "Enveloppen"}, follow=True).content.decode()
    main = found[found.index("<main") : found.index("</main>")]
    assert "laat ik dicht" not in main
    with standing.inside(), connection.cursor() as cursor:
        # Nobody's summary: no view, function or generated column reads these answers.
        cursor.execute("SELECT count(*) FROM pg_views WHERE definition LIKE '%%skillanswer%%'")
        assert cursor.fetchone()[0] == 0
