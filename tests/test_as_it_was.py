"""What a form holds against what was kept is taken as it comes."""

from __future__ import annotations

import pytest

from naast.decide.forms_letters import LetterForm
from naast.decide.forms_told import DetermineForm
from naast.people.forms.door import LoginForm
from naast.plan.forms import ScenarioForm
from naast.weigh.forms_values import ValueForm


@pytest.mark.parametrize("typed", [" " * 12, "\u200b" * 12, " met ruimte "])
def test_what_is_held_against_what_was_kept_is_taken_as_it_was_typed(typed: str) -> None:
    """Whoever has such a password, or such a text in the plan, is not shut out by it."""
    form = LoginForm({"login": "bea", "password": typed})
    assert form.is_valid() and form.cleaned_data["password"] == typed
    assert ScenarioForm({"before": typed}).is_valid()
    assert LetterForm({"address_was": typed}, ways=[]).is_valid()
    told = DetermineForm({"words": "Zo is het.", "was_next": typed}, ways=[])
    assert told.is_valid() and told.own_parts() == {}
    assert ValueForm({"law": "Wmo 2015", "words_nl": "Rust.", "base": typed}).is_valid()
