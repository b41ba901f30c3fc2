"""A page with every component on it, drawn by the templates themselves; for the tests and for looking at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template import Context, engines
from django_cotton.compiler_regex import CottonCompiler


class SpecimenForm(forms.Form):
    story = forms.CharField(label="Je verhaal", help_text="Schrijf wat je kwijt wilt.", widget=forms.Textarea)
    when = forms.DateField(label="Wanneer", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.ChoiceField(
        label="Wie doet dit nu", choices=[("t", "de tandem"), ("s", "samen")], widget=forms.RadioSelect
    )
    law = forms.ChoiceField(label="Welke wet", choices=[("", "Kies"), ("w", "Wmo 2015")], required=False)
    agreed = forms.BooleanField(label="Dit klopt", required=False)


def counter(who: str, shape: str, place: int | None) -> dict[str, Any]:
    return {"who": who, "shape": shape, "place": place}


def context(**more: Any) -> dict[str, Any]:
    """What the specimen page needs; a form that was sent half filled, so that errors show."""
    labels = ["Luisteren", "Plan", "Wegen", "Besluit", "Volgen", "Leren"]
    steps = [
        {"label": label, "url": "#main", "current": place == 1, "available": place < 4}
        for place, label in enumerate(labels)
    ]
    steps[1]["note"] = "twee doelen"
    values = [
        {
            "title": title,
            "compared": "beter",
            "argument": "Claire blijft bij haar moeder.",
            "sources": ["Gesprek van 3 maart"],
            "gaps": ["Wat de opvang per jaar kost"],
        }
        for title in ("Legitimiteit", "Betrokkenheid", "Rendement")
    ]
    lines = [
        {
            "domain": "Wonen",
            "first": True,
            "words": "Ik wil een sleutel die van mij is.",
            "counters": [counter("Eveline", "circle", 0), counter("Samira", "square", 6)],
        },
        {"domain": "Gezin", "counters": [counter("Eveline", "circle", 6), counter("Oma", "star", None)]},
    ]
    return {
        "actor": SimpleNamespace(name="Eveline", kind="resident", role_names=["inwoner"]),
        "municipality": SimpleNamespace(name="Gemeente Voorbeeld", theme_css="", theme_class=""),
        "navigation": [
            {"label": "Mijn map", "url": "#main", "current": True},
            {"label": "Mijn brieven", "url": "#main", "current": False},
        ],
        "quick_exit_url": "about:blank#weg",
        "steps": steps,
        "form": SpecimenForm({"story": "", "when": "morgen", "who": ""}),
        "counters": [counter("Samira el Amrani", "square", 2), counter("Oma", "star", 5)],
        "lines": lines,
        "values": values,
        "payers": [
            {"payer": "Jeugdwet", "amount": Decimal("40000"), "low": 30000, "high": 45000},
            {"payer": "Maatwerkbudget", "amount": Decimal("-14640")},
            {"payer": "Woningcorporatie", "amount": 0},
        ],
        "cost": Decimal(80),
        "events": [
            {"when": dt.date(2026, 3, 3), "title": "Gesprek", "who": "Samira", "text": "Thuis bij Oma."},
            {"when": dt.date(2026, 3, 10), "title": "Bord gelegd", "url": "#main"},
        ],
        "csrf_token": "proef",
        **more,
    }


def render(**more: Any) -> str:
    """The specimen page as HTML, its component tags compiled as the loader does for files."""
    source = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    return draw(source, context(**more))


def draw(source: str, values: dict[str, Any]) -> str:
    """A piece of template with components, drawn with the project's own engine."""
    template = engines["django"].engine.from_string(CottonCompiler().process(source))
    return template.render(Context(values))
