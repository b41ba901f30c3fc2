"""Forms of the plan. What is required here counts in the budget of fields: twelve on the long way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import AsItWas, DayField
from naast.plan import saying, terms
from naast.plan.amounts import AmountField, PercentField
from naast.plan.models.plan import TEXT_LENGTH, WORDS_LENGTH

CHOOSE = ("", _("choose"))


def _text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _year(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        **options,
    )


def _count(label: Any, least: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        **options,
    )


class VersionedForm(forms.Form):
    """A form that says on which version its writer started."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class PerspectiveForm(VersionedForm):
    perspective = forms.CharField(
        label=_("Where do you want to be in a year?"),
        help_text=_("In the resident's own words."),
        max_length=TEXT_LENGTH,
        widget=_text(3),
    )
    first_need = forms.CharField(
        label=_("What is needed first?"), required=False, max_length=TEXT_LENGTH, widget=_text(2)
    )


class BreakthroughForm(VersionedForm):
    breakthrough = forms.CharField(
        label=_("What do we do differently, so that this gives way?"), max_length=TEXT_LENGTH, widget=_text()
    )


class MarketForm(VersionedForm):
    market_text = forms.CharField(
        label=_("How would an alderman explain this at the market?"),
        help_text=_("At most 120 words. For colleagues only; this is never published."),
        required=False,
        max_length=2_000,
        widget=_text(5),
    )


class ObstacleForm(VersionedForm):
    words = forms.CharField(label=_("What is in the way?"), max_length=TEXT_LENGTH, widget=_text(3))
    kind = forms.ChoiceField(label=_("What kind of obstacle is it?"), choices=[CHOOSE, *terms.OBSTACLE_KINDS])
    law = forms.CharField(
        label=_("Law or rule"),
        help_text=_(
            "Choose from the list, or type another law or rule. For an ordinance: the law that it rests on."
        ),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "law-list", "autocomplete": "off"}),
    )
    article = forms.CharField(
        label=_("Article"),
        help_text=_("For example 22a."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "article-list", "autocomplete": "off"}),
    )


class GoalForm(VersionedForm):
    words = forms.CharField(
        label=_("Goal, in the resident's own words"), max_length=WORDS_LENGTH, widget=_text(2)
    )
    by_when = DayField(label=_("By when"), required=False)
    domain = forms.CharField(label=_("Part of life"), required=False, max_length=120)


class TakeOverForm(forms.Form):
    board_goal = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)


class SupportForm(VersionedForm):
    what = forms.CharField(label=_("Which support?"), max_length=200)
    amount = AmountField(
        label=_("Amount in euros"), help_text=_("Leave this empty when nobody knows."), required=False
    )
    period = forms.ChoiceField(label=_("Per"), required=False, choices=terms.PERIODS)
    payer = forms.ChoiceField(label=_("Who pays"), required=False, choices=[CHOOSE, *terms.PAYERS])
    who = forms.CharField(label=_("Who does it"), required=False, max_length=120)
    stage = forms.ChoiceField(label=_("When"), required=False, choices=terms.SUPPORT_STAGES)

    def clean_period(self) -> str:
        return self.cleaned_data["period"] or "once"

    def clean_stage(self) -> str:
        return self.cleaned_data["stage"] or terms.COMING


class AgreeForm(forms.Form):
    words = forms.CharField(
        label=_("What does the resident say about this plan?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=_text(2),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ScenarioForm(forms.Form):
    """What happens in words. `before` is the text that the writer started from."""

    words = forms.CharField(
        label=_("What happens then?"), required=False, max_length=TEXT_LENGTH, widget=_text(3)
    )
    before = AsItWas(required=False, max_length=2 * TEXT_LENGTH, widget=forms.HiddenInput)


class AddLineForm(forms.Form):
    """At most three fields; the rest is prefilled and can be changed afterwards."""

    what = forms.CharField(
        label=_("What?"),
        help_text=_("Choose from the price list, or write it in your own words."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "price-list", "autocomplete": "off"}),
    )
    quantity = AmountField(label=_("How much a year?"), required=False)
    years = _count(_("How many years?"), 1)


SHARE_HELP = {
    "deadweight": _("Empty: none of it."),
    "displacement": _("Empty: none of it."),
    "attribution": _("Empty: all of it."),
    "success": _("Empty: in all cases."),
    "dropoff": _("Empty: nothing is lost."),
}


def _share_fields() -> dict[str, forms.Field]:
    """What the plan may count as its own: per share the likeliest value, its ends and why, in per cent."""
    made: dict[str, forms.Field] = {}
    for share, help_text in SHARE_HELP.items():
        label = saying.INPUTS[share]
        made[share] = PercentField(label=label, help_text=help_text, required=False)
        made[f"{share}_low"] = PercentField(label=_("At least (%)"), required=False)
        made[f"{share}_high"] = PercentField(label=_("At most (%)"), required=False)
        made[f"{share}_reason"] = _why()
    return made


def _why() -> forms.CharField:
    return forms.CharField(label=_("Why so?"), required=False, max_length=300)


class LineForm(VersionedForm):
    """Everything of one line: what, how much and how long, and behind "more" all that was prefilled."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= _share_fields()

    label = forms.CharField(label=_("What?"), max_length=200)
    plan = AmountField(label=_("How much a year in the plan"), required=False)
    plan_low = AmountField(label=_("In the plan, at least"), required=False)
    plan_high = AmountField(label=_("In the plan, at most"), required=False)
    nothing = AmountField(label=_("How much a year when we do nothing"), required=False)
    nothing_low = AmountField(label=_("When we do nothing, at least"), required=False)
    nothing_high = AmountField(label=_("When we do nothing, at most"), required=False)
    years = _count(_("How many years"), 1)
    start_year = _count(_("Starts after how many years"), 0)
    own_price = AmountField(
        label=_("Own price in euros"), help_text=_("Leave this empty to use the price list."), required=False
    )
    own_price_low = AmountField(label=_("Own price, at least"), required=False)
    own_price_high = AmountField(label=_("Own price, at most"), required=False)
    own_price_year = _year(_("Price of which year"))
    own_unit = forms.ChoiceField(label=_("Price per"), required=False, choices=[CHOOSE, *terms.UNITS])
    payer = forms.ChoiceField(label=_("Who pays"), required=False, choices=[CHOOSE, *terms.PAYERS])
    kind = forms.ChoiceField(
        label=_("What kind of line is this?"),
        help_text=_("Leave this open and it follows from the price."),
        required=False,
        choices=[("", _("follows from the price")), *terms.LINE_KINDS],
    )
    beneficiary = forms.ChoiceField(
        label=_("Who receives it"),
        help_text=_("Only when money moves from one to another."),
        required=False,
        choices=[CHOOSE, *terms.PAYERS],
    )
    role = forms.ChoiceField(label=_("What it is"), required=False, choices=terms.ROLES)
    sense = forms.ChoiceField(label=_("More of it"), required=False, choices=terms.SENSES)
    cashable = forms.BooleanField(label=_("This can be taken out of a budget"), required=False)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where does this price or number come from?"),
        required=False,
        max_length=200,
    )
    legal_title = forms.CharField(
        label=_("Legal title"),
        help_text=_("The article that this cost rests on. Leave this empty to use that of the price list."),
        required=False,
        max_length=120,
    )
    reason = forms.CharField(label=_("Why so?"), required=False, max_length=500, widget=_text(2))
    plan_reason = _why()
    nothing_reason = _why()
    price_reason = _why()
    overlap_group = forms.CharField(
        label=_("Partly counts the same as"),
        help_text=_("Give it a name, and fill in the same name at the other line."),
        required=False,
        max_length=60,
    )
    overlap_alpha = PercentField(
        label=_("How much of the smaller ones counts (%)"),
        help_text=_("From 0 to 100, the same at each line of that name."),
        required=False,
    )
    overlap_reason = _why()


class WayLineForm(LineForm):
    """The same of a line of another way: there is none of it when we do nothing."""

    nothing = nothing_low = nothing_high = nothing_reason = None  # type: ignore[assignment]
    plan = AmountField(label=_("How much a year this way"), required=False)
    plan_low = AmountField(label=_("This way, at least"), required=False)
    plan_high = AmountField(label=_("This way, at most"), required=False)


class PriceLevelForm(VersionedForm):
    base_year = _year(_("At the prices of"), help_text=_("Empty: this year."))
    horizon_years = _count(
        _("Look ahead how many years"), 1, help_text=_("Empty: as long as the longest line.")
    )
