"""Writing in a reporting code: by who is named in it, in own words, in any order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people.types import CaseFacts
from naast.plan import reporting
from naast.plan import reporting_terms as terms
from naast.plan.actions.rows import needed
from naast.plan.models import ReportingCode, ReportingCodeEntry, ReportingCodeReader
from naast.plan.models.reporting_code import REASON_LENGTH, WORDS_LENGTH


def code_key(case_id: int, code_id: int = 0) -> str:
    """The object key of what somebody is typing: private to their account."""
    return f"plan.reporting:{case_id}:{code_id}" if code_id else f"plan.reporting:{case_id}"


@transaction.atomic
def open_code(
    *,
    actor: Actor,
    case_id: int,
    words: str,
    withheld_until: dt.date | None,
    withheld_because: str,
    readers: Iterable[int] = (),
) -> int:
    """Begin a reporting code with what was seen and heard; returns its id. Sent twice, it is begun once.

    Only the actor and the `readers` (staff who stand beside) see it. Raises Invalid by field, NotVisible for
    who does not stand beside.
    """
    case = reporting.beside(actor, case_id)
    said = needed(words, "words", WORDS_LENGTH, _("Write down what you see and hear."))
    day = _day(withheld_until)
    why = needed(
        withheld_because, "withheld_because", REASON_LENGTH, _("Write down why telling now is dangerous.")
    )
    named = _colleagues(actor, case_id, readers)
    mine = ReportingCodeEntry.objects.filter(code__in=reporting.seen_by(actor, case_id), by_id=actor.id)
    same = mine.filter(step=terms.SIGNS, words=said).order_by("id").first()
    if same is not None:
        return int(same.code_id)
    code = ReportingCode(
        case_id=case.id,
        ground=case.law,
        opened_by_id=actor.id,
        withheld_until=day,
        withheld_because=why,
    )
    code.save()
    for number in [actor.id, *named]:
        _name(actor, case, code.pk, number)
    _entry(actor, case, code.pk, step=terms.SIGNS, words=said)
    audit.change(actor, "plan.open_code", code, withheld_until=day.isoformat())
    drafts.drop(actor=actor, object_key=code_key(case_id))
    return int(code.pk)


@transaction.atomic
def write_step(
    *,
    actor: Actor,
    case_id: int,
    code_id: int,
    step: str,
    words: str,
    not_now: bool = False,
    organises_help: bool = False,
    reports: bool = False,
) -> None:
    """Write at one of the five steps: in any order, again when needed, or that it is not done now and why."""
    case, code = _named_in(actor, case_id, code_id)
    if step not in dict(terms.STEPS):
        raise Invalid(_("Choose one of the five steps."), "step")
    said = needed(words, "words", WORDS_LENGTH, _("Write it down in your own words."))
    decides = step == terms.DECIDE and not not_now
    _entry(
        actor,
        case,
        code.pk,
        step=step,
        words=said,
        not_now=not_now,
        organises_help=decides and organises_help,
        reports=decides and reports,
    )
    drafts.drop(actor=actor, object_key=code_key(case_id, code_id))


@transaction.atomic
def check_children(*, actor: Actor, case_id: int, code_id: int, children: str, words: str = "") -> None:
    """The child check: whether there are children who depend on this adult."""
    case, code = _named_in(actor, case_id, code_id)
    if children not in dict(terms.CHILDREN):
        raise Invalid(_("Choose yes, no, or that it is not known yet."), "children")
    said = words.strip()
    if len(said) > WORDS_LENGTH:
        raise Invalid(_("This is too long."), "words")
    _entry(actor, case, code.pk, step=terms.CHILD_CHECK, words=said, children=children)


@transaction.atomic
def review_withholding(
    *, actor: Actor, case_id: int, code_id: int, words: str, until: dt.date | None
) -> None:
    """Look again at whether the resident can be told: not yet, with the reason and the next day."""
    case, code = _named_in(actor, case_id, code_id)
    if code.told_on is not None:
        raise Invalid(_("The resident was told already."), "until")
    why = needed(words, "because", REASON_LENGTH, _("Write down why telling now is dangerous."))
    day = _day(until, "until")
    if code.withheld_until == day and code.withheld_because == why:
        return
    code.withheld_until, code.withheld_because = day, why
    code.version += 1
    code.save()
    _entry(actor, case, code.pk, step=terms.REVIEW, words=why)
    audit.change(actor, "plan.review_withholding", code, until=day.isoformat())


@transaction.atomic
def tell(*, actor: Actor, case_id: int, code_id: int, words: str) -> None:
    """The resident was told: in which words. From now on they can see who looked at it."""
    case, code = _named_in(actor, case_id, code_id)
    said = needed(words, "told", WORDS_LENGTH, _("Write down what you told, and to whom."))
    _entry(actor, case, code.pk, step=terms.TOLD, words=said)
    if code.told_on is None:
        code.told_on = clock.today()
        code.version += 1
        code.save()
        audit.change(actor, "plan.tell", code)


@transaction.atomic
def name_reader(*, actor: Actor, case_id: int, code_id: int, staff_id: int) -> None:
    """Let a colleague see it, who stands beside this resident too."""
    case, code = _named_in(actor, case_id, code_id)
    for number in _colleagues(actor, case_id, [staff_id]):
        if not ReportingCodeReader.objects.filter(code=code, staff_id=number, until_on__isnull=True).exists():
            _name(actor, case, code.pk, number)


@transaction.atomic
def drop_reader(*, actor: Actor, case_id: int, code_id: int, staff_id: int) -> None:
    """Somebody does not see it any more. Nobody takes themselves off: then it could be of nobody."""
    _case, code = _named_in(actor, case_id, code_id)
    if staff_id == actor.id:
        raise Invalid(_("Ask a colleague who sees it too to take you off."), "staff")
    row = ReportingCodeReader.objects.filter(code=code, staff_id=staff_id, until_on__isnull=True).first()
    if row is None:
        raise NotVisible
    row.until_on = clock.today() - dt.timedelta(days=1)
    row.save(update_fields=["until_on"])
    audit.change(actor, "plan.drop_reader", row)


def _named_in(actor: Actor, case_id: int, code_id: int) -> tuple[CaseFacts, ReportingCode]:
    """The code, locked: a form sent twice finds what the first press wrote."""
    case = reporting.beside(actor, case_id)
    code = reporting.seen_by(actor, case_id).select_for_update().filter(pk=code_id).first()
    if code is None:
        raise NotVisible
    return case, code


def _name(actor: Actor, case: CaseFacts, code_id: int, staff_id: int) -> None:
    row = ReportingCodeReader(
        case_id=case.id, ground=case.law, code_id=code_id, staff_id=staff_id, named_by_id=actor.id
    )
    row.save()
    audit.change(actor, "plan.name_reader", row)


def _colleagues(actor: Actor, case_id: int, readers: Iterable[int]) -> list[int]:
    chosen = list(dict.fromkeys(readers))
    if not set(chosen) <= {face.id for face in reporting.colleagues(actor, case_id)}:
        raise NotVisible
    return chosen


def _entry(actor: Actor, case: CaseFacts, code_id: int, **values: object) -> None:
    same = ReportingCodeEntry.objects.filter(code_id=code_id, by_id=actor.id).order_by("-id").first()
    if same is not None and all(getattr(same, name) == value for name, value in values.items()):
        return
    row = ReportingCodeEntry(case_id=case.id, ground=case.law, code_id=code_id, by_id=actor.id, **values)
    row.save()
    audit.change(actor, "plan.write_code", row)


def _day(day: dt.date | None, field: str = "withheld_until") -> dt.date:
    today = clock.today()
    if day is None:
        raise Invalid(_("Choose the day on which you look at this again."), field)
    if not today < day <= today + dt.timedelta(days=terms.LONGEST_WITHHELD):
        words = _("Choose a day after today, within %(days)s days.")
        raise Invalid(words % {"days": terms.LONGEST_WITHHELD}, field)
    return day
