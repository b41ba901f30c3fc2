"""Who acts. Every action takes an `Actor`; there is no `None` that skips a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from naast.kernel.models import Membership

Kind = Literal["staff", "resident", "system", "receiver"]

PROFESSIONAL = "professional"
EXPERIENCE_WORKER = "experience_worker"
CLIENT_SUPPORTER = "client_supporter"
SECOND_READER = "second_reader"
LAWYER = "lawyer"
MANDATE_HOLDER = "mandate_holder"
TEAM_LEAD = "team_lead"
QUALITY_OFFICER = "quality_officer"
CONTROLLER = "controller"
FUND_OWNER = "fund_owner"
POLICY = "policy"
ADMINISTRATOR = "administrator"

CASE_ROLES = frozenset({PROFESSIONAL, EXPERIENCE_WORKER, CLIENT_SUPPORTER})
"""Roles that may stand in a circle and open cases (table in docs: who may what)."""

ROLE_LABELS = {
    PROFESSIONAL: _("professional"),
    EXPERIENCE_WORKER: _("experience worker"),
    CLIENT_SUPPORTER: _("independent client supporter"),
    SECOND_READER: _("second reader"),
    LAWYER: _("lawyer"),
    MANDATE_HOLDER: _("mandate holder"),
    TEAM_LEAD: _("team lead"),
    QUALITY_OFFICER: _("quality officer"),
    CONTROLLER: _("controller"),
    FUND_OWNER: _("fund owner"),
    POLICY: _("policy"),
    ADMINISTRATOR: _("administrator"),
}
ROLES = frozenset(ROLE_LABELS)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the named system) who does something in exactly one municipality.

    `id` is the primary key of the Staff row (kind `staff`) or of the Person (kind `resident`); 0 for the
    system. A `receiver` reads without a login what somebody shared; `id` is then that of the share.
    """

    kind: Kind
    id: int
    municipality_id: int
    name: str
    roles: frozenset[str] = field(default_factory=frozenset)
    account_id: int = 0

    def has_role(self, *roles: str) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> list[str]:
        """The roles in words, for the head of the page."""
        return [str(label) for role, label in ROLE_LABELS.items() if role in self.roles]

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    @property
    def is_resident(self) -> bool:
        return self.kind == "resident"


def system(municipality_id: int, name: str = "naast") -> Actor:
    """The named system actor, for jobs and for loading what comes with the product."""
    return Actor(kind="system", id=0, municipality_id=municipality_id, name=name)


def receiver(municipality_id: int, share_id: int) -> Actor:
    """Who reads a share without a login: for the audit only. The circle lets this kind see nothing."""
    return Actor(kind="receiver", id=share_id, municipality_id=municipality_id, name="")


Loader = Callable[["Membership"], "Actor | None"]
_loaders: list[Loader] = []


def register_loader(loader: Loader) -> None:
    """Called once by the room that keeps people: how a membership becomes an actor (inside the scope)."""
    if loader not in _loaders:
        _loaders.append(loader)


def load_actor(membership: Membership) -> Actor | None:
    """The actor behind a membership, or None when it has ended. Needs the municipality's scope."""
    for loader in _loaders:
        actor = loader(membership)
        if actor is not None:
            return actor
    return None
