"""Reads about letters: in which words, how one may leave, and how those that wait stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from naast.decide.about import About, about_of
from naast.decide.kept_letters import about_label
from naast.decide.models import Dispatch, Document, LetterTemplate
from naast.decide.models.after import ABOUT
from naast.decide.models.dispatch import (
    FAILED,
    KINDS,
    LEFT,
    NO_ADDRESS,
    NO_FOLDER,
    ON_ITS_WAY,
    TAKEN_BACK,
    UNSURE,
)
from naast.decide.wording import Block, Wording, house
from naast.kernel import clock, messages
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.people import queries as people
from naast.people import reach
from naast.people.queries import staff_face
from naast.people.types import CaseFacts, Face


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """One version of the wording of a kind of letter. `is_house`: back to the words of the house."""

    id: int
    kind: str
    kind_label: str
    from_on: dt.date
    why: str
    made_by: Face
    made_on: dt.date
    is_house: bool
    wording: Wording


@dataclass(frozen=True, slots=True)
class KindFacts:
    """A kind of letter with what holds today (None: the wording of the house), what comes, and what was."""

    kind: str
    label: str
    now: WordingFacts | None
    later: tuple[WordingFacts, ...]
    earlier: tuple[WordingFacts, ...]

    @property
    def is_own(self) -> bool:
        """Whether the municipality's own words hold today."""
        return self.now is not None and not self.now.is_house


@dataclass(frozen=True, slots=True)
class DispatchFacts:
    """How one letter leaves or left. `back_on`: the post brought it back; `called_on`: somebody called.

    `about_label`: what it is about, where that is no decision.
    """

    id: int
    case_id: int
    about: About
    about_label: str
    resident_name: str
    way: str
    way_label: str
    state: str
    state_label: str
    problem_label: str
    asked_on: dt.date
    asked_by: Face
    printed_for: dt.date | None
    accepted_at: dt.datetime | None
    left_on: dt.date | None
    left_by: Face | None
    document_id: int | None
    parts: dict[str, str]
    back_on: dt.date | None
    back_words: str
    called_on: dt.date | None
    called_words: str
    called_by: Face | None
    objection_id: int | None = None
    was_sent_since: bool = False

    @property
    def decision_id(self) -> int | None:
        return self.about.decision_id

    @property
    def step_id(self) -> int | None:
        return self.about.step_id

    @property
    def change_id(self) -> int | None:
        return self.about.change_id

    @property
    def notice_id(self) -> int | None:
        return self.about.notice_id

    @property
    def may_go_again(self) -> bool:
        """Whether it did not leave, or perhaps, and can be sent in another way."""
        return self.state in (FAILED, UNSURE, TAKEN_BACK) and not self.was_sent_since

    @property
    def waits(self) -> bool:
        """Whether it is made ready and has not left."""
        return self.state in ON_ITS_WAY


def kinds() -> list[tuple[str, str]]:
    """Every kind of letter, as code and words."""
    return [(code, str(label)) for code, label in KINDS]


def kind_of(kind: str) -> KindFacts:
    """One kind with all versions of its wording. Raises NotVisible for an unknown one."""
    labels = dict(kinds())
    if kind not in labels:
        raise NotVisible
    rows = LetterTemplate.objects.filter(kind=kind).select_related("made_by")
    found = [_wording_facts(row) for row in rows.order_by("-from_on", "-id")]
    today = clock.today()
    later = tuple(row for row in reversed(found) if row.from_on > today)
    past = [row for row in found if row.from_on <= today]
    return KindFacts(kind, labels[kind], past[0] if past else None, later, tuple(past[1:]))


def wording_on(kind: str, day: dt.date) -> Wording:
    """The words that hold on a day: of the municipality, otherwise of the house. One query."""
    row = LetterTemplate.objects.filter(kind=kind, from_on__lte=day).order_by("-from_on", "-id").first()
    return house(kind) if row is None else wording_of(row)


def wording_of(row: LetterTemplate | None, kind: str = "") -> Wording:
    """The words of one version; without a version those of the house."""
    if row is None or not row.blocks:
        return house(row.kind if row else kind)
    blocks = tuple(Block(block["key"], block["heading"], block["text"]) for block in row.blocks)
    return Wording(row.kind, row.title, row.salutation, row.closing, blocks, row.pk)


def _wording_facts(row: LetterTemplate) -> WordingFacts:
    return WordingFacts(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        from_on=row.from_on,
        why=row.why,
        made_by=staff_face(row.made_by),
        made_on=row.made_at.astimezone(clock.AMSTERDAM).date(),
        is_house=not row.blocks,
        wording=wording_of(row),
    )


def ways_for(case: CaseFacts) -> list[tuple[str, str]]:
    """How a letter to this resident may leave; a message by mail only when they chose to be reached so, and
    have a folder to read the letter in."""
    ways = [(code, str(label)) for code, label in Document.WAYS]
    return ways if may_mail(case) else [way for way in ways if way[0] != Document.MAIL]


def may_mail(case: CaseFacts) -> bool:
    """Whether the resident chose mail and opened their folder before (Awb 2:14: only who said so), and a mail
    server was set up: a message in a file reaches nobody, and no term runs from it."""
    return messages.mail_is_set() and not why_not_mail(case)


def why_not_mail(case: CaseFacts) -> str:
    """A code of `models.dispatch.PROBLEMS` when no message can go by mail; otherwise empty."""
    wants = people.reach_of_each([case.resident_id])[case.resident_id]
    if wants.channel != reach.MAIL or not wants.email:
        return NO_ADDRESS
    return "" if people.used_folders([case.resident_id], case.municipality_id) else NO_FOLDER


def dispatches_of(case_id: int) -> list[DispatchFacts]:
    """How the letters of a case leave or left, the last one first. The caller has authorised."""
    return [_dispatch(row) for row in _rows().filter(case_id=case_id).order_by("-id")]


def dispatch_of(actor: Actor, case_id: int, dispatch_id: int) -> DispatchFacts:
    """One of them, for the circle. Raises NotVisible."""
    case = people.case_for(actor, case_id)
    row = _rows().filter(case_id=case.id, pk=dispatch_id).first()
    if row is None:
        raise NotVisible
    return _dispatch(row)


def typed_before(dispatches: Iterable[DispatchFacts], decision_id: int) -> dict[str, str]:
    """The words with which this letter was made ready before, when it has not left: to go on with."""
    own = [row for row in dispatches if row.decision_id == decision_id]
    return own[0].parts if own and own[0].state != LEFT else {}


def queue(actor: Actor) -> list[DispatchFacts]:
    """The letters that wait for the post, of the residents whom this actor stands beside and about objections
    that they handle, oldest first."""
    return [_dispatch(row) for row in in_queue(actor).order_by("asked_on", "id")]


def in_queue(actor: Actor) -> QuerySet[Dispatch]:
    """The rows of `queue`, for the actions."""
    cases = people.cases_for(actor, open_only=False)
    beside = Q(case_id__in=[case.id for case in cases if case.stands_beside])
    handled = Q(case_id__in=[case.id for case in cases], step__objection__handler_id=actor.id)
    rows: QuerySet[Dispatch] = _rows().filter(beside | handled, way=Document.POST, state__in=ON_ITS_WAY)
    return rows


def printed_on(actor: Actor, day: dt.date) -> list[tuple[int, StoredFile]]:
    """What was printed for a day and still waits: the case and the file, in the order of the queue."""
    rows = in_queue(actor).filter(printed_for=day).select_related("printed").order_by("asked_on", "id")
    return [(row.case_id, row.printed) for row in rows if row.printed is not None]


def printed_file(case_id: int, dispatch_id: int) -> StoredFile:
    """One letter of the queue as it was printed. Raises NotVisible when it was not, or has left."""
    row = Dispatch.objects.filter(case_id=case_id, pk=dispatch_id, state__in=ON_ITS_WAY, way=Document.POST)
    found = row.select_related("printed").first()
    if found is None or found.printed is None:
        raise NotVisible
    stored: StoredFile = found.printed
    return stored


def _rows() -> QuerySet[Dispatch]:
    rows: QuerySet[Dispatch] = Dispatch.objects.select_related(
        "case__resident", "asked_by", "left_by", "called_by", "step", "change"
    ).defer("letter")
    own = [Q(**{name: OuterRef(name)}) for name in ABOUT]
    later = Dispatch.objects.filter(reduce(or_, own), pk__gt=OuterRef("pk"))
    return rows.annotate(since=Exists(later))


def _dispatch(row: Dispatch) -> DispatchFacts:
    return DispatchFacts(
        id=row.pk,
        case_id=row.case_id,
        about=about_of(row),
        about_label=about_label(row),
        resident_name=row.case.resident.name,
        way=row.way,
        way_label=row.get_way_display(),
        state=row.state,
        state_label=row.get_state_display(),
        problem_label=row.get_problem_display() if row.problem else "",
        asked_on=row.asked_on,
        asked_by=staff_face(row.asked_by),
        printed_for=row.printed_for,
        accepted_at=row.accepted_at,
        left_on=row.left_on,
        left_by=staff_face(row.left_by) if row.left_by else None,
        document_id=row.document_id,
        parts=row.parts,
        back_on=row.back_on,
        back_words=row.back_words,
        called_on=row.called_on,
        called_words=row.called_words,
        called_by=staff_face(row.called_by) if row.called_by else None,
        objection_id=row.step.objection_id if row.step else None,
        was_sent_since=getattr(row, "since", False),
    )


def page_of(row: DispatchFacts | Dispatch) -> str:
    """The page on which a letter stands with what it is about."""
    objection_id = row.step.objection_id if isinstance(row, Dispatch) and row.step else None
    if isinstance(row, DispatchFacts):
        objection_id = row.objection_id
    if objection_id is not None:
        return reverse("decide:objection", args=[row.case_id, objection_id])
    if row.change_id is not None or row.notice_id is not None:
        return reverse("decide:clocks", args=[row.case_id])
    return f"{reverse('decide:overview', args=[row.case_id])}#besluit-{row.decision_id}"
