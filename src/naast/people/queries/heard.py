"""Who read, before the first word, what happens with what is told (product law 11), and for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from naast.kernel import clock
from naast.people.models import Informed, Person
from naast.people.queries.reading import who_reads_for
from naast.people.reading import FROM_TWELVE, age_on
from naast.people.types import CaseFacts, HeardFacts


def heard_in(case: CaseFacts, person_ids: Iterable[int]) -> list[HeardFacts]:
    """Whether each of these read it, in their order, in one query; two more for children under twelve.

    For such a child it counts as read when somebody read it who reads for them. The caller has authorised
    the case.
    """
    wanted = list(person_ids)
    persons = {row.pk: row for row in _with_moment(case, wanted)}
    today = clock.today()
    children: dict[int, dt.date | None] = {
        number: row.birth_date
        for number, row in persons.items()
        if row.birth_date is not None and age_on(row.birth_date, today) < FROM_TWELVE
    }
    waiting = {number: born for number, born in children.items() if persons[number].heard_at is None}
    for_whom = who_reads_for(case, waiting) if waiting else {}
    ids = {reader for readers in for_whom.values() for reader in readers}
    readers = {row.pk: row for row in _with_moment(case, ids)} if ids else {}
    found = []
    for number in wanted:
        row = persons[number]
        theirs = [readers[reader] for reader in for_whom.get(number, ()) if reader in readers]
        moments = [reader.heard_at for reader in theirs if reader.heard_at is not None]
        found.append(
            HeardFacts(
                person_id=number,
                name=row.name,
                at=row.heard_at or min(moments, default=None),
                is_child=number in children,
                readers=tuple(reader.name for reader in theirs),
            )
        )
    return found


def _with_moment(case: CaseFacts, person_ids: Iterable[int]) -> QuerySet[Any]:
    """Persons with, beside each, the moment on which they read it (`heard_at`)."""
    heard = Informed.objects.filter(case_id=case.id, person_id=OuterRef("pk")).values("told_at")[:1]
    rows: QuerySet[Any] = Person.objects.annotate(heard_at=Subquery(heard))
    return rows.filter(pk__in=set(person_ids))
