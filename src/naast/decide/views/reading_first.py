"""A letter is read first, with what was typed in it; what was read then leaves."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naast.decide import letter_queries, letters
from naast.decide.about import Leaving
from naast.decide.actions import previewing
from naast.decide.forms_told import PART_LABELS, ToldForm
from naast.decide.models import Document
from naast.decide.views.kept import kept, say_anew
from naast.kernel.errors import DomainError
from naast.kernel.pages import Request
from naast.people import queries as people
from naast.people.types import CaseFacts


@dataclass(frozen=True, slots=True)
class Shown:
    """The form as it stands now, with the letter as it was made with it. `way`: how it left, when it did."""

    form: ToldForm
    letter: letters.Letter | None = None
    told: str = ""
    way: str = ""


def read_first(
    request: Request, case: CaseFacts, form: ToldForm, *, tell: Callable[[Leaving], int], about: str
) -> Shown:
    """Show the letter, or let it leave when it was shown with these facts in it.

    `tell` does what the form asks and gives the id of what the letter is about; `about` is the name of that
    column of a sending.
    """
    if request.method != "POST":
        return Shown(form)
    sends = request.POST.get("do") == "send"
    says_other = sends and form.was_shown and _says_other(form, tell, about)
    if sends and form.was_shown and not says_other:
        if kept(form, lambda: tell(_leaving(form, form.cleaned_data["way"]))):
            return Shown(form, way=form.cleaned_data["way"])
        if form.has_error("address"):
            say_anew(form, "address_was", people.writing_to(case.resident_id).address)
        return Shown(form)
    made: list[letters.Letter] = []

    def tried() -> None:
        made.append(previewing.letter_of(lambda: tell(_leaving(form, Document.PAPER)), about))

    if not kept(form, tried):
        return Shown(form)
    told = _("You changed something: the letter was made anew. Read it once more, then send it.")
    if says_other:
        told = _("The letter says something else than when you read it. Read it once more, then send it.")
    shown = _with_parts(case, form, made[0], _digest(tell, about))
    return Shown(shown, made[0], told if sends else "")


def _digest(tell: Callable[[Leaving], int], about: str) -> str:
    """Of the letter without what its sender put in other words: its days, amounts and fixed parts. Empty when
    it cannot be made now: why is said when it is sent."""
    try:
        letter = previewing.letter_of(lambda: tell(Leaving(Document.PAPER)), about, anew=True)
    except DomainError:
        return ""
    # The number of what was only tried goes up each time, and the address has a question of its own.
    facts = json.dumps({**dataclasses.asdict(letter), "reference": "", "to": ()}, sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def _says_other(form: ToldForm, tell: Callable[[Leaving], int], about: str) -> bool:
    """Whether the letter changed since it was shown, by another day, table of amounts or wording."""
    shown = form.data.get("shown_letter", "")
    now = _digest(tell, about) if shown and form.is_valid() else ""
    return bool(now) and now != shown


def _leaving(form: ToldForm, way: str) -> Leaving:
    clean = form.cleaned_data
    return Leaving(way, form.own_parts(), clean.get("address"), clean.get("address_was"))


def _with_parts(case: CaseFacts, form: ToldForm, letter: letters.Letter, digest: str) -> ToldForm:
    """The form with the parts of the letter as they were shown, where it goes, and how it leaves."""
    own, data = form.own_parts(), {name: str(form.data[name]) for name in form.data}
    for section in letter.own:
        if section.key in PART_LABELS and section.key not in own:
            data[section.key] = data[f"was_{section.key}"] = letters.as_typed(section)
    if form.says_address:
        address = people.writing_to(case.resident_id).address
        data.setdefault("address", address.replace(", ", "\n"))
        data.setdefault("address_was", address)
    codes = [code for code, _label in form.ways]
    by_mail = Document.MAIL in codes and letter_queries.may_mail(case)
    data.setdefault("way", Document.MAIL if by_mail else codes[0])
    data["shown_for"], data["shown_letter"] = form.shows_for, digest
    return type(form)(data, ways=form.ways, says_address=form.says_address)
