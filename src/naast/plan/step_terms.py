"""The fixed words of steps, of taking over and of reminders: codes that are stored, with their labels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RESIDENT, TOGETHER, WE = "resident", "together", "we"
WHO = [
    (RESIDENT, pgettext_lazy("who does it", "the resident")),
    (TOGETHER, pgettext_lazy("who does it", "together")),
    (WE, pgettext_lazy("who does it", "we")),
]
"""Who does a step now. The order means nothing: "together for good" is as good an end as any."""

PILLARS = [
    ("calm", _("Calm about money")),
    ("urgent", _("What is urgent elsewhere, in order")),
    ("steering", _("In charge of one's own money")),
    ("coping", _("Coping, and finding help")),
]
"""After the four points of "Van Overleven naar Leven" (Akkermans and others), in our own words."""

MANDATE = "mandate"
BASES = [
    (MANDATE, _("a mandate of the resident")),
    ("budget", _("an agreement on budget management")),
    ("agreement", _("another agreement")),
]
REASONS = [
    ("unsafe", _("it is not safe")),
    ("eviction", _("an eviction threatens")),
    ("cannot_go_on", _("the family cannot go on")),
    ("asked", _("the resident asks for it")),
]

ASKED, HANDING, SENT, FAILED, UNSURE, WITHDRAWN = (
    "asked",
    "handing",
    "sent",
    "failed",
    "unsure",
    "withdrawn",
)
STATES = [
    (ASKED, pgettext_lazy("reminder", "will be sent")),
    (HANDING, pgettext_lazy("reminder", "is being sent")),
    (SENT, pgettext_lazy("reminder", "done")),
    (FAILED, pgettext_lazy("reminder", "could not be sent")),
    (UNSURE, pgettext_lazy("reminder", "perhaps sent, we do not know")),
    (WITHDRAWN, pgettext_lazy("reminder", "withdrawn")),
]
"""`handing`: given to the mail server or gateway at this moment. From then on nothing sends it again."""

PROBLEMS = [
    ("no_address", _("there is no e-mail address or phone number")),
    ("refused", _("the e-mail or SMS service refused it")),
    ("late", _("the service was out of reach until it was too late")),
    ("unsure", _("the connection broke off halfway")),
]
"""Why a reminder was not sent, or perhaps not."""
