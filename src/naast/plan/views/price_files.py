"""The price list as a file: out, in, and between the two a look at what would change."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.kernel import clock
from naast.kernel.errors import Invalid, Stale
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put
from naast.kernel.uploads import was_too_large
from naast.plan import actions, price_csv, price_list
from naast.plan.price_csv import Problem
from naast.plan.price_forms import FileForm
from naast.plan.price_queries import KEEPERS, ImportFacts, WaitsNoMore

SHOWN = 200
"""So many changes or problems a page shows; of the others it says how many there are."""


@staff_page()
def export_prices(request: Request) -> HttpResponse:
    """All prices, also those that ended, as CSV."""
    answer = HttpResponse(actions.exported(request.actor), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="prijzen-{clock.today().isoformat()}.csv"'
    return answer


@staff_page(*KEEPERS)
def import_prices(request: Request) -> HttpResponse:
    """Choose a file of prices. What is wrong in it is named by row and column, and nothing is kept."""
    if request.method != "POST":
        return _choose(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if was_too_large(request, "file"):
        form.add_error("file", _("This file is larger than 5 MB."))
    if not form.is_valid():
        return _choose(request, form, status=422)
    sent = form.cleaned_data["file"]
    try:
        # Beyond the limit nothing is read into memory: the reader refuses it by its size alone.
        waiting = actions.send_prices(
            actor=request.actor, name=sent.name, content=sent.read(price_csv.MOST_BYTES + 1)
        )
    except Invalid as refusal:
        put(form, refusal)
        return _choose(request, form, getattr(refusal, "problems", []), status=422)
    return redirect("plan:imported_prices", waiting.pk)


def _choose(
    request: Request, form: Form, problems: list[Problem] | None = None, *, status: int = 200
) -> HttpResponse:
    found = [problem for problem in problems or [] if problem.row]
    context = {
        "form": form,
        "problems": found[:SHOWN],
        "more": len(found) - SHOWN,
        "columns": price_csv.COLUMNS,
    }
    return render(request, "plan/prices_import.html", context, status=status)


@staff_page(*KEEPERS)
def imported_prices(request: Request, import_id: int) -> HttpResponse:
    """What keeping a file would change; keep it whole, or throw it away. A second click finds it done."""
    if request.method != "POST":
        return _look(request, import_id)
    try:
        if "drop" in request.POST:
            actions.drop_prices(actor=request.actor, import_id=import_id)
            messages.info(request, _("Thrown away. Nothing changed."))
        else:
            seen = request.POST.get("seen", "")[:64]
            changed = actions.keep_prices(actor=request.actor, import_id=import_id, seen=seen)
            kept = ngettext("%(number)d price kept.", "%(number)d prices kept.", changed)
            messages.success(request, kept % {"number": changed})
    except Stale as refusal:
        return _look(request, import_id, problem=str(refusal), status=409)
    except WaitsNoMore:
        messages.info(request, _("This file waits no more: it was kept, thrown away or replaced."))
    return redirect("plan:prices")


def _look(request: Request, import_id: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    facts = actions.looked_into(request.actor, import_id)
    return render(request, "plan/prices_imported.html", _shown(facts) | {"problem": problem}, status=status)


def _shown(facts: ImportFacts) -> dict[str, object]:
    changing = [change for change in facts.changes if change.kind != price_list.SAME]
    return {
        "facts": facts,
        "changes": changing[:SHOWN],
        "more": len(changing) - SHOWN,
        "changing": len(changing),
        "same": len(facts.changes) - len(changing),
        "problems": facts.problems[:SHOWN],
    }
