from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.listen.domains import DEFAULT_DOMAINS, ICONS, icon_of
from naast.listen.models import BoardDomain, Domain
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
def add_domain(*, actor: Actor, name: str, name_en: str = "", icon: str = "", order: int = 1000) -> Domain:
    """Add a domain at the end, or put a retired one back. Raises Invalid when empty or too long."""
    _only_administrator(actor)
    name, name_en, icon = _named(name, name_en, icon)
    standing = Domain.objects.filter(name__iexact=name).first()
    domain, made = Domain.objects.get_or_create(
        municipality_id=actor.municipality_id,
        name=standing.name if standing else name,
        defaults={"name_en": name_en, "icon": icon, "order": order},
    )
    if not made and not domain.is_active:
        domain.is_active = True
        domain.save(update_fields=["is_active"])
    audit.change(actor, "listen.add_domain", domain)
    return domain  # type: ignore[no-any-return]


@transaction.atomic
def change_domain(
    *, actor: Actor, domain_id: int, name: str, name_en: str, icon: str, base_version: int
) -> None:
    """Give a domain another name or drawing, the names only while it lies on no board (Invalid).

    What somebody chose keeps the words in which they chose it. Raises Stale when somebody else changed it.
    """
    _only_administrator(actor)
    name, name_en, icon = _named(name, name_en, icon)
    domain = _domain(domain_id)
    if domain.version != base_version:
        raise Stale(
            _("Somebody else saved this in the meantime. Your text is still here; nothing was overwritten."),
            theirs=domain.name,
            current_version=domain.version,
        )
    if (name, name_en) != (domain.name, domain.name_en):
        if BoardDomain.objects.filter(domain=domain).exists():
            message = _("Somebody chose “{domain}” already, so its name stays. Retire it and add a new one.")
            raise Invalid(message.format(domain=domain.label), "name")
        if Domain.objects.filter(name__iexact=name).exclude(pk=domain.pk).exists():
            raise Invalid(_("This name stands on the list already."), "name")
    # The drawing that a name has by itself is left to it, so that a later list may draw it better.
    kept_icon = "" if icon == icon_of(name) else icon
    domain.name, domain.name_en, domain.icon = name, name_en, kept_icon
    domain.version += 1
    domain.save(update_fields=["name", "name_en", "icon", "version"])
    audit.change(actor, "listen.change_domain", domain)


@transaction.atomic
def move_domain(*, actor: Actor, domain_id: int, up: bool) -> None:
    """One place higher or lower on the list; at an end nothing changes."""
    _only_administrator(actor)
    domain = _domain(domain_id)
    rows = list(Domain.objects.select_for_update().filter(is_active=True).order_by("order", "id"))
    at = next((number for number, row in enumerate(rows) if row.pk == domain.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, row in enumerate(rows, start=1):
        if row.order != number * 10:
            row.order = number * 10
            row.save(update_fields=["order"])
    audit.change(actor, "listen.move_domain", domain)


@transaction.atomic
def put_back_domain(*, actor: Actor, domain_id: int) -> None:
    """Put a retired domain back on the list."""
    _only_administrator(actor)
    domain = _domain(domain_id)
    domain.is_active = True
    domain.save(update_fields=["is_active"])
    audit.change(actor, "listen.put_back_domain", domain)


@transaction.atomic
def retire_domain(*, actor: Actor, domain_id: int) -> None:
    """Take a domain off the list. Boards on which somebody chose it keep it."""
    _only_administrator(actor)
    domain = _domain(domain_id)
    domain.is_active = False
    domain.save(update_fields=["is_active"])
    audit.change(actor, "listen.retire_domain", domain)


def _domain(domain_id: int) -> Domain:
    domain: Domain | None = Domain.objects.select_for_update().filter(pk=domain_id).first()
    if domain is None:
        raise NotVisible
    return domain


def _named(name: str, name_en: str, icon: str) -> tuple[str, str, str]:
    name, name_en = " ".join(name.split()), " ".join(name_en.split())
    if not name or len(name) > LABEL_LENGTH or len(name_en) > LABEL_LENGTH:
        raise Invalid(_("Give the domain a name of at most 80 characters."), "name")
    if icon and icon not in ICONS:
        raise Invalid(_("Choose one of the drawings."), "icon")
    return name, name_en, icon


def _only_administrator(actor: Actor) -> None:
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator keeps the list of domains."))
