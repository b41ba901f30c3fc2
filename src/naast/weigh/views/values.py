"""The values of the law in the municipality's own words, kept by lawyer and policy."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid, Stale
from naast.kernel.pages import Request, staff_page
from naast.weigh import actions, queries
from naast.weigh.forms_values import ValueForm
from naast.weigh.keepers import KEEPERS


@staff_page(*KEEPERS)
def new_value(request: Request) -> HttpResponse:
    """Add a value to the library."""
    return _page(request, None, ValueForm(request.POST or None))


@staff_page(*KEEPERS)
def value(request: Request, value_id: int) -> HttpResponse:
    """Put a value into other words; a lawyer looks at it again."""
    row = queries.value_to_word(value_id)
    if row.ends_on is not None and request.method != "POST":
        messages.info(
            request, _("Somebody else put this in other words in the meantime. Look at those first.")
        )
        return HttpResponseRedirect(_at_values())
    standing = {"law": row.law, "words_nl": row.words_nl, "words_en": row.words_en, "base": row.words_nl}
    return _page(request, value_id, ValueForm(request.POST or None, initial=standing))


def _page(request: Request, value_id: int | None, form: ValueForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            actions.write_value(
                actor=request.actor,
                law=clean["law"],
                words_nl=clean["words_nl"],
                words_en=clean["words_en"],
                value_id=value_id,
                base=clean["base"] or None,
            )
        except (Invalid, Stale) as error:
            field = error.field if isinstance(error, Invalid) and error.field in form.fields else None
            form.add_error(field, error.args[0])
        else:
            messages.success(request, _("Kept. A lawyer still looks at these words."))
            return HttpResponseRedirect(_at_values())
    context = {"form": form, "is_new": value_id is None}
    return render(request, "weigh/value_form.html", context, status=422 if form.errors else 200)


def _at_values() -> str:
    return reverse("weigh:catalogue") + "#waarden"
