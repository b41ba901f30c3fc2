"""Generated conditions, catalogues and obstacles, with the JSON that writes them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from naast.engines.legality.tests.plainly import ANSWERS, BWB, KINDS, LISTS, Answered, Place, Row

DAY = date(2026, 11, 1)
NAMES = {
    "pw": ("Participatiewet", "Pw", "BWBR0015703", " participatieWET "),
    "wmo": ("Wmo 2015", "Wmo", "Wet maatschappelijke ondersteuning 2015"),
    "awb": ("Algemene wet bestuursrecht", "Awb"),
    "bw1": ("Burgerlijk Wetboek 1", "BW 1"),
    "own": ("Verordening Oosterveen", "verordening  oosterveen"),
}
ARTICLES = {
    "pw": ("22a", "22", "2"),
    "wmo": ("2.3", "2.3.3"),
    "awb": ("4:84", "4:8"),
    "bw1": ("1:265b", "265b"),
    "own": ("3", "12"),
}
KINDS_OF_ROW = ("may", "none", "hardship", "urgent")
KINDS_OF_OBSTACLE = ("statute", "ordinance", "policy_rule", "waiting_list")


def comparison(fact, ops, values):
    return st.builds(lambda op, value: {"fact": fact, "op": op, "value": value}, ops, values)


LEAVES = st.one_of(
    comparison("a", st.sampled_from(["=", "!="]), st.booleans()),
    comparison("b", st.just("="), st.booleans()),
    comparison("n", st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.sampled_from([1, 2])),
    comparison("n", st.just("in"), st.lists(st.sampled_from([1, 2]), min_size=1, max_size=2)),
    comparison("t", st.sampled_from(["=", "!=", "contains"]), st.sampled_from(["p", "q"])),
    comparison("l", st.just("contains"), st.sampled_from(["p", "q"])),
    comparison("d", st.sampled_from(["<", "<=", "=", ">"]), st.just("2026-01-01")),
)
TREES = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(part, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(part, max_size=3)),
        st.builds(lambda inner: {"not": inner}, part),
    ),
    max_leaves=5,
)
FACTS = st.fixed_dictionaries(
    {}, optional={name: st.none() | st.sampled_from(answers) for name, answers in ANSWERS.items()}
)
MIXED_UP = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([1, "p", True, "2026-01-01", ["p"], [1]]) for name in ANSWERS}
)


@st.composite
def places(draw, law=None, with_article=True):
    law = law or draw(st.sampled_from(sorted(NAMES)))
    local = law in ("pw", "wmo") and draw(st.booleans())
    numbers = draw(
        st.lists(st.sampled_from(ARTICLES[law]), min_size=int(with_article), max_size=2, unique=True)
    )
    if not numbers:
        return Place(law, local)
    if len(numbers) > 1:
        return Place(law, local, tuple((number, "") for number in numbers))
    return Place(law, local, ((numbers[0], draw(st.sampled_from(["", "1", "4"]))),))


@st.composite
def answered(draw):
    place = draw(st.none() | places(with_article=False))
    kind = draw(
        st.sampled_from(KINDS_OF_OBSTACLE)
        if place is None
        else st.none() | st.sampled_from(KINDS_OF_OBSTACLE)
    )
    return Answered(place, kind)


@st.composite
def rows(draw, row_id):
    first = draw(st.none() | st.integers(-3, 3))
    last = draw(st.none() | st.integers(-3, 3))
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Row(
        id=row_id,
        place=draw(places()),
        kind=draw(st.sampled_from(KINDS_OF_ROW)),
        through=draw(st.none() | st.sampled_from(["statute", "policy"])),
        valid_from=None if first is None else DAY + timedelta(first),
        valid_to=None if last is None else DAY + timedelta(last),
        conditions=draw(st.none() | TREES),
        answers=tuple(draw(st.lists(answered(), max_size=2))),
    )


@st.composite
def catalogues(draw):
    return [draw(rows(number)) for number in range(draw(st.integers(0, 5)))]


def written_law(place, draw):
    name = draw(st.sampled_from(NAMES[place.law]))
    return f"{name} (local ordinance)" if place.local else name


def written_article(place, draw):
    """One of the ways in which people refer to it."""
    if len(place.articles) > 1:
        return draw(st.sampled_from([", ", " en ", "; "])).join(
            number for number, _paragraph in place.articles
        )
    ((number, paragraph),) = place.articles
    before = draw(st.sampled_from(["", "artikel ", "Art. "]))
    if not paragraph:
        return before + number + draw(st.sampled_from(["", " onder c"]))
    return before + f"{number} lid {paragraph}" + draw(st.sampled_from(["", ", 3", "-7", " onder a"]))


def written_row(row, draw):
    found = {
        "id": row.id, "law": written_law(row.place, draw), "bwb_id": BWB.get(row.place.law),
        "article": written_article(row.place, draw), "kind": row.kind, "allows": "Iets",
        "through": row.through,
        "valid_from": row.valid_from and row.valid_from.isoformat(),
        "valid_to": row.valid_to and row.valid_to.isoformat(), "conditions": row.conditions,
        "answers": [written_answer(one, draw) for one in row.answers],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def written_answer(one, draw):
    found = {"kind": one.kind} if one.kind else {}
    if one.place:
        found["law"] = written_law(one.place, draw)
        if one.place.articles:
            found["article"] = written_article(one.place, draw)
    return found


def written_catalogue(all_rows, draw):
    """With the facts of generated conditions declared, so that a wrong answer is refused anywhere."""
    facts = {
        name: {"type": kind, "list": name in LISTS, "en": f"{name}?", "nl": f"{name}?"}
        for name, kind in KINDS.items()
    }
    return {"rows": [written_row(row, draw) for row in all_rows], "facts": facts}
