"""Wegen: effect, values, consequences, and the law last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from naast.kernel import actors, drafts
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.plan import alternative_queries
from naast.plan import queries as plan_queries
from naast.weigh import actions, queries
from naast.weigh.actions.weighing import TEXT_PARTS, Thinking, draft_key
from naast.weigh.asked import CHOICE, chooses, with_choice
from naast.weigh.forms import ThinkingForm, UrgentForm
from naast.weigh.types import PARTIES, RouteFacts, WeighingFacts
from naast.weigh.views.steps import LAW, STEPS, notes_of, party_rows, step_of

ONCE_ASKED = {"for_finances": _lazy("For the money of both sides")}
"""Fields of before, of which somebody may still have a draft."""


@dataclass(frozen=True, slots=True)
class RouteOnPage:
    """A route with the fields of the questions that it is the first to ask, and those asked above it."""

    route: RouteFacts
    fields: tuple[BoundField, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another text for a field: what somebody else saved in the meantime, or an own draft of before that."""

    label: str
    text: str


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """The four steps on one page; the law is not in the HTML until it is open."""
    case = people_queries.case_for(request.actor, case_id)
    looked(request, case.id, "weigh.overview")
    facts = queries.weighing_or_blank(case.id)
    library = queries.values(law=case.law)
    asked = chooses(request.actor, case)
    if request.method == "POST":
        form = ThinkingForm(_completed(request, facts), facts=facts, library=library)
        with_choice(form, asked=asked)
        return _save(request, case, facts, form)
    initial = ThinkingForm.initial_of(facts) | _suggested(case, facts)
    drafted = drafts.of(actor=request.actor, object_key=draft_key(case.id, "thinking"))
    kept = {name: draft for name, draft in drafted.items() if name in TEXT_PARTS}
    initial |= {name: draft.text for name, draft in kept.items() if draft.base_version == facts.version}
    form = ThinkingForm(initial=initial, facts=facts, library=library)
    with_choice(form, asked=asked)
    older = [
        OtherText(str(form.fields[name].label), draft.text)
        for name, draft in kept.items()
        if name in form.fields and draft.base_version != facts.version and draft.text.strip() != initial[name]
    ]
    older += [OtherText(str(ONCE_ASKED[name]), drafted[name].text) for name in ONCE_ASKED if name in drafted]
    return _page(request, case, facts, form, older=older)


def _suggested(case: CaseFacts, facts: WeighingFacts) -> dict[str, str]:
    """What needs no typing again: where the resident wants to be, and the one route that applies."""
    found = {}
    if not facts.effect:
        found["effect"] = plan_queries.perspectives([case.id]).get(case.id, "")
    applying = [route for route in facts.routes if route.applies == "true" and route.can_be_chosen]
    if facts.route is None and len(applying) == 1:
        found["route"] = str(applying[0].row_id)
    return found


def _completed(request: Request, facts: WeighingFacts) -> QueryDict:
    """What was posted; parts that were not on this person's page (the law was closed there) as they stand."""
    data = request.POST.copy()
    for name, standing in ThinkingForm.initial_of(facts).items():
        if name in data or name in ("version", "values"):
            continue
        if not isinstance(standing, list):
            data[name] = standing
        elif "why_differs" not in request.POST:
            # Boxes of the law, which this person did not see; of boxes that were unticked nothing is sent.
            data.setlist(name, standing)
    return data


def _save(request: Request, case: CaseFacts, facts: WeighingFacts, form: ThinkingForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, case, facts, form, status=422)
    route = form.posted("route")
    thinking = Thinking(
        **{name: form.posted(name) for name in TEXT_PARTS},
        value_ids=[int(value) for value in form.cleaned_data["values"]],
        answers=form.answers(),
        row_id=int(route) if route else None,
    )
    try:
        actions.write_down(
            actor=request.actor,
            case_id=case.id,
            thinking=thinking,
            base_version=form.cleaned_data["version"] or 0,
        )
    except Invalid as error:
        put(form, error)
        return _page(request, case, facts, form, status=422)
    except Stale as error:
        return _stale(request, case, form, error)
    except NotAllowed as error:
        if not facts.is_open:
            raise
        # What was taken away here closes the law, of which the same page answered something.
        form.add_error(None, str(error))
        return _page(request, case, facts, form, status=422)
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(_on_to(case, request.POST.get("stap", "")))


def _on_to(case: CaseFacts, step: str) -> str:
    """The page with the step to which the writer goes on, or with the one that comes by itself."""
    address = reverse("weigh:overview", args=[case.id])
    return f"{address}?stap={step}#stap-{step}" if step in map(str, STEPS) else address


def _stale(request: Request, case: CaseFacts, form: ThinkingForm, error: Stale) -> HttpResponse:
    """Both texts are shown and neither is lost; saving again is a choice, based on what stands now."""
    facts = queries.weighing_or_blank(case.id)
    theirs = [
        OtherText(str(form.fields[name].label), text)
        for name in TEXT_PARTS
        if name in form.fields and (text := getattr(facts, name)) and text != form.cleaned_data.get(name)
    ]
    data = _completed(request, facts)
    data["version"] = str(facts.version)
    again = ThinkingForm(data, facts=facts, library=queries.values(law=case.law))
    with_choice(again, asked=CHOICE in form.fields)
    again.add_error(None, error.args[0])
    return _page(request, case, facts, again, status=409, theirs=theirs)


def _page(
    request: Request,
    case: CaseFacts,
    facts: WeighingFacts,
    form: ThinkingForm,
    *,
    status: int = 200,
    theirs: list[OtherText] | None = None,
    older: list[OtherText] | None = None,
    urgent: UrgentForm | None = None,
) -> HttpResponse:
    rights = queries.rights()
    context: dict[str, Any] = {
        "case": case,
        "step": "weigh",
        "weighing": facts,
        "form": form,
        "theirs": theirs,
        "older": older,
        "rights": rights,
        "rights_unchecked": bool(rights) and all(row.to_be_checked for row in rights),
        # What lighter ways were looked at matters for whether this one is necessary.
        "ways": alternative_queries.names_of_alternatives(case.id) if facts.is_open else [],
        "groups": _groups(facts, form),
        "urgent_form": urgent or _urgent_form(form),
        "draft_object": draft_key(case.id, "thinking"),
        "may_write": case.stands_beside and request.actor.has_role(*actors.CASE_ROLES),
        "obstacle_missing": "obstacle" in facts.missing,
        "unchecked_values": not all(value.checked_on for value in form.offered),
        "values_said": " ".join([*(value.words for value in facts.values), facts.values_words]).strip(),
        "party_rows": party_rows(form),
        "notes": notes_of(facts, case.law),
        "step_open": step_of(facts, request.GET if request.method == "GET" else {}, form),
        "parties_open": any(getattr(facts, name) or form[name].errors for name in PARTIES),
    }
    return render(request, "weigh/overview.html", context, status=status)


def _urgent_form(form: ThinkingForm) -> UrgentForm:
    urgent = UrgentForm(auto_id="urgent-%s")
    with_choice(urgent, asked=CHOICE in form.fields)
    return urgent


def _groups(facts: WeighingFacts, form: ThinkingForm) -> list[dict[str, Any]]:
    """What applies, what asks something, what does not apply; each question is a field only once."""
    shown: set[str] = set()
    placed: dict[str, list[RouteOnPage]] = {"true": [], "unknown": [], "false": []}
    for state in placed:
        for route in facts.routes:
            if route.applies != state:
                continue
            first = [question for question in route.questions if question.fact not in shown]
            above = tuple(question.words for question in route.questions if question.fact in shown)
            shown |= {question.fact for question in first}
            found = tuple(form[f"fact_{question.fact}"] for question in first)
            placed[state].append(RouteOnPage(route, found, above))
    titles = {
        "true": _("There is room here"),
        "unknown": _("This depends on an answer"),
        "false": _("This does not fit here"),
    }
    return [
        {"state": state, "title": titles[state], "routes": routes}
        for state, routes in placed.items()
        if routes
    ]


@require_POST
@staff_page()
def urgent(request: Request, case_id: int) -> HttpResponse:
    """Nu eerst dit: open the law at once, with a reason."""
    case = people_queries.case_for(request.actor, case_id)
    form = UrgentForm(request.POST, auto_id="urgent-%s")
    asked = chooses(request.actor, case)
    with_choice(form, asked=asked)
    if form.is_valid():
        try:
            actions.open_urgently(
                actor=request.actor,
                case_id=case.id,
                reason=form.cleaned_data["urgent_reason"],
            )
        except Invalid as error:
            put(form, error)
        else:
            return HttpResponseRedirect(_on_to(case, str(LAW)))
    looked(request, case.id, "weigh.overview")
    facts = queries.weighing_or_blank(case.id)
    thinking = ThinkingForm(
        initial=ThinkingForm.initial_of(facts), facts=facts, library=queries.values(law=case.law)
    )
    with_choice(thinking, asked=asked)
    return _page(request, case, facts, thinking, status=422, urgent=form)
