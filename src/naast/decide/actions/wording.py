"""The municipality's own wording of its letters."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.models import LetterTemplate
from naast.decide.models.dispatch import KINDS
from naast.decide.refusals import said
from naast.decide.wording import Problem, Wording, problems, raw
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed

KEEPERS = (actors.ADMINISTRATOR, actors.LAWYER)
"""Who keeps the wording; the trigger of migration 0012 says the same."""
WHY_LENGTH = 300


class NotWhole(Invalid):
    """A wording that lacks something, or says what cannot be: every problem by name."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(problem.words for problem in found))
        self.found = found


@transaction.atomic
def word_letter(*, actor: Actor, wording: Wording, from_on: dt.date, why: str) -> int:
    """Keep the municipality's own words for one kind of letter, from a day; gives the id of the version.

    Letters that left keep their words, and one that waits to leave those that its sender read. Raises
    NotAllowed for who is neither administrator nor lawyer, NotWhole with everything that is wrong with the
    words, Invalid for a day that is past or without a reason. The same words from the same day stand once.
    """
    _may_keep(actor)
    if wording.kind not in dict(KINDS):
        raise Invalid(_("There is no such kind of letter."))
    found = problems(wording)
    if found:
        raise NotWhole(found)
    return _kept(
        actor,
        LetterTemplate(
            kind=wording.kind,
            from_on=from_on,
            why=why.strip(),
            title=wording.title.strip(),
            salutation=wording.salutation.strip(),
            closing=wording.closing.strip(),
            blocks=raw(wording.blocks),
        ),
    )


@transaction.atomic
def use_house_words(*, actor: Actor, kind: str, from_on: dt.date, why: str) -> int:
    """From a day the words of the house hold again for this kind. Raises as `word_letter` does."""
    _may_keep(actor)
    if kind not in dict(KINDS):
        raise Invalid(_("There is no such kind of letter."))
    return _kept(actor, LetterTemplate(kind=kind, from_on=from_on, why=why.strip(), blocks=[]))


def _may_keep(actor: Actor) -> None:
    if not actor.has_role(*KEEPERS):
        raise NotAllowed(_("Only the administrator or a lawyer keeps the wording of letters."))


def _kept(actor: Actor, row: LetterTemplate) -> int:
    if row.from_on < clock.today():
        raise Invalid(_("Choose today or a later day: letters that left keep their words."), "from_on")
    if not row.why:
        raise Invalid(_("Write down why the words change."), "why")
    if len(row.why) > WHY_LENGTH:
        raise Invalid(_("This text is too long."), "why")
    last = LetterTemplate.objects.filter(kind=row.kind).order_by("-id").first()
    compared = ("from_on", "title", "salutation", "closing", "blocks")
    if last is not None and all(getattr(last, name) == getattr(row, name) for name in compared):
        return int(last.pk)
    row.made_by_id = actor.id
    with said():
        row.save()
    audit.change(actor, "decide.word_letter", row, kind=row.kind)
    return int(row.pk)
