"""A case that is ready to be decided, and people who read along, decide and pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from tests.standing import Standing

from naast.decide import actions, queries
from naast.decide.types import ProposedTerms
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.plan import actions as plan
from naast.plan.queries import plan_of
from naast.weigh import actions as weigh
from naast.weigh.models import LegalRow, LegalValue
from naast.weigh.queries import weighing_or_blank
from naast.weigh.tests.answering import answer_question

DIFFERS = "De regel dacht niet aan een moeder met een baby zonder vaste plek."
BREAKTHROUGH = "Wij huren zes maanden een woning, tot het huis met urgentie vrij is."
REFUSED = "We betalen geen tweede verhuizing, want die is niet nodig om samen te wonen."


@dataclass
class Deciding:
    standing: Standing
    worker: Actor
    reader: Actor
    lawyer: Actor
    holder: Actor
    college: Actor
    owner: Actor
    case_id: int

    def inside(self) -> Any:
        return self.standing.inside()

    @property
    def given(self) -> dict[str, Any]:
        return {"actor": self.worker, "case_id": self.case_id}

    def mandate(self, staff: Actor, reach: str, up_to: int, **more: Any) -> int:
        house = actors.system(self.standing.municipality.pk)
        return actions.grant_mandate(
            actor=house,
            staff_id=staff.id,
            reach=reach,
            up_to=Decimal(up_to),
            basis="Mandaatbesluit (fictief)",
            **more,
        )

    def fund(self, opening: int) -> int:
        house = actors.system(self.standing.municipality.pk)
        return actions.open_fund(
            actor=house,
            name="Maatwerkbudget",
            owner_id=self.owner.id,
            opening=Decimal(opening),
            is_fictive=True,
        )

    def plan(self, law: str = "Wmo 2015", article: str = "2.3.5 lid 3") -> None:
        plan.write_perspective(**self.given, perspective="Over een jaar wonen wij in ons eigen huis.")
        plan.name_obstacle(
            **self.given, words="Het huis komt te laat.", kind="statute", law=law, article=article
        )
        plan.write_breakthrough(**self.given, breakthrough=BREAKTHROUGH)
        plan.agree(**self.given)

    @property
    def version(self) -> int:
        return weighing_or_blank(self.case_id).version

    def weigh(self) -> None:
        """The first three steps and why the case differs; the route only where the list has one."""
        value = LegalValue.objects.get(key="veilige-plek")
        weigh.write_down(
            **self.given,
            thinking=weigh.Thinking(effect="Rosa en haar kind wonen veilig samen."),
            base_version=self.version,
        )
        weigh.write_down(
            **self.given, thinking=weigh.Thinking(value_ids=[value.pk]), base_version=self.version
        )
        weigh.write_down(
            **self.given,
            thinking=weigh.Thinking(consequences="Met een huis blijft het gezin bij elkaar."),
            base_version=self.version,
        )
        plan = plan_of(self.case_id)
        if plan and plan.obstacle and plan.obstacle.law == "Wmo 2015":
            answer_question(**self.given, fact="row_38", answer="yes")
            row = LegalRow.objects.filter(key="38").order_by("-edition").first()
            weigh.write_down(**self.given, thinking=weigh.Thinking(row_id=row.pk), base_version=self.version)
        weigh.write_down(
            **self.given, thinking=weigh.Thinking(why_differs=DIFFERS), base_version=self.version
        )

    def ready(self, law: str = "Wmo 2015", article: str = "2.3.5 lid 3") -> None:
        """An agreed plan and a complete weighing."""
        self.plan(law, article)
        self.weigh()

    def propose(self, outcome: str = "yes", *, actor: Actor | None = None, **more: Any) -> int:
        kinds = ("reader_id", "mandate_id", "base_version", "rests")
        own = {key: more.pop(key) for key in kinds if key in more}
        terms = {"granted": BREAKTHROUGH, "reason": DIFFERS} | more
        if outcome != "yes":
            terms.setdefault("refused_because", REFUSED)
        return actions.propose(
            actor=actor or self.worker,
            case_id=self.case_id,
            terms=ProposedTerms(outcome=outcome, **terms),
            **own,
        )

    def hear(self) -> int:
        return actions.hear(
            **self.given, held_on=_today(), way="home", words="Ik wil gewoon bij mijn kind zijn."
        )

    def read(self, who: Actor, verdict: str = "agree", words: str = "") -> int:
        found = [queries.proposal_of(self.case_id), *queries.unread_urgent_of(self.case_id)]
        proposal = next(item for item in found if item is not None)
        return actions.read_along(
            actor=who,
            case_id=self.case_id,
            proposal_id=proposal.id,
            verdict=verdict,
            words=words,
            base_version=proposal.version,
        )

    def decide(self, who: Actor, despite: str = "") -> int:
        proposal = queries.proposal_of(self.case_id)
        return actions.decide(
            actor=who,
            case_id=self.case_id,
            base_version=proposal.version if proposal else 0,
            despite=despite,
        )

    def title(self) -> str:
        """A legal title of the Wmo, as the short way offers it."""
        return str(LegalRow.objects.filter(key="38").order_by("-edition").first().pk)


def _today() -> Any:
    from naast.kernel import clock

    return clock.today()


@pytest.fixture
def deciding(standing: Standing) -> Deciding:
    """Mandates: the worker 1,000 for exceptions, the holder 50,000, the college without practical limit."""
    reader = standing.add_staff("Lena Lezer", actors.SECOND_READER)
    lawyer = standing.add_staff("Jurre Jurist", actors.LAWYER)
    holder = standing.add_staff("Mira Mandaat", actors.MANDATE_HOLDER)
    college = standing.add_staff("Corrie College", actors.MANDATE_HOLDER)
    owner = standing.add_staff("Fenna Fonds", actors.FUND_OWNER)
    case = Deciding(standing, standing.worker, reader, lawyer, holder, college, owner, standing.case_id)
    with standing.inside():
        house = actors.system(standing.municipality.pk)
        weigh.load_catalogue(actor=house)
        weigh.load_values(actor=house)
        case.mandate(case.worker, "exception", 1_000)
        case.mandate(holder, "exception", 50_000)
        case.mandate(college, "college", 1_000_000)
    return case
