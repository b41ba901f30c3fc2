"""Disciplines beside each other: each its own view, what clashes, and one conclusion (seed 002:734-776)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models.rows import CaseRow
from naast.weigh import writing
from naast.weigh.actions.weighing import case_beside, draft_key, weighing_row
from naast.weigh.lengths import must_fit
from naast.weigh.models import Clash, Conclusion, DisciplineView, Weighing
from naast.weigh.models.disciplines import CLASH_LENGTH, NAME_LENGTH
from naast.weigh.refusals import NOT_ALLOWED, meanwhile, said

MOST_VIEWS = 12
"""More disciplines nobody weighs at one table."""

RULE = 0
"""The place of the rule that stands in the way, beside those of the disciplines."""


@transaction.atomic
def write_view(
    *,
    actor: Actor,
    case_id: int,
    discipline: str,
    found: str,
    does: str,
    said_by: str = "",
    place: int | None = None,
    base_edition: int = 0,
) -> DisciplineView:
    """How a discipline sees it and what it would do; with `place` in other words than before.

    `said_by` names somebody from outside the house for whom the actor writes it down; it stays as it was said
    first. Raises Invalid for what is missing or too long, NotAllowed for the words of somebody else, Stale
    when other words of this discipline came first, NotVisible for a place where nobody said anything. The
    same words twice are kept once.
    """
    case = case_beside(actor, case_id)
    row = _held(weighing_row(case).pk)
    texts = {
        "discipline": _line(discipline, NAME_LENGTH, "discipline", _("Which discipline is this?")),
        "found": _text(found, "found"),
        "does": _text(does, "does"),
    }
    who = _line(said_by, 120, "said_by")
    before = _latest(row, place)
    if before is None:
        standing = _same(row, actor, texts, who)
        if standing is not None:
            return standing
    elif before.written_by_id != actor.id:
        raise NotAllowed(str(NOT_ALLOWED["weigh_view_by_who_wrote_it"]))
    elif _says(before, texts):
        return before
    elif before.edition != base_edition:
        raise Stale(meanwhile(), theirs=f"{before.found}\n\n{before.does}", current_version=before.edition)
    view = DisciplineView(
        case_id=case.id,
        ground=case.law,
        weighing=row,
        place=before.place if before else _next_place(row),
        edition=before.edition + 1 if before else 1,
        said_by=before.said_by if before else who,
        written_by_id=actor.id,
        **texts,
    )
    with said():
        view.save(force_insert=True)
    _kept(actor, row, "weigh.write_view", view, writing.DISCIPLINES)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"view-{place or 0}"))
    return view


def _held(weighing_id: int) -> Weighing:
    """The weighing, held until the end: two who write here come one after the other."""
    row: Weighing = Weighing.objects.select_for_update().get(pk=weighing_id)
    return row


def _kept(actor: Actor, row: Weighing, verb: str, subject: CaseRow, part: str) -> None:
    audit.change(actor, verb, subject)
    writing.note_writer(actor, row, [part])


def _says(row: DisciplineView | Conclusion, texts: dict[str, str]) -> bool:
    return all(getattr(row, name) == text for name, text in texts.items())


def _line(typed: str, longest: int, field: str, missing: str = "") -> str:
    text = " ".join(typed.split())
    if missing and not text:
        raise Invalid(missing, field)
    if len(text) > longest:
        raise Invalid(_("This is longer than %(longest)s signs.") % {"longest": longest}, field)
    return text


def _text(typed: str, field: str, *, needed: bool = True) -> str:
    text = typed.replace("\r\n", "\n").strip()
    if needed and not text:
        raise Invalid(_("Write this down in a sentence."), field)
    must_fit(text, field)
    return text


def _latest(row: Weighing, place: int | None) -> DisciplineView | None:
    if place is None:
        return None
    latest: DisciplineView | None = row.views.filter(place=place).order_by("-edition").first()
    if latest is None:
        raise NotVisible
    return latest


def _same(row: Weighing, actor: Actor, texts: dict[str, str], who: str) -> DisciplineView | None:
    found: DisciplineView | None = row.views.filter(written_by_id=actor.id, said_by=who, **texts).first()
    return found


def _next_place(row: Weighing) -> int:
    places = set(row.views.values_list("place", flat=True))
    if len(places) >= MOST_VIEWS:
        raise Invalid(_("There are twelve views already. Put one of yours in other words."), "discipline")
    return max(places, default=0) + 1


@transaction.atomic
def name_clash(*, actor: Actor, case_id: int, one: int, other: int, words: str) -> Clash:
    """Two places that do not go together, in words; `RULE` is the rule that stands in the way.

    Raises Invalid for two that are one, or without words; NotVisible for a place where nobody said anything.
    """
    case = case_beside(actor, case_id)
    row = _held(weighing_row(case).pk)
    if one == other:
        raise Invalid(_("Choose two that differ."), "other")
    sides = [_latest(row, place) for place in sorted((one, other), key=lambda place: place or 99) if place]
    text = _line(words, CLASH_LENGTH, "words", _("Say in a sentence what does not go together."))
    pair = {"one": sides[0], "other": sides[1] if len(sides) > 1 else None, "words": text}
    standing: Clash | None = row.clashes.filter(**pair).first()
    if standing is not None:
        return standing
    clash = Clash(case_id=case.id, ground=case.law, weighing=row, named_by_id=actor.id, **pair)
    with said():
        clash.save(force_insert=True)
    _kept(actor, row, "weigh.name_clash", clash, writing.CLASHES)
    drafts.drop(actor=actor, object_key=draft_key(case.id, "clash"))
    return clash


@transaction.atomic
def conclude(
    *,
    actor: Actor,
    case_id: int,
    found: str,
    does: str,
    because: str,
    rests_on: Sequence[int],
    base_edition: int = 0,
) -> Conclusion:
    """One conclusion of all views: it is so, and therefore we do this. The one before stays kept.

    `rests_on`: the views (ids) that the writer saw. Raises Invalid without views or words, Stale when
    somebody concluded first or a discipline said something else in the meantime.
    """
    case = case_beside(actor, case_id)
    row = _held(weighing_row(case).pk)
    latest: dict[int, int] = dict(row.views.order_by("place", "edition").values_list("place", "id"))
    if not latest:
        raise Invalid(_("First at least one discipline writes how it sees this."))
    texts = {
        "found": _text(found, "found"),
        "does": _text(does, "does"),
        "because": _text(because, "because", needed=False),
    }
    before: Conclusion | None = row.conclusions.order_by("-edition").first()
    seen = sorted(set(rests_on))
    if (
        before
        and before.rests_on == seen
        and all(getattr(before, name) == text for name, text in texts.items())
    ):
        return before
    if (before.edition if before else 0) != base_edition:
        theirs = f"{before.found}\n\n{before.does}" if before else ""
        raise Stale(meanwhile(), theirs=theirs, current_version=before.edition if before else 0)
    if seen != sorted(latest.values()):
        raise Stale(_("A discipline said something else in the meantime. Look at it, and keep again."))
    made = Conclusion(
        case_id=case.id,
        ground=case.law,
        weighing=row,
        edition=base_edition + 1,
        rests_on=seen,
        written_by_id=actor.id,
        **texts,
    )
    with said():
        made.save(force_insert=True)
    _kept(actor, row, "weigh.conclude", made, writing.CONCLUSION)
    drafts.drop(actor=actor, object_key=draft_key(case.id, "conclusion"))
    return made
