"""A youngster without work, with debts and drugs, around whom three disciplines clash.

Source: Momentum voor de menselijke maat, chapter 11 (002:746). The source names no rule, no outcome and nobody's
words: what the three say follows it, and the conclusion is made up ("fictief").
"""

from __future__ import annotations

from naast.demo import telling
from naast.demo.stage import House
from naast.kernel import actors
from naast.kernel.clock import shifted
from naast.people import actions as people
from naast.weigh import actions as weigh
from naast.weigh import queries as weighings
from naast.weigh.blocks import fingerprint


def load(house: House) -> None:
    """Debt help, youth work and work each say how it is and what they do; one conclusion; a reader asks."""
    with shifted(-18):
        told = telling.begin(house, "De jongere", "(fictief)", law="participatiewet")
        for login, role, purpose in (
            ("consulent", actors.PROFESSIONAL, "Zoekt mee naar werk of school"),
            ("meelezer", actors.SECOND_READER, "Leest de afweging mee"),
        ):
            people.let_in(
                actor=told.worker, case_id=told.case_id, staff_id=house[login].id, role=role, purpose=purpose
            )
        telling.perspective(told, "Ik heb rust, en een begin van werk of school.")
        telling.weighs(
            told,
            effect="Hij heeft rust en een begin van werk of school, zonder dat er schulden bij komen (fictief).",
            values=("mee te doen",),
            consequences="Alles tegelijk maakt dat niets lukt. In de goede volgorde helpt het ene het andere (fictief).",
        )
        for login, discipline, found, does, said_by in _VIEWS:
            weigh.write_view(
                actor=house[login],
                case_id=told.case_id,
                discipline=discipline,
                found=found,
                does=does,
                said_by=said_by,
            )
        weigh.name_clash(
            actor=told.worker,
            case_id=told.case_id,
            one=1,
            other=2,
            words="Een regeling nu houdt geen stand als er door de verslaving nieuwe schulden komen.",
        )
        facts = weighings.weighing_or_blank(told.case_id)
        weigh.conclude(
            actor=told.worker,
            case_id=told.case_id,
            found="Hij wil van de drugs af en kan dat niet alleen (fictief).",
            does="Eerst hulp bij de verslaving. Intussen staan de schulden stil en kijkt hij op school rond (fictief).",
            because="Wie eerst de schulden regelt, begint straks opnieuw (fictief).",
            rests_on=[view.id for view in facts.disciplines.views],
        )
    with shifted(-4):
        weigh.make_remark(
            actor=house["meelezer"],
            case_id=told.case_id,
            block="consequences",
            words="Wat vindt hij zelf van deze volgorde? (fictief)",
            seen=fingerprint(facts.texts["consequences"]),
        )


_VIEWS = (
    (
        "wijkteam",
        "Schuldhulp",
        "De schulden lopen elke dag op.",
        "Zo snel mogelijk met de schuldeisers om de tafel, voor een regeling.",
        "de schuldhulpverlener (fictief)",
    ),
    (
        "wijkteam",
        "Jongerenwerk",
        "Zolang de verslaving er is, komen er nieuwe schulden bij.",
        "Eerst de verslaving aanpakken, dan pas de schulden.",
        "",
    ),
    (
        "consulent",
        "Werk en inkomen",
        "Zonder opleiding heeft hij weinig kans op werk.",
        "Inzetten op scholing.",
        "",
    ),
)
