"""The bundle of papers of an objection: one PDF with a cover, contents and page numbers (Awb 7:4, 8:42).

Made of what is there: the same papers, choices and steps give the same bytes. What other people told and what
the reporting code holds is never among the papers, and the cover always says so, whether there is any or not.
The resident gets it too: staff stand in it by function where a name is not safe. To be checked by a lawyer.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from naast.decide import letters, objection_queries, queries
from naast.decide.bundle_late import letters_of_late, said_of_late
from naast.decide.bundle_words import Words, other, proof_of, titled, words
from naast.decide.documents import merging, typesetting
from naast.decide.dossier import LETTERS_IN
from naast.decide.models import Decision, Document, FundProof, ObjectionStep
from naast.decide.objection_types import Course, ObjectionFacts, StepFacts
from naast.decide.penalties import Late, late_of
from naast.decide.second_queries import dissents_of
from naast.decide.types import DecisionFacts
from naast.kernel.models import Municipality, StoredFile
from naast.kernel.typesetting import typeset
from naast.people import queries as people
from naast.people.types import CaseFacts, Face
from naast.weigh import paper as weigh_paper

THIRD, WEIGHTY = "third", "weighty"
PICTURES = ("image/jpeg", "image/png")
PDF = "application/pdf"
_WHO = frozenset({"writer", "said_by", "named_by", "reader", "answered_by"})
"""Where a kept weighing names who said something."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper. `called`: its title in the fixed words of a language. `may_leave`: it can be left out with a
    ground; `is_extra`: it comes in only by choice."""

    key: str
    called: Callable[[Words], str]
    made: Callable[[], bytes]
    may_leave: bool = True
    is_extra: bool = False

    @property
    def title(self) -> str:
        """What it is called on paper."""
        return self.title_in(LETTERS_IN)

    def title_in(self, language: str) -> str:
        """What it is called on a page in a language, for who chooses among the papers."""
        with translation.override(language):
            return self.called(words(language))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a bundle is about: an objection to a decision, or to what is owed for being late (`late`)."""

    case: CaseFacts
    objection: ObjectionFacts
    decision: DecisionFacts | None
    late: Late | None
    course: Course

    @property
    def until_on(self) -> dt.date:
        """The day of the latest thing in it: a bundle is of that day, whenever it is made."""
        days = [self.objection.decided_on, self.objection.received_on]
        days += [step.done_on for step in self.course.steps]
        letters_on = [letter.sent_on for letter in self.course.letters]
        return max([*days, *letters_on])

    @property
    def made_at(self) -> dt.datetime:
        return dt.datetime.combine(self.until_on, dt.time(12), tzinfo=dt.UTC)


def subject_of(case: CaseFacts, objection_id: int) -> Subject | None:
    """An objection of a case with its decision and course; None when it is not there."""
    # What steps and verdicts are called goes on paper, whatever language the maker reads the page in.
    with translation.override(LETTERS_IN):
        objection = next((item for item in queries.objections_of(case.id) if item.id == objection_id), None)
        if objection is None:
            return None
        decision = None
        if objection.decision_id is not None:
            decided = queries.decisions_of(case.id)
            decision = next(item for item in decided if item.id == objection.decision_id)
        late = late_of(case.id, objection.notice_id) if objection.notice_id is not None else None
        course = objection_queries.courses_of(case.id, to_resident=True)[objection_id]
        return Subject(case, objection, decision, late, course)


def pieces_of(about: Subject) -> list[Piece]:
    """The papers that there are, in the order of the bundle; what may be added by choice comes last."""
    fixed = words()
    with translation.override(LETTERS_IN):
        found = [
            _written(about, "objection", _objection(about, fixed), may_leave=False),
            *(_of_decision(about, about.decision, fixed) if about.decision else ()),
            *(_of_late(about, about.late, fixed) if about.late else ()),
            _written(about, "course", _course(about, fixed), may_leave=False),
            *_letters(about),
            *_extras(about),
        ]
    return [piece for piece in found if piece is not None]


def _of_decision(about: Subject, decision: DecisionFacts, fixed: Words) -> list[Piece | None]:
    return [
        *_documents(decision.id),
        *_weighing(about, decision.id),
        _written(about, "hearings", _hearings(about, fixed)),
        _written(about, "readings", _readings(about, decision, fixed)),
    ]


def _of_late(about: Subject, late: Late, fixed: Words) -> list[Piece | None]:
    """What was asked and by when, what the resident said, what was determined, and the letters about it."""
    return [
        _written(about, "late", [_entry(*entry) for entry in said_of_late(late, fixed)], may_leave=False),
        *(
            Piece(
                f"late:{row.pk}", functools.partial(other, row), row.file.clear_bytes, row.notice_id is None
            )
            for row in letters_of_late(late)
        ),
    ]


def _written(
    about: Subject, key: str, entries: list[dict[str, Any]], *, may_leave: bool = True
) -> Piece | None:
    if not entries:
        return None
    title = words()["pieces"][key]
    # The title of the piece is that of its only chapter.
    chapters = [{"heading": "", "entries": entries}]
    return Piece(key, titled(key), lambda: _set(about, title, chapters=chapters), may_leave)


def _set(subject: Subject, title: str, **data: Any) -> bytes:
    blank = {"about": [], "contents": [], "contents_heading": "", "columns": [], "chapters": []}
    blank |= {"picture": [], "picture_words": "", "sender": _house(subject), "language": words()["language"]}
    return typesetting.pdf("bundle.typ", blank | data | {"title": title}, made_at=subject.made_at)


def _house(about: Subject) -> str:
    return str(Municipality.objects.get(pk=about.case.municipality_id).name)


def _entry(heading: str, *texts: str) -> dict[str, Any]:
    paragraphs = [line for text in texts for line in letters.paragraphs(text)]
    return {"heading": heading, "paragraphs": paragraphs, "items": []}


def _day(value: dt.date | None) -> str:
    return letters.day(value, letters.words())


def _objection(about: Subject, fixed: Words) -> list[dict[str, Any]]:
    item, lines = about.objection, fixed["lines"]
    late = lines["late"].format(day=_day(item.term_ends_on)) if item.is_late else ""
    why = about.course.last(ObjectionStep.LATE)
    entries = [_entry("", lines["received"].format(day=_day(item.received_on)), late, item.words)]
    return [*entries, _entry(lines["late_why"], why.words)] if why else entries


def _called(faces: Iterable[Face]) -> dict[int, str]:
    """How staff are called to the resident, by id: the function where a name is not safe."""
    shown = people.staff_faces({face.id for face in faces}, to_resident=True)
    return {number: face.name or face.function for number, face in shown.items()}


def _hearings(about: Subject, fixed: Words) -> list[dict[str, Any]]:
    lines = fixed["lines"]
    hearings = queries.hearings_of(about.case.id)
    called = _called(item.heard_by for item in hearings)
    found = []
    for item in reversed(hearings):
        who = called[item.heard_by.id]
        if item.words:
            heading = lines["heard"].format(day=_day(item.held_on), way=item.way_label or "-", who=who)
            found.append(_entry(heading, item.words))
        if item.why_not:
            found.append(_entry(who, lines["not_heard"].format(why=item.why_not)))
    return found


def _readings(about: Subject, decision: DecisionFacts, fixed: Words) -> list[dict[str, Any]]:
    lines, readings = fixed["lines"], decision.readings
    dissents = [item for item in dissents_of(about.case.id) if item.decision_id == decision.id]
    called = _called(
        [
            *(item.reader for item in readings),
            *(answer.said_by for item in readings for answer in item.answers),
            *(item.said_by for item in dissents),
        ]
    )
    found = []
    for item in readings:
        heading = lines["read"].format(
            who=called[item.reader.id],
            role=item.role_label,
            day=_day(item.read_on),
            verdict=item.verdict_label,
        )
        found.append(_entry(heading, item.words))
        found += [
            _entry(
                lines["answer"].format(who=called[answer.said_by.id], day=_day(answer.said_on)), answer.words
            )
            for answer in item.answers
        ]
    found += [
        _entry(lines["dissent"].format(who=called[item.said_by.id], day=_day(item.said_on)), item.words)
        for item in dissents
    ]
    return found


def _course(about: Subject, fixed: Words) -> list[dict[str, Any]]:
    return [_step(step, fixed["lines"]) for step in about.course.steps if step.kind != ObjectionStep.LATE]


def _step(step: StepFacts, lines: Words) -> dict[str, Any]:
    who = (step.by.name or step.by.function) if step.by else lines["by_resident"]
    label = f"{step.kind_label}: {step.verdict_label}" if step.verdict_label else step.kind_label
    heading = f"{_day(step.done_on)}, {label[:1].upper()}{label[1:]} ({step.source}), {who}"
    said = []
    if step.hearing_on:
        said.append(
            lines["hearing"].format(
                day=_day(step.hearing_on),
                way=step.way_label,
                place=step.place or "-",
                papers_from=_day(step.papers_from),
            )
        )
    if step.because_label:
        said.append(lines["ground"].format(ground=step.because_label))
    if step.part_labels:
        said.append(lines["parts"].format(parts=", ".join(step.part_labels)))
    if step.until_on:
        line = "complete_until" if step.kind == ObjectionStep.ASKED else "until"
        said.append(lines[line].format(day=_day(step.until_on)))
    return _entry(heading, *said, step.words)


def _documents(decision_id: int) -> list[Piece]:
    order = {Document.LETTER: 0, Document.REPORT: 1}
    rows = Document.objects.filter(decision_id=decision_id).select_related("file")
    return [
        Piece(row.kind, titled(row.kind), row.file.clear_bytes, row.kind != Document.LETTER)
        for row in sorted(rows, key=lambda row: order[row.kind])
    ]


def _weighing(about: Subject, decision_id: int) -> list[Piece]:
    frozen = Decision.objects.values_list("frozen", flat=True).get(pk=decision_id)
    if not frozen.get("weighing"):
        return []
    said = weigh_paper.About(
        municipality=_house(about),
        resident=about.case.resident_name,
        request=frozen.get("request", ""),
        wish=frozen.get("wish", ""),
    )
    kept = by_function(frozen["weighing"], people.names_not_safe())
    return [Piece("weighing", titled("weighing"), lambda: weigh_paper.pdf(kept, said, made_at=about.made_at))]


def by_function(kept: Any, functions: Mapping[str, str]) -> Any:
    """What was kept of a weighing, with the function where it names staff of `functions` (by name)."""
    if isinstance(kept, list):
        return [by_function(item, functions) for item in kept]
    if not isinstance(kept, dict):
        return kept
    return {
        key: functions.get(value, value)
        if key in _WHO and isinstance(value, str)
        else by_function(value, functions)
        for key, value in kept.items()
    }


def _letters(about: Subject) -> list[Piece]:
    rows = Document.objects.filter(step__objection_id=about.objection.id).select_related("file", "step")
    return [
        Piece(f"paper:{row.pk}", titled(row.step.kind, "papers"), row.file.clear_bytes)
        for row in rows.order_by("id")
    ]


def _extras(about: Subject) -> list[Piece]:
    """Papers of the same case that the writer may add: other letters and reports, and proofs of delivery."""
    rows = Document.objects.filter(case_id=about.case.id).exclude(step__objection_id=about.objection.id)
    if about.decision is not None:
        rows = rows.exclude(decision_id=about.decision.id)
    if about.late is not None:
        rows = rows.exclude(pk__in=letters_of_late(about.late).values("pk"))
    found = [
        Piece(f"document:{row.pk}", functools.partial(other, row), row.file.clear_bytes, is_extra=True)
        for row in rows.select_related("file").order_by("id")
    ]
    proofs = FundProof.objects.filter(case_id=about.case.id, file__media_type__in=[PDF, *PICTURES])
    for proof in proofs.select_related("file").order_by("id"):
        called = functools.partial(proof_of, proof.file.name)
        made = functools.partial(_of_file, about, proof.file, called(words()))
        found.append(Piece(f"proof:{proof.pk}", called, made, is_extra=True))
    return found


def _of_file(about: Subject, file: StoredFile, title: str) -> bytes:
    content: bytes = file.clear_bytes()
    if file.media_type == PDF:
        return content
    return _set(about, title, picture=list(content), picture_words=file.name)


def pdf(about: Subject, chosen: list[Piece], left_out: Sequence[tuple[str, str]]) -> bytes:
    """The bundle of these papers; `left_out` are the title and the ground of each that is not in it.

    Raises `merging.NotReadable` for a file that is no readable PDF.
    """
    with translation.override(LETTERS_IN):
        parts = [(piece.title, piece.made()) for piece in chosen]
        counts = [merging.page_count(content) for _title, content in parts]
        covers = 1
        cover = _cover(about, parts, counts, covers, left_out)
        if merging.page_count(cover) != covers:
            covers = merging.page_count(cover)
            cover = _cover(about, parts, counts, covers, left_out)
        return merging.merged(
            [(words()["contents"], cover), *parts], stamps=_stamps(about, covers + sum(counts))
        )


def _cover(
    about: Subject,
    parts: list[tuple[str, bytes]],
    counts: list[int],
    covers: int,
    left_out: Sequence[tuple[str, str]],
) -> bytes:
    fixed = words()
    said = {
        "municipality": _house(about),
        "resident": about.case.resident_name,
        "decision_id": about.objection.decision_id,
        "decided_on": _day(about.objection.decided_on),
        "objection_id": about.objection.id,
        "received_on": _day(about.objection.received_on),
        "until_on": _day(about.until_on),
    }
    starts = [covers + 1 + sum(counts[:at]) for at in range(len(counts))]
    contents = [
        {"number": str(at), "title": title, "page": str(start)}
        for at, ((title, _content), start) in enumerate(zip(parts, starts, strict=True), start=1)
    ]
    missing = fixed["left_out"]
    lines = [
        missing["line"].format(title=title, ground=fixed["grounds"][ground]) for title, ground in left_out
    ]
    out = _entry("", missing["always"], "" if lines else missing["none"]) | {"items": lines}
    return _set(
        about,
        fixed["title"].format_map(said),
        about=[line.format_map(said) for line in fixed["about_late" if about.late else "about"]],
        contents=contents,
        contents_heading=fixed["contents"],
        columns=fixed["columns"],
        chapters=[{"heading": missing["heading"], "entries": [out]}],
    )


def _stamps(about: Subject, pages: int) -> bytes:
    line = words()["page"]
    data = {
        "language": words()["language"],
        "pages": [
            line.format(objection_id=about.objection.id, page=number, pages=pages)
            for number in range(1, pages + 1)
        ],
    }
    here = typesetting.HERE
    return typeset(here / "stamps.typ", data, "pdf", root=here, timestamp=int(about.made_at.timestamp()))
