from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naast.people.forms.intake import day_field
from naast.people.models import CircleMember, Participant, Representation
from naast.people.reading import LABELS
from naast.people.types import CirclePlace, ContactFaces, Face, PersonFacts

Choices = list[tuple[str, Any]]


def _faces(faces: list[Face], empty: Any = None) -> Choices:
    first: Choices = [] if empty is None else [("", empty)]
    return first + [(str(face.id), f"{face.name}, {face.function}") for face in faces]


class LetInForm(forms.Form):
    who = forms.ChoiceField(label=_("Who?"))
    role = forms.ChoiceField(
        label=_("As what?"), choices=[row for row in CircleMember.ROLES if row[0] != "emergency"]
    )
    purpose = forms.CharField(label=_("What for?"), help_text=_("The resident reads this."), max_length=300)
    basis = forms.CharField(
        label=_("On what ground?"),
        help_text=_("Leave empty for the legal task of the municipality."),
        max_length=200,
        required=False,
    )
    until_on = day_field(_("Until when?"), help_text=_("Leave empty when there is no end yet."))

    def __init__(
        self,
        *args: Any,
        colleagues: list[Face],
        people: list[PersonFacts],
        places: list[CirclePlace],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        inside = {(place.face.kind, place.face.id) for place in places}
        staff: Choices = [
            (f"staff-{face.id}", f"{face.name}, {face.function}")
            for face in colleagues
            if ("staff", face.id) not in inside
        ]
        others: Choices = [
            (f"person-{person.id}", f"{person.name}, {person.relation_label}")
            for person in people
            if person.relation != "resident" and ("person", person.id) not in inside
        ]
        groups: list[Any] = [("", _("Choose somebody"))]
        if staff:
            groups.append((_("Colleagues"), staff))
        if others:
            groups.append((_("Who takes part"), others))
        self.fields["who"].choices = groups  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    staff = forms.ChoiceField(label=_("Fixed contact"))
    tandem = forms.ChoiceField(
        label=_("In tandem with"), help_text=_("Two equal faces for one resident."), required=False
    )
    stand_in = forms.ChoiceField(
        label=_("Stand-in"), help_text=_("Whom the resident calls when the contact is away."), required=False
    )

    def __init__(self, *args: Any, holders: list[Face], now: ContactFaces, **kw: Any) -> None:
        kw.setdefault(
            "initial",
            {
                "staff": now.first.id,
                "tandem": now.tandem.id if now.tandem else "",
                "stand_in": now.stand_in.id if now.stand_in else "",
            },
        )
        super().__init__(*args, **kw)
        here = {face.id for face in holders}
        present = [face for face in (now.first, now.tandem, now.stand_in) if face and face.id not in here]
        everyone = [*present, *holders]
        self.fields["staff"].choices = _faces(everyone)  # type: ignore[attr-defined]
        self.fields["tandem"].choices = _faces(everyone, _("nobody"))  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = _faces(everyone, _("nobody"))  # type: ignore[attr-defined]


class ParticipantForm(forms.Form):
    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    birth_date = day_field(_("Date of birth"))
    relation = forms.ChoiceField(label=_("Who is this to the resident?"), choices=Participant.RELATIONS)


class RepresentationForm(forms.Form):
    person = forms.ChoiceField(label=_("For whom?"))
    representative = forms.ChoiceField(label=_("Who acts for this person?"), required=False)
    representative_name = forms.CharField(
        label=_("Or somebody else: the name"), max_length=200, required=False
    )
    folder_name = forms.CharField(
        label=_("Or who has a folder here: the name of that folder"), max_length=150, required=False
    )
    kind = forms.ChoiceField(label=_("As what?"), choices=Representation.KINDS)
    scope = forms.CharField(label=_("For what?"), max_length=200)
    basis = forms.CharField(
        label=_("On what ground?"),
        help_text=_("For instance the order of the court, or a signed letter."),
        max_length=200,
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label=_("What may a proxy read?"),
        help_text=_("Only for a proxy. A mentor, administrator and guardian have a fixed list."),
        choices=[(part.value, label) for part, label in LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until_on = day_field(_("Until when?"), help_text=_("Leave empty when there is no end yet."))

    def __init__(self, *args: Any, people: list[PersonFacts], **kw: Any) -> None:
        super().__init__(*args, **kw)
        known: Choices = [(str(person.id), person.name) for person in people]
        self.fields["person"].choices = known  # type: ignore[attr-defined]
        self.fields["representative"].choices = [  # type: ignore[attr-defined]
            ("", _("somebody else")),
            *known,
        ]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The resident reads this in the folder. Write short sentences."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FolderForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the folder"),
        help_text=_("Leave empty for a name that we make up. Do not use the name of a person."),
        max_length=60,
        required=False,
    )
