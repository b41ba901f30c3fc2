"""What every page may use beside its own context."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naast.kernel import actors
from naast.kernel.actors import Actor

# Label, name of the address, roles that have the page in their menu (empty: all staff).
STAFF_MENU: tuple[tuple[Any, str, frozenset[str]], ...] = (
    (_("My people"), "web:my_people", actors.CASE_ROLES | {actors.TEAM_LEAD}),
    (
        _("Read along"),
        "decide:waiting",
        frozenset(
            {
                actors.SECOND_READER,
                actors.LAWYER,
                actors.MANDATE_HOLDER,
                actors.TEAM_LEAD,
                actors.QUALITY_OFFICER,
                actors.ADMINISTRATOR,
            }
        ),
    ),
    (_("Signals"), "learn:inbox", actors.CASE_ROLES | {actors.POLICY, actors.QUALITY_OFFICER}),
    (_("Room in the law"), "weigh:catalogue", frozenset()),
    (_("Prices"), "plan:prices", frozenset()),
    (_("Mandates"), "decide:mandates", frozenset()),
    (_("Post"), "decide:post", actors.CASE_ROLES),
    (_("Letters"), "decide:wordings", frozenset({actors.ADMINISTRATOR, actors.LAWYER})),
    (_("Policy rules"), "decide:policy_rules", frozenset({actors.POLICY, actors.ADMINISTRATOR})),
    (_("Open fund"), "decide:fund", frozenset({actors.FUND_OWNER, actors.CONTROLLER})),
    (_("Settlements"), "follow:settlements", frozenset({actors.FUND_OWNER, actors.CONTROLLER})),
    (
        _("All plans together"),
        "insight:portfolio",
        frozenset({actors.CONTROLLER, actors.FUND_OWNER, actors.POLICY}),
    ),
    (_("My team"), "people:team", frozenset({actors.TEAM_LEAD})),
    (
        _("Complaints"),
        "people:complaints",
        frozenset({actors.TEAM_LEAD, actors.QUALITY_OFFICER, actors.LAWYER, actors.ADMINISTRATOR}),
    ),
    (_("Emergencies"), "people:emergencies", frozenset({actors.TEAM_LEAD, actors.QUALITY_OFFICER})),
    (_("Accounts"), "people:accounts", frozenset({actors.ADMINISTRATOR})),
)
RESIDENT_MENU = ((_("My folder"), "folder:home"),)


def navigation(actor: Actor | None, here: str) -> list[dict[str, Any]]:
    """The main menu of this actor; the page one is on is marked."""
    if actor is None or not (actor.is_staff or actor.is_resident):
        return []
    if actor.is_resident:
        names = [(label, name) for label, name in RESIDENT_MENU]
    else:
        names = [(label, name) for label, name, roles in STAFF_MENU if not roles or actor.has_role(*roles)]
    addresses = [(label, reverse(name)) for label, name in names]
    return [{"label": label, "url": url, "current": url == here} for label, url in addresses]


def _address(request: HttpRequest) -> str:
    """Where this page can be opened again: what answers a form may have no page at its own address."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `municipality` and `navigation` (empty before login), the neutral address of the quick way
    out, and `here`: the address of this page."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "municipality": getattr(request, "municipality", None),
        "navigation": navigation(actor, request.path),
        "here": _address(request),
        "quick_exit_url": settings.NAAST_QUICK_EXIT_URL,
    }
