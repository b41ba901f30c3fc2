"""The wording of letters, kept by the administrator and the lawyer: blocks, versions and an example."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, letter_queries
from naast.decide.actions.wording import KEEPERS, NotWhole
from naast.decide.documents import typesetting
from naast.decide.example import example
from naast.decide.forms_letters import HouseWordsForm, WordingForm
from naast.decide.views.kept import kept
from naast.decide.views.letter import shown
from naast.decide.wording import BLOCKS, NEEDED, PLACES, Wording, problems
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, staff_page


@staff_page(*KEEPERS)
def kinds(request: Request) -> HttpResponse:
    """The kinds of letters that the house sends, and whose words hold."""
    found = [letter_queries.kind_of(code) for code, _label in letter_queries.kinds()]
    context = {"kinds": found, "may_keep_sender": request.actor.has_role(actors.ADMINISTRATOR)}
    return render(request, "decide/wordings.html", context)


@staff_page(*KEEPERS)
def kind(request: Request, kind: str) -> HttpResponse:
    """One kind of letter as it reads with made-up facts, with its versions."""
    return _kind_page(request, kind)


def _kind_page(request: Request, kind: str, house_form: HouseWordsForm | None = None) -> HttpResponse:
    facts = letter_queries.kind_of(kind)
    wording = letter_queries.wording_on(kind, clock.today())
    context = {
        "kind": facts,
        "letter": example(wording, request.municipality.name),
        "house_form": house_form or HouseWordsForm(initial={"from_on": clock.today().isoformat()}),
        "wrong": house_form,
    }
    return render(request, "decide/wording.html", context, status=422 if house_form else 200)


@staff_page(*KEEPERS)
def change(request: Request, kind: str) -> HttpResponse:
    """Other words for one kind of letter, from a day. Shown first with made-up facts, as often as wanted."""
    facts = letter_queries.kind_of(kind)
    start = facts.later[-1].wording if facts.later else letter_queries.wording_on(kind, clock.today())
    given: dict[str, Any] = {"wording": start, "initial": {"from_on": clock.today().isoformat()}}
    form = WordingForm(request.POST or None, **given)
    shown_as: Wording | None = None
    if request.method == "POST":
        do = request.POST.get("do", "keep")
        if do == "keep" and kept(form, lambda: _keep(request, form)):
            messages.success(request, _("Kept. Letters that left keep their words."))
            return HttpResponseRedirect(reverse("decide:wording", args=[kind]))
        if do == "show" and form.is_valid():
            shown_as = form.wording()
            form.put(problems(shown_as))
    context = {
        "kind": facts,
        "form": form,
        "letter": example(shown_as, request.municipality.name) if shown_as and not form.errors else None,
        "places": PLACES[kind],
        "needed": [BLOCKS[key] for key in NEEDED[kind]],
    }
    return render(request, "decide/wording_form.html", context, status=422 if form.errors else 200)


def _keep(request: Request, form: WordingForm) -> None:
    try:
        actions.word_letter(
            actor=request.actor,
            wording=form.wording(),
            from_on=form.from_day(),
            why=form.cleaned_data["why"],
        )
    except NotWhole as refused:
        form.put(refused.found)
        raise Invalid(_("These words cannot be kept yet; what is missing stands beside them.")) from refused


@staff_page(*KEEPERS)
def house_words(request: Request, kind: str) -> HttpResponse:
    """From a day the words of the house hold again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("decide:wording", args=[letter_queries.kind_of(kind).kind]))
    form = HouseWordsForm(request.POST)
    if not kept(form, lambda: actions.use_house_words(actor=request.actor, kind=kind, **form.cleaned_data)):
        return _kind_page(request, kind, form)
    messages.success(request, _("From that day the words of the house hold again."))
    return HttpResponseRedirect(reverse("decide:wording", args=[kind]))


@staff_page(*KEEPERS)
def example_pdf(request: Request, kind: str) -> HttpResponse:
    """The same example as PDF."""
    letter_queries.kind_of(kind)
    made = example(letter_queries.wording_on(kind, clock.today()), request.municipality.name)
    content = typesetting.pdf(typesetting.LETTER, dataclasses.asdict(made), made_at=clock.now())
    return shown(content, f"voorbeeld-{kind}.pdf")
