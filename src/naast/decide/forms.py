"""The forms of deciding. Required is what no decision can do without; nothing is filled in for a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.decide.actions.basing import Rests
from naast.decide.models import FundEntry, Hearing, SecondReading
from naast.decide.models.decisions import NO, PARTLY, URGENT_KINDS, YES
from naast.decide.types import TERMS, ProposedTerms
from naast.kernel.forms import DayField, number
from naast.plan.amounts import AmountField

OURSELVES = "self"
"""Instead of something that came in: the house began itself."""

Choices = Iterable[tuple[Any, Any]]

ANSWERS = [(YES, _("yes")), (PARTLY, _("partly")), (NO, _("no, because ..."))]


def _text(
    label: Any, help_text: Any = "", *, limit: int, rows: int = 4, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label: Any, help_text: Any = "") -> DayField:
    return DayField(label=label, help_text=help_text, required=False)


def _amount(label: Any, help_text: Any = "", *, required: bool = False) -> AmountField:
    return AmountField(careful=True, label=label, help_text=help_text, required=required)


def _pick(label: Any, help_text: Any = "", *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=required)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class HearingForm(forms.Form):
    """What the resident says beforehand."""

    held_on = _day(_("When did you speak to each other?"))
    way = forms.ChoiceField(label=_("How?"), required=False, choices=[("", "-"), *Hearing.WAYS])
    words = _text(_("What does the resident say about it?"), _("In their own words."), limit=10_000, rows=6)
    why_not = _text(_("Could you not ask? Why not?"), limit=2_000, rows=2)
    exception = forms.ChoiceField(
        label=_("On which ground?"),
        help_text=_("The exceptions that the law knows. Your own words stand beside it."),
        required=False,
        choices=[("", "-"), *Hearing.EXCEPTIONS],
    )


class ProposalForm(forms.Form):
    """A decision while it can still change. What was written before stands here; no refusal does."""

    version = _version()
    outcome = forms.ChoiceField(label=_("What is the answer?"), choices=ANSWERS, widget=forms.RadioSelect)
    granted = _text(_("What we do"), limit=3_000, rows=3)
    amount = _amount(_("Amount in euros"))
    fund = _pick(_("Set aside in an open fund"))
    from_on = _day(_("From"))
    until_on = _day(_("Until"))
    conditions = _text(_("What we agree with each other"), limit=3_000, rows=2)
    review_on = _day(_("We look again on"))
    reason = _text(_("Why"), _("The resident reads this in the letter."), limit=10_000, rows=5)
    refused_because = _text(
        _("With a no or a partly: what you do not do, and why"),
        _("In your own words. Nothing is filled in here."),
        limit=5_000,
    )
    title_row = _pick(_("Legal title"), _("The article on which the decision rests."))
    reader = _pick(_("Who reads along"), _("Empty: the house asks somebody, where that is due."))
    mandate = _pick(_("Whose mandate"), _("Empty: the lowest that suffices."))
    urgent_kind = _pick(
        _("Can this not wait?"),
        _("Then it is decided now and somebody reads along within three working days."),
    )
    urgent_because = forms.CharField(
        label=_("Why this cannot wait"),
        help_text=_("In your own words. Needed where nobody is in danger or put out of the house."),
        required=False,
        max_length=500,
    )

    rests_on = _pick(_("What this rests on"))
    because = _text(
        _("Why we begin about this ourselves"),
        _("Only when nobody asked for it (ex officio). The resident reads this in the letter."),
        limit=2_000,
        rows=2,
    )

    def __init__(
        self,
        *args: Any,
        titles: Choices,
        funds: Choices,
        readers: Choices,
        mandates: Choices,
        intakes: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (
            ("title_row", titles),
            ("fund", funds),
            ("reader", readers),
            ("mandate", mandates),
            ("urgent_kind", URGENT_KINDS),
            ("rests_on", intakes),
        ):
            _choose(self, name, found)

    def terms(self) -> ProposedTerms:
        """What was posted, as the action takes it. Only of a valid form."""
        clean = self.cleaned_data
        taken = {name: clean[name] for name in (*TERMS, "title_row", "urgent_kind", "urgent_because")}
        return ProposedTerms(**taken, fund_id=number(clean["fund"]))

    def rests(self) -> Rests | None:
        """What the writer says that it rests on; None: the house looks it up. Only of a valid form."""
        clean = self.cleaned_data
        if not clean["rests_on"] and not clean["because"].strip():
            return None
        return Rests(number(clean["rests_on"]), clean["because"])


class RoutineForm(forms.Form):
    """Kort: request, one reason, outcome and legal title on one page."""

    decided_before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    request = _text(_("What is asked?"), limit=2_000, rows=3, required=True)
    reason = _text(
        _("One reason"), _("The resident reads this in the letter."), limit=5_000, rows=3, required=True
    )
    outcome = forms.ChoiceField(label=_("What is the answer?"), choices=ANSWERS, widget=forms.RadioSelect)
    title_row = _pick(_("Legal title"), _("The article on which the decision rests."), required=True)
    amount = _amount(_("Amount in euros"))
    because = _text(
        _("Why we begin about this ourselves"),
        _("Only when nobody asked for it (ex officio). The resident reads this in the letter."),
        limit=2_000,
        rows=2,
    )

    def __init__(self, *args: Any, titles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "title_row", titles)


class ReadingForm(forms.Form):
    """What the second reader says."""

    version = _version()
    verdict = forms.ChoiceField(
        label=_("What is your advice?"), choices=SecondReading.VERDICTS, widget=forms.RadioSelect
    )
    words = _text(_("In your own words"), _("Needed when you advise against or ask something."), limit=5_000)


class ObjectionForm(forms.Form):
    """An objection that came by post or was told."""

    words = _text(_("What does the resident write?"), limit=10_000, rows=6, required=True)
    received_on = _day(_("Received on"))


class PayForm(forms.Form):
    """Pay or give back out of a reservation."""

    left = forms.DecimalField(widget=forms.HiddenInput, required=False, max_digits=12, decimal_places=2)
    amount = _amount(_("Amount in euros"), required=True)
    kind = forms.ChoiceField(
        label=_("What happens with it?"),
        choices=[(FundEntry.SPEND, _("pay")), (FundEntry.RELEASE, _("give back to the fund"))],
    )
    payee = forms.CharField(label=_("To whom (a person or a shop)"), required=False, max_length=120)
    iban = forms.CharField(label=_("Account (IBAN)"), required=False, max_length=50)

    def __init__(self, *args: Any, may_give_back: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField) and not may_give_back:
            field.choices = [(FundEntry.SPEND, _("pay"))]


def _choose(form: forms.Form, name: str, found: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("choose") if field.required else "-"), *found]
