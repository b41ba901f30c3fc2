"""Policy rules that the house proposes: what like decisions have in common, and what is done with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.decide import actions, policy_queries
from naast.decide.models import PolicyAnswer
from naast.decide.views.kept import kept
from naast.kernel import actors
from naast.kernel.forms import CalmForm
from naast.kernel.pages import Request, staff_page


class AnswerForm(CalmForm):
    """What happens with a proposal."""

    answered_before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you do with it?"), choices=PolicyAnswer.KINDS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy(
            "What you do, or why not. The lawyer, the quality officer and the administrator read this too."
        ),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ThresholdForm(CalmForm):
    """After how many like decisions."""

    after = forms.IntegerField(
        label=gettext_lazy("After how many like decisions"),
        help_text=gettext_lazy("At least ten: what is told of fewer households could tell of one."),
    )
    words = forms.CharField(label=gettext_lazy("Why"), max_length=300)


@staff_page(*policy_queries.READERS)
def overview(request: Request) -> HttpResponse:
    """All proposals, and for the administrator the number of like decisions."""
    now = policy_queries.threshold()
    keeps = request.actor.has_role(actors.ADMINISTRATOR)
    form: forms.Form | None = ThresholdForm(initial={"after": now.after}) if keeps else None
    if request.method == "POST":
        form = ThresholdForm(request.POST)
        sent = form
        if kept(sent, lambda: actions.set_policy_threshold(actor=request.actor, **sent.cleaned_data)):
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("decide:policy_rules"))
    context: dict[str, Any] = {
        "rules": policy_queries.policy_rules(request.actor),
        "threshold": now,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "decide/policy_rules.html", context, status=status)


@staff_page(*policy_queries.READERS)
def rule(request: Request, rule_id: int) -> HttpResponse:
    """One proposal with its answers; policy answers it."""
    facts = policy_queries.policy_rule(request.actor, rule_id)
    form: forms.Form | None = None
    if request.actor.has_role(actors.POLICY):
        form = AnswerForm(initial={"answered_before": len(facts.answers)})
    if request.method == "POST":
        form = AnswerForm(request.POST)
        sent = form
        if kept(sent, lambda: _answered(request, facts.id, sent.cleaned_data)):
            messages.success(request, _("Thank you. The answer is kept."))
            return HttpResponseRedirect(reverse("decide:policy_rule", args=[facts.id]))
    status = 422 if form is not None and form.errors else 200
    return render(request, "decide/policy_rule.html", {"rule": facts, "form": form}, status=status)


def _answered(request: Request, rule_id: int, clean: dict[str, Any]) -> object:
    return actions.answer_policy_rule(
        actor=request.actor,
        rule_id=rule_id,
        kind=clean["kind"],
        words=clean["words"],
        answered_before=clean["answered_before"] or 0,
    )
