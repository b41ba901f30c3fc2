"""What is said when a letter leaves, by its way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from naast.decide.actions.leaving import BESIDE
from naast.decide.models import Document

SAID = {
    Document.PAPER: gettext_lazy("The letter is ready: print it below and post it today."),
    Document.HANDED: gettext_lazy("The letter is ready: print it below and hand it over."),
    Document.POST: gettext_lazy(
        "The letter waits in the print queue. It gets the day on which it is posted."
    ),
    Document.MAIL: gettext_lazy(
        "The letter stands in the folder as soon as the mail server took the message over."
    ),
    BESIDE: gettext_lazy("Who stands beside the resident sends the letter: it stands in their list."),
}
