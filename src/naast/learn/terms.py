"""The fixed words of the room, and the one term that it counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from naast.kernel.terms import LegalTerm

INCIDENT, MAYBE_PATTERN, UNKNOWN = "incident", "maybe_pattern", "unknown"
VERDICTS = [
    (INCIDENT, _("this once, in this situation")),
    (MAYBE_PATTERN, _("perhaps a pattern: this rule may stand in the way of others too")),
    (UNKNOWN, _("we do not know")),
]
"""What whoever was there thinks (M14). It says something of a rule, never of a person."""

OPEN, ANSWERED = "open", "answered"
STATES = [(OPEN, _("waits for an answer")), (ANSWERED, _("answered"))]

CHANGES, LOOKING, NO = "changes", "looking", "no"
OUTCOMES = [
    (CHANGES, _("We change this")),
    (LOOKING, _("We look into it, more follows")),
    (NO, _("No, because ...")),
]
CLOSING = frozenset({CHANGES, NO})
"""Answers after which nothing is owed any more. "We look into it" keeps the signal open."""

ANSWER = LegalTerm("signal_answer", "own rule of the house, after Awb 9:11 (complaints)", weeks=6)
"""By when a signal gets an answer. No law sets a term for signals; a complaint's is the nearest one."""

WORDS_LENGTH = 5_000
