"""Reading along: every block as it stands, with remarks of who reads along and the answers to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import actors, drafts
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.people import queries as people_queries
from naast.people.types import CaseFacts
from naast.weigh import actions, queries
from naast.weigh.actions.weighing import draft_key
from naast.weigh.blocks import READ_ALONG, fingerprint
from naast.weigh.forms_talk import AnswerForm, RemarkForm
from naast.weigh.types import RemarkFacts, WeighingFacts, block_words


@dataclass(frozen=True, slots=True)
class RemarkOnPage:
    """A remark with the form of who may answer it."""

    remark: RemarkFacts
    form: Form | None
    draft: str


@dataclass(frozen=True, slots=True)
class BlockOnPage:
    """A block as it stands, with its remarks and the form of who reads along."""

    name: str
    title: str
    text: str
    writers: tuple[str, ...]
    remarks: list[RemarkOnPage]
    form: Form | None
    draft: str


@staff_page()
def read_along(request: Request, case_id: int) -> HttpResponse:
    """Who is in the circle reads every block; who reads along remarks, who stands beside answers."""
    return _page(request, people_queries.case_for(request.actor, case_id))


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was refused: it stands with what was typed. `part` is that of its draft."""

    part: str
    form: Form
    status: int = 422


def _page(request: Request, case: CaseFacts, sent: Sent | None = None) -> HttpResponse:
    looked(request, case.id, "weigh.read_along")
    facts = queries.weighing_or_blank(case.id)
    beside = case.stands_beside and request.actor.has_role(*actors.CASE_ROLES)
    reads = bool(facts.version) and queries.may_remark(request.actor, case)
    forms = _forms(request, case.id, facts, reads=reads, beside=beside)
    if sent:
        forms[sent.part] = sent.form
    context: dict[str, Any] = {
        "case": case,
        "step": "weigh",
        "blocks": [
            _block(case.id, facts, name, forms) for name in READ_ALONG if facts.texts.get(name) or reads
        ]
        if facts.version
        else [],
        "reads": reads,
        "changed": sent.part if sent and sent.status == CONFLICT else "",
    }
    return render(request, "weigh/read_along.html", context, status=sent.status if sent else 200)


def _forms(
    request: Request, case_id: int, facts: WeighingFacts, *, reads: bool, beside: bool
) -> dict[str, Form]:
    """The forms of this person by the part of their draft, each with what they were typing."""
    made: dict[str, type[Form]] = {}
    if reads:
        made |= {f"remark-{name}": RemarkForm for name in READ_ALONG if name in facts.texts}
    if beside:
        asked = [one for one in facts.remarks if not one.answer and one.reader_id != request.actor.id]
        made |= {f"answer-{one.id}": AnswerForm for one in asked}
    typed = drafts.of_each(actor=request.actor, object_keys=[draft_key(case_id, part) for part in made])
    forms = {}
    for part, form in made.items():
        initial = {name: draft.text for name, draft in typed[draft_key(case_id, part)].items()}
        if form is RemarkForm:
            initial["seen"] = fingerprint(facts.texts[part.removeprefix("remark-")])
        forms[part] = form(initial=initial, auto_id=f"{part}-%s")
    return forms


def _block(case_id: int, facts: WeighingFacts, name: str, forms: dict[str, Form]) -> BlockOnPage:
    remarks = [
        RemarkOnPage(one, forms.get(f"answer-{one.id}"), draft_key(case_id, f"answer-{one.id}"))
        for one in facts.remarks
        if one.block == name
    ]
    return BlockOnPage(
        name=name,
        title=block_words(name),
        text=facts.texts.get(name, ""),
        writers=facts.wrote.get(COLUMNS.get(name, name), ()),
        remarks=remarks,
        form=forms.get(f"remark-{name}"),
        draft=draft_key(case_id, f"remark-{name}"),
    )


COLUMNS = {"difference": "why_differs"}
"""Blocks that are called otherwise where it is kept who wrote them."""

CONFLICT = 409


@require_POST
@staff_page()
def make_remark(request: Request, case_id: int, block: str) -> HttpResponse:
    """A remark at a block."""
    case = people_queries.case_for(request.actor, case_id)
    if block not in READ_ALONG:
        raise NotVisible
    key = f"remark-{block}"
    form = RemarkForm(request.POST, auto_id=f"{key}-%s")
    if not form.is_valid():
        return _page(request, case, Sent(key, form))
    try:
        actions.make_remark(actor=request.actor, case_id=case.id, block=block, **form.cleaned_data)
    except Invalid as error:
        put(form, error)
        return _page(request, case, Sent(key, form))
    except Stale as error:
        form.add_error(None, error.args[0])
        data = request.POST.copy()
        data["seen"] = fingerprint(error.theirs)
        form.data = data
        return _page(request, case, Sent(key, form, CONFLICT))
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("weigh:read_along", args=[case.id]) + f"#{block}")


@require_POST
@staff_page()
def answer_remark(request: Request, case_id: int, remark_id: int) -> HttpResponse:
    """An answer in words to a remark."""
    case = people_queries.case_for(request.actor, case_id)
    key = f"answer-{remark_id}"
    form = AnswerForm(request.POST, auto_id=f"{key}-%s")
    if not form.is_valid():
        return _page(request, case, Sent(key, form))
    try:
        actions.answer_remark(
            actor=request.actor, case_id=case.id, remark_id=remark_id, words=form.cleaned_data["words"]
        )
    except Invalid as error:
        put(form, error)
        return _page(request, case, Sent(key, form))
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("weigh:read_along", args=[case.id]) + f"#remark-{remark_id}")
