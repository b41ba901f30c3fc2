"""Disciplines beside each other: each its own words, what clashes, and one conclusion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import actors, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.plan import queries as plan_queries
from naast.weigh import actions, queries
from naast.weigh.actions.disciplines import RULE
from naast.weigh.actions.weighing import draft_key
from naast.weigh.asked import chooses, with_choice
from naast.weigh.forms_talk import ClashForm, ConclusionForm, RewordForm, ViewForm
from naast.weigh.said import DisciplinesFacts, ViewFacts
from naast.weigh.views.thinking import OtherText

NEW, CLASH, CONCLUSION = "view-0", "clash", "conclusion"


@dataclass(frozen=True, slots=True)
class ViewOnPage:
    """A view, and for who wrote it the form to put it in other words."""

    view: ViewFacts
    form: RewordForm | None
    draft: str


@staff_page()
def disciplines(request: Request, case_id: int) -> HttpResponse:
    """The rule and each discipline beside each other; below them what clashes and the conclusion."""
    return _page(request, people_queries.case_for(request.actor, case_id))


def _page(
    request: Request,
    case: CaseFacts,
    *,
    sent: dict[str, Form] | None = None,
    status: int = 200,
    theirs: str = "",
) -> HttpResponse:
    """`sent`: forms that were refused, by the part of their draft; they stand open with what was typed."""
    looked(request, case.id, "weigh.disciplines")
    plan = plan_queries.plan_of(case.id)
    found = queries.weighing_or_blank(case.id, plan=plan).disciplines
    may_write = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    forms, older = _forms(request.actor, case.id, found) if may_write else ({}, [])
    asked = chooses(request.actor, case)
    for form in forms.values():
        with_choice(form, asked=asked)
    if may_write:
        forms |= sent or {}
    context: dict[str, Any] = {
        "case": case,
        "step": "weigh",
        "obstacle": plan.obstacle if plan else None,
        "found": found,
        "views": [_on_page(case.id, view, forms) for view in found.views],
        "forms": {name.replace("-", "_"): form for name, form in forms.items()},
        "sent": set(sent or ()),
        "theirs": theirs,
        # What was refused stands in its form already.
        "older": [] if sent else older,
        "may_write": may_write,
        "draft_new": draft_key(case.id, NEW),
        "draft_clash": draft_key(case.id, CLASH),
        "draft_conclusion": draft_key(case.id, CONCLUSION),
    }
    return render(request, "weigh/disciplines.html", context, status=status)


def _forms(actor: Actor, case_id: int, found: DisciplinesFacts) -> tuple[dict[str, Form], list[OtherText]]:
    """The forms of who may write: a new view, their own, and what there is to say about all.

    Over what stands goes what this person was typing on the same words; what they typed on earlier words is
    given beside the forms.
    """
    made: dict[str, tuple[Callable[..., Form], dict[str, Any]]] = {NEW: (ViewForm, {})}
    for view in found.views:
        if view.writer_id == actor.id:
            said = {"edition": view.edition, "discipline": view.discipline}
            made[f"view-{view.place}"] = RewordForm, said | {"found": view.found, "does": view.does}
    if found.views:
        made[CLASH] = partial(ClashForm, disciplines=found), {}
        made[CONCLUSION] = ConclusionForm, ConclusionForm.initial_of(found)
    typed = drafts.of_each(actor=actor, object_keys=[draft_key(case_id, part) for part in made])
    forms: dict[str, Form] = {}
    older: list[OtherText] = []
    for part, (form, initial) in made.items():
        kept = typed[draft_key(case_id, part)].items()
        base = initial.get("edition", 0)
        texts = {name: draft.text for name, draft in kept if draft.base_version == base}
        forms[part] = form(initial=initial | texts, auto_id=f"{part}-%s")
        older += [
            OtherText(str(forms[part].fields[name].label), draft.text)
            for name, draft in kept
            if name in forms[part].fields
            and draft.base_version != base
            and draft.text.strip() not in ("", initial.get(name))
        ]
    return forms, older


def _on_page(case_id: int, view: ViewFacts, forms: dict[str, Form]) -> ViewOnPage:
    part = f"view-{view.place}"
    form = forms.get(part)
    return ViewOnPage(view, form if isinstance(form, RewordForm) else None, draft_key(case_id, part))


def _try(request: Request, case: CaseFacts, part: str, form: Form, act: Callable[[], object]) -> HttpResponse:
    """Do it and go back to the page; what is refused stands in the form that was sent."""
    with_choice(form, asked=chooses(request.actor, case))
    if not form.is_valid():
        return _page(request, case, sent={part: form}, status=422)
    try:
        act()
    except Invalid as error:
        put(form, error)
        return _page(request, case, sent={part: form}, status=422)
    except Stale as error:
        form.add_error(None, error.args[0])
        _on_what_stands(request, form, case.id, part)
        return _page(request, case, sent={part: form}, status=409, theirs=error.theirs)
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("weigh:disciplines", args=[case.id]) + f"#{part}")


def _on_what_stands(request: Request, form: Form, case_id: int, part: str) -> None:
    """Saving again is a choice, based on what stands now."""
    found = queries.weighing_or_blank(case_id).disciplines
    data = request.POST.copy()
    editions = {f"view-{view.place}": view.edition for view in found.views}
    if part == CONCLUSION:
        initial = ConclusionForm.initial_of(found)
        data["edition"], data["seen"] = str(initial["edition"]), initial["seen"]
    else:
        data["edition"] = str(editions.get(part, 0))
    form.data = data


@require_POST
@staff_page()
def write_view(request: Request, case_id: int) -> HttpResponse:
    """A discipline says how it sees it."""
    case = people_queries.case_for(request.actor, case_id)
    form = ViewForm(request.POST, auto_id=f"{NEW}-%s")

    def act() -> object:
        given = {name: form.cleaned_data[name] for name in ("discipline", "found", "does", "said_by")}
        return actions.write_view(actor=request.actor, case_id=case.id, **given)

    return _try(request, case, NEW, form, act)


@require_POST
@staff_page()
def reword_view(request: Request, case_id: int, place: int) -> HttpResponse:
    """A discipline puts it in other words. The words of somebody else are refused."""
    case = people_queries.case_for(request.actor, case_id)
    if place == RULE:
        raise NotVisible
    part = f"view-{place}"
    form = RewordForm(request.POST, auto_id=f"{part}-%s")

    def act() -> object:
        given = {name: form.cleaned_data[name] for name in ("discipline", "found", "does")}
        base = form.cleaned_data["edition"] or 0
        return actions.write_view(
            actor=request.actor, case_id=case.id, place=place, base_edition=base, **given
        )

    return _try(request, case, part, form, act)


@require_POST
@staff_page()
def name_clash(request: Request, case_id: int) -> HttpResponse:
    """Two that do not go together."""
    case = people_queries.case_for(request.actor, case_id)
    found = queries.weighing_or_blank(case.id).disciplines
    form = ClashForm(request.POST, disciplines=found, auto_id=f"{CLASH}-%s")

    def act() -> object:
        given = {name: form.cleaned_data[name] for name in ("one", "other", "words")}
        return actions.name_clash(actor=request.actor, case_id=case.id, **given)

    return _try(request, case, CLASH, form, act)


@require_POST
@staff_page()
def conclude(request: Request, case_id: int) -> HttpResponse:
    """It is so, and therefore we do this."""
    case = people_queries.case_for(request.actor, case_id)
    form = ConclusionForm(request.POST, auto_id=f"{CONCLUSION}-%s")

    def act() -> object:
        given = {name: form.cleaned_data[name] for name in ("found", "does", "because")}
        base = form.cleaned_data["edition"] or 0
        return actions.conclude(
            actor=request.actor, case_id=case.id, rests_on=form.views(), base_edition=base, **given
        )

    return _try(request, case, CONCLUSION, form, act)
