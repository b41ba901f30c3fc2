"""Small steps at the desk: who does them now, four pillars, and what is taken over for a while."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import tried
from naast.listen.skills import AGREEMENT, REMINDER, STEP
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import actions, queries, step_forms, step_queries, stepping
from naast.plan import step_terms as terms
from naast.plan.access import stands_beside, writing
from naast.plan.step_types import StepSaid
from naast.plan.stepping import Sent


@staff_page()
def steps(request: Request, case_id: int) -> HttpResponse:
    """All steps with who does them now, and a new one."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.steps")
    sent = None
    if request.method == "POST":
        if request.POST.get("do") == "help":
            return _from_help(request, case)
        data = request.POST
        kind = step_forms.AgreementForm if "agreement" in data else step_forms.StepForm
        add = _step_form(case, data if data.get("do") == "add" else None, kind=kind)
        sent = stepping.step_sent(request.actor, case.id, data, add)
        if sent.kept:
            messages.success(request, sent.said)
            return redirect("plan:steps", case.id)
    return _show(request, case, sent)


def _show(request: Request, case: CaseFacts, sent: Sent | None, status: int | None = None) -> HttpResponse:
    forms = sent.forms if sent else {}
    add = forms.get("add") or _step_form(case)
    context = {
        "case": case,
        "step": "plan",
        "views": step_queries.steps_of(case.id),
        "add": add,
        "is_agreement": isinstance(add, step_forms.AgreementForm),
        "done_form": forms.get("done"),
        "helping": step_queries.help_offered(request.actor, case),
        "may_write": stands_beside(request.actor, case),
        "opened": bool(forms),
    }
    return render(request, "plan/steps.html", context, status=status or (sent.status if sent else 200))


def _from_help(request: Request, case: CaseFacts) -> HttpResponse:
    """Help that fits becomes a step at once; for a reminder or an agreement only the day is still asked.

    What the help belongs to travels in the form, never in an address, and is not kept.
    """
    wanted = request.POST.get("help", "")
    offered = {each.key: each for row in step_queries.help_offered(request.actor, case) for each in row.help}
    if wanted not in offered:
        raise NotVisible
    writing(request.actor, case.id)
    words, become = str(offered[wanted].words), request.POST.get("become")
    if become == STEP:
        actions.add_step(actor=request.actor, case_id=case.id, said=StepSaid(words))
        messages.success(request, _("Kept."))
        return redirect("plan:steps", case.id)
    if become == AGREEMENT:
        form = _step_form(case, initial={"words": words}, kind=step_forms.AgreementForm)
        return _show(request, case, Sent(forms={"add": form}), status=200)
    if become == REMINDER:
        views = stepping.open_steps(request.actor, case)
        reminder = stepping.reminder_form(request.actor, case, views, words=words)
        return _show_reminders(request, case, Sent(forms={"reminder": reminder}), status=200)
    raise NotVisible


def _step_form(
    case: CaseFacts,
    data: Any = None,
    *,
    initial: dict[str, Any] | None = None,
    kind: type[step_forms.StepForm] = step_forms.StepForm,
) -> step_forms.StepForm:
    plan = queries.plan_of(case.id)
    return kind(
        data,
        initial=initial,
        faces=step_queries.beside(case.id),
        goals=plan.goals if plan else (),
        taken=[row for row in step_queries.taking_over_of(case.id) if not row.is_over],
        auto_id="id_step_%s",
    )


@staff_page()
def step(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """One step: other words, smaller steps, or out of the plan."""
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.step")
    found = step_queries.step_of(case.id, row_id)
    if found is None:
        raise NotVisible
    initial = {
        "version": found.version,
        "words": found.words,
        "who": found.who,
        "staff": found.staff_id or "",
        "by_when": found.by_when,
        "goal": found.goal_id or "",
        "pillar": found.pillar,
        "taking_over": found.taking_over_id or "",
    }
    do = request.POST.get("do", "")
    form = _step_form(case, request.POST if do == "change" else None, initial=initial)
    split = step_forms.SplitForm(request.POST if do == "split" else None, auto_id="id_split_%s")
    who: dict[str, Any] = {"actor": request.actor, "case_id": case.id, "step_id": row_id}
    said = ""
    if do == "remove":
        actions.remove_step(**who)
        said = _("Taken out of the plan.")
    elif (
        do == "change"
        and tried(
            form,
            lambda: actions.change_step(
                **who, said=form.said(), base_version=form.cleaned_data["version"] or 0
            ),
        )
    ) or (
        do == "split"
        and tried(split, lambda: actions.split_step(**who, parts=split.cleaned_data["parts"].splitlines()))
    ):
        said = _("Kept.")
    if said:
        messages.success(request, said)
        return redirect("plan:steps", case.id)
    context = {"case": case, "step": "plan", "found": found, "form": form, "split": split}
    return render(request, "plan/step.html", context, status=422 if request.method == "POST" else 200)


@staff_page()
def pillars(request: Request, case_id: int) -> HttpResponse:
    """The same steps and supports under four pillars that weigh alike."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.pillars")
    if request.method == "POST":
        form = step_forms.PlaceForm(request.POST)
        if not form.is_valid():
            raise NotVisible
        data = form.cleaned_data
        actions.place_under_pillar(
            actor=request.actor,
            case_id=case.id,
            pillar=data["pillar"],
            step_id=data["step"],
            support_id=data["support"],
        )
        return redirect("plan:pillars", case.id)
    columns, nowhere = step_queries.pillars_of(case.id)
    context = {
        "case": case,
        "step": "plan",
        "columns": columns,
        "nowhere": nowhere,
        "choices": terms.PILLARS,
        "may_write": stands_beside(request.actor, case),
    }
    return render(request, "plan/pillars.html", context)


@staff_page()
def taking_over(request: Request, case_id: int) -> HttpResponse:
    """What is taken over for a while, with ground, reason and last day; and something more."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.taking_over")
    form = step_forms.TakingOverForm(
        request.POST or None, faces=step_queries.beside(case.id), auto_id="id_take_%s"
    )
    if request.method == "POST" and tried(
        form, lambda: actions.take_over(actor=request.actor, case_id=case.id, said=form.said())
    ):
        messages.success(request, _("Kept."))
        return redirect("plan:taking_over", case.id)
    context = {
        "case": case,
        "step": "plan",
        "rows": step_queries.taking_over_of(case.id),
        "form": form,
        "may_write": stands_beside(request.actor, case),
    }
    return render(request, "plan/taking_over.html", context, status=422 if request.method == "POST" else 200)


@staff_page()
def one_taking_over(request: Request, case_id: int, row_id: int) -> HttpResponse:
    """Go on with what is taken over, as a new row with a reason, or end it today."""
    case = writing(request.actor, case_id)
    looked(request, case.id, "plan.taking_over")
    row = next((row for row in step_queries.taking_over_of(case.id) if row.id == row_id), None)
    if row is None:
        raise NotVisible
    do = request.POST.get("do", "")
    renew = step_forms.RenewForm(request.POST if do == "renew" else None, auto_id="id_renew_%s")
    end = step_forms.EndForm(request.POST if do == "end" else None, auto_id="id_end_%s")
    which: dict[str, Any] = {"actor": request.actor, "case_id": case.id, "taking_over_id": row_id}
    said = ""
    if do == "renew" and tried(renew, lambda: actions.renew_taking_over(**which, **renew.cleaned_data)):
        said = _("It goes on until the day that you named.")
    elif do == "end" and tried(
        end, lambda: actions.end_taking_over(**which, because=end.cleaned_data["because"])
    ):
        said = _("Ended today.")
    if said:
        messages.success(request, said)
        return redirect("plan:taking_over", case.id)
    context = {"case": case, "step": "plan", "row": row, "renew": renew, "end": end}
    status = 422 if request.method == "POST" else 200
    return render(request, "plan/one_taking_over.html", context, status=status)


@staff_page()
def reminders(request: Request, case_id: int) -> HttpResponse:
    """Reminders of everybody in the case, and one more."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "plan.reminders")
    sent = None
    if request.method == "POST":
        views = stepping.open_steps(request.actor, case)
        sent = stepping.reminder_sent(request.actor, case, request.POST, views)
        if sent.kept:
            messages.success(request, sent.said)
            return redirect("plan:reminders", case.id)
    return _show_reminders(request, case, sent)


def _show_reminders(
    request: Request, case: CaseFacts, sent: Sent | None, status: int | None = None
) -> HttpResponse:
    context = {
        "case": case,
        "step": "plan",
        "people_in": people.people_in(case),
        "may_write": stands_beside(request.actor, case),
    } | stepping.page_of_reminders(request.actor, case, sent)
    return render(request, "plan/reminders.html", context, status=status or (sent.status if sent else 200))
