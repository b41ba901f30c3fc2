"""One objection, from its receipt to its end: what was done, by when, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.decide import (
    actions,
    forms_objections,
    letter_queries,
    letters,
    objection_queries,
    penalties,
    queries,
)
from naast.decide.actions import previewing
from naast.decide.actions.leaving import BESIDE, OWN_HAND
from naast.decide.actions.proposing import draft_key
from naast.decide.letter_queries import DispatchFacts
from naast.decide.models import Document
from naast.decide.objection_types import Course, HearingDay, ObjectionFacts
from naast.decide.views.kept import kept, with_drafts
from naast.decide.views.ways import SAID
from naast.kernel import actors, clock, terms
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts

MAKE = gettext_lazy("Make the letter and send it")
Given = dict[str, Any]
Clean = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Do:
    """Something that can be done with an objection: its form, what it does, and its words."""

    form: type[Form]
    act: Callable[[Given, Clean], int]
    title: str | Promise
    article: str
    button: str | Promise
    done: str | Promise
    draft: str = ""

    @property
    def has_letter(self) -> bool:
        """Whether the resident hears of it by a letter."""
        return issubclass(self.form, forms_objections.LetterStepForm)


def _confirm(given: Given, clean: Clean) -> int:
    return actions.confirm_objection(**given, with_committee=clean["with_committee"], way=clean["letter_way"])


def _invite(given: Given, clean: Clean) -> int:
    day = HearingDay(
        clean["hearing_on"], clean["way"], clean["place"], clean["hearing_at"], clean["papers_from"]
    )
    return actions.invite_to_hearing(**given, hearing=day, letter_way=clean["letter_way"])


DOING = {
    "bevestigen": Do(
        forms_objections.ConfirmForm,
        _confirm,
        gettext_lazy("Confirm in writing that it came in"),
        "Awb 6:14",
        MAKE,
        "",
    ),
    "te-laat": Do(
        forms_objections.LateForm,
        lambda given, clean: actions.say_why_late(**given, **clean),
        gettext_lazy("Write down why it came later"),
        "Awb 6:11",
        gettext_lazy("Keep"),
        gettext_lazy("Kept."),
    ),
    "aanvullen": Do(
        forms_objections.AskForm,
        lambda given, clean: actions.ask_to_complete(**given, **clean),
        gettext_lazy("Ask what is missing"),
        "Awb 6:5, 6:6",
        MAKE,
        "",
    ),
    "aangevuld": Do(
        forms_objections.CompletedForm,
        lambda given, clean: actions.complete_objection(**given, **clean),
        gettext_lazy("Write down what came in"),
        "Awb 6:6",
        gettext_lazy("Keep"),
        gettext_lazy("Kept."),
    ),
    "toevoegen": Do(
        forms_objections.AddedForm,
        lambda given, clean: actions.add_to_objection(**given, **clean),
        gettext_lazy("Write down what the resident adds"),
        "Awb 6:4, 7:4",
        gettext_lazy("Keep"),
        gettext_lazy("Kept with the objection that runs."),
    ),
    "uitnodigen": Do(
        forms_objections.InviteForm,
        _invite,
        gettext_lazy("Invite to a hearing"),
        "Awb 7:2 - 7:4",
        MAKE,
        "",
    ),
    "niet-horen": Do(
        forms_objections.NoHearingForm,
        lambda given, clean: actions.go_without_hearing(**given, **clean),
        gettext_lazy("Write down why there is no hearing"),
        "Awb 7:3",
        gettext_lazy("Keep"),
        gettext_lazy("Kept."),
    ),
    "gehoord": Do(
        forms_objections.HeardForm,
        lambda given, clean: actions.note_hearing(**given, **clean),
        gettext_lazy("Write down what was said"),
        "Awb 7:7",
        gettext_lazy("Keep"),
        gettext_lazy("Kept."),
        "objection_heard",
    ),
    "uitstellen": Do(
        forms_objections.PostponeForm,
        lambda given, clean: actions.postpone_answer(**given, **clean),
        gettext_lazy("Give the answer later"),
        "Awb 7:10",
        MAKE,
        "",
    ),
    "beslissen": Do(
        forms_objections.VerdictForm,
        lambda given, clean: actions.decide_objection(**given, **clean),
        gettext_lazy("Decide on the objection"),
        "Awb 7:11, 7:12",
        gettext_lazy("Decide, and send the letter"),
        gettext_lazy("Decided. The letter tells the way to the court."),
        "objection_verdict",
    ),
    "intrekken": Do(
        forms_objections.TakeBackForm,
        lambda given, clean: actions.withdraw_objection(**given, **clean),
        gettext_lazy("The resident takes the objection back"),
        "Awb 6:21",
        gettext_lazy("Keep"),
        gettext_lazy("The objection was taken back."),
    ),
}
OF_HANDLER = ("aanvullen", "uitnodigen", "niet-horen", "gehoord", "uitstellen", "beslissen")


@staff_page()
def course(request: Request, case_id: int, objection_id: int, step: str = "") -> HttpResponse:
    """The objection with its steps and letters; a step is sent to its own address."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.objection")
    found = _facts(case.id, objection_id)
    can = _can(request, case, *found)
    sent: Form | None = None
    shown: list[letters.Letter] = []
    if request.method == "POST":
        if step not in DOING:
            raise NotVisible
        doing = DOING[step]
        sent = _form_of(step, found[0])(
            request.POST, auto_id=f"{step}_%s", **_asks(request, case, step, found[1])
        )
        given = {"actor": request.actor, "case_id": case.id, "objection_id": objection_id}
        handles = _handles(request, found[0])
        if request.POST.get("do") == "show" and doing.has_letter:
            kept(sent, lambda: shown.append(_tried(doing, given, sent, handles=handles)))
        elif kept(sent, lambda: _done(doing, given, sent.cleaned_data if sent else {}, handles=handles)):
            told = (doing.done, SAID.get(sent.cleaned_data.get("letter_way", ""), ""))
            messages.success(request, " ".join(str(words) for words in told if words))
            return HttpResponseRedirect(_after(request, case, objection_id))
    elif step:
        return HttpResponseRedirect(reverse("decide:objection", args=[case.id, objection_id]))
    return _page(request, case, objection_id, Tried(can, step, sent, shown[0] if shown else None))


def _tried(doing: Do, given: Given, form: Form | None, *, handles: bool) -> letters.Letter:
    """The letter as it would leave today, with nothing kept."""
    clean = {**(form.cleaned_data if form else {}), "letter_way": Document.PAPER}
    return previewing.letter_of(lambda: _done(doing, given, clean, handles=handles), "step_id")


def _done(doing: Do, given: Given, clean: Clean, *, handles: bool) -> int:
    """Who handles the objection and may not end it, for want of a mandate, keeps what they wrote."""
    try:
        return doing.act(given, clean)
    except NotAllowed as refusal:
        if not handles:
            raise
        raise Invalid(str(refusal)) from refusal


def _after(request: Request, case: CaseFacts, objection_id: int) -> str:
    """Whoever came in only to handle it leaves the case with its end."""
    places = people.circle_of(case.id)
    if any(place.face.kind == "staff" and place.face.id == request.actor.id for place in places):
        return reverse("decide:objection", args=[case.id, objection_id])
    return reverse("decide:waiting")


def _facts(case_id: int, objection_id: int) -> tuple[ObjectionFacts, Course]:
    found = next((item for item in queries.objections_of(case_id) if item.id == objection_id), None)
    if found is None:
        raise NotVisible
    return found, objection_queries.courses_of(case_id)[objection_id]


def _can(request: Request, case: CaseFacts, objection: ObjectionFacts, course: Course) -> list[str]:
    """What this member of staff can do now."""
    if not objection.is_open:
        return []
    handles = _handles(request, objection)
    if not (handles or _beside(request, case)):
        return []
    able = [] if course.last("confirmed") else ["bevestigen"]
    if objection.is_late and not course.last("late"):
        able.append("te-laat")
    if course.missing:
        able.append("aangevuld")
    if handles:
        heard = course.last("heard") or course.last("not_heard")
        able += [name for name in OF_HANDLER if name != "beslissen" or heard]
    return [*able, "toevoegen", "intrekken"]


def _first(can: list[str], course: Course) -> str:
    """Of what can be done what comes first: receipt, what is missing, the hearing, and then the verdict."""
    hearing = "gehoord" if course.last("invited") else "uitnodigen"
    order = ("bevestigen", "te-laat", "aangevuld", "beslissen", hearing)
    return next((name for name in order if name in can), "")


def _handles(request: Request, objection: ObjectionFacts) -> bool:
    return objection.handler is not None and objection.handler.id == request.actor.id


def _beside(request: Request, case: CaseFacts) -> bool:
    return case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)


@dataclass(frozen=True, slots=True)
class Tried:
    """What can be done, and what was tried just now: its form, refused or with the letter it would send."""

    can: list[str]
    step: str
    sent: Form | None
    letter: letters.Letter | None = None


def _page(request: Request, case: CaseFacts, objection_id: int, tried: Tried) -> HttpResponse:
    can, step, sent = tried.can, tried.step, tried.sent
    objection, course = _facts(case.id, objection_id)
    dispatches = letter_queries.dispatches_of(case.id)
    steps = {item.id for item in course.steps}
    shown = [*can, *([step] if sent is not None and step not in can else [])]
    first = _first(can, course)
    context = {
        "case": case,
        "step": "decide",
        "objection": objection,
        "course": course,
        **_determined(case, objection),
        "handles": _handles(request, objection),
        "may_write": _beside(request, case),
        "sent": sent,
        "may_send": _beside(request, case) or _handles(request, objection),
        "handles_only": not _beside(request, case),
        "letters": _letters(course, [row for row in dispatches if row.step_id in steps]),
        "doing": [
            {
                "name": name,
                "do": DOING[name],
                "form": sent
                if sent is not None and name == step
                else _blank(request, case, objection, course, name),
                "first": name == first,
                "open": sent is not None and name == step,
                "letter": tried.letter if name == step else None,
                "draft_object": draft_key(case.id, f"{DOING[name].draft}:{objection_id}")
                if DOING[name].draft
                else "",
            }
            for name in sorted(shown, key=lambda name: name != first)
        ],
    }
    refused = sent is not None and tried.letter is None
    return render(request, "decide/objection.html", context, status=422 if refused else 200)


def _determined(case: CaseFacts, objection: ObjectionFacts) -> dict[str, Any]:
    """What was determined for being late, with its clock, where the objection is about that."""
    late = penalties.late_of(case.id, objection.notice_id) if objection.notice_id else None
    return {} if late is None else {"clock": late.now, "notice": late.notice}


def _letters(course: Course, dispatches: list[DispatchFacts]) -> list[dict[str, Any]]:
    """The letters that left and those that wait, in order, each with how it leaves or left."""
    left = {letter.step_id: letter for letter in course.letters}
    last = {row.step_id: row for row in dispatches if not row.was_sent_since}
    return [
        {"step": step, "letter": left.get(step.id), "dispatch": last.get(step.id)}
        for step in course.steps
        if step.id in left or step.id in last
    ]


def _form_of(name: str, objection: ObjectionFacts) -> type[Form]:
    """About what is owed for being late the decision says how many days were late."""
    if name == "beslissen" and objection.notice_id is not None:
        return forms_objections.PenaltyVerdictForm
    return DOING[name].form


def _asks(request: Request, case: CaseFacts, name: str, course: Course) -> dict[str, Any]:
    """What a form asks beside what was typed."""
    if name == "aangevuld":
        return {"missing": course.missing}
    if not DOING[name].has_letter:
        return {}
    known = people.writing_to(case.resident_id).address.strip()
    ways = letter_queries.ways_for(case)
    if name == "beslissen" and not _beside(request, case):
        # With the end they go out of the case, and could not print it any more.
        by_others = [way for way in ways if way[0] not in OWN_HAND]
        ways = [(BESIDE, _("Who stands beside the resident sends it")), *by_others]
    return {"ways": ways, "no_address": not known}


def _blank(request: Request, case: CaseFacts, objection: ObjectionFacts, course: Course, name: str) -> Form:
    standing: Given = {}
    if name == "aanvullen":
        standing = {"until_on": terms.add_weeks(clock.today(), 2)}
    if name in ("aangevuld", "toevoegen"):
        standing = {"came_on": clock.today()}
    if name == "gehoord":
        standing = {"held_on": clock.today()}
    if name == "uitnodigen":
        standing = {"papers_from": clock.today(), "hearing_on": terms.add_weeks(clock.today(), 2)}
    doing = DOING[name]
    if doing.draft:
        standing = with_drafts(request.actor, case.id, f"{doing.draft}:{objection.id}", standing)
    return _form_of(name, objection)(
        initial=standing, auto_id=f"{name}_%s", **_asks(request, case, name, course)
    )


@staff_page()
def paper(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    """A bundle of papers, as PDF."""
    case = people.case_for(request.actor, case_id)
    stored = objection_queries.paper_file(case.id, paper_id)
    looked(request, case.id, "decide.objection_paper")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response
