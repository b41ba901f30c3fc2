"""The five steps of the reporting code in plain words of our own, and what else is written beside them.

Source: Besluit verplichte meldcode huiselijk geweld en kindermishandeling (on wetten.overheid.nl). The
municipality's own code, and who must be consulted, stand there and in its own rules.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIGNS, CONSULT, TALK, WEIGH, DECIDE = "signs", "consult", "talk", "weigh", "decide"
CHILD_CHECK, TOLD, REVIEW = "children", "told", "review"

STEPS = [
    (SIGNS, _("1. Write down what you see and hear")),
    (CONSULT, _("2. Ask a colleague or Veilig Thuis to think along")),
    (TALK, _("3. Talk with the people it is about")),
    (WEIGH, _("4. Weigh how serious and how urgent it is")),
    (DECIDE, _("5. Decide: organise help, report, or both")),
]
HELP = {
    SIGNS: _("Facts and who says them. Keep what you saw apart from what you think."),
    CONSULT: _("Without a name when that is possible. Write down whom you asked and what they said."),
    TALK: _("Unless that is dangerous. Then write down why not now."),
    WEIGH: _("In words, together with somebody else. Nothing is added up."),
    DECIDE: _("Write down what you decided, with whom, and what happens next."),
}
ENTRIES = [
    *STEPS,
    (CHILD_CHECK, _("Child check")),
    (TOLD, _("Told to the resident")),
    (REVIEW, _("Looked at again: keep it from the resident")),
]

THERE_ARE, THERE_ARE_NOT, NOT_KNOWN = "yes", "no", "not_known"
CHILDREN = [
    (THERE_ARE, pgettext_lazy("child check", "Yes, there are children who depend on this adult")),
    (THERE_ARE_NOT, pgettext_lazy("child check", "No")),
    (NOT_KNOWN, pgettext_lazy("child check", "We do not know yet")),
]

LONGEST_WITHHELD = 92
"""Days within which it is looked at again whether the resident can be told. The house's own choice, the same
as for an opening in an emergency: no source names a number."""
