"""The forms of the weighing. Nothing is required to save: what is missing is said and stops nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import DayField
from naast.weigh.kinds import KINDS
from naast.weigh.lengths import Words
from naast.weigh.models.weighing import ANSWER_LENGTH, TEXT_LENGTH, ValueComparison
from naast.weigh.types import QuestionFacts, ValueFacts, WeighingFacts

YES_NO = [("yes", _("yes")), ("no", _("no")), ("unknown", _("I do not know yet"))]
NO_ROUTE = "0"


def _text(label: Any, help_text: Any = "", rows: int = 4) -> Words:
    return Words(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ThinkingForm(forms.Form):
    """The conversation: effect, values, consequences; the law only when `facts.is_open`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    effect = _text(
        _("What should come of it, for this person?"),
        _("A goal, not a means. In the words of the resident where you can."),
    )
    values = forms.MultipleChoiceField(
        label=_("Which values of the law does that serve?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    values_words = _text(_("Or say it in your own words"), rows=2)
    consequences = _text(
        _("What would the decision do, now and later?"),
        _("For the resident, the family, the people around them, and the money of both sides."),
    )
    for_resident = _text(_("For the resident, now"), rows=2)
    for_resident_later = _text(_("For the resident, later"), rows=2)
    for_family = _text(_("For the family, now"), rows=2)
    for_family_later = _text(_("For the family, later"), rows=2)
    for_surroundings = _text(_("For the people around them, now"), rows=2)
    for_surroundings_later = _text(_("For the people around them, later"), rows=2)
    for_own_money = _text(_("For the resident's own money, now"), rows=2)
    for_own_money_later = _text(_("For the resident's own money, later"), rows=2)
    for_public_money = _text(_("For the public money, now"), rows=2)
    for_public_money_later = _text(_("For the public money, later"), rows=2)
    why_differs = _text(
        _("Why does this case differ?"),
        _("What is it here that the usual rule did not think of?"),
    )
    suitable = _text(_("Does it help to reach the effect?"), _("Suitable."), rows=2)
    necessary = _text(_("Could something lighter do?"), _("Necessary."), rows=2)
    balanced = _text(
        _("Is it in balance?"),
        _("For the resident, children, others, like cases, and our own share."),
        rows=2,
    )
    route = forms.ChoiceField(
        label=_("On which clause do you want to build the decision?"),
        required=False,
        widget=forms.RadioSelect,
    )

    LAW_PARTS = ("why_differs", "suitable", "necessary", "balanced", "route")

    def __init__(self, *args: Any, facts: WeighingFacts, library: list[ValueFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        for name, field in self.fields.items():
            if isinstance(field, Words):
                field.make_room_for(getattr(facts, name))
        offered = {value.id: value for value in (*library, *facts.values)}
        self.offered = tuple(offered.values())
        values = self.fields["values"]
        assert isinstance(values, forms.MultipleChoiceField)
        values.choices = [(str(value.id), _offered(value)) for value in offered.values()]
        if not facts.is_open:
            for name in self.LAW_PARTS:
                del self.fields[name]
            return
        for question in facts.questions:
            self.fields[f"fact_{question.fact}"] = _asked(question)
        route = self.fields["route"]
        assert isinstance(route, forms.ChoiceField)
        route.choices = _choices(facts)

    @staticmethod
    def initial_of(facts: WeighingFacts) -> dict[str, Any]:
        """What stands now, as the form shows it."""
        texts = ThinkingForm.base_fields.keys() - {"version", "values", "route"}
        initial: dict[str, Any] = {name: getattr(facts, name) for name in texts}
        initial |= {f"fact_{question.fact}": _as_shown(question) for question in facts.questions}
        return initial | {
            "version": facts.version,
            "values": [str(value.id) for value in facts.values],
            "route": str(facts.route.row.id) if facts.route else NO_ROUTE,
        }

    def answers(self) -> dict[str, str]:
        """What was answered, by fact; a question that was not on the page of this person is left alone."""
        found = {}
        for name, field in self.fields.items():
            several = isinstance(field, forms.MultipleChoiceField)
            # Of boxes that nobody ticked a browser sends nothing; the version says that the page was sent.
            if name.startswith("fact_") and (name in self.data or (several and "why_differs" in self.data)):
                typed = self.cleaned_data[name]
                found[name.removeprefix("fact_")] = "\n".join(typed) if several else typed
        return found

    def posted(self, name: str) -> str | None:
        """A text, or None when it was not on the page of this person (the law was closed there)."""
        return str(self.cleaned_data[name]) if name in self.fields and name in self.data else None


def _as_shown(question: QuestionFacts) -> str | list[str]:
    """The answer as its field holds it: a field to type in is empty while nothing is known."""
    if question.is_list and question.choices:
        return question.answer.split("\n") if question.is_known else []
    is_typed = question.is_list or (question.kind != "yes_no" and not question.choices)
    return "" if is_typed and not question.is_known else question.answer


def _offered(value: ValueFacts) -> str:
    """A value with its law, and when a lawyer looked at it."""
    if value.checked_on is None:
        return f"{value.words} ({value.law})"
    checked = gettext("checked by a lawyer on %(day)s") % {"day": date_format(value.checked_on)}
    return f"{value.words} ({value.law}, {checked})"


def _asked(question: QuestionFacts) -> forms.Field:
    if question.kind == "yes_no" and not question.is_list:
        return forms.ChoiceField(
            label=question.words, choices=YES_NO, required=False, widget=forms.RadioSelect, initial="unknown"
        )
    if question.choices:
        return _chosen(question)
    if question.is_list:
        return forms.CharField(
            label=question.words,
            required=False,
            max_length=ANSWER_LENGTH,
            help_text=_("One on each line, or “none”. Leave this empty while it is not known."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    mode = "decimal" if question.kind == "number" else "text"
    return forms.CharField(
        label=question.words,
        required=False,
        max_length=60,
        help_text=_("Leave this empty while it is not known."),
        widget=forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"}),
    )


def _chosen(question: QuestionFacts) -> forms.Field:
    """One or several of the words that the conditions name."""
    said = question.answer.split("\n") if question.is_list else [question.answer]
    fixed = ("none",) if question.is_list else ("other",)
    offered = question.choices
    if question.is_known and not {*said} <= {*fixed, *offered}:
        # Answered when the conditions named other words: it stays to be chosen, and nobody unticks it unseen.
        offered = tuple(dict.fromkeys([*said, *offered]))
    words = [(word, word) for word in offered if word not in fixed]
    if question.is_list:
        return forms.MultipleChoiceField(
            label=question.words,
            choices=[*words, ("none", _("none of these"))],
            required=False,
            help_text=_("Leave this empty while it is not known."),
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=question.words,
        choices=[*words, ("other", _("something else")), ("unknown", _("I do not know yet"))],
        required=False,
        widget=forms.RadioSelect,
        initial="unknown",
    )


def _choices(facts: WeighingFacts) -> list[tuple[str, str]]:
    found = [(str(route.row.id), route.title) for route in facts.routes if route.can_be_chosen]
    if facts.route and str(facts.route.row.id) not in dict(found):
        found.append((str(facts.route.row.id), facts.route.title))
    return [*found, (NO_ROUTE, str(_("I do not know yet")))]


class UrgentForm(forms.Form):
    """ "Nu eerst dit": the law opens at once."""

    urgent_reason = forms.CharField(
        label=_("Why can this not wait?"), help_text=_("A few words are enough."), max_length=500
    )


class ComparingForm(forms.Form):
    """Better, equal or worse than doing nothing, three times in words. There is no total."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, title in ValueComparison.VALUES:
            self.fields[f"{value}_verdict"] = forms.ChoiceField(
                label=_("Compared with doing nothing"),
                choices=ValueComparison.VERDICTS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"{value}_words"] = _text(
                title, _("Why? With “worse” one sentence is asked."), rows=3
            )

    @staticmethod
    def initial_of(facts: WeighingFacts) -> dict[str, Any]:
        """What stands now, as the form shows it."""
        initial: dict[str, Any] = {"version": facts.version}
        for found in facts.comparisons:
            initial[f"{found.value}_verdict"] = found.verdict
            initial[f"{found.value}_words"] = found.words
        return initial


class SearchForm(forms.Form):
    """The catalogue by law and by word."""

    law = forms.ChoiceField(label=_("Law"), required=False)
    q = forms.CharField(label=_("Word"), required=False, max_length=100)

    def __init__(self, *args: Any, laws: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["law"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all laws")), *laws]


class Sentence(forms.CharField):
    """A sentence or two: on the page it wraps, and what is kept is one line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


def _sentence(label: Any, help_text: Any = "", *, limit: int = 500, required: bool = False) -> Sentence:
    return Sentence(label=label, help_text=help_text, max_length=limit, required=required)


class OwnRowForm(forms.Form):
    """A clause of the municipality itself, or another edition of a clause."""

    law = forms.CharField(
        label=_("Law or rule"), help_text=_("Such as the name of an ordinance."), max_length=150
    )
    article = forms.CharField(label=_("Article"), help_text=_("A number, such as 7 lid 2."), max_length=60)
    bwb_id = forms.RegexField(
        r"\A(?:BWB[RVW][0-9]{7}|CVDR[0-9]{1,9})\Z",
        label=_("Number in the register"),
        help_text=_(
            "Such as CVDR123456 for an ordinance. With it, the text of the article stands beside the row."
        ),
        max_length=20,
        required=False,
        error_messages={"invalid": _("Type the number as the register writes it, such as CVDR123456.")},
    )
    kind = forms.ChoiceField(label=_("How it leaves room"))
    allows_nl = _sentence(_("What it allows, in Dutch"), required=True)
    allows_en = _sentence(_("What it allows, in English"))
    motivate_nl = _sentence(_("What must be explained, in Dutch"))
    motivate_en = _sentence(_("What must be explained, in English"))
    question_nl = _sentence(
        _("The question that it asks, in Dutch"),
        _("To be answered with yes or no; yes means that the clause holds."),
        limit=300,
        required=True,
    )
    question_en = _sentence(_("The question that it asks, in English"), limit=300)
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to"), required=False)
    why = _sentence(_("Why this edition"), limit=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = KINDS
