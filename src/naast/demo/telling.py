"""Short ways to enter a vignette through the actions of the rooms. Nothing here writes to a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from naast.decide import actions as decide
from naast.decide import queries as decisions
from naast.decide.types import ProposedTerms
from naast.demo.stage import House
from naast.follow import actions as follow
from naast.follow import queries as following
from naast.kernel.actors import Actor, load_actor
from naast.kernel.clock import today
from naast.kernel.models import Membership
from naast.learn import actions as learn
from naast.learn import queries as learning
from naast.listen import actions as listen
from naast.listen import queries as listening
from naast.listen.types import NetworkSaid, SkillSaid
from naast.people import actions as people
from naast.plan import actions as plan
from naast.plan import queries as plans
from naast.weigh import actions as weigh
from naast.weigh import queries as weighings
from naast.weigh.actions import Thinking


@dataclass(frozen=True, slots=True)
class Told:
    """One case of the demo: who stands beside whom."""

    house: House
    worker: Actor
    case_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Laid:
    """One line of a board: domain (as in the list), place to draw, and words, goal and by when."""

    domain: str
    place: int
    words: str = ""
    goal: str = ""
    goal_in_days: int | None = None
    # Counters of others, by person id.
    others: tuple[tuple[int, int], ...] = ()
    gives_energy: bool = False


def begin(
    house: House,
    given_name: str,
    family_name: str = "",
    *,
    law: str,
    kind: str = "report",
    by: str = "wijkteam",
    born_on: dt.date | None = None,
) -> Told:
    """Meet somebody: write them down, open the case, tell what happens with what is told."""
    worker = house[by]
    person = people.add_person(
        actor=worker, given_name=given_name, family_name=family_name, birth_date=born_on
    )
    case = people.open_case(actor=worker, person_id=person.pk, law=law, intake_kind=kind)
    people.set_fixed_contact(
        actor=worker,
        case_id=case.pk,
        staff_id=worker.id,
        stand_in_id=house["wijkteam" if by == "collega" else "collega"].id,
    )
    people.tell_what_happens(actor=worker, case_id=case.pk, person_id=person.pk)
    return Told(house, worker, case.pk, person.pk)


def joins(told: Told, name: str, relation: str, *, born_on: dt.date | None = None) -> int:
    """Somebody of the household takes part; returns the id of the person."""
    person = people.add_person(actor=told.worker, given_name=name, birth_date=born_on)
    people.add_participant(actor=told.worker, case_id=told.case_id, person_id=person.pk, relation=relation)
    return int(person.pk)


def authority(told: Told, child_id: int, *parent_ids: int) -> None:
    """These parents have authority over a child of the case."""
    for parent_id in parent_ids:
        people.give_authority(
            actor=told.worker,
            case_id=told.case_id,
            child_id=child_id,
            parent_id=parent_id,
            basis="Uittreksel uit het gezagsregister (fictief)",
        )


def folder(told: Told, login: str, person_id: int | None = None) -> Actor:
    """Give somebody the key of their own folder."""
    number = person_id or told.person_id
    people.open_folder(actor=told.worker, case_id=told.case_id, person_id=number, name=login)
    actor = load_actor(
        Membership.objects.get(
            municipality=told.house.municipality, kind=Membership.RESIDENT, subject_id=number
        )
    )
    if actor is None:
        raise RuntimeError(f"{login} cannot open a folder")
    return actor


def story(told: Told, text: str, person_id: int | None = None) -> None:
    """The story, read along while it is told."""
    listen.write_story(
        actor=told.worker,
        case_id=told.case_id,
        person_id=person_id or told.person_id,
        text="\n\n".join(" ".join(part.split()) for part in text.split("\n\n")),
        base_version=0,
    )


def board(
    told: Told,
    lines: Sequence[Laid],
    *,
    first: str = "",
    guests: Sequence[int] = (),
    follows: int | None = None,
) -> int:
    """A board laid together at the table; returns its id."""
    laid = listen.start_board(
        actor=told.worker,
        case_id=told.case_id,
        person_id=told.person_id,
        together=True,
        with_ids=guests,
        follows_id=follows,
    )
    ids = {choice.label.casefold(): choice.id for choice in listening.domain_list()}
    for line in lines:
        row = listen.choose_domain(actor=told.worker, board_id=laid.pk, domain_id=ids[line.domain])
        listen.place_counter(
            actor=told.worker, board_domain_id=row.pk, place=line.place, person_id=told.person_id
        )
        for person_id, place in line.others:
            listen.place_counter(actor=told.worker, board_domain_id=row.pk, place=place, person_id=person_id)
        if line.words:
            listen.write_words(actor=told.worker, board_domain_id=row.pk, words=line.words)
        if line.goal:
            listen.set_goal(
                actor=told.worker, board_domain_id=row.pk, words=line.goal, by_when=_day(line.goal_in_days)
            )
        if line.gives_energy:
            listen.mark_energy(actor=told.worker, board_domain_id=row.pk, gives_energy=True)
        if line.domain == first:
            listen.put_first(actor=told.worker, board_id=laid.pk, board_domain_id=row.pk)
    return int(laid.pk)


def _day(in_days: int | None) -> dt.date | None:
    return None if in_days is None else today() + dt.timedelta(days=in_days)


def take_over_goals(told: Told) -> None:
    """The goals of the board into the plan, in the resident's words."""
    for goal in listening.board_goals(told.case_id):
        plan.take_over_goal(actor=told.worker, case_id=told.case_id, board_goal_id=goal.id)


def perspective(told: Told, words: str, *, first_need: str = "") -> None:
    plan.write_perspective(
        actor=told.worker,
        case_id=told.case_id,
        perspective=words,
        first_need=first_need,
        base_version=_plan_version(told),
    )


def breakthrough(told: Told, words: str) -> None:
    plan.write_breakthrough(
        actor=told.worker, case_id=told.case_id, breakthrough=words, base_version=_plan_version(told)
    )


def price_level(told: Told, base_year: int) -> None:
    """Show the amounts in euros of this year, looking one year ahead."""
    plan.set_price_level(
        actor=told.worker,
        case_id=told.case_id,
        base_year=base_year,
        horizon_years=1,
        base_version=_plan_version(told),
    )


def market_text(told: Told, words: str) -> None:
    plan.write_market_text(
        actor=told.worker, case_id=told.case_id, market_text=words, base_version=_plan_version(told)
    )


def _plan_version(told: Told) -> int:
    found = plans.plan_of(told.case_id)
    return 0 if found is None else found.version


def decides(told: Told, granted: str, *, amount: Decimal | None = None, fund: bool = False) -> None:
    """Propose, decide within the writer's own mandate, and send the letter."""
    fund_id = decisions.funds()[0].id if fund else None
    decide.propose(
        actor=told.worker,
        case_id=told.case_id,
        terms=ProposedTerms(outcome="yes", granted=granted, amount=amount, fund_id=fund_id),
    )
    proposal = decisions.proposal_of(told.case_id)
    if proposal is None:
        raise RuntimeError("nothing was proposed")
    decision_id = decide.decide(actor=told.worker, case_id=told.case_id, base_version=proposal.version)
    decide.send_letter(actor=told.worker, case_id=told.case_id, decision_id=decision_id)


def covered(told: Told) -> None:
    """The team lead is named as who covers the exception that was decided last."""
    decide.name_cover(
        actor=told.worker,
        case_id=told.case_id,
        proposal_id=decisions.decisions_of(told.case_id)[0].proposal_id,
        staff_id=told.house["teamleider"].id,
    )


def incident_or_pattern(told: Told, words: str) -> int:
    """Answer the question that follows an exception: perhaps a pattern. Returns the signal."""
    question = learning.questions_of(told.case_id)[-1]
    signal = learn.answer_question(
        actor=told.worker,
        case_id=told.case_id,
        question_id=question.id,
        verdict="maybe_pattern",
        words=words,
    )
    if signal is None:
        raise RuntimeError("no signal was made")
    return int(signal.pk)


def looks_back(told: Told, words: str) -> None:
    """A look back together; the promise to do so, when there is one, is kept with it."""
    promised = following.next_promises([told.case_id]).get(told.case_id)
    follow.check_in(
        actor=told.worker,
        case_id=told.case_id,
        words=words,
        promise_id=promised.id if promised is not None and promised.is_check_in else None,
    )


def weighs(told: Told, *, effect: str, values: Sequence[str], consequences: str) -> None:
    """The first three steps; `values` are pieces of the wording in the municipality's library."""
    ids = [value.id for value in weighings.values() if any(piece in value.words for piece in values)]
    _write(told, Thinking(effect=effect, value_ids=ids, consequences=consequences))


def finds_room(told: Told, *, law: str, article: str, why: str) -> None:
    """Answer yes to the question of one clause, choose it, and say why this case differs."""
    found = weighings.weighing_of(told.case_id)
    if found is None:
        raise RuntimeError("weigh first")
    route = next(route for route in found.routes if route.law.startswith(law) and route.article == article)
    answers = {question.fact: "yes" for question in route.asks}
    _write(told, Thinking(answers=answers))
    _write(told, Thinking(row_id=route.row_id, why_differs=why))


def _write(told: Told, thinking: Thinking) -> None:
    base = weighings.weighing_or_blank(told.case_id).version
    weigh.write_down(actor=told.worker, case_id=told.case_id, thinking=thinking, base_version=base)


def roles(told: Told, **by_when: Sequence[str]) -> None:
    """Roles by when they were, are or are wished for, and `interests`: typed along at the table."""
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id, "person_id": told.person_id}
    for words in by_when.pop("interests", ()):
        listen.add_interest(**who, words=words)
    for when, all_words in by_when.items():
        for words in all_words:
            listen.add_role(**who, words=words, when=when)


def around(told: Told, *people_around: NetworkSaid) -> None:
    """The people around somebody: without consent only words, no names."""
    for said in people_around:
        listen.add_network_person(
            actor=told.worker, case_id=told.case_id, person_id=told.person_id, said=said
        )


def manages(told: Told, *said: SkillSaid) -> None:
    """What somebody said of skills at the table, and that who stands beside may see it."""
    listen.answer_skills(
        actor=told.worker, case_id=told.case_id, person_id=told.person_id, said=said, share=True
    )
