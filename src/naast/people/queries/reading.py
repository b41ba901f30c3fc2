"""Who reads whose folder, answered with `people.reading` from what stands in the tables today."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, JSONField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.visibility import visible_case_ids
from naast.people.circle import active_today
from naast.people.models import (
    AccessRefusal,
    Case,
    CircleMember,
    ParentalAuthority,
    Participant,
    Person,
    ReadingShare,
    Representation,
)
from naast.people.queries.cases import _facts as case_facts
from naast.people.queries.cases import people_in
from naast.people.reading import (
    ALL,
    NONE,
    OF_WHO_TAKES_PART,
    Between,
    Facts,
    Part,
    Parts,
    Term,
    as_parts,
    money_only,
    parts_readable,
)
from naast.people.types import (
    AuthorityFacts,
    CaseFacts,
    PersonFacts,
    ReaderFacts,
    ReadingPlace,
    RefusalFacts,
)

LOOKING_ALONG = ("relative", "client_supporter")
"""Roles in the circle of who comes from outside and logs in to a folder."""


def own_parts(actor: Actor) -> tuple[Parts, Parts]:
    """What a person reads of themselves: in their own case, and in one in which they take part."""
    born = Person.objects.filter(pk=actor.id).values_list("birth_date", flat=True).first()
    mine = parts_readable(actor.id, actor.id, clock.today(), Facts(born={actor.id: born}))
    return mine, mine & OF_WHO_TAKES_PART


def reading_places(actor: Actor) -> list[ReadingPlace]:
    """The folders of others in which this person may read something today, by name."""
    if not actor.is_resident:
        return []
    return _places(actor.id)


def reading_place(actor: Actor, case_id: int, person_id: int, part: Part) -> ReadingPlace:
    """The folder of somebody else, when this reader may open the part today. Raises NotVisible."""
    if actor.is_resident:
        for place in _places(actor.id, case_id):
            if place.person.id == person_id and part in place.parts:
                return place
    raise NotVisible


def _places(reader_id: int, case_id: int | None = None) -> list[ReadingPlace]:
    rows = _rows(Q(case_id=case_id) if case_id else Q(), reader_id)
    pairs = {(row.case_id, row.between.subject) for row in rows if row.table != "refusals"}
    if not pairs:
        return []
    cases = Case.objects.select_related("resident").filter(pk__in={case for case, _person in pairs})
    by_case = {case.pk: case for case in cases}
    inside = _inside(by_case.values())
    rows = _without_left(rows, inside)
    born = {person.id: person.birth_date for persons in inside.values() for person in persons.values()}
    facts = {case: _facts_of(rows, case, born) for case in by_case}
    places = []
    for case, person_id in sorted(pairs):
        person = inside.get(case, {}).get(person_id)
        if person is not None:
            place = _place(reader_id, case_facts(by_case[case]), person, facts[case])
            places += [place] if place.parts else []
    return sorted(places, key=lambda place: (place.person.name.casefold(), -place.case.id))


def _place(reader_id: int, case: CaseFacts, person: PersonFacts, facts: Facts) -> ReadingPlace:
    on = clock.today()
    theirs = ALL if person.id == case.resident_id else OF_WHO_TAKES_PART
    parts = parts_readable(reader_id, person.id, on, facts) & theirs
    by_circle = Facts(born=facts.born, refusals=facts.refusals, along=facts.along)
    return ReadingPlace(
        case=case,
        person=person,
        parts=parts,
        money_only=money_only(reader_id, person.id, on, facts) & theirs,
        as_whom=_as_whom(reader_id, person.id, on, facts),
        along_only=parts == parts_readable(reader_id, person.id, on, by_circle) & theirs,
    )


def _as_whom(reader_id: int, subject_id: int, on: dt.date, facts: Facts) -> tuple[str, ...]:
    def holds(rows: Iterable[Between]) -> list[Between]:
        return [
            row for row in rows if (row.reader, row.subject) == (reader_id, subject_id) and row.term.holds(on)
        ]

    words = [str(dict(Representation.KINDS)[row.kind]) for row in holds(facts.acting)]
    if holds(facts.authorities):
        words.insert(0, _("parent with authority"))
    if holds(facts.along):
        words.append(_("looks along"))
    return tuple(dict.fromkeys(words))


def _inside(cases: Iterable[Case]) -> dict[int, dict[int, PersonFacts]]:
    """Who is the resident of each case or takes part in it today."""
    found: dict[int, dict[int, PersonFacts]] = {}
    for case in cases:
        who = case.resident
        found[case.pk] = {who.pk: PersonFacts(who.pk, who.name, "resident", _("resident"), who.birth_date)}
    rows = Participant.objects.filter(active_today(), case_id__in=found).select_related("person")
    for row in rows:
        found[row.case_id][row.person_id] = PersonFacts(
            row.person_id, row.person.name, row.relation, row.get_relation_display(), row.person.birth_date
        )
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """One fact between two people of a case, and in which table (a field of `Facts`) it stands."""

    table: str
    case_id: int
    id: int
    between: Between


_SOURCES: tuple[tuple[str, Any, str, str], ...] = (
    ("authorities", ParentalAuthority, "parent_id", "child_id"),
    ("refusals", AccessRefusal, "reader_id", "child_id"),
    ("acting", Representation, "representative_id", "person_id"),
    ("shares", ReadingShare, "reader_id", "person_id"),
    ("along", CircleMember, "person_id", "case__resident_id"),
)


def _rows(where: Q, reader_id: int | None = None) -> list[_Row]:
    """Facts between people from each table, of one reader or of everybody, in one query."""
    found: list[QuerySet[Any]] = []
    for table, model, reader, subject in _SOURCES:
        rows = model.objects.filter(where, **({} if reader_id is None else {reader: reader_id}))
        if model is CircleMember:
            rows = rows.filter(person__isnull=False, role__in=LOOKING_ALONG)
        found.append(
            rows.annotate(
                its_table=Value(table, CharField()),
                its_kind=F("kind") if model is Representation else Value("", CharField()),
                its_parts=F("parts") if model in _WITH_PARTS else Value([], JSONField()),
            )
            .order_by()
            .values_list(
                "its_table", "case_id", "pk", reader, subject, "from_on", "until_on", "its_kind", "its_parts"
            )
        )
    every = found[0].union(*found[1:], all=True)
    return [
        _Row(
            table,
            case_id,
            number,
            Between(reader, subject, Term(from_on, until_on), kind, as_parts(_json(parts))),
        )
        for table, case_id, number, reader, subject, from_on, until_on, kind, parts in sorted(
            every, key=lambda row: row[:3]
        )
    ]


_WITH_PARTS = (Representation, ReadingShare)


def _json(value: Any) -> Any:
    """A union hands over JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


_TIES = frozenset({"authorities", "acting", "along"})
"""Tables that by themselves say that somebody belongs to a case; a share is with who does."""


def _without_left(rows: Iterable[_Row], inside: Mapping[int, Collection[int]]) -> list[_Row]:
    """Without what was shared with somebody who belongs to the case no more: sharing ends with taking part.

    `inside`: by case, ids of the resident and who takes part today."""
    rows, on = list(rows), clock.today()
    tied = {
        (row.case_id, row.between.reader) for row in rows if row.table in _TIES and row.between.term.holds(on)
    }
    return [
        row
        for row in rows
        if row.table != "shares"
        or (row.case_id, row.between.reader) in tied
        or row.between.reader in inside.get(row.case_id, ())
    ]


def _facts_of(rows: Iterable[_Row], case_id: int, born: dict[int, dt.date | None]) -> Facts:
    by_table: dict[str, list[Between]] = defaultdict(list)
    for row in rows:
        if row.case_id == case_id:
            by_table[row.table].append(row.between)
    return Facts(born=born, **{table: tuple(between) for table, between in by_table.items()})


def readers_of(case: CaseFacts, person: PersonFacts) -> list[ReaderFacts]:
    """Everybody for whom it was noted that they read this person's folder in this case, and what they read
    today. The caller has authorised the case: the person themselves, or the circle."""
    every = _without_left(_rows(Q(case_id=case.id)), {case.id: {each.id for each in people_in(case)}})
    rows = [row for row in every if row.between.subject == person.id]
    facts = _facts_of(rows, case.id, {person.id: person.birth_date})
    on = clock.today()
    readers = dict.fromkeys(row.between.reader for row in rows if row.between.term.holds(on))
    names = {found.pk: found.name for found in Person.objects.filter(pk__in=readers)}
    found = []
    for reader in readers:
        place = _place(reader, case, person, facts)
        shared = [row for row in rows if row.table == "shares" and row.between.reader == reader]
        share = next((row for row in shared if row.between.term.holds(on)), None)
        refused = any(row.reader == reader and row.term.holds(on) for row in facts.refusals)
        found.append(
            ReaderFacts(
                person_id=reader,
                name=names.get(reader, ""),
                as_whom=place.as_whom,
                parts=place.parts,
                refused=refused and not place.parts,
                shared=share.between.parts if share else NONE,
                share_id=share.id if share else None,
                shared_until=share.between.term.until_on if share else None,
            )
        )
    return sorted(found, key=lambda reader: reader.name.casefold())


def who_reads_for(case: CaseFacts, born: Mapping[int, dt.date | None]) -> dict[int, list[int]]:
    """By child: who reads for them today what they tell themselves, as under twelve. Ids, in order.

    `born`: the dates of birth of those children. The caller has authorised the case."""
    rows = [row for row in _rows(Q(case_id=case.id)) if row.between.subject in born]
    facts, on = _facts_of(rows, case.id, dict(born)), clock.today()
    return {
        child: sorted(
            {
                row.between.reader
                for row in rows
                if row.between.subject == child
                and Part.STORY in parts_readable(row.between.reader, child, on, facts)
            }
        )
        for child in born
    }


def could_read(case: CaseFacts, person_id: int) -> list[PersonFacts]:
    """With whom somebody can share in a case: who takes part, who acts for somebody, has authority or looks
    along. Never a list of all who are known to the municipality."""
    found = {each.id: each for each in people_in(case)}
    others: set[int] = set()
    for row in _rows(Q(case_id=case.id)):
        if row.table in _TIES and row.between.term.holds(clock.today()):
            others.add(row.between.reader)
    for each in Person.objects.filter(pk__in=others - set(found)):
        found[each.pk] = PersonFacts(each.pk, each.name, "", "", None)
    return [each for each in found.values() if each.id != person_id]


def readers_ever(case: CaseFacts, person_id: int | None = None) -> dict[int, tuple[str, str]]:
    """Name and role by person id of who reads the folder of somebody in a case or once did, but for the
    circle; of the resident when nobody is named."""
    whose = person_id or case.resident_id
    kinds = dict(Representation.KINDS)
    as_whom: dict[int, str] = {}
    for row in _rows(Q(case_id=case.id)):
        if row.between.subject == whose and row.table in {"authorities", "acting", "shares"}:
            label = {"authorities": _("parent with authority"), "shares": _("reads along")}.get(row.table)
            as_whom.setdefault(row.between.reader, label or str(kinds.get(row.between.kind, "")))
    readers = Person.objects.filter(pk__in=as_whom) if as_whom else Person.objects.none()
    return {each.pk: (each.name, as_whom[each.pk]) for each in readers}


def authorities_of(case_id: int) -> list[AuthorityFacts]:
    """Who has authority over whom in a case, now or from a later day. The caller has authorised the case."""
    rows = ParentalAuthority.objects.filter(_not_over(), case_id=case_id).select_related("child", "parent")
    return [
        AuthorityFacts(
            row.pk,
            row.child_id,
            row.child.name,
            row.parent_id,
            row.parent.name,
            row.basis,
            row.from_on,
            row.until_on,
        )
        for row in rows.order_by("id")
    ]


def refusals_of(case_id: int) -> list[RefusalFacts]:
    """Who is refused what a child's folder holds, now. The caller has authorised the case, for staff."""
    rows = AccessRefusal.objects.filter(_not_over(), case_id=case_id)
    return [
        RefusalFacts(
            row.pk,
            row.child_id,
            row.child.name,
            row.reader_id,
            row.reader.name,
            row.because,
            row.refused_by.name,
            row.from_on,
            row.review_on,
            row.review,
            row.reviewed_on,
        )
        for row in rows.select_related("child", "reader", "refused_by").order_by("id")
    ]


def _not_over() -> Q:
    return Q(until_on__isnull=True) | Q(until_on__gte=clock.today())


def stands_in_hidden_case(actor: Actor, person_id: int) -> bool:
    """Whether somebody has, takes part in, or reads along in a case that this member of staff may not open:
    then a code for their login would open more than what is theirs to give."""
    here = set(Participant.objects.filter(_not_over(), person_id=person_id).values_list("case_id", flat=True))
    today = clock.today()
    for row in _rows(Q(), person_id):
        until_on = row.between.term.until_on
        if row.table != "refusals" and (until_on is None or until_on >= today):
            here.add(row.case_id)
    stands = Case.objects.filter(Q(resident_id=person_id) | Q(pk__in=here))
    return bool(stands.exclude(pk__in=visible_case_ids(actor)).exists())
