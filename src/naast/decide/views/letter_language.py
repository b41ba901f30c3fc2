"""How a letter reads, beside its text: as a part of the letter's page while somebody types, and as a page of
its own that does the same without script. Nothing here holds a letter back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.decide import letters, queries
from naast.decide.actions.papers import PART_LENGTH, letter_facts
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.forms_letters import LetterForm
from naast.decide.letter_queries import wording_on
from naast.decide.letter_remarks import LONGEST_KEY, Remarks, remarks, replaced
from naast.decide.views.kept import with_drafts
from naast.engines.language import Kind
from naast.engines.language.review import Grammar
from naast.kernel import actors, clock, drafts, limits
from naast.kernel.pages import Request, looked, staff_page

MOST_A_MINUTE = 70
"""More than hands ask: the page waits 0.9 seconds after the last key."""
MOST_SPELLING_A_MINUTE = 12
"""Looking for spelling takes up to two seconds."""
MOST_LEFT = 200
KEPT = ("address", "address_was", "way", "sent_on")
"""What else stands in the form of the letter: it travels along unread."""
LEFT = "left"
"""The draft in which the remarks are kept that the sender left: private, and gone when the letter leaves."""

LABELS = {
    Kind.LONG_SENTENCE: gettext_lazy("long sentence"),
    Kind.PASSIVE: gettext_lazy("it does not say who does it"),
    Kind.HARD_WORD: gettext_lazy("hard word"),
    Kind.JARGON: gettext_lazy("word of the office"),
    Kind.NOMINALISATION: gettext_lazy("a verb made into a noun"),
    Kind.DOUBLE_NEGATION: gettext_lazy("two times not"),
    Kind.ABBREVIATION: gettext_lazy("abbreviation"),
    Kind.THREAT: gettext_lazy("this can be read as a threat"),
    Kind.DISTANCE: gettext_lazy("this talks past the reader"),
    Kind.NO_NEXT_STEP: gettext_lazy("no next step"),
    Kind.NO_INVITATION: gettext_lazy("it does not invite"),
    Kind.NO_CONTACT: gettext_lazy("nobody to call"),
    Kind.UNCLEAR_DATE: gettext_lazy("unclear date"),
    Kind.UNCLEAR_AMOUNT: gettext_lazy("unclear amount"),
    Kind.SPELLING: gettext_lazy("spelling"),
}
READINGS = {
    "too_hard": gettext_lazy("too hard"),
    "almost": gettext_lazy("almost easy to read"),
    "readable": gettext_lazy("easy to read"),
}


@staff_page(*actors.CASE_ROLES)
def letter_language(request: Request, case_id: int, decision_id: int) -> HttpResponse:
    """The remarks on a letter as it stands in the form; with one put in, or one left.

    What was typed comes back as it was typed. Asked by a script it is only the remarks.
    """
    case = case_beside(request.actor, case_id)
    part_only = request.headers.get("HX-Request") == "true"
    if not part_only:  # the page on which a part is shown was a look already
        looked(request, case.id, "decide.letter")
    facts = letter_facts(case, decision_id, sent_on=clock.today())
    if any(row.decision_id == decision_id and row.sent_on for row in queries.letters_of(case.id)):
        return redirect("decide:overview", case.id)
    name = f"letter:{decision_id}"
    wording = wording_on(facts.outcome, clock.today())
    standing: dict[str, Any] = dict(letters.editable(facts, letters.words(), wording))
    values = with_drafts(request.actor, case.id, name, standing)
    if request.method == "POST":
        sent = [field for field in (*standing, *KEPT) if field in request.POST]
        values = {field: _lines(request.POST[field]) for field in sent}
        if request.POST.get("undo") in standing:
            values[request.POST["undo"]] = _lines(request.POST.get("before", ""))
    key = draft_key(case.id, name)
    if "back" in request.POST:
        _keep(request, key, values)
        return redirect("decide:letter", case.id, decision_id)
    left = _left(request, key)

    def read(written: dict[str, str]) -> tuple[Remarks | None, str]:
        letter = letters.compose(facts, letters.words(), written, wording)
        return _remarks(request, letter, written, left)

    written = {part: str(values.get(part, "")) for part in standing}
    found, said = read(written)
    put, undo = request.POST.get("put_in", ""), dict[str, str]()
    if put and found is not None:
        changed = replaced(found, written, put)
        if changed is not None:
            part = put.partition(":")[0]
            undo = {"part": part, "before": written[part]}
            found, said = read(changed)
            values |= changed
        else:
            said = _("These words do not stand there any more. Nothing was changed.")
    context = {
        "case": case,
        "step": "decide",
        "decision_id": decision_id,
        "remarks": found,
        "reading": READINGS[found.reading.value] if found and found.reading else "",
        "lists": _lists(found),
        "said": said,
        "undo": undo,
        "acted": bool(request.POST.keys() & {"put_in", "undo", "leave", "spelling"}),
        "too_long": any(len(str(values.get(part, ""))) > PART_LENGTH for part in standing),
        "form": LetterForm(initial=values, ways=(), parts=wording.keys),
        "kept": [(field, values[field]) for field in KEPT if field in values],
    }
    template = "decide/parts/letter_remarks_list.html" if part_only else "decide/letter_language.html"
    return render(request, template, context)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")


def _keep(request: Request, key: str, values: dict[str, Any]) -> None:
    """What was typed waits on the letter's own page, as every draft does; a day of sending that is today not:
    opened tomorrow it would be yesterday's."""
    if values.get("sent_on") == clock.today().isoformat():
        values = {**values, "sent_on": ""}
    for field, text in values.items():
        if len(text) <= drafts.MAX_LENGTH:
            drafts.keep(actor=request.actor, object_key=key, field=field, base_version=0, text=text)


def _left(request: Request, key: str) -> set[str]:
    """The remarks that this sender left, with the one that is left now."""
    draft = drafts.of(actor=request.actor, object_key=key).get(LEFT)
    left = draft.text.split("\n") if draft else []
    now = _lines(request.POST.get("leave", "")).replace("\r", "").replace("\n", " ").strip()[:LONGEST_KEY]
    if now and now not in left:
        left = [*left, now][-MOST_LEFT:]
        drafts.keep(actor=request.actor, object_key=key, field=LEFT, base_version=0, text="\n".join(left))
    return set(left)


def _remarks(
    request: Request, letter: letters.Letter, written: dict[str, str], left: set[str]
) -> tuple[Remarks | None, str]:
    """The remarks, and what there is to say about them; no remarks when it was asked too often."""
    wait = _("This was asked more often than we can look. Wait a minute: what you typed stays.")
    if not limits.within(request.actor, "decide.letter_language", most=MOST_A_MINUTE):
        return None, wait
    grammar: Grammar | None = None
    if "spelling" in request.POST:
        if not limits.within(request.actor, "decide.letter_spelling", most=MOST_SPELLING_A_MINUTE):
            return None, wait
        # Only here: the library reads its rules for seconds, and only who asks pays for it.
        from naast.engines.language.grammar import load_grammar

        grammar = load_grammar()
    found = remarks(letter, written, left=left, grammar=grammar)
    if found.reading is None:
        return found, _("There is too little or too much text to say how it reads.")
    if not found.all_looked_at:
        return found, _("A part of the text was not looked at for spelling: that took too long.")
    return found, ""


def _lists(found: Remarks | None) -> list[dict[str, Any]]:
    """The remarks as the page lists them: tone first, then the own words, then the letter as a whole."""
    if found is None:
        return []
    named = (
        (_("How it can come across"), found.tone),
        (_("Words and sentences"), found.own),
        (_("The letter as a whole"), found.whole),
    )
    return [
        {"heading": heading, "remarks": [(LABELS[each.kind], each) for each in rows]}
        for heading, rows in named
        if rows
    ]
