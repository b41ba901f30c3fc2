"""Room in the law: the municipality's own catalogue, readable for all staff, kept by lawyer and policy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, Stale
from naast.kernel.pages import Request, staff_page
from naast.weigh import actions, queries, texts
from naast.weigh.forms import OwnRowForm, SearchForm
from naast.weigh.keepers import KEEPERS
from naast.weigh.kinds import KINDS
from naast.weigh.product_queries import differences, new_in_product


@staff_page()
def catalogue(request: Request) -> HttpResponse:
    """All clauses in force, by law and by word; below them the values of the law."""
    form = SearchForm(request.GET or None, laws=queries.laws())
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    law, words = given.get("law", ""), given.get("q", "")
    rows = queries.law_rows(law=law, words=words)
    values = queries.values_with(words, law=law)
    unchecked = sum(row.to_be_checked for row in rows)
    context = {
        "form": form,
        "rows": rows,
        "unchecked": unchecked,
        # What holds for nearly all is said once; then the others get the mark.
        "mark_checked": unchecked * 2 > len(rows),
        "found": queries.articles_with(words, law=law) if words.strip() else None,
        "searched": bool(law or words),
        "values": values,
        "values_unchecked": not any(value.checked_on for value in values),
        "may_add": request.actor.has_role(*KEEPERS),
        "new_in_product": new_in_product() if request.actor.has_role(*KEEPERS) else 0,
        "may_check": request.actor.has_role(actors.LAWYER),
    }
    return render(request, "weigh/catalogue.html", context, status=422 if form.errors else 200)


@staff_page()
def row(request: Request, row_id: int) -> HttpResponse:
    """One clause with all its editions."""
    return _row_page(request, row_id)


def _row_page(request: Request, row_id: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    facts = queries.law_row(row_id)
    editions = queries.editions_of(row_id)
    shown = next(edition for edition in editions if edition.pk == row_id)
    context = {
        "row": facts,
        "kind": dict(KINDS).get(facts.kind, facts.kind),
        "editions": editions,
        "is_newest": editions[0].pk == facts.id,
        "differences": differences(shown) if editions[0].pk == facts.id else (),
        "beside": texts.beside(shown, clock.today()) if texts.law_of(shown) else None,
        "problem": problem,
        "may_edit": request.actor.has_role(*KEEPERS),
        "may_check": request.actor.has_role(actors.LAWYER),
    }
    return render(request, "weigh/row.html", context, status=status)


@staff_page()
def article(request: Request, article_id: int) -> HttpResponse:
    """One article of a law text, where it comes from, and its other wordings."""
    facts = texts.article(article_id)
    context = {"article": facts, "versions": texts.versions_of(facts)}
    return render(request, "weigh/article.html", context)


@staff_page()
def law_file(request: Request, text_id: int) -> HttpResponse:
    """The file of a law text as it came. It is never shown by the browser: it is of somebody else."""
    name, content = texts.file_of(text_id)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@require_POST
@staff_page(*KEEPERS)
def load_product(request: Request) -> HttpResponse:
    """Bring in what is new of the product. What the municipality changed or signed stays."""
    added = actions.load_catalogue(actor=request.actor) + actions.load_values(actor=request.actor)
    if added:
        messages.success(request, _("Brought in. What you changed or a lawyer signed stayed as it was."))
    else:
        messages.info(request, _("There was nothing new to bring in."))
    return HttpResponseRedirect(reverse("weigh:catalogue"))


@require_POST
@staff_page(actors.LAWYER)
def check(request: Request, row_id: int) -> HttpResponse:
    """A lawyer read the clause in the consolidated text."""
    try:
        checked = actions.check_row(actor=request.actor, row_id=row_id)
    except Stale as error:
        return _row_page(request, row_id, problem=error.args[0], status=409)
    messages.success(request, _("Kept: this row was checked today."))
    return HttpResponseRedirect(reverse("weigh:row", args=[checked.pk]))


@require_POST
@staff_page(actors.LAWYER)
def check_value(request: Request, value_id: int) -> HttpResponse:
    """A lawyer looked at a value of the law."""
    actions.check_value(actor=request.actor, value_id=value_id)
    messages.success(request, _("Kept: this value was checked today."))
    return HttpResponseRedirect(reverse("weigh:catalogue") + "#waarden")


@staff_page(*KEEPERS)
def new_row(request: Request) -> HttpResponse:
    """A clause of the municipality itself."""
    form = OwnRowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        columns = _columns(form)
        try:
            made = actions.add_row(actor=request.actor, columns=columns, why=form.cleaned_data["why"])
        except (Invalid, Stale) as error:
            _put_error(form, error)
        else:
            return HttpResponseRedirect(reverse("weigh:row", args=[made.pk]))
    context = {"form": form, "row": None}
    return render(request, "weigh/row_form.html", context, status=422 if form.errors else 200)


@staff_page(*KEEPERS)
def edit(request: Request, row_id: int) -> HttpResponse:
    """Another edition of a clause; the one before stays."""
    facts = queries.law_row(row_id)
    newest = queries.editions_of(row_id)[0]
    if request.method != "POST" and newest.pk != row_id:
        return HttpResponseRedirect(reverse("weigh:edit", args=[newest.pk]))
    initial = {name: getattr(newest, name) for name in OwnRowForm.base_fields if name != "why"}
    form = OwnRowForm(request.POST or None, initial=initial)
    form.fields["why"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.edit_row(
                actor=request.actor, row_id=row_id, changes=_columns(form), why=form.cleaned_data["why"]
            )
        except (Invalid, Stale) as error:
            _put_error(form, error)
        else:
            return HttpResponseRedirect(reverse("weigh:row", args=[made.pk]))
    context = {"form": form, "row": facts}
    return render(request, "weigh/row_form.html", context, status=422 if form.errors else 200)


def _columns(form: OwnRowForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "why"}


def _put_error(form: OwnRowForm, error: Invalid | Stale) -> None:
    field = error.field if isinstance(error, Invalid) and error.field in form.fields else None
    form.add_error(field, error.args[0])
