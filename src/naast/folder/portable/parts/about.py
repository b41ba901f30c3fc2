from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naast.folder.portable import schema
from naast.folder.portable.parts.base import Part, Shown, day_words, facts, named
from naast.folder.portable.taking import Entry, Taking, as_day
from naast.kernel import retention
from naast.people import queries as people

if TYPE_CHECKING:
    from naast.folder.access import Place

LAWS = {
    retention.WMO: "Wmo 2015",
    retention.JEUGDWET: "Jeugdwet",
    retention.PARTICIPATIEWET: "Participatiewet",
    retention.WGS: "Wet gemeentelijke schuldhulpverlening",
    retention.AWB: "Algemene wet bestuursrecht",
}


class About(Part):
    """What case it is, and whom to call about it."""

    name = "about"
    about = "The case: on which law, from when to when, and the fixed contact as the folder shows them."
    only_own = False

    def title(self) -> str:
        return _("What this is about")

    def shape(self) -> dict[str, Any]:
        contact = schema.record(name=schema.text(150), function=schema.text(100), phone=schema.text(40))
        return schema.record(
            municipality=schema.text(100),
            law=schema.one_of(*retention.LAWS),
            opened_on=schema.day(),
            closed_on=schema.day(),
            own=schema.yes_no("Whether it is the person's own case; no: they take part in somebody's."),
            contact={"anyOf": [contact, {"type": "null"}]},
        )

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        case = place.case
        yield {
            **taking.where(),
            "law": case.law,
            "opened_on": as_day(case.opened_on),
            "closed_on": as_day(case.closed_on),
            "own": place.is_own,
            "contact": _contact(case.id),
        }

    def shown(self, entry: Entry) -> Shown:
        contact = entry["contact"]
        called = named(contact["name"], contact["function"]) if contact else ""
        phone = f", {contact['phone']}" if contact and contact["phone"] else ""
        return Shown(
            _("Municipality of {name}").format(name=entry["municipality"]),
            facts(
                (_("Law"), LAWS.get(entry["law"], entry["law"])),
                (_("From"), day_words(entry["opened_on"])),
                (_("Until"), day_words(entry["closed_on"])),
                (_("Fixed contact"), f"{called}{phone}"),
            ),
        )


def _contact(case_id: int) -> Entry | None:
    found = people.fixed_contacts_of([case_id]).get(case_id)
    if found is None:
        return None
    face = people.staff_faces([found.first.id], to_resident=True)[found.first.id]
    return {"name": face.name, "function": face.function, "phone": face.phone}
