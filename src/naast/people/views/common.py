"""What the views of this room share."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from naast.kernel.errors import Invalid
from naast.kernel.pages import Request
from naast.kernel.refusals import put
from naast.people.types import CaseFacts


def fresh_key() -> str:
    """A key that lets a form be sent once."""
    return secrets.token_urlsafe(24)


class PageOfForms(ABC):
    """A page of a case with several small forms; each is sent to an address of its own and comes back here.

    `address` names the page. A form that was refused waits in `bound` under its place on the page, so that
    `render` shows it again with what was typed.
    """

    address: str

    def __init__(self, request: Request, case: CaseFacts) -> None:
        self.request = request
        self.case = case
        self.bound: dict[str, forms.Form] = {}

    @abstractmethod
    def render(self, status: int = 200) -> HttpResponse:
        """The whole page."""

    @property
    def wrong(self) -> forms.Form | None:
        """The form that was refused, for the list of errors above the page."""
        return next(iter(self.bound.values()), None)

    def kept(
        self, name: str, form: forms.Form, keep: Callable[[dict[str, Any]], object], message: str
    ) -> HttpResponse:
        """Keep what a form holds and come back with `message`; or the page again, with what is wrong.

        `keep` gets the cleaned data; `name` is the place of the form on the page.
        """
        if form.is_valid():
            try:
                keep(form.cleaned_data)
            except Invalid as error:
                put(form, error)
            else:
                messages.success(self.request, message)
                return HttpResponseRedirect(reverse(self.address, args=[self.case.id]))
        return self.refused(name, form)

    def refused(self, name: str, form: forms.Form) -> HttpResponse:
        """The page again, with what was typed and what is wrong with it."""
        self.bound[name] = form
        return self.render(status=422)
