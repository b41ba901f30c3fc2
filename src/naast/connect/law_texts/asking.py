"""Asking that texts are fetched from the official repository, and how far that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.connect import tasks
from naast.connect.law_texts.fetching import is_number
from naast.connect.models import LawFetch, LawFetchLine
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed
from naast.weigh import queries, register_queries

LOST_AFTER = dt.timedelta(hours=2)
"""A fetch that is busy for so long has lost its worker for good; another may then be asked."""
ONE_AT_A_TIME = "connect_lawfetch_one_at_a_time"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What became of one law."""

    law_id: str
    title: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class FetchFacts:
    """The last time that texts were fetched. `asked_by` is empty for the command."""

    state: str
    asked_by: str
    asked_at: dt.datetime
    ended_at: dt.datetime | None
    on: dt.date
    laws: int
    fetched: tuple[LineFacts, ...]
    unchanged: tuple[LineFacts, ...]
    refused: tuple[LineFacts, ...]

    @property
    def done(self) -> int:
        return len(self.fetched) + len(self.unchanged) + len(self.refused)

    @property
    def is_busy(self) -> bool:
        return self.state == LawFetch.BUSY

    @property
    def has_failed(self) -> bool:
        return self.state == LawFetch.FAILED


def may_ask(actor: Actor) -> bool:
    """An administrator, who may not add to the library by hand, and who keeps it."""
    return actor.has_role(actors.ADMINISTRATOR) or queries.keeps_library(actor)


def ask_texts(*, actor: Actor, on: dt.date, law_id: str = "") -> int:
    """Have the worker fetch the texts of a day: of the laws in the library, or of one by its number.

    Asked while a fetch is busy in which all of it is already, it is that one. Returns the id. Raises
    NotAllowed; Invalid for a number that no register gives, and while a fetch of something else is busy.
    """
    if not may_ask(actor):
        raise NotAllowed(_("Only an administrator, a lawyer or a policy maker has law texts fetched."))
    wanted = "".join(law_id.split()).upper()
    if wanted and not is_number(wanted):
        raise Invalid(
            _("Type the number as the register writes it, such as BWBR0005537 or CVDR123456."), "law"
        )
    laws = [wanted] if wanted else register_queries.laws_to_fetch()
    if not laws:
        raise Invalid(_("The library has no law with a number yet. Type the number of one."), "law")
    return _asked(actor, on, laws)


@transaction.atomic
def _asked(actor: Actor, on: dt.date, laws: Sequence[str]) -> int:
    busy = LawFetch.objects.filter(state=LawFetch.BUSY)
    lost = busy.filter(asked_at__lt=clock.now() - LOST_AFTER)
    lost.update(state=LawFetch.FAILED, ended_at=clock.now())
    row = LawFetch(
        asked_by_id=None if actor.kind == "system" else actor.id,
        on=on,
        laws=list(laws),
        language=(get_language() or "nl")[:5],
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if ONE_AT_A_TIME not in str(error):
            raise
        # Somebody was first, perhaps by a blink; it may be done by now.
        return _among(LawFetch.objects.order_by("-id")[0], on, laws)
    # In this transaction: with the row comes its job, or neither does. The command works it out itself.
    if actor.kind != "system":
        tasks.fetch_law_texts.defer(municipality_id=actor.municipality_id, fetch_id=row.pk)
    audit.change(actor, "connect.ask_texts", row, laws=len(laws))
    return int(row.pk)


def _among(other: LawFetch, on: dt.date, laws: Sequence[str]) -> int:
    if other.on == on and set(laws) <= set(other.laws):
        return int(other.pk)
    raise Invalid(
        _("Other texts are being fetched right now, so this was not begun. Ask it again when that is done."),
        "law",
    )


def last_fetch() -> FetchFacts | None:
    """The last time that texts were fetched, with a line per law in the order asked. Two queries."""
    row: LawFetch | None = LawFetch.objects.select_related("asked_by").order_by("-id").first()
    if row is None:
        return None
    by_outcome: dict[str, list[LineFacts]] = {outcome: [] for outcome, _words in LawFetchLine.OUTCOMES}
    for line in row.lines.order_by("id"):
        by_outcome[line.outcome].append(LineFacts(line.law_id, line.title, line.label, line.why))
    return FetchFacts(
        state=row.state,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        on=row.on,
        laws=len(row.laws),
        **{outcome: tuple(lines) for outcome, lines in by_outcome.items()},
    )
