"""How we talk with somebody: language, interpreter, out loud or on paper. No reason is asked or kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

WANTED, ARRANGED = "wanted", "arranged"
INTERPRETER = [
    ("", pgettext_lazy("interpreter", "not needed")),
    (WANTED, pgettext_lazy("interpreter", "wanted, not arranged yet")),
    (ARRANGED, pgettext_lazy("interpreter", "arranged")),
]
SPOKEN = gettext_lazy("rather spoken than on paper")
LARGE = gettext_lazy("letters in large print")


@dataclass(frozen=True, slots=True)
class TalkingSaid:
    """What is asked. `arranged_by`: who sees to the interpreter, or which one comes."""

    language: str = ""
    interpreter: str = ""
    arranged_by: str = ""
    spoken: bool = False
    large_print: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class TalkingFacts(TalkingSaid):
    """How to talk with a person, as it stands. `version` is what a change must be based on."""

    person_id: int = 0
    version: int = 0

    @property
    def in_short(self) -> list[str]:
        """One short phrase for each thing to remember; empty when nothing special is asked."""
        found = []
        if self.language:
            found.append(_("speaks {language}").format(language=self.language))
        if self.interpreter:
            label = str(dict(INTERPRETER)[self.interpreter])
            words = _("interpreter {state} ({by})") if self.arranged_by else _("interpreter {state}")
            found.append(words.format(state=label, by=self.arranged_by))
        if self.spoken:
            found.append(str(SPOKEN))
        if self.large_print:
            found.append(str(LARGE))
        if self.words:
            found.append(self.words)
        return found
