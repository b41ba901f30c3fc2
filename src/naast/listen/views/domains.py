"""The municipality's own list of parts of life, for the administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put
from naast.listen import actions, queries
from naast.listen.forms import DomainForm
from naast.listen.types import DomainRow


@staff_page(actors.ADMINISTRATOR)
def domains(request: Request) -> HttpResponse:
    """The list in its order: add, move, retire, put back."""
    form = DomainForm(initial={"icon": "iets-anders"})
    if request.method == "POST":
        what = request.POST.get("do", "add")
        if what == "defaults":
            actions.load_domains(actor=request.actor)
            messages.success(request, _("The list that comes with Naast is complete again."))
            return redirect("listen:domains")
        if what in {"up", "down", "retire", "back"}:
            _change(request, what, number(request.POST.get("domain")) or 0)
            return redirect("listen:domains")
        form = DomainForm(request.POST)
        if form.is_valid():
            try:
                actions.add_domain(actor=request.actor, **_named(form))
            except Invalid as error:
                put(form, error)
            else:
                messages.success(request, _("The part of life stands on the list."))
                return redirect("listen:domains")
    rows = queries.domain_rows()
    context = {
        "form": form,
        "listed": [row for row in rows if row.is_active],
        "retired": [row for row in rows if not row.is_active],
    }
    return render(request, "listen/domains.html", context, status=422 if form.errors else 200)


@staff_page(actors.ADMINISTRATOR)
def domain(request: Request, domain_id: int) -> HttpResponse:
    """One part of life: its names, while nobody chose it yet, and its drawing."""
    row = _row(domain_id)
    initial = {"version": row.version, "name": row.name, "name_en": row.name_en, "icon": row.icon}
    form = DomainForm(request.POST or None, initial=initial)
    status, theirs = 200, None
    if row.used:
        _without_names(form)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_domain(
                    actor=request.actor,
                    domain_id=row.id,
                    base_version=form.cleaned_data["version"] or 0,
                    **(_named(form) if not row.used else _as_sent(request, row, form)),
                )
                messages.success(request, _("The part of life is kept."))
                return redirect("listen:domains")
            except Invalid as error:
                put(form, error)
            except Stale as error:
                form = DomainForm(request.POST.dict() | {"version": error.current_version})
                if row.used:
                    _without_names(form)
                form.add_error(None, str(error))
                status, theirs = 409, error.theirs
    context = {"row": row, "form": form, "theirs": theirs}
    return render(request, "listen/domain.html", context, status=status)


def _change(request: Request, what: str, domain_id: int) -> None:
    row = _row(domain_id)
    if what == "retire":
        actions.retire_domain(actor=request.actor, domain_id=row.id)
        said = _("“{domain}” is off the list. Boards on which somebody chose it keep it.")
    elif what == "back":
        actions.put_back_domain(actor=request.actor, domain_id=row.id)
        said = _("“{domain}” stands on the list again.")
    else:
        actions.move_domain(actor=request.actor, domain_id=row.id, up=what == "up")
        said = _("“{domain}” moved up.") if what == "up" else _("“{domain}” moved down.")
    messages.success(request, said.format(domain=row.label))


def _named(form: DomainForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "name_en", "icon")}


def _without_names(form: DomainForm) -> None:
    """Of a domain that somebody chose only the drawing can still be another one."""
    del form.fields["name"], form.fields["name_en"]


def _as_sent(request: Request, row: DomainRow, form: DomainForm) -> dict[str, Any]:
    """Names that no field asked for go along as they were sent: the action refuses them aloud."""
    names = {"name": row.name, "name_en": row.name_en}
    sent = {key: request.POST.get(key, kept)[:1000] for key, kept in names.items()}
    return sent | {"icon": form.cleaned_data["icon"]}


def _row(domain_id: int) -> DomainRow:
    for row in queries.domain_rows():
        if row.id == domain_id:
            return row
    raise NotVisible
