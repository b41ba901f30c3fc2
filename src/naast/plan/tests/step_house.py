"""A standing case with a step, something taken over and reminders, for the tests of their pages."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from tests.standing import make_resident

from naast.kernel import clock
from naast.people import actions as people
from naast.plan import actions
from naast.plan.step_types import ReminderSaid, StepSaid, TakingOverSaid

WORDS = "Samen de post openen"
ODD = "<script>alert(1)</script> ‮שלום‬ 😀"


def tomorrow() -> dt.date:
    return clock.today() + dt.timedelta(days=1)


class House:
    """A step, something taken over and a reminder on the standing case; a partner who takes part."""

    def __init__(self, standing):
        self.standing = standing
        who = {"actor": standing.worker, "case_id": standing.case_id}
        with standing.inside():
            partner = people.add_person(actor=standing.worker, given_name="Piet")
            people.add_participant(**who, person_id=partner.pk, relation="partner")
            self.partner = make_resident(standing.municipality, partner.pk)
            for person_id in (standing.resident.id, partner.pk):
                people.tell_what_happens(**who, person_id=person_id)
                people.say_reach(
                    **who,
                    person_id=person_id,
                    channel="mail",
                    email=f"p{person_id}@voorbeeld.nl",
                    base_version=0,
                )
            said = TakingOverSaid("Het budgetbeheer", "mandate", "asked", until_on=tomorrow())
            self.taken = actions.take_over(**who, said=said).pk
            self.step = actions.add_step(**who, said=StepSaid(WORDS, taking_over_id=self.taken)).pk
            self.reminder = actions.ask_reminder(
                **who,
                person_id=standing.resident.id,
                said=ReminderSaid("De tandarts", tomorrow(), dt.time(10), step_id=self.step),
            ).pk
            self.theirs = actions.ask_reminder(
                actor=self.partner,
                case_id=standing.case_id,
                person_id=self.partner.id,
                said=ReminderSaid("Het geheim van Piet", tomorrow(), dt.time(10)),
            ).pk

    def url(self, name, room="plan"):
        more = {"step": [self.step], "one_taking_over": [self.taken]}.get(name, [])
        return reverse(f"{room}:{name}", args=[self.standing.case_id, *more])

    def browser(self, actor=None):
        return self.standing.client(actor or self.standing.worker)

    def rows(self, model):
        with self.standing.inside():
            return list(model.objects.order_by("id"))
