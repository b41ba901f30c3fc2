"""Nina (18). Source: Momentum voor de menselijke maat, chapter 12 (002:792-808). The source names no
amounts."""

from __future__ import annotations

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid
from naast.kernel.clock import shifted
from naast.learn import actions as learn
from naast.listen import actions as listen
from naast.plan import actions as plan

STORY = """Mijn moeder heeft me op straat gezet. Ik ben achttien. Ik slaap bij vrienden, maar ook daar gaat het niet goed. In mijn
hoofd is het druk en donker. Eerst wil ik rust, dan wil ik leren.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 12.)"""


def load(house: House) -> None:
    """Benefit and a home before the night shelter; who pays is not who gains."""
    with shifted(-40):
        told = telling.begin(house, "Nina", law="participatiewet", kind="application")
        telling.folder(told, "map-nina")
        telling.story(told, STORY)
        listen.say_request(
            actor=told.worker,
            case_id=told.case_id,
            request="Een uitkering en een eigen plek.",
            wish="Eerst rust, dan naar school.",
        )
        telling.board(
            told,
            [
                Laid("wonen", 0, "Ik kan nergens blijven.", "Een eigen kamer", 60),
                Laid("geestelijke gezondheid", 1, "Het is druk in mijn hoofd."),
                Laid("leren", 4, "Daar heb ik zin in."),
            ],
            first="wonen",
        )
        telling.perspective(told, "Ik woon op mezelf en ga naar school.")
        telling.take_over_goals(told)
        plan.name_obstacle(
            actor=told.worker,
            case_id=told.case_id,
            words="Wie jong en dakloos is moet eerst naar de nachtopvang, dan naar de opvang, en krijgt dan pas een uitkering.",
            kind="policy_rule",
            law="Algemene wet bestuursrecht",
            article="4:84",
        )
        telling.breakthrough(
            told, "We slaan de opvang over: meteen een uitkering en een eigen plek, met hulp erbij."
        )
        for what in ("Uitkering voor jongeren", "Eigen woonruimte", "Hulp voor wat er in haar hoofd speelt"):
            plan.add_line(actor=told.worker, case_id=told.case_id, scenario="plan", what=what)
        plan.add_line(
            actor=told.worker,
            case_id=told.case_id,
            scenario="nothing",
            what="Problemen die zwaarder worden (bedrag niet bekend in de bron)",
        )
        # The route of the source leads through the shelter; for how long it does not say.
        shelter = plan.take_in_consequence(actor=told.worker, case_id=told.case_id, item="Shelter place")
        plan.change_line(
            actor=told.worker,
            case_id=told.case_id,
            line_id=shelter.pk,
            base_version=shelter.version,
            changes={"reason": "Een jaar opvang is een aanname (fictief)."},
        )
        plan.agree(actor=told.worker, case_id=told.case_id)
        telling.weighs(
            told,
            effect="Nina heeft rust en een eigen plek, zodat hulp en school kunnen beginnen.",
            values=("zonder angst voor morgen", "mee te doen"),
            consequences=(
                "Met dit besluit hoeft zij niet eerst op straat te staan. Zonder dit besluit worden haar problemen erger en "
                "duurt de hulp langer. De gemeente betaalt nu het wonen; zorg en politie merken later het verschil."
            ),
        )
        telling.finds_room(
            told,
            law="Algemene wet bestuursrecht",
            article="4:84",
            why=(
                "De vaste route wil jongeren naar werk of school duwen. Nina kan dat nu niet: zij heeft eerst rust nodig. Wie "
                "met haar werkt ziet dat zij zelfstandig kan wonen."
            ),
        )
        telling.decides(told, "Een uitkering en woonruimte, zonder eerst naar de opvang te gaan")
        telling.covered(told)
        signal_id = telling.incident_or_pattern(
            told, "De vaste route voor dakloze jongeren maakt dat zij eerst op straat moeten staan."
        )
    with shifted(-12):
        learn.answer_signal(
            actor=house["beleid"],
            signal_id=signal_id,
            answer="We leggen de route naast andere zaken en bespreken haar met het team. Je hoort wat er verandert.",
        )
