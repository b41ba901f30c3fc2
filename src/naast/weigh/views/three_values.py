"""The three values side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.kernel import actors, drafts
from naast.kernel.errors import Invalid, Stale
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.plan import queries as plan_queries
from naast.plan.types import PlanFacts
from naast.weigh import actions, queries, three
from naast.weigh.actions.weighing import Comparing, draft_key
from naast.weigh.asked import CHOICE, chooses, with_choice
from naast.weigh.forms import ComparingForm
from naast.weigh.types import WeighingFacts


@staff_page()
def three_values(request: Request, case_id: int) -> HttpResponse:
    """Legitimacy, engagement and return: each with its argument, sources and gaps, compared in words."""
    case = people_queries.case_for(request.actor, case_id)
    looked(request, case.id, "weigh.three_values")
    plan = plan_queries.plan_of(case.id)
    facts = queries.weighing_or_blank(case.id, plan=plan)
    asked = chooses(request.actor, case)
    if request.method == "POST":
        sent = ComparingForm(request.POST)
        with_choice(sent, asked=asked)
        return _save(request, case, facts, plan, sent)
    initial = ComparingForm.initial_of(facts)
    kept = drafts.of(actor=request.actor, object_key=draft_key(case.id, "three"))
    initial |= {
        name: draft.text
        for name, draft in kept.items()
        if name.endswith("_words") and draft.base_version == facts.version
    }
    form = ComparingForm(initial=initial)
    with_choice(form, asked=asked)
    return _page(request, case, facts, plan, form)


def _save(
    request: Request, case: CaseFacts, facts: WeighingFacts, plan: PlanFacts | None, form: ComparingForm
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, case, facts, plan, form, status=422)
    given = form.cleaned_data
    comparing = [
        Comparing(value, given[f"{value}_verdict"], given[f"{value}_words"])
        for value in ("legitimacy", "engagement", "return")
        if given[f"{value}_verdict"] or given[f"{value}_words"]
    ]
    try:
        actions.compare_values(
            actor=request.actor, case_id=case.id, comparing=comparing, base_version=given["version"] or 0
        )
    except Invalid as error:
        put(form, error)
        return _page(request, case, facts, plan, form, status=422)
    except Stale as error:
        now = queries.weighing_or_blank(case.id, plan=plan)
        data = request.POST.copy()
        data["version"] = str(now.version)
        again = ComparingForm(data)
        with_choice(again, asked=CHOICE in form.fields)
        again.add_error(None, error.args[0])
        return _page(request, case, now, plan, again, status=409)
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("weigh:three_values", args=[case.id]))


def _page(
    request: Request,
    case: CaseFacts,
    facts: WeighingFacts,
    plan: PlanFacts | None,
    form: ComparingForm,
    *,
    status: int = 200,
) -> HttpResponse:
    made = {found.value: found for found in facts.comparisons}
    context = {
        "case": case,
        "step": "weigh",
        "weighing": facts,
        "form": form,
        "columns": [
            {
                "facts": column,
                "made": made.get(column.value),
                "verdict": form[f"{column.value}_verdict"],
                "words": form[f"{column.value}_words"],
            }
            for column in three.columns(case, facts, plan)
        ],
        "theirs": list(made.values()) if status == 409 else [],
        "draft_object": draft_key(case.id, "three"),
        "may_write": case.stands_beside and request.actor.has_role(*actors.CASE_ROLES),
    }
    return render(request, "weigh/three_values.html", context, status=status)
