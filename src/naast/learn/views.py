"""Pages of learning: of one case, the inbox of signals, and one signal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import queries as decide
from naast.kernel import actors, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, posted_version, staff_page
from naast.kernel.refusals import put
from naast.learn import access, actions, forms, queries, terms
from naast.learn.types import Rule, SignalFacts
from naast.listen import queries as listen
from naast.listen import story_parts
from naast.listen.types import SIGNAL
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import queries as plan

QUESTION_ID = "question_%s"
"""Two forms stand on one page: their fields need ids of their own."""


@staff_page()
def case(request: Request, case_id: int) -> HttpResponse:
    """The question after each exception of this case, its signals, and a new one."""
    facts = people.case_for(request.actor, case_id)
    looked(request, facts.id, "learn.case")
    question_form = forms.QuestionForm(auto_id=QUESTION_ID)
    signal_form = forms.SignalForm(initial=_kept_words(request, facts.id))
    if request.method != "POST":
        return _case_page(request, facts, question_form, signal_form)
    if request.POST.get("form") == "question":
        question_form = forms.QuestionForm(request.POST, auto_id=QUESTION_ID)
        if question_form.is_valid() and _answered(request, facts, question_form):
            return _back(request, _("Thank you. The answer is kept."), "learn:case", facts.id)
    else:
        signal_form = forms.SignalForm(request.POST)
        if signal_form.is_valid() and _given(request, facts.id, signal_form):
            return _back(request, _("The signal is on its way. You get an answer."), "learn:case", facts.id)
    return _case_page(request, facts, question_form, signal_form, status=422)


def _case_page(
    request: Request,
    facts: CaseFacts,
    question_form: forms.QuestionForm,
    signal_form: forms.SignalForm,
    status: int = 200,
) -> HttpResponse:
    questions = queries.questions_of(facts.id)
    decisions = {row.id: row for row in decide.decisions_of(facts.id)} if questions else {}
    plan_facts = plan.plan_of(facts.id)
    quotes = listen.fragments_for(facts.id, SIGNAL)
    context = {
        "case": facts,
        "step": "learn",
        "questions": [(question, decisions.get(question.decision_id)) for question in questions],
        "waiting": next((question for question in questions if not question.verdict), None),
        "signals": [(row, quotes.get(row.id, [])) for row in queries.signals_of(facts.id)],
        "obstacle": plan_facts.obstacle if plan_facts else None,
        "question_form": question_form,
        "signal_form": signal_form,
        "may_answer": access.may_answer(request.actor, facts),
        "draft_key": actions.signal_key(facts.id),
    }
    return render(request, "learn/case.html", context, status=status)


def _answered(request: Request, facts: CaseFacts, form: forms.QuestionForm) -> bool:
    try:
        actions.answer_question(
            actor=request.actor,
            case_id=facts.id,
            question_id=number(request.POST.get("question")) or 0,
            verdict=form.cleaned_data["verdict"],
            words=form.cleaned_data["words"],
        )
    except Invalid as error:
        put(form, error)
        return False
    return True


def _given(request: Request, case_id: int | None, form: forms.SignalForm, rule: Rule | None = None) -> bool:
    try:
        actions.make_signal(
            actor=request.actor,
            case_id=case_id,
            words=form.cleaned_data["words"],
            verdict=form.cleaned_data["verdict"],
            rule=rule,
        )
    except Invalid as error:
        put(form, error)
        return False
    return True


@staff_page()
def own_words(request: Request, case_id: int, signal_id: int) -> HttpResponse:
    """Words out of the story beside a signal. Only the circle of the case reads them; policy never does."""
    facts = people.case_for(request.actor, case_id)
    access.must_stand_beside(request.actor, facts)
    looked(request, facts.id, "learn.own_words")
    found = next((row for row in queries.signals_of(facts.id) if row.id == signal_id), None)
    if found is None:
        raise NotVisible
    if request.method == "POST":
        done = story_parts.own_words_sent(request.actor, facts.id, SIGNAL, found.id, request.POST)
        return _back(request, done, "learn:own_words", facts.id, found.id)
    context = {"case": facts, "step": "learn", "signal": found}
    context |= story_parts.own_words_page(request.actor, facts.id, SIGNAL, found.id)
    return render(request, "learn/own_words.html", context)


@staff_page()
def inbox(request: Request) -> HttpResponse:
    """Signals to answer, signals given with their answers, and a new one about a rule without a case."""
    form = forms.RuleSignalForm(initial=_kept_words(request, None))
    status = 200
    if request.method == "POST":
        form = forms.RuleSignalForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            if _given(request, None, form, Rule(data["kind"], "", data["law"], data["article"])):
                return _back(request, _("The signal is on its way. You get an answer."), "learn:inbox")
        status = 422
    context = {
        "inbox": queries.inbox(request.actor),
        "form": form,
        "draft_key": actions.signal_key(None),
    }
    return render(request, "learn/inbox.html", context, status=status)


@staff_page()
def signal(request: Request, signal_id: int) -> HttpResponse:
    """One signal: what it says, whose it is, its answers; and for policy to answer or hand over."""
    facts = queries.signal_for(request.actor, signal_id)
    if facts.case_id is not None:
        looked(request, facts.case_id, "learn.signal")
    answer_form = forms.AnswerForm(initial=_kept(request.actor, actions.answer_key(facts.id)))
    owner_form = _owner_form(request.actor, facts, None)
    if request.method != "POST":
        return _signal_page(request, facts, answer_form, owner_form)
    if request.POST.get("form") == "owner":
        owner_form = _owner_form(request.actor, facts, request.POST)
        if owner_form.is_valid() and _handed_over(request, facts, owner_form):
            return _back(request, _("The signal has a new owner."), "learn:signal", facts.id)
    else:
        answer_form = forms.AnswerForm(request.POST)
        if answer_form.is_valid() and _replied(request, facts, answer_form):
            return _back(
                request, _("The answer is kept; who gave the signal sees it."), "learn:signal", facts.id
            )
    return _signal_page(request, facts, answer_form, owner_form, status=422)


def _signal_page(
    request: Request,
    facts: SignalFacts,
    answer_form: forms.AnswerForm,
    owner_form: forms.OwnerForm,
    status: int = 200,
) -> HttpResponse:
    is_policy = request.actor.has_role(actors.POLICY)
    owns = facts.owner is not None and facts.owner.id == request.actor.id
    context = {
        "signal": facts,
        "answer_form": answer_form if is_policy and owns and not facts.is_mine else None,
        "owner_form": owner_form if is_policy and owner_form.has_choices else None,
        "draft_key": actions.answer_key(facts.id),
    }
    return render(request, "learn/signal.html", context, status=status)


def _owner_form(actor: Actor, facts: SignalFacts, data: Any) -> forms.OwnerForm:
    faces = queries.possible_owners(facts) if actor.has_role(actors.POLICY) else []
    if facts.is_mine:  # a colleague answers what one gave oneself
        faces = [face for face in faces if face.id != actor.id]
    return forms.OwnerForm(data, owners=forms.owner_choices(faces, actor.id))


def _replied(request: Request, facts: SignalFacts, form: forms.AnswerForm) -> bool:
    try:
        actions.answer_signal(
            actor=request.actor,
            signal_id=facts.id,
            answer=form.cleaned_data["answer"],
            outcome=form.cleaned_data["outcome"],
            base_version=posted_version(request),
        )
    except Invalid as error:
        put(form, error)
        return False
    return True


def _handed_over(request: Request, facts: SignalFacts, form: forms.OwnerForm) -> bool:
    try:
        actions.hand_over(actor=request.actor, signal_id=facts.id, owner_id=form.cleaned_data["owner"])
    except Invalid as error:
        put(form, error)
        return False
    return True


def _kept_words(request: Request, case_id: int | None) -> dict[str, str]:
    return _kept(request.actor, actions.signal_key(case_id)) | {"verdict": terms.UNKNOWN}


def _kept(actor: Actor, key: str) -> dict[str, str]:
    """What this person was typing here before, so that nothing is lost."""
    return {name: draft.text for name, draft in drafts.of(actor=actor, object_key=key).items()}


def _back(request: Request, words: str, name: str, *args: Any) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse(name, args=args))
