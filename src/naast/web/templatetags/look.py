"""What the templates need to draw a form, an amount and a bar per payer.

Nothing here knows a room: a form control gets the classes of the design system and the attributes that
`drafts.js` reads, an amount gets the notation of the active language, and amounts per payer get the whole
numbers that an SVG can use without a style attribute (which the content security policy refuses).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naast.kernel import texts
from naast.kernel.citing import article_words

register = template.Library()
register.filter("ended", texts.ended)

BAR_REACH = 100
"""Length of the longest bar to either side of the middle, in units of the SVG's view box."""

BOARD_PLACES = (
    _("at the sad face"),
    _("close to the sad face"),
    _("between sad and the middle"),
    _("in the middle"),
    _("between the middle and happy"),
    _("close to the happy face"),
    _("at the happy face"),
)
"""The places of a board line, from sad to happy. Their index only serves to draw the board again (M1)."""

# The first that fits: CheckboxSelectMultiple is a RadioSelect to Django.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.FileInput, "naast-file"),
    (forms.widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)


@dataclass(frozen=True)
class BoardPlace:
    """One place on a board line as a radio button: the input's value, its words, and whether it is taken."""

    value: str
    words: str
    checked: bool


@dataclass(frozen=True)
class PayerBar:
    """One payer's row: `start` and `width` in view box units, the middle at `BAR_REACH`."""

    payer: str
    amount: Decimal
    start: int
    width: int
    low: int | None
    high: int | None

    @property
    def gains(self) -> bool:
        """True when this payer has more than under doing nothing."""
        return self.amount > 0


@register.filter
def shape_of(field: BoundField) -> str:
    """How a field is laid out: `hidden`, `group` (radios, checkboxes), `tick` (one checkbox) or `line`."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "line"


@register.filter
def called(field: BoundField, question: str = "") -> str:
    """A field by the name that its reader sees, ready for a sentence after it.

    `question` is what the page calls its field `words`. A field that a form has for several things (a line of
    the board, a skill) is told apart by its attribute `about`.
    """
    name = question if question and field.name == "words" else str(field.label)
    about = getattr(field.field, "about", "")
    name = f"{about}: {name}" if about else name
    return name if name.endswith(("?", ":", ".", "!")) else f"{name}:"


@register.filter
def options(field: BoundField) -> list[BoundWidget]:
    """The radios or checkboxes of a group, each with the class of the design system."""
    widgets = list(field)
    for widget in widgets:
        widget.data["attrs"]["class"] = _joined(_look(field.field.widget), widget.data["attrs"])
    return widgets


@register.simple_tag
def control(
    field: BoundField,
    *,
    draft: str = "",
    draft_object: object = "",
    draft_version: object = "",
    rows: object = "",
) -> SafeString:
    """Draw the input of a field; Django itself links the description and the error to it.

    `draft` is the address that `drafts.js` sends the text to, with the object and the version on which the
    writer started. Without it the field keeps itself to its form.
    """
    attrs: dict[str, Any] = {"class": _joined(_look(field.field.widget), field.field.widget.attrs)}
    if field.errors:
        attrs["class"] += " naast-control--invalid"
    if rows:
        attrs["rows"] = rows
    if draft:
        attrs |= {
            "data-draft-url": draft,
            "data-draft-object": draft_object,
            "data-draft-field": field.html_name,
            "data-draft-version": draft_version,
        }
    return field.as_widget(attrs=attrs)


@register.filter
def board_places(value: object) -> list[BoardPlace]:
    """All places of a board line; the one that `value` (an index, its text, or nothing) names is checked."""
    return [
        BoardPlace(value=str(place), words=str(words), checked=str(value) == str(place))
        for place, words in enumerate(BOARD_PLACES)
    ]


@register.filter
def place_in_words(value: object) -> str:
    """The words of a place; a counter that lies nowhere is said to be "not on the line yet"."""
    return next(
        (place.words for place in board_places(value) if place.checked), str(_("not on the line yet"))
    )


@register.filter
def euro(value: object) -> str:
    """An amount in euros in the notation of the active language; whole euros have no cents.

    Takes a Decimal, an int, a float or a numeric string, in euros. What is no amount gives an empty text:
    the component then says in words that it is not known.
    """
    amount = _amount(value)
    if amount is None:
        return ""
    cents = abs(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    places = 0 if cents == cents.to_integral_value() else 2
    figure = number_format(cents, decimal_pos=places, use_l10n=True, force_grouping=True)
    gap = "" if (get_language() or "").startswith("en") else "\N{NO-BREAK SPACE}"
    sign = "\N{MINUS SIGN}" if amount < 0 and cents else ""
    return f"{sign}€{gap}{figure}"


@register.filter
def on_one_line(amount: str) -> SafeString:
    """An amount as `euro` says it, of which a line does not end between the minus and the euro sign."""
    return format_html('<span class="naast-amount__one">{}</span>', amount) if amount else SafeString()


@register.filter
def payer_bars(rows: Iterable[Mapping[str, Any]]) -> list[PayerBar]:
    """Turn rows with `payer`, `amount` and perhaps `low` and `high` (euros) into bars on one scale."""
    known = [(row, amount) for row in rows if (amount := _amount(row.get("amount"))) is not None]
    edges = [abs(amount) for _, amount in known]
    edges += [abs(edge) for row, _ in known for key in ("low", "high") if (edge := _amount(row.get(key)))]
    widest = max(edges, default=Decimal(0)) or Decimal(1)

    def place(value: Decimal) -> int:
        return BAR_REACH + round(value / widest * BAR_REACH)

    bars = []
    for row, amount in known:
        at, low, high = place(amount), _amount(row.get("low")), _amount(row.get("high"))
        bars.append(
            PayerBar(
                payer=str(row.get("payer", "")),
                amount=amount,
                start=min(at, BAR_REACH),
                width=max(abs(at - BAR_REACH), 1 if amount else 0),
                low=None if low is None else place(low),
                high=None if high is None else place(high),
            )
        )
    return bars


def _amount(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _look(widget: forms.Widget) -> str:
    return next((names for kind, names in _CLASSES if isinstance(widget, kind)), "")


def _joined(look: str, attrs: Mapping[str, Any]) -> str:
    own = str(attrs.get("class", ""))
    return f"{look} {own}".strip()


register.filter("article_words", article_words)
