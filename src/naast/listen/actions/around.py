"""Roles, interests and the people around somebody (M9). Nobody's name is kept without their consent."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.locking import save_version
from naast.kernel.texts import cleaned
from naast.listen import access, around
from naast.listen.around import NetworkSaid
from naast.listen.models import Interest, NetworkPerson, SocialRole
from naast.listen.models.around import (
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    PHONE_LENGTH,
    ROLE_LENGTH,
    WORDS_LENGTH,
)
from naast.people.types import CaseFacts

_LOCK = 7311
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_CONTACT = re.compile(r"\S+@\S+|\+?\d(?:[\s().-]*\d){6,}")
_NO_NAMES = frozenset(
    """een de het mijn m'n onze ons zijn haar hun die iemand oude oud vroegere ex buren buurvrouw buurman buur
    buurmeisje buurjongen moeder mama vader papa ouders zus zusje broer broertje kind kinderen zoon dochter
    oma opa tante oom nicht neef schoonzus schoonmoeder schoonvader schoonzoon schoondochter partner vrouw
    man vriend vriendin vrienden familie gezin collega collega's baas werkgever leraar lerares juf meester
    huisarts dokter thuiszorg verpleegkundige begeleider hulpverlener vrijwilliger coach kat hond poes
    a an the my our his her their someone somebody old former neighbour neighbours mother mum father dad
    parents sister brother child children son daughter grandmother grandfather aunt uncle cousin wife
    husband friend friends family colleague boss teacher doctor nurse helper volunteer cat dog ik i
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
"""Words with which a description may begin with a capital, as a phone writes them by itself."""


def network_key(case_id: int, person_id: int, around_id: int = 0) -> str:
    """The object key of the drafts about somebody around a person."""
    return f"listen.network:{case_id}:{person_id}:{around_id}"


def writing(actor: Actor, case_id: int, person_id: int) -> CaseFacts:
    """The case, for the person themselves or for staff who stands beside them.

    Raises NotVisible for anybody else, and NotAllowed for who only reads along or decides.
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    with connection.cursor() as cursor:
        # A double click sends a form twice at the same moment: the second waits, and finds the first.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, person_id % 2**31])
    return case


@transaction.atomic
def add_role(*, actor: Actor, case_id: int, person_id: int, words: str, when: str) -> SocialRole:
    """Keep a role in own words, by when it was, is or is wished for. The same one twice is one."""
    case = writing(actor, case_id, person_id)
    words = _one_line(words, ROLE_LENGTH, "words")
    if when not in dict(around.WHENS):
        raise Invalid(_("Choose when: before, now, or wished for."), "when")
    row, made = SocialRole.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        person_id=person_id,
        when=when,
        words=words,
        defaults=_written(actor, case),
    )
    if made:
        audit.change(actor, "listen.add_role", row)
    return row  # type: ignore[no-any-return]


@transaction.atomic
def change_role(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    role_id: int,
    words: str,
    when: str,
    base_version: int,
) -> SocialRole:
    """Say a role in other words, or of another time. Raises Stale when somebody else changed it meanwhile."""
    case = writing(actor, case_id, person_id)
    row: SocialRole = _own(SocialRole, case.id, person_id, role_id)
    words = _one_line(words, ROLE_LENGTH, "words")
    if when not in dict(around.WHENS):
        raise Invalid(_("Choose when: before, now, or wished for."), "when")
    if (row.words, row.when) == (words, when):
        return row
    same = SocialRole.objects.filter(case_id=case.id, person_id=person_id, words=words, when=when)
    if same.exists():
        raise Invalid(_("This stands here already."), "words")
    changes = {"words": words, "when": when, "by_staff_id": _staff(actor)}
    row = save_version(row, base_version=base_version, changes=changes, shown="words")
    audit.change(actor, "listen.change_role", row)
    return row


@transaction.atomic
def drop_role(*, actor: Actor, case_id: int, person_id: int, role_id: int) -> None:
    """Take a role away. Doing so twice changes nothing."""
    _drop(actor, SocialRole, case_id, person_id, role_id, "listen.drop_role")


@transaction.atomic
def add_interest(*, actor: Actor, case_id: int, person_id: int, words: str) -> Interest:
    """Keep what somebody likes or is good at, in own words. The same one twice is one."""
    case = writing(actor, case_id, person_id)
    row, made = Interest.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        person_id=person_id,
        words=_one_line(words, ROLE_LENGTH, "words"),
        defaults=_written(actor, case),
    )
    if made:
        audit.change(actor, "listen.add_interest", row)
    return row  # type: ignore[no-any-return]


@transaction.atomic
def drop_interest(*, actor: Actor, case_id: int, person_id: int, interest_id: int) -> None:
    """Take an interest away. Doing so twice changes nothing."""
    _drop(actor, Interest, case_id, person_id, interest_id, "listen.drop_interest")


@transaction.atomic
def add_network_person(*, actor: Actor, case_id: int, person_id: int, said: NetworkSaid) -> NetworkPerson:
    """Keep somebody around a person. Exactly the same words twice (a form sent twice) are one.

    Raises Invalid for a name or phone without consent, and for a description that holds a name.
    """
    case = writing(actor, case_id, person_id)
    fields = _checked(said)
    row: NetworkPerson | None = NetworkPerson.objects.filter(
        case_id=case.id, person_id=person_id, **fields
    ).first()
    if row is None:
        row = NetworkPerson(case_id=case.id, person_id=person_id, **fields)
        row.ground, row.by_staff_id = case.law, _staff(actor)
        _note_asking(row, actor)
        row.save()
        audit.change(actor, "listen.add_network_person", row)
    drafts.drop(actor=actor, object_key=network_key(case.id, person_id))
    return row


@transaction.atomic
def change_network_person(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    around_id: int,
    said: NetworkSaid,
    base_version: int,
) -> NetworkPerson:
    """Change what is known of somebody around a person. When consent is taken back, name and phone go.

    Raises Stale when somebody else changed it meanwhile.
    """
    case = writing(actor, case_id, person_id)
    row: NetworkPerson = _own(NetworkPerson, case.id, person_id, around_id)
    if said.consent == around.NO or (row.consent == around.YES and said.consent != around.YES):
        fields = _checked(said, name="", phone="")
    else:
        fields = _checked(said)
    if any(getattr(row, name) != value for name, value in fields.items()):
        asked_anew = fields["consent"] != row.consent
        row = save_version(row, base_version=base_version, changes={}, shown="description")
        for name, value in fields.items():
            setattr(row, name, value)
        row.by_staff_id = _staff(actor)
        if asked_anew:
            _note_asking(row, actor)
        row.save(update_fields=[*fields, "by_staff", "asked_on", "asked_by_staff"])
        audit.change(actor, "listen.change_network_person", row)
    drafts.drop(actor=actor, object_key=network_key(case.id, person_id, around_id))
    return row


@transaction.atomic
def drop_network_person(*, actor: Actor, case_id: int, person_id: int, around_id: int) -> None:
    """Take somebody out of the network. Doing so twice changes nothing."""
    _drop(actor, NetworkPerson, case_id, person_id, around_id, "listen.drop_network_person")
    drafts.drop(actor=actor, object_key=network_key(case_id, person_id, around_id))


def holds_a_name(description: str) -> bool:
    """Whether a description seems to name somebody: a capital that no sentence asks for, a digit, an "@".

    A name without a capital cannot be told from a word; the page asks for words without a name.
    """
    if any(letter.isdigit() or letter == "@" for letter in description):
        return True
    words = _WORD.findall(description.replace("’", "'"))
    return any(
        word[0].isupper() and (place > 0 or word.casefold() not in _NO_NAMES)
        for place, word in enumerate(words)
    )


def _checked(said: NetworkSaid, **over: str) -> dict[str, Any]:
    """The fields as they may be kept. Raises Invalid at the field that may not."""
    choices = (("near", around.RINGS), ("kind", around.KINDS), ("consent", around.CONSENTS))
    for name, allowed in choices:
        if getattr(said, name) not in dict(allowed):
            raise Invalid(_("Choose one of these."), name)
    description = _one_line(said.description, DESCRIPTION_LENGTH, "description")
    if holds_a_name(description):
        raise Invalid(
            _("Write here who it is without a name, in small letters: “my neighbour”, “a friend from work”."),
            "description",
        )
    fields = {
        "description": description,
        "near": said.near,
        "kind": said.kind,
        "does": cleaned(said.does, WORDS_LENGTH, "does"),
        "gets": cleaned(said.gets, WORDS_LENGTH, "gets"),
        "consent": said.consent,
        "name": over.get("name", _short(said.name, NAME_LENGTH, "name")),
        "phone": over.get("phone", _short(said.phone, PHONE_LENGTH, "phone")),
    }
    if said.consent != around.YES:
        for name in ("name", "phone"):
            if fields[name]:
                raise Invalid(
                    _("First ask whether this person agrees. Until then we keep no name and no phone."),
                    name,
                )
        for name in ("does", "gets"):
            if _CONTACT.search(fields[name]):
                raise Invalid(_("Until this person agrees we keep no phone number and no address."), name)
    return fields


def _note_asking(row: NetworkPerson, actor: Actor) -> None:
    """Who asked for consent, and when: the person themselves when no staff is named."""
    asked = row.consent != around.NOT_ASKED
    row.asked_on = clock.today() if asked else None
    row.asked_by_staff_id = _staff(actor) if asked else None


def _staff(actor: Actor) -> int | None:
    return actor.id if actor.is_staff else None


def _written(actor: Actor, case: CaseFacts) -> dict[str, Any]:
    return {"ground": case.law, "by_staff_id": _staff(actor)}


def _short(text: str, limit: int, field: str) -> str:
    return cleaned(" ".join(text.split()), limit, field)


def _one_line(text: str, limit: int, field: str) -> str:
    text = _short(text, limit, field)
    if not text:
        raise Invalid(_("Write a few words."), field)
    return text


def _own(model: type[Any], case_id: int, person_id: int, row_id: int) -> Any:
    """A row of this person in this case; anybody else's looks like a wrong address."""
    row = model.objects.filter(pk=row_id, case_id=case_id, person_id=person_id).first()
    if row is None:
        raise NotVisible
    return row


def _drop(actor: Actor, model: type[Any], case_id: int, person_id: int, row_id: int, verb: str) -> None:
    case = writing(actor, case_id, person_id)
    row = model.objects.filter(pk=row_id).first()
    if row is None:
        return
    if (row.case_id, row.person_id) != (case.id, person_id):
        raise NotVisible
    audit.change(actor, verb, row)
    row.delete()
