"""Run as a program beside a running house: decided at once because it could not wait, when nobody was there
who may read along; by now three colleagues may. Prints the numbers of the case and of the proposal."""

from __future__ import annotations

import os

import django


def main() -> None:
    """Tell it through the actions that people use; who may read along has no role for a moment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    from django.db import transaction
    from django.utils import translation

    from naast.decide import actions as decide
    from naast.decide import queries as decisions
    from naast.decide.types import ProposedTerms
    from naast.demo import telling
    from naast.demo.stage import FIRST, STAFF, House
    from naast.kernel import actors
    from naast.kernel.actors import load_actor
    from naast.kernel.clock import today
    from naast.kernel.models import Account, Membership, Municipality
    from naast.kernel.tenancy import scope
    from naast.people import actions as people
    from naast.weigh import actions as weigh
    from naast.weigh import queries as weighings

    house = House(Municipality.objects.get(slug=FIRST))
    with transaction.atomic(), scope(house.municipality.pk), translation.override("nl"):
        for role in STAFF:
            membership = Membership.objects.get(account=Account.objects.get(login=role.login))
            actor = load_actor(membership)
            assert actor is not None, role.login
            house.staff[role.login] = actor
        readers = [house[login].id for login in ("meelezer", "jurist")]
        for staff_id in readers:
            people.withdraw_role(actor=house["beheer"], staff_id=staff_id, role=actors.SECOND_READER)
        told = telling.begin(house, "Mevrouw U.", "(fictief)", law="participatiewet", kind="application")
        decide.hear(actor=told.worker, case_id=told.case_id, held_on=today(), way="home", words="Help mij.")
        title = next(row for row in weighings.legal_titles("participatiewet") if "35 lid 1" in row.article)
        made = decide.decide_routinely(
            actor=told.worker,
            case_id=told.case_id,
            request="Een plek voor vannacht (fictief).",
            terms=ProposedTerms(
                outcome="partly",
                granted="Drie nachten",
                reason="Daarna is er een eigen plek.",
                title_row=str(title.id),
                urgent_kind="eviction",
            ),
            decided_before=0,
        )
        proposal = decisions.proposal_of(told.case_id)
        assert proposal is not None and proposal.reader is None
        decide.decide(actor=told.worker, case_id=told.case_id, base_version=proposal.version)
        people.let_in(
            actor=told.worker,
            case_id=told.case_id,
            staff_id=house["collega"].id,
            role=actors.PROFESSIONAL,
            purpose="loopt mee (fictief)",
        )
        weigh.open_urgently(actor=told.worker, case_id=told.case_id, reason="Zij heeft vannacht geen bed.")
        for staff_id in [*readers, house["collega"].id]:
            people.grant_role(actor=house["beheer"], staff=staff_id, role=actors.SECOND_READER)
    print(told.case_id, made.proposal_id)


if __name__ == "__main__":
    main()
