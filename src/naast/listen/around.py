"""Roles, interests and the people around somebody (M9): codes, their words, and what other rooms may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PAST, PRESENT, WISHED = "past", "present", "wished"
WHENS = [
    (PAST, pgettext_lazy("role", "before")),
    (PRESENT, pgettext_lazy("role", "now")),
    (WISHED, pgettext_lazy("role", "wished for")),
]

VERY_NEAR, NEAR, FURTHER = "very_near", "near", "further"
RINGS = [
    (VERY_NEAR, _("very close")),
    (NEAR, _("close")),
    (FURTHER, _("further away")),
]
"""From the middle outwards. Words, because how near somebody is is no distance that anyone measures."""

FAMILY, FRIEND, NEIGHBOUR, HELPER, OTHER = "family", "friend", "neighbour", "helper", "other"
KINDS = [
    (FAMILY, pgettext_lazy("person around", "family")),
    (FRIEND, pgettext_lazy("person around", "friend")),
    (NEIGHBOUR, pgettext_lazy("person around", "neighbour")),
    (HELPER, pgettext_lazy("person around", "professional helper")),
    (OTHER, pgettext_lazy("person around", "someone else")),
]
SHAPES = {FAMILY: "circle", FRIEND: "star", NEIGHBOUR: "square", HELPER: "triangle", OTHER: "diamond"}
"""By which shape somebody is told apart in the picture: never by colour alone."""

NOT_ASKED, YES, NO = "not_asked", "yes", "no"
CONSENTS = [
    (NOT_ASKED, _("not asked yet")),
    (YES, _("yes, this person agrees")),
    (NO, _("no")),
]


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role that somebody had, has or wants, in own words. `by_person`: they wrote it themselves."""

    id: int
    words: str
    when: str
    version: int
    by_person: bool

    @property
    def when_label(self) -> str:
        return str(dict(WHENS)[self.when])


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """Something that somebody likes or is good at, in own words."""

    id: int
    words: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class RolesView:
    """Everything that somebody is beside a file: roles by when, and interests."""

    case_id: int
    person_id: int
    roles: tuple[RoleFacts, ...]
    interests: tuple[InterestFacts, ...]

    def of(self, when: str) -> list[RoleFacts]:
        """The roles of one time, oldest entry first."""
        return [role for role in self.roles if role.when == when]


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """Someone around a person. Without consent `name` and `phone` are empty.

    `asked_by` and `asked_on`: who asked for consent, and when. `by_person`: the person wrote this
    themselves.
    """

    id: int
    case_id: int
    person_id: int
    description: str
    near: str
    kind: str
    does: str
    gets: str
    consent: str
    asked_on: dt.date | None
    asked_by: str
    name: str
    phone: str
    version: int
    by_person: bool

    @property
    def label(self) -> str:
        """The name when it may be kept, or else the description."""
        return self.name or self.description

    @property
    def shape(self) -> str:
        return SHAPES[self.kind]

    @property
    def near_label(self) -> str:
        return str(dict(RINGS)[self.near])

    @property
    def kind_label(self) -> str:
        return str(dict(KINDS)[self.kind])

    @property
    def consent_label(self) -> str:
        return str(dict(CONSENTS)[self.consent])


@dataclass(frozen=True, slots=True)
class NetworkSaid:
    """What somebody says of a person around them. Everything but the description may stay open."""

    description: str
    near: str = NEAR
    kind: str = OTHER
    does: str = ""
    gets: str = ""
    consent: str = NOT_ASKED
    name: str = ""
    phone: str = ""
