"""The calculation to take along: a workbook for who checks it, and the input of the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from naast.engines import returns
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.kernel.naming import naming, plain
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.plan import alternative_queries, calculation, queries, workbook
from naast.plan.types import ReturnsView


@staff_page()
def sheets(request: Request, case_id: int, row_id: int | None = None) -> HttpResponse:
    """The calculation as XLSX, with formulas; that of another way where its id is given."""
    case = people.case_for(request.actor, case_id)
    given = _input_of(case, row_id)
    if given is None:
        return _nothing_yet(request, case_id)
    looked(request, case.id, "plan.download")
    plan = returns.parse(given)
    content = workbook.made(plan, returns.evaluate(plan), case_number=case.id, made_on=clock.today())
    return _file(content, workbook.MEDIA_TYPE, _("calculation") + f"-{case.id}.xlsx")


@staff_page()
def command_line(request: Request, case_id: int, row_id: int | None = None) -> HttpResponse:
    """What `naast returns evaluate` reads, to work the page out again without Naast's database."""
    case = people.case_for(request.actor, case_id)
    given = _input_of(case, row_id)
    if given is None:
        return _nothing_yet(request, case_id)
    looked(request, case.id, "plan.download")
    content = json.dumps(given, default=float, ensure_ascii=False, allow_nan=False, indent=2)
    return _file(content.encode(), "application/json", _("calculation") + f"-{case.id}.json")


def _input_of(case: CaseFacts, alternative_id: int | None) -> dict[str, Any] | None:
    """What the engine reads of this case, without the names of its people; None without figures."""
    view = _view_of(case, alternative_id)
    if view is None or view.welfare is None:
        return None
    given = calculation.engine_input(
        view.lines,
        base_year=view.base_year,
        horizon_years=view.horizon_years,
        index={int(year): value for year, value in view.index.items()},
    )
    names = [person.name for person in people.people_in(case)]
    without: dict[str, Any] = without_names(given, names)
    return without


def _view_of(case: CaseFacts, alternative_id: int | None) -> ReturnsView | None:
    if alternative_id is None:
        return queries.returns_of(case.id)
    way = alternative_queries.way(case.id, alternative_id)
    if way is None:
        raise NotVisible
    return way.facts.returns


def without_names(given: Any, names: Iterable[str]) -> Any:
    """The same, with whole names and the parts of names in words that were typed replaced.

    Also as a genitive, in capitals or without. Only in what is read by people (label, source, reason,
    legal title, the name of a group of lines): an id or a payer stays what it is, and groups stay apart.
    """
    # An initial by itself would take other words along.
    pattern = naming(names, initials=False)
    if pattern is None:
        return given
    return _Without(pattern, _("[name]")).replaced(given)


class _Without:
    """Replaces what `pattern` finds."""

    def __init__(self, pattern: re.Pattern[str], by: str) -> None:
        self._pattern, self._by = pattern, by
        self._groups: dict[str, str] = {}

    def replaced(self, given: Any) -> Any:
        if isinstance(given, Mapping):
            return {key: self._field(key, value) for key, value in given.items()}
        if isinstance(given, list):
            return [self.replaced(one) for one in given]
        return given

    def _field(self, key: str, value: Any) -> Any:
        if not isinstance(value, str):
            return self.replaced(value)
        if key == "group":
            return self._group(value)
        return self._left(value) if key in ("label", "source", "reason", "legal_title") else value

    def _left(self, words: str) -> str:
        """The words without the names; words that name nobody stay as they were typed."""
        bare = plain(words)
        return self._pattern.sub(self._by, bare) if self._pattern.search(bare) else words

    def _group(self, name: str) -> str:
        if name not in self._groups:
            left = self._left(name)
            taken = left in self._groups.values()
            self._groups[name] = f"{left} ({len(self._groups) + 1})" if taken else left
        return self._groups[name]


def _nothing_yet(request: Request, case_id: int) -> HttpResponse:
    messages.info(
        request, _("There is nothing to download yet: no line has an amount, or it cannot be worked out.")
    )
    return redirect("plan:returns", case_id)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
