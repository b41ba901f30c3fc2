"""How long a text of the weighing may be, without ever losing words that stand there already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import ngettext

from naast.kernel.errors import Invalid
from naast.weigh.models.weighing import TEXT_LENGTH


def longest(standing: str) -> int:
    """Characters that a text may have: 5,000, or as many as stand there.

    What was put together out of two texts can be longer (migration 0004); it is read, kept and shortened.
    """
    return max(TEXT_LENGTH, len(standing))


def must_fit(text: str, field: str, standing: str = "") -> None:
    """Raises Invalid at the field, saying how much too long a text is."""
    over = len(text) - longest(standing)
    if over > 0:
        raise Invalid(
            ngettext(
                "This text is %(over)s character too long. It is still here.",
                "This text is %(over)s characters too long. It is still here.",
                over,
            )
            % {"over": over},
            field,
        )


class Words(forms.CharField):
    """A text in which the end of a line counts as one character, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def make_room_for(self, standing: str) -> None:
        """Let what stands there be sent again, and shorter."""
        most = longest(standing)
        others = [one for one in self.validators if not isinstance(one, MaxLengthValidator)]
        self.validators = [*others, MaxLengthValidator(most)]
        self.widget.attrs["maxlength"] = str(most)
