"""How letters leave: the print queue, taking one back, and what the post brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from naast.decide import actions, letter_queries, queries
from naast.decide.actions.leaving import to_send
from naast.decide.actions.proposing import case_beside
from naast.decide.documents import typesetting
from naast.decide.forms_letters import CalledForm, PrintForm, ReturnedForm
from naast.decide.letter_queries import DispatchFacts
from naast.decide.views.kept import kept
from naast.decide.views.letter import shown
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, looked_over, staff_page

SENDERS = (*actors.CASE_ROLES, actors.LAWYER, actors.MANDATE_HOLDER)
"""Who may have letters to send: to whom they stand beside, or about an objection that they handle."""
NONE, FRESH = "geen", "klaarzetten"
"""In the address: of which list nothing is ticked; a day, or what is to be made ready."""


@staff_page(*SENDERS)
def post(request: Request) -> HttpResponse:
    """The letters that wait for the post, of the residents whom one stands beside: print them, then mark
    them as posted."""
    return _page(request)


def _page(
    request: Request, form: PrintForm | None = None, wrong: PrintForm | None = None, wrong_day: str = ""
) -> HttpResponse:
    queue = letter_queries.queue(request.actor)
    looked_over(request, {row.case_id for row in queue}, "decide.post")
    today = clock.today()
    printed = sorted((row for row in queue if row.printed_for), key=lambda row: row.printed_for or today)
    days = []
    for day, group in groupby(printed, key=lambda row: row.printed_for or today):
        rows = list(group)
        sent = wrong if wrong is not None and wrong_day == day.isoformat() else None
        days.append(
            {
                "day": day,
                "rows": rows,
                "may_mark": day <= today,
                "is_past": day < today,
                "form": sent or _marking(rows, day, ticked=_ticked(request, day.isoformat(), rows)),
            }
        )
    fresh = [row for row in queue if row.printed_for is None or row.printed_for < today]
    again = [row for row in queue if row not in fresh]
    context = {
        "days": days,
        "form": form or _printing(fresh, ticked=_ticked(request, FRESH, fresh)),
        # A refused form holds them all.
        "again": None if form or not again else _printing(again, ticked=[], called="again"),
        "fresh": queue if form else fresh,
        "waiting": queue,
        "wrong": None if any(day["form"] is wrong for day in days) else wrong,
    }
    refused = (form is not None and form.errors) or (wrong is not None and wrong.errors)
    return render(request, "decide/post.html", context, status=422 if refused else 200)


def _ticked(request: Request, shown: str, rows: list[DispatchFacts]) -> list[DispatchFacts]:
    """All of a list, until its reader asks for none: without a script one of forty is then one tick."""
    return [] if request.GET.get(NONE) == shown else rows


def _choices(rows: list[DispatchFacts]) -> list[tuple[int, str]]:
    return [(row.id, _what(row)) for row in rows]


def _what(row: DispatchFacts) -> str:
    words = _("{name}, made ready on {day} by {who}").format(
        name=_named(row), day=date_format(row.asked_on, "j F"), who=row.asked_by.name
    )
    if row.printed_for is None:
        return words
    return _("{words}; printed for {day}").format(words=words, day=date_format(row.printed_for, "j F"))


def _named(row: DispatchFacts) -> str:
    """To whom a letter goes, and what it is about: as the letter itself calls it."""
    about = row.about_label or _("decision %(number)s") % {"number": row.decision_id}
    return f"{row.resident_name} ({about})"


def _printing(
    rows: list[DispatchFacts],
    data: Any = None,
    *,
    ticked: Iterable[DispatchFacts] = (),
    called: str = "print",
) -> PrintForm:
    return PrintForm(
        data,
        queue=_choices(rows),
        initial={"day": clock.today().isoformat(), "letters": [str(row.id) for row in ticked]},
        auto_id=f"{called}_%s",
    )


def _marking(
    rows: list[DispatchFacts], day: dt.date, data: Any = None, *, ticked: Iterable[DispatchFacts] = ()
) -> PrintForm:
    return PrintForm(
        data,
        queue=[(row.id, _named(row)) for row in rows],
        initial={"day": day.isoformat(), "letters": [str(row.id) for row in ticked]},
        auto_id=f"posted_{day.isoformat()}_%s",
    )


@require_POST
@staff_page(*SENDERS)
def print_letters(request: Request) -> HttpResponse:
    """Make the chosen letters for the day on which they leave."""
    form = _printing(letter_queries.queue(request.actor), request.POST)
    if not kept(
        form,
        lambda: actions.print_letters(
            actor=request.actor, dispatch_ids=form.chosen(), leaves_on=form.cleaned_data["day"]
        ),
    ):
        return _page(request, form=form)
    words = ngettext(
        "The letter is ready to be printed.", "The letters are ready to be printed.", len(form.chosen())
    )
    messages.success(request, words)
    return HttpResponseRedirect(f"{reverse('decide:post')}#dag-{form.cleaned_data['day'].isoformat()}")


@require_POST
@staff_page(*SENDERS)
def post_letters(request: Request) -> HttpResponse:
    """Mark printed letters as posted on the day that stands in them; sent twice it is done once."""
    sent = [found for found in map(number, request.POST.getlist("letters")) if found is not None]
    day = request.POST.get("day", "")
    queue = letter_queries.queue(request.actor)
    rows = [row for row in queue if row.printed_for and row.printed_for.isoformat() == day]
    known = {row.id for row in rows}
    form = _marking(rows, _day(day), request.POST)
    form.fields["letters"].choices = [  # type: ignore[attr-defined]
        *((str(row.id), _named(row)) for row in rows),
        *((str(found), "") for found in sent if found not in known),
    ]
    if not kept(
        form,
        lambda: actions.post_letters(
            actor=request.actor, dispatch_ids=form.chosen(), posted_on=form.cleaned_data["day"]
        ),
    ):
        return _page(request, wrong=form, wrong_day=day)
    decided = any(row.decision_id is not None and str(row.id) in form.cleaned_data["letters"] for row in rows)
    messages.success(
        request,
        _("Marked as posted. From the day after, the term to object runs.")
        if decided
        else _("Marked as posted."),
    )
    return HttpResponseRedirect(reverse("decide:post"))


def _day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return clock.today()


@staff_page(*SENDERS)
def printed(request: Request, day: str) -> HttpResponse:
    """All letters printed for a day that wait for the post, as one file; each look is noted."""
    try:
        found = letter_queries.printed_on(request.actor, dt.date.fromisoformat(day))
    except ValueError as nonsense:
        raise NotVisible from nonsense
    if not found:
        raise NotVisible
    for case_id, _file in found:
        looked(request, case_id, "decide.print")
    return shown(typesetting.together([file.clear_bytes() for _case, file in found]), f"post-{day}.pdf")


@staff_page(*SENDERS)
def printed_letter(request: Request, case_id: int, dispatch_id: int) -> HttpResponse:
    """One letter as it was printed."""
    case, _row = to_send(request.actor, case_id, dispatch_id)
    stored = letter_queries.printed_file(case.id, dispatch_id)
    looked(request, case.id, "decide.print")
    return shown(stored.clear_bytes(), stored.name)


@require_POST
@staff_page(*SENDERS)
def take_back(request: Request, case_id: int, dispatch_id: int) -> HttpResponse:
    """Take a letter back that has not left, and go on with its words."""
    try:
        about = actions.take_back_letter(actor=request.actor, case_id=case_id, dispatch_id=dispatch_id)
    except Invalid as refused:
        messages.warning(request, refused.message)
        now = letter_queries.dispatch_of(request.actor, case_id, dispatch_id)
        return HttpResponseRedirect(letter_queries.page_of(now))
    messages.success(
        request, _("The letter is taken back. A print of it that lies somewhere goes in the bin.")
    )
    if about.decision_id is None:
        return HttpResponseRedirect(reverse("decide:send_again", args=[case_id, dispatch_id]))
    return HttpResponseRedirect(reverse("decide:letter", args=[case_id, about.decision_id]))


@staff_page(*actors.CASE_ROLES)
def returned(request: Request, case_id: int, document_id: int) -> HttpResponse:
    """Note that a letter came back; then what was agreed when somebody called."""
    case = case_beside(request.actor, case_id)
    looked(request, case.id, "decide.letter")
    paper = next((row for row in queries.letters_of(case.id) if row.id == document_id), None)
    if paper is None or paper.kind != "letter":
        raise NotVisible
    rows = letter_queries.dispatches_of(case.id)
    dispatch = next((row for row in rows if row.document_id == document_id), None)
    is_back = dispatch is not None and dispatch.back_on is not None
    kind = CalledForm if is_back else ReturnedForm
    day = "called_on" if is_back else "back_on"
    form = kind(request.POST or None, initial={day: clock.today().isoformat()})

    def act() -> None:
        given: dict[str, Any] = {"actor": request.actor, "case_id": case.id, **form.cleaned_data}
        if dispatch is not None and is_back:
            actions.note_called(dispatch_id=dispatch.id, **given)
        else:
            actions.note_returned(document_id=document_id, **given)

    if request.method == "POST" and kept(form, act):
        messages.success(
            request, _("Written down.") if is_back else _("Written down. Call the resident now.")
        )
        where = reverse("decide:returned", args=[case.id, document_id])
        if dispatch is not None and is_back:
            where = letter_queries.page_of(dispatch)
        return HttpResponseRedirect(where)
    context = {"case": case, "step": "decide", "form": form, "paper": paper, "dispatch": dispatch}
    return render(request, "decide/returned.html", context, status=422 if form.errors else 200)
