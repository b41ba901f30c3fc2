"""Disciplines beside each other: each its own words, what clashes, one conclusion; and who wrote (M6)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import actions as people
from naast.weigh import actions, queries
from naast.weigh.models import Clash, Conclusion, DisciplineView, Weighing
from naast.weigh.tests.answering import answer_question

DEBTS = {"discipline": "Schuldhulp", "found": "De schulden lopen op.", "does": "Wij bellen de schuldeisers."}
YOUTH = {"discipline": "Jongerenwerk", "found": "Zonder rust komt er meer schuld.", "does": "Eerst afkicken."}


@pytest.fixture
def beside(weighed):
    """A second professional in the circle."""
    other = weighed.standing.add_staff("Jo Jongerenwerk", actors.PROFESSIONAL)
    with weighed.standing.inside():
        people.let_in(
            actor=weighed.worker,
            case_id=weighed.case_id,
            staff_id=other.id,
            role=actors.PROFESSIONAL,
            purpose="helpt mee",
        )
    return other


@pytest.fixture
def given(weighed):
    return {"actor": weighed.worker, "case_id": weighed.case_id}


def latest(weighed):
    return [view.id for view in weighed.facts().disciplines.views]


def test_each_discipline_under_its_own_name_in_the_order_of_coming(weighed, beside, given):
    with weighed.standing.inside():
        actions.write_view(**given, **DEBTS)
        actions.write_view(actor=beside, case_id=weighed.case_id, **YOUTH)
        actions.write_view(
            **given,
            discipline="Werk",
            found="Hij wil leren.",
            does="Een opleiding.",
            said_by="Wim van het leerbedrijf",
        )
        views = weighed.facts().disciplines.views
    assert [(view.discipline, view.who, view.writer) for view in views] == [
        ("Schuldhulp", "Wilma Worker", "Wilma Worker"),
        ("Jongerenwerk", "Jo Jongerenwerk", "Jo Jongerenwerk"),
        ("Werk", "Wim van het leerbedrijf", "Wilma Worker"),
    ]


def test_nobody_changes_the_words_of_another(weighed, beside, given):
    with weighed.standing.inside():
        actions.write_view(**given, **DEBTS)
        changed = DEBTS | {"does": "Wij doen niets."}
        with pytest.raises(NotAllowed):
            actions.write_view(actor=beside, case_id=weighed.case_id, **changed, place=1, base_edition=1)
        row = Weighing.objects.get()
        with pytest.raises(IntegrityError, match="nobody changes"), transaction.atomic():
            DisciplineView(
                case_id=weighed.case_id, weighing=row, place=1, edition=2, written_by_id=beside.id, **changed
            ).save()
        assert weighed.facts().disciplines.views[0].does == DEBTS["does"]


def test_what_was_said_is_never_overwritten(weighed, given):
    with weighed.standing.inside():
        actions.write_view(**given, **DEBTS)
        for statement in (
            "UPDATE weigh_disciplineview SET does = 'anders'",
            "DELETE FROM weigh_disciplineview",
        ):
            with (
                pytest.raises(Exception, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        actions.write_view(**given, **DEBTS | {"does": "Wij wachten."}, place=1, base_edition=1)
        assert list(DisciplineView.objects.order_by("edition").values_list("does", flat=True)) == [
            DEBTS["does"],
            "Wij wachten.",
        ]


@pytest.mark.parametrize("field", ["discipline", "found", "does"])
@pytest.mark.parametrize("typed", ["", "  \n ", "x" * 5_001])
def test_bad_input_names_the_field(weighed, given, field, typed):
    with weighed.standing.inside():
        with pytest.raises(Invalid) as refused:
            actions.write_view(**given, **DEBTS | {field: typed})
        assert refused.value.field == field
        assert not DisciplineView.objects.exists()


def test_sent_twice_is_kept_once_and_an_older_base_is_stale(weighed, given):
    with weighed.standing.inside():
        first = actions.write_view(**given, **DEBTS)
        assert actions.write_view(**given, **DEBTS).pk == first.pk
        second = DEBTS | {"found": "De schulden zijn gestopt."}
        made = actions.write_view(**given, **second, place=1, base_edition=1)
        assert actions.write_view(**given, **second, place=1, base_edition=1).pk == made.pk
        with pytest.raises(Stale) as refused:
            actions.write_view(**given, **DEBTS | {"found": "Weer anders."}, place=1, base_edition=1)
        assert second["found"] in refused.value.theirs
        with pytest.raises(NotVisible):
            actions.write_view(**given, **DEBTS, place=9, base_edition=1)


def test_a_clash_is_named_between_two_or_with_the_rule(weighed, beside, given):
    with weighed.standing.inside():
        actions.write_view(**given, **DEBTS)
        actions.write_view(actor=beside, case_id=weighed.case_id, **YOUTH)
        words = "Bellen nu maakt de onrust groter."
        actions.name_clash(**given, one=2, other=1, words=words)
        actions.name_clash(**given, one=1, other=2, words=words)
        actions.name_clash(
            actor=beside, case_id=weighed.case_id, one=2, other=0, words="De regel wil eerst werk."
        )
        first, second = weighed.facts().disciplines.clashes
        assert (first.one.discipline, first.other.discipline) == ("Schuldhulp", "Jongerenwerk")
        assert (second.one.discipline, second.other) == ("Jongerenwerk", None)
        assert Clash.objects.count() == 2
        for one, other, field in ((1, 1, "other"), (0, 0, "other")):
            with pytest.raises(Invalid) as refused:
                actions.name_clash(**given, one=one, other=other, words=words)
            assert refused.value.field == field
        with pytest.raises(NotVisible):
            actions.name_clash(**given, one=1, other=7, words=words)
        with pytest.raises(Invalid) as refused:
            actions.name_clash(**given, one=1, other=2, words=" ")
        assert refused.value.field == "words"


def test_the_conclusion_says_which_discipline_changed_its_words_or_came_later(weighed, beside, given):
    with weighed.standing.inside():
        with pytest.raises(Invalid):
            actions.conclude(**given, found="Zo.", does="Dit.", because="", rests_on=[])
        actions.write_view(**given, **DEBTS)
        actions.write_view(actor=beside, case_id=weighed.case_id, **YOUTH)
        actions.name_clash(**given, one=1, other=2, words="Dit past niet samen.")
        closing = {
            "found": "Hij wil rust.",
            "does": "Eerst afkicken, dan bellen.",
            "because": "Anders keert het terug.",
        }
        seen = latest(weighed)
        made = actions.conclude(**given, **closing, rests_on=seen)
        assert actions.conclude(**given, **closing, rests_on=seen).pk == made.pk
        found = weighed.facts().disciplines
        assert found.conclusion.changed == () and found.conclusion.later == ()
        actions.write_view(
            actor=beside,
            case_id=weighed.case_id,
            **YOUTH | {"does": "Samen optrekken."},
            place=2,
            base_edition=1,
        )
        actions.write_view(**given, discipline="Werk", found="Hij wil leren.", does="Een opleiding.")
        found = weighed.facts().disciplines
        assert [view.discipline for view in found.conclusion.changed] == ["Jongerenwerk"]
        assert [view.discipline for view in found.conclusion.later] == ["Werk"]
        assert [view.does for view in found.clashes[0].changed] == ["Samen optrekken."]
        assert found.clashes[0].other.does == YOUTH["does"], "the clash keeps what was said then"
        with pytest.raises(Stale):
            actions.conclude(**given, **closing | {"does": "Toch bellen."}, rests_on=seen, base_edition=1)
        actions.conclude(**given, **closing, rests_on=latest(weighed), base_edition=1)
        again = weighed.facts().disciplines.conclusion
        assert again.changed == () and again.later == () and again.edition == 2
        assert Conclusion.objects.count() == 2


def test_two_who_conclude_at_once_both_keep_their_text(weighed, beside, given):
    with weighed.standing.inside():
        actions.write_view(**given, **DEBTS)
        seen = latest(weighed)
        actions.conclude(**given, found="Zo.", does="Dit.", because="", rests_on=seen)
        with pytest.raises(Stale) as refused:
            actions.conclude(
                actor=beside, case_id=weighed.case_id, found="Anders.", does="Dat.", because="", rests_on=seen
            )
        assert "Dit." in refused.value.theirs


def test_a_case_with_one_discipline_owes_nothing(weighed):
    with weighed.standing.inside():
        weighed.think()
        facts = weighed.facts()
    assert not facts.disciplines
    assert "disciplines" not in facts.missing and "disciplines" not in {one.block for one in facts.findings}


def test_strangers_and_readers_write_no_view(weighed):
    reader = weighed.standing.add_reader()
    with weighed.standing.inside():
        actions.write_view(actor=weighed.worker, case_id=weighed.case_id, **DEBTS)
        for who, error in ((weighed.standing.colleague, NotVisible), (reader, NotAllowed)):
            told = {"actor": who, "case_id": weighed.case_id}
            with pytest.raises(error):
                actions.write_view(**told, **YOUTH)
            with pytest.raises(error):
                actions.name_clash(**told, one=1, other=0, words="Past niet.")
            with pytest.raises(error):
                actions.conclude(**told, found="Zo.", does="Dit.", because="", rests_on=[1])
        assert DisciplineView.objects.count() == 1


def test_the_decision_keeps_what_the_disciplines_said(weighed, beside, given):
    with weighed.standing.inside():
        weighed.think()
        actions.write_view(**given, **DEBTS)
        actions.write_view(actor=beside, case_id=weighed.case_id, **YOUTH)
        actions.name_clash(**given, one=1, other=2, words="Dit past niet samen.")
        actions.conclude(
            **given, found="Zo is het.", does="Dit doen we.", because="", rests_on=latest(weighed)
        )
        frozen = queries.freeze(weighed.case_id)
        actions.write_view(**given, **DEBTS | {"does": "Later anders."}, place=1, base_edition=1)
    kept = frozen["disciplines"]
    assert [view["does"] for view in kept["views"]] == [DEBTS["does"], YOUTH["does"]]
    assert kept["clashes"][0]["words"] == "Dit past niet samen."
    assert kept["conclusion"]["does"] == "Dit doen we."
    assert "later" in kept["conclusion"] and frozen["values"][0]["checked_on"] is None


def test_everybody_who_wrote_is_known_also_of_answers_and_comparisons(weighed, beside, given):
    with weighed.standing.inside():
        assert queries.writers_of(weighed.case_id) == set()
        weighed.think()
        assert queries.writers_of(weighed.case_id) == {weighed.worker.id}
        actions.compare_values(
            actor=beside,
            case_id=weighed.case_id,
            comparing=[actions.Comparing(value="return", verdict="equal")],
            base_version=weighed.version,
        )
        assert queries.writers_of(weighed.case_id) == {weighed.worker.id, beside.id}


@pytest.mark.parametrize("part", ["answer", "view", "clash", "conclusion", "urgent"])
def test_one_part_is_enough_to_be_a_writer(weighed, beside, given, part):
    told = {"actor": beside, "case_id": weighed.case_id}
    with weighed.standing.inside():
        weighed.think()
        actions.write_view(**given, **DEBTS)
        {
            "answer": lambda: answer_question(**told, fact="row_38", answer="yes"),
            "view": lambda: actions.write_view(**told, **YOUTH),
            "clash": lambda: actions.name_clash(**told, one=1, other=0, words="De regel past niet."),
            "conclusion": lambda: actions.conclude(
                **told, found="Zo.", does="Dit.", because="", rests_on=latest(weighed)
            ),
            "urgent": lambda: actions.open_urgently(**told, reason="ontruiming morgen"),
        }[part]()
        assert beside.id in queries.writers_of(weighed.case_id)
