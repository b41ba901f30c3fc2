from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.listen.domains import DEFAULT_DOMAINS
from naast.listen.models import Domain
from naast.listen.models.board import LABEL_LENGTH


@transaction.atomic
def load_domains(*, actor: Actor) -> int:
    """Put the default list in place where a domain is missing; returns how many were added. May run again."""
    _only_administrator(actor)
    added = 0
    for order, (name, name_en) in enumerate(DEFAULT_DOMAINS, start=1):
        _row, made = Domain.objects.get_or_create(
            municipality_id=actor.municipality_id,
            name=name,
            defaults={"name_en": name_en, "order": order * 10},
        )
        added += made
    return added


@transaction.atomic
def add_domain(*, actor: Actor, name: str, name_en: str = "", order: int = 1000) -> Domain:
    """Add a domain to the list, or put a retired one back. Raises Invalid when empty or too long."""
    _only_administrator(actor)
    name, name_en = " ".join(name.split()), " ".join(name_en.split())
    if not name or len(name) > LABEL_LENGTH or len(name_en) > LABEL_LENGTH:
        raise Invalid(_("Give the domain a name of at most 80 characters."), "name")
    domain, made = Domain.objects.get_or_create(
        municipality_id=actor.municipality_id, name=name, defaults={"name_en": name_en, "order": order}
    )
    if not made and not domain.is_active:
        domain.is_active = True
        domain.save(update_fields=["is_active"])
    audit.change(actor, "listen.add_domain", domain)
    return domain  # type: ignore[no-any-return]


@transaction.atomic
def retire_domain(*, actor: Actor, domain_id: int) -> None:
    """Take a domain off the list. Boards on which somebody chose it keep it."""
    _only_administrator(actor)
    domain = Domain.objects.filter(pk=domain_id).first()
    if domain is None:
        raise NotVisible
    domain.is_active = False
    domain.save(update_fields=["is_active"])
    audit.change(actor, "listen.retire_domain", domain)


def _only_administrator(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps the list of domains."))
