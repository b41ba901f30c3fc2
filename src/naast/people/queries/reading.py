"""Who reads whose folder, answered with `people.reading` from what stands in the tables today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
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
from naast.people.queries.cases import case_for, people_in
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


def own_parts(actor: Actor, *, own_case: bool) -> Parts:
    """What a person reads of themselves in their own case, or in one in which they take part."""
    born = Person.objects.filter(pk=actor.id).values_list("birth_date", flat=True).first()
    return _of_self(actor.id, born) & (ALL if own_case else OF_WHO_TAKES_PART)


def _of_self(person_id: int, born: dt.date | None) -> Parts:
    return parts_readable(person_id, person_id, clock.today(), Facts(born={person_id: born}))


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
    pairs = {(row["case"], row["subject"]) for kind, row in rows if kind != "refusals"}
    if not pairs:
        return []
    cases = Case.objects.select_related("resident").filter(pk__in={case for case, _person in pairs})
    by_case = {case.pk: case for case in cases}
    inside = _inside(by_case.values())
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
        money_only=money_only(reader_id, person.id, on, facts),
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


_Row = tuple[str, dict[str, Any]]
_SOURCES: tuple[tuple[str, Any, str, str], ...] = (
    ("authorities", ParentalAuthority, "parent_id", "child_id"),
    ("refusals", AccessRefusal, "reader_id", "child_id"),
    ("acting", Representation, "representative_id", "person_id"),
    ("shares", ReadingShare, "reader_id", "person_id"),
)


def _rows(where: Q, reader_id: int | None = None) -> list[_Row]:
    """Facts between people from each table, of one reader or of everybody."""
    found: list[_Row] = []
    for kind, model, reader, subject in _SOURCES:
        rows = (
            model.objects.filter(where)
            if reader_id is None
            else model.objects.filter(where, **{reader: reader_id})
        )
        for row in rows.order_by("id"):
            found.append((kind, _row(row, getattr(row, reader), getattr(row, subject))))
    members = CircleMember.objects.filter(where, person__isnull=False, role__in=LOOKING_ALONG)
    if reader_id is not None:
        members = members.filter(person_id=reader_id)
    for row in members.select_related("case").order_by("id"):
        found.append(("along", _row(row, row.person_id, row.case.resident_id)))
    return found


def _row(row: Any, reader: int, subject: int) -> dict[str, Any]:
    return {
        "case": row.case_id,
        "reader": reader,
        "subject": subject,
        "between": Between(
            reader,
            subject,
            Term(row.from_on, row.until_on),
            getattr(row, "kind", ""),
            as_parts(getattr(row, "parts", [])),
        ),
        "row": row,
    }


def _facts_of(rows: Iterable[_Row], case_id: int, born: dict[int, dt.date | None]) -> Facts:
    by_kind: dict[str, list[Between]] = defaultdict(list)
    for kind, row in rows:
        if row["case"] == case_id:
            by_kind[kind].append(row["between"])
    return Facts(born=born, **{kind: tuple(between) for kind, between in by_kind.items()})


def readers_of(case: CaseFacts, person: PersonFacts) -> list[ReaderFacts]:
    """Everybody for whom it was noted that they read this person's folder in this case, and what they read
    today. The caller has authorised the case: the person themselves, or the circle."""
    rows = [(kind, row) for kind, row in _rows(Q(case_id=case.id)) if row["subject"] == person.id]
    facts = _facts_of(rows, case.id, {person.id: person.birth_date})
    on = clock.today()
    readers = dict.fromkeys(row["reader"] for _kind, row in rows if row["between"].term.holds(on))
    names = {found.pk: found.name for found in Person.objects.filter(pk__in=readers)}
    found = []
    for reader in readers:
        place = _place(reader, case, person, facts)
        shared = [row["row"] for kind, row in rows if kind == "shares" and row["reader"] == reader]
        share = next((row for row in shared if Term(row.from_on, row.until_on).holds(on)), None)
        refused = any(row.reader == reader and row.term.holds(on) for row in facts.refusals)
        found.append(
            ReaderFacts(
                person_id=reader,
                name=names.get(reader, ""),
                as_whom=place.as_whom,
                parts=place.parts,
                refused=refused and not place.parts,
                shared=as_parts(share.parts) if share else NONE,
                share_id=share.pk if share else None,
                shared_until=share.until_on if share else None,
            )
        )
    return sorted(found, key=lambda reader: reader.name.casefold())


def could_read(case: CaseFacts, person_id: int) -> list[PersonFacts]:
    """With whom somebody can share in a case: who takes part, who acts for somebody, has authority or looks
    along. Never a list of all who are known to the municipality."""
    found = {each.id: each for each in people_in(case)}
    others: set[int] = set()
    for kind, row in _rows(Q(case_id=case.id)):
        if kind != "refusals" and row["between"].term.holds(clock.today()):
            others.add(row["reader"])
    for each in Person.objects.filter(pk__in=others - set(found)):
        found[each.pk] = PersonFacts(each.pk, each.name, "", "", None)
    return [each for each in found.values() if each.id != person_id]


def readers_ever(case: CaseFacts) -> dict[int, tuple[str, str]]:
    """Name and role by person id of who reads the resident's folder or once did, but for the circle."""
    found: dict[int, tuple[str, str]] = {}
    for kind, row in _rows(Q(case_id=case.id)):
        if row["subject"] == case.resident_id and kind in {"authorities", "acting", "shares"}:
            label = {"authorities": _("parent with authority"), "shares": _("reads along")}.get(kind)
            found.setdefault(row["reader"], ("", label or row["row"].get_kind_display()))
    names = {each.pk: each.name for each in Person.objects.filter(pk__in=found)}
    return {number: (names[number], label) for number, (_name, label) in found.items()}


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


def reads_elsewhere(actor: Actor, case_id: int, person_id: int) -> bool:
    """Whether somebody who only reads in this case also stands in one that this member of staff may not open:
    then a code handed over here would open more than what is theirs to give."""
    if person_id in {each.id for each in people_in(case_for(actor, case_id))}:
        return False
    takes_part = Participant.objects.filter(active_today(), person_id=person_id)
    others = {row["case"] for _kind, row in _rows(Q(), person_id)}
    others.update(takes_part.values_list("case_id", flat=True))
    hidden = Case.objects.filter(pk__in=others).exclude(pk__in=visible_case_ids(actor))
    return bool(hidden.exists())
