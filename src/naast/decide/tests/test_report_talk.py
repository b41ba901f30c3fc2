"""The report beside a decision holds what the disciplines said and what who read along asked."""

from __future__ import annotations

from django.utils import translation

from naast.decide import queries
from naast.decide.models import Decision
from naast.weigh import actions as weigh
from naast.weigh.blocks import fingerprint
from naast.weigh.models import LegalValue
from naast.weigh.queries import weighing_or_blank
from naast.weigh.types import block_words

from .test_papers import pages_text


def test_disciplines_conclusion_and_remarks_are_in_the_report_without_names(deciding):
    reader = deciding.standing.add_reader()
    with deciding.inside():
        deciding.ready()
        given = deciding.given
        for discipline, does in (("Schuldhulp", "Wij bellen."), ("Jongerenwerk", "Eerst rust.")):
            weigh.write_view(**given, discipline=discipline, found="Zo zien wij het.", does=does)
        weigh.name_clash(**given, one=1, other=2, words="Bellen maakt onrust.")
        views = weighing_or_blank(deciding.case_id).disciplines.views
        weigh.conclude(
            **given,
            found="Zij wil rust.",
            does="Eerst rust, dan bellen.",
            because="Anders keert het terug.",
            rests_on=[view.id for view in views],
        )
        facts = weighing_or_blank(deciding.case_id)
        weigh.make_remark(
            actor=reader,
            case_id=deciding.case_id,
            block="effect",
            words="Is dit haar eigen doel?",
            seen=fingerprint(facts.texts["effect"]),
        )
        remark = weighing_or_blank(deciding.case_id).remarks[0]
        weigh.answer_remark(**given, remark_id=remark.id, words="Ja, zij zei het zo.")
        deciding.propose()
        deciding.decide(deciding.worker)
        papers = {paper.kind: paper for paper in queries.letters_of(deciding.case_id)}
        report = queries.file_of(deciding.case_id, papers["report"].id).clear_bytes()
    text = " ".join(pages_text(report).split())
    for words in (
        "Hoe Schuldhulp het ziet", "Wij bellen.", "Hoe Jongerenwerk het ziet", "Eerst rust.",
        "Wat niet samenging", "Bellen maakt onrust.", "Eerst rust, dan bellen.", "Anders keert het terug.",
        "Is dit haar eigen doel?", "Antwoord: Ja, zij zei het zo.",
    ):  # fmt: skip
        assert words in text
    assert "Leo Lezer" not in text


def test_the_report_is_dutch_also_when_the_decider_works_in_english(deciding):
    reader = deciding.standing.add_reader()
    with deciding.inside():
        deciding.ready()
        weigh.compare_values(
            **deciding.given,
            comparing=[weigh.Comparing(value="return", verdict="better", words="Het kind blijft thuis.")],
            base_version=deciding.version,
        )
        seen = fingerprint(weighing_or_blank(deciding.case_id).texts["effect"])
        weigh.make_remark(
            actor=reader, case_id=deciding.case_id, block="effect", words="Is dit haar doel?", seen=seen
        )
        value = LegalValue.objects.get(key="veilige-plek")
        deciding.propose()
        with translation.override("en"):
            decision_id = deciding.decide(deciding.worker)
            title, verdict = block_words("effect"), "better"
        papers = {paper.kind: paper for paper in queries.letters_of(deciding.case_id)}
        report = queries.file_of(deciding.case_id, papers["report"].id).clear_bytes()
        kept = Decision.objects.get(pk=decision_id).frozen["weighing"]
    assert [one["words"] for one in kept["values"]] == [value.words_nl]
    text = " ".join(pages_text(report).split())
    assert value.words_nl in text
    for english in (value.words_en, title, verdict):
        assert english not in text
