"""Capacity to act (M8): twelve skills in plain words, three answers, and help that fits.

The division in twelve is that of Dawson and Guare; the sentences and the help are our own. Nothing here is
counted, compared or added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORKS, EFFORT, TOGETHER = "works", "effort", "together"
ANSWERS = [
    (WORKS, _("I manage")),
    (EFFORT, _("it takes effort")),
    (TOGETHER, _("rather together")),
]
ASKS_HELP = frozenset({EFFORT, TOGETHER})
"""Answers with which help is offered. Whoever manages is left in peace."""

STEP, REMINDER, AGREEMENT = "step", "reminder", "agreement"
"""What a suggestion becomes most naturally; the plan may make it something else."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill: a stable key, its name, and a sentence that says what it is."""

    key: str
    label: StrPromise
    sentence: StrPromise


@dataclass(frozen=True, slots=True)
class SkillHelp:
    """Concrete help that fits a skill. `key` is stable; `kind` is step, reminder or agreement."""

    key: str
    kind: str
    words: StrPromise


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """What somebody says of one skill. `answer` is a code of `ANSWERS`, or empty when only words stand there.

    `seen` names this state of the row: who changes it says which state they saw.
    """

    key: str
    label: str
    answer: str
    words: str
    person_id: int
    shared: bool
    at_table: bool
    seen: str

    @property
    def answer_label(self) -> str:
        return str(dict(ANSWERS).get(self.answer, ""))

    @property
    def help(self) -> tuple[SkillHelp, ...]:
        """Help to offer with this answer: none for who manages."""
        return SKILL_HELP[self.key] if self.answer in ASKS_HELP else ()


@dataclass(frozen=True, slots=True)
class SkillSaid:
    """What is said of one skill now. `seen` is the state of it that the writer looked at, empty for none."""

    key: str
    answer: str = ""
    words: str = ""
    shared: bool = False
    seen: str = ""


SKILLS: tuple[Skill, ...] = (
    Skill(
        "planning",
        pgettext_lazy("skill", "Making a plan"),
        _("You think out beforehand what has to be done, and what comes first."),
    ),
    Skill(
        "holding_back",
        pgettext_lazy("skill", "Waiting a moment"),
        _("You think before you do or say something."),
    ),
    Skill(
        "starting",
        pgettext_lazy("skill", "Starting"),
        _("You begin with something, also when you do not feel like it."),
    ),
    Skill(
        "working_memory",
        pgettext_lazy("skill", "Keeping things in mind"),
        _("You still know what you were doing when something came in between."),
    ),
    Skill(
        "ordering",
        pgettext_lazy("skill", "Keeping order"),
        _("You find your letters and your things when you need them."),
    ),
    Skill(
        "feelings",
        pgettext_lazy("skill", "Dealing with feelings"),
        _("You are angry, sad or afraid, and you can still go on with your day."),
    ),
    Skill(
        "attention",
        pgettext_lazy("skill", "Keeping your attention"),
        _("You stay with one thing, also when it is busy around you or when it is dull."),
    ),
    Skill(
        "switching",
        pgettext_lazy("skill", "Switching smoothly"),
        _("Something goes differently than you thought. You think of another way."),
    ),
    Skill(
        "time",
        pgettext_lazy("skill", "Dealing with time"),
        _("You know how long something takes, and you get there on time."),
    ),
    Skill(
        "stress",
        pgettext_lazy("skill", "Dealing with stress"),
        _("It is a lot all at once, and you find a moment of rest."),
    ),
    Skill(
        "persisting",
        pgettext_lazy("skill", "Keeping going"),
        _("You go on until it is done, also when it takes long or goes wrong once."),
    ),
    Skill(
        "looking_back",
        pgettext_lazy("skill", "Looking back at yourself"),
        _("You see what went well, and what you want to do differently next time."),
    ),
)
LABELS = [(skill.key, skill.label) for skill in SKILLS]
BY_KEY: Mapping[str, Skill] = {skill.key: skill for skill in SKILLS}

SKILL_HELP: Mapping[str, tuple[SkillHelp, ...]] = {
    "planning": (
        SkillHelp("planning.week", AGREEMENT, _("Go through the week together, on a fixed day")),
        SkillHelp("planning.one_thing", STEP, _("Choose one small thing for today")),
        SkillHelp("planning.paper", STEP, _("Write the steps on paper together, in order")),
    ),
    "holding_back": (
        SkillHelp("holding_back.call_first", AGREEMENT, _("Call your fixed contact before you sign or buy")),
        SkillHelp("holding_back.sleep", STEP, _("Sleep on it for a night before you answer")),
    ),
    "starting": (
        SkillHelp("starting.first_minutes", AGREEMENT, _("Do the first ten minutes together")),
        SkillHelp("starting.smaller", STEP, _("Make the first step so small that it is done in a moment")),
        SkillHelp("starting.call", REMINDER, _("A call at the time when you want to begin")),
    ),
    "working_memory": (
        SkillHelp("working_memory.message", REMINDER, _("A message the day before, and one on the day")),
        SkillHelp("working_memory.note", STEP, _("Note what was agreed while we talk, and take it with you")),
    ),
    "ordering": (
        SkillHelp("ordering.post", AGREEMENT, _("Open the post together, at a fixed moment")),
        SkillHelp("ordering.one_place", STEP, _("Choose one place for all letters")),
        SkillHelp("ordering.photo", STEP, _("Take a photo of each letter and send it to your fixed contact")),
    ),
    "feelings": (
        SkillHelp("feelings.before", AGREEMENT, _("A call before a hard talk, and one after it")),
        SkillHelp("feelings.along", AGREEMENT, _("Someone comes along whom you trust")),
        SkillHelp("feelings.pause", STEP, _("Agree on a sign with which you ask for a break")),
    ),
    "attention": (
        SkillHelp("attention.short", AGREEMENT, _("Short talks, one subject at a time")),
        SkillHelp("attention.quiet", STEP, _("Choose a quiet place and put the phone away")),
    ),
    "switching": (
        SkillHelp("switching.say_early", AGREEMENT, _("We say it early when something changes, and why")),
        SkillHelp("switching.other_way", STEP, _("Think out together what you do if it goes differently")),
    ),
    "time": (
        SkillHelp("time.reminder", REMINDER, _("A message an hour before an appointment")),
        SkillHelp("time.leave", STEP, _("Write down what time you have to leave, with the way there")),
        SkillHelp("time.fits", AGREEMENT, _("Choose times that fit your work and your day")),
    ),
    "stress": (
        SkillHelp("stress.take_over", AGREEMENT, _("Someone takes over one thing for a while")),
        SkillHelp("stress.one_number", AGREEMENT, _("One person to call when it is too much")),
        SkillHelp("stress.rest", STEP, _("Put one moment of rest in the day")),
    ),
    "persisting": (
        SkillHelp("persisting.smaller", STEP, _("Cut the work into smaller pieces")),
        SkillHelp("persisting.call", REMINDER, _("A call halfway: how is it going?")),
        SkillHelp("persisting.again", AGREEMENT, _("If it goes wrong once, we begin again together")),
    ),
    "looking_back": (
        SkillHelp("looking_back.together", AGREEMENT, _("Look back together, what went well first")),
        SkillHelp("looking_back.one_line", STEP, _("Write one sentence at the end of the week")),
    ),
}
