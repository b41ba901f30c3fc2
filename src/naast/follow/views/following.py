"""Pages of following: what was promised, who spoke whom, and looking back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from naast.follow import access, actions, queries
from naast.follow.forms import CheckInForm, ContactForm, DayForm, HardForm, KeptForm, PromiseForm
from naast.kernel import drafts
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import put
from naast.listen import queries as listen
from naast.listen.drafting import given_back
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """What was promised next, what was said since, and what people saw when they looked back."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "follow.overview")
    context = {
        "case": case,
        "step": "follow",
        "promises": queries.promises_of(case.id),
        "kept": queries.promises_of(case.id, kept=True),
        "contacts": queries.contacts_of(case.id),
        "check_ins": queries.check_ins_of(case.id),
        "persons": people.people_in(case),
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "follow/overview.html", context)


@staff_page()
def promise(request: Request, case_id: int) -> HttpResponse:
    """Promise something: what, by whom, when."""
    case = access.case_to_work_in(request.actor, case_id)
    choices = queries.who_may_promise(case)
    form = PromiseForm(request.POST or None, choices=choices, initial={"by": f"staff-{request.actor.id}"})
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            actions.promise(
                actor=request.actor,
                case_id=case.id,
                what=kept["what"],
                due_on=kept["due_on"],
                **form.who(),
            )
            return redirect("follow:overview", case.id)
        except Invalid as error:
            put(form, error)
    looked(request, case.id, "follow.promise")
    context = {"case": case, "step": "follow", "form": form}
    return render(request, "follow/promise.html", context, status=422 if form.errors else 200)


@staff_page()
def one_promise(request: Request, case_id: int, promise_id: int) -> HttpResponse:
    """One promise: it was kept, or it gets another day."""
    case = people.case_for(request.actor, case_id)
    row = queries.promise_of(case.id, promise_id)
    moving = request.POST.get("do") == "move"
    kept = KeptForm(request.POST if request.method == "POST" and not moving else None)
    moved = DayForm(request.POST if moving else None, initial={"due_on": row.due_on, "version": row.version})
    status = 200
    if request.method == "POST":
        try:
            if _keep_or_move(request, promise_id, kept, moved if moving else None):
                return redirect("follow:overview", case.id)
            status = 422
        except Invalid as error:
            put(moved if moving else kept, error)
            status = 422
        except Stale as error:
            moved = DayForm(request.POST.dict() | {"version": error.current_version})
            moved.add_error(None, str(error))
            status = 409
    looked(request, case.id, "follow.one_promise")
    context = {
        "case": case,
        "step": "follow",
        "promise": row,
        "kept": kept,
        "moved": moved,
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "follow/one_promise.html", context, status=status)


def _keep_or_move(request: Request, promise_id: int, kept: KeptForm, moved: DayForm | None) -> bool:
    """Do what was asked; False when the form cannot be right."""
    form = moved or kept
    if not form.is_valid():
        return False
    if moved is None:
        actions.keep_promise(actor=request.actor, promise_id=promise_id, words=kept.cleaned_data["words"])
        return True
    actions.move_promise(
        actor=request.actor,
        promise_id=promise_id,
        due_on=moved.cleaned_data["due_on"],
        base_version=moved.cleaned_data["version"] or 0,
    )
    return True


@staff_page()
def contact(request: Request, case_id: int) -> HttpResponse:
    """Write down a contact. When it did not take place, the next page asks what made it hard."""
    case = access.case_to_work_in(request.actor, case_id)
    persons = [(str(person.id), person.name) for person in people.people_in(case)]
    initial = {"on_day": today(), "person": persons[0][0], "took_place": "yes"}
    key = actions.contact_key(case.id)
    if request.method == "GET":
        initial |= {name: row.text for name, row in drafts.of(actor=request.actor, object_key=key).items()}
    form = ContactForm(request.POST or None, persons=persons, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.note_contact(
                actor=request.actor,
                case_id=case.id,
                channel=said["channel"],
                on_day=said["on_day"],
                person_id=number(said["person"]),
                words=said["words"],
                took_place=said["took_place"] == "yes",
            )
            return (
                redirect("follow:overview", case.id)
                if row.took_place
                else redirect("follow:hard", case.id, row.pk)
            )
        except Invalid as error:
            put(form, error)
    looked(request, case.id, "follow.contact")
    context = {"case": case, "step": "follow", "form": form, "object_key": key}
    return render(request, "follow/contact.html", context, status=422 if form.errors else 200)


@staff_page()
def hard(request: Request, case_id: int, contact_id: int) -> HttpResponse:
    """What made it hard? Nothing else is asked, and nothing else happens."""
    case = access.case_to_work_in(request.actor, case_id)
    row = queries.contact_of(case.id, contact_id)
    if row.took_place:
        raise NotVisible
    key = actions.hard_key(case.id, row.id)
    context = {"case": case, "step": "follow", "object_key": key}
    status = 200
    if request.method == "POST":
        form, status = HardForm(request.POST), 422
        if form.is_valid():
            try:
                actions.say_what_made_it_hard(
                    actor=request.actor,
                    contact_id=row.id,
                    words=form.cleaned_data["words"],
                    base_version=form.cleaned_data["version"],
                )
                return redirect("follow:overview", case.id)
            except Stale as error:
                form = HardForm(request.POST.dict() | {"version": error.current_version})
                form.add_error(None, str(error))
                context["theirs"], status = error.theirs, 409
    else:
        initial = {"words": row.made_hard, "version": row.version}
        given, context["has_draft"] = given_back(request.actor, key, initial)
        form = HardForm(initial=given)
    looked(request, case.id, "follow.hard")
    return render(request, "follow/hard.html", context | {"form": form}, status=status)


@staff_page()
def check_in(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """Look back with somebody: what was agreed then, what they say now."""
    case = access.case_to_work_in(request.actor, case_id)
    person = access.person_in(case, person_id)
    goals = queries.agreed_goals(request.actor, case.id, person.id)
    own = [board for board in listen.boards_of(request.actor, case.id) if board.person_id == person.id]
    boards = [(str(board.id), date_format(board.started_on, "j F Y")) for board in own if board.follows_id]
    key = actions.check_in_key(case.id, person.id)
    typed = drafts.of(actor=request.actor, object_key=key)
    initial = {"helped": "", **{name: row.text for name, row in typed.items()}}
    form = CheckInForm(request.POST or None, goals=goals, boards=boards, name=person.name, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.check_in(
                actor=request.actor,
                case_id=case.id,
                person_id=person.id,
                words=said["words"],
                now=form.now(),
                helped=said["helped"],
                board_id=number(said.get("board", "")),
                promise_id=_planned(case, person.id),
            )
            return redirect("follow:looked_back", case.id, row.pk)
        except Invalid as error:
            put(form, error)
    looked(request, case.id, "follow.check_in")
    context = {
        "case": case,
        "step": "follow",
        "person": person,
        "form": form,
        "agreed_on": queries.agreed_on(case, person.id, today()),
        "rows": [{"goal": goal, "field": form[f"now_{goal.key}"]} for goal in goals],
        "object_key": key,
        "last_board": own[0] if own else None,
        "has_draft": bool(typed) and request.method == "GET",
    }
    return render(request, "follow/check_in.html", context, status=422 if form.errors else 200)


def _planned(case: CaseFacts, person_id: int) -> int | None:
    """The promise to look back with the resident whose day came first."""
    if person_id != case.resident_id:
        return None
    return next((row.id for row in queries.promises_of(case.id) if row.is_check_in), None)


@staff_page()
def looked_back(request: Request, case_id: int, check_in_id: int) -> HttpResponse:
    """One looking back, then beside now; and the day of the next one, when people want to name it."""
    case = people.case_for(request.actor, case_id)
    row = queries.check_in_of(case.id, check_in_id)
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.plan_check_in(actor=request.actor, case_id=case.id, due_on=form.cleaned_data["due_on"])
            return redirect("follow:overview", case.id)
        except Invalid as error:
            put(form, error)
    looked(request, case.id, "follow.looked_back", person_id=row.person_id)
    now = listen.board_of(request.actor, row.board_id) if row.board_id else None
    context = {
        "case": case,
        "step": "follow",
        "check_in": row,
        "agreed_on": queries.agreed_on(case, row.person_id, row.held_on),
        "form": form,
        "board_now": now,
        "board_then": listen.board_of(request.actor, now.follows_id) if now and now.follows_id else None,
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "follow/looked_back.html", context, status=422 if form.errors else 200)
