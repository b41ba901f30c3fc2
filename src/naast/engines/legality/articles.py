"""Laws and article numbers as people write them: ``22a lid 4``, ``43 lid 1, 3``, ``48, 51``, ``1:265b``."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# Written behind the name of a national law: the municipality's ordinance that rests on it.
LOCAL_SUFFIX = "(local ordinance)"

NUMBER = re.compile(r"\d+[a-z]*(?:[.:]\d+[a-z]*)*")
WRITTEN = re.compile(r"(?:de |het )?(?P<name>[^()]+?)(?: ?\((?P<short>[^()]+)\))?")
LEADING_WORD = re.compile(r"^(?:artikel|artikelen|article|articles|art\.?)\s+")


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """A national law: its name, its number in the Basiswettenbestand, other names in use.

    `book` is what people put before the article but the Basiswettenbestand does not (Burgerlijk Wetboek
    1:265b is there article 265b of Boek 1). `since` is the first day on which the law holds as a whole under
    this name; None where it was not looked up.
    """

    name: str
    bwb_id: str
    also: tuple[str, ...] = ()
    book: str = ""
    since: date | None = None


KNOWN_LAWS = (
    # Stb. 2014, 270 and 271: until then the Wet werk en bijstand.
    KnownLaw("Participatiewet", "BWBR0015703", ("Pw", "P-wet"), since=date(2015, 1, 1)),
    KnownLaw("IOAW", "BWBR0004044"),
    # Stb. 2014, 281.
    KnownLaw(
        "Wmo 2015",
        "BWBR0035362",
        ("Wmo", "Wet maatschappelijke ondersteuning 2015"),
        since=date(2015, 1, 1),
    ),
    # Stb. 2014, 443.
    KnownLaw("Jeugdwet", "BWBR0034925", ("Jw",), since=date(2015, 1, 1)),
    KnownLaw("Burgerlijk Wetboek 1", "BWBR0002656", ("BW 1", "BW1", "Burgerlijk Wetboek Boek 1"), book="1:"),
    # Statistics Netherlands, "Wet gemeentelijke schuldhulpverlening (Wgs) in 2012".
    KnownLaw("Wet gemeentelijke schuldhulpverlening", "BWBR0031331", ("Wgs",), since=date(2012, 7, 1)),
    KnownLaw("Wetboek van Burgerlijke Rechtsvordering", "BWBR0001827", ("Rv",)),
    KnownLaw("Huisvestingswet 2014", "BWBR0035303", ("Huisvestingswet",)),
    KnownLaw("Algemene wet bestuursrecht", "BWBR0005537", ("Awb",)),
    KnownLaw(
        "Invorderingswet 1990 (via Gemeentewet)", "BWBR0004770", ("Invorderingswet 1990", "Invorderingswet")
    ),
    KnownLaw("Algemene Ouderdomswet", "BWBR0002221", ("AOW",)),
    # Stb. 2014, 521.
    KnownLaw("Wet langdurige zorg", "BWBR0035917", ("Wlz",), since=date(2015, 1, 1)),
    KnownLaw("Zorgverzekeringswet", "BWBR0018450", ("Zvw",)),
    KnownLaw("Algemene wet inkomensafhankelijke regelingen", "BWBR0018472", ("Awir",)),
    KnownLaw("Leerplichtwet", "BWBR0002628", ("Leerplichtwet 1969",)),
    KnownLaw("Wet basisregistratie personen", "BWBR0033715", ("Wet BRP", "BRP")),
)


class Law(NamedTuple):
    """A law as it is compared: one `key` for all its names; `local` is an ordinance that rests on it."""

    key: str
    local: bool = False


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


_BY_NAME = {_plain(name): law for law in KNOWN_LAWS for name in (law.name, law.bwb_id, *law.also)}
_BY_ID = {law.bwb_id: law for law in KNOWN_LAWS}


@lru_cache(maxsize=4096)
def read_law(name: str) -> Law:
    """The law that a name means; a name that is not known here is a law of its own."""
    plain = _plain(name)
    local = plain.endswith(LOCAL_SUFFIX)
    plain = plain.removesuffix(LOCAL_SUFFIX).strip()
    known = _BY_NAME.get(plain) or _as_written(plain)
    return Law(known.bwb_id if known else plain, local)


def _as_written(plain: str) -> KnownLaw | None:
    """The law behind "de Participatiewet" or "Participatiewet (Pw)", where both names are of that law."""
    said = WRITTEN.fullmatch(plain)
    known = _BY_NAME.get(said["name"]) if said else None
    return known if said and (not said["short"] or _BY_NAME.get(said["short"]) is known) else None


def names_of(name: str) -> tuple[str, ...]:
    """All names in use of the law that a name means; of a law that is not known here the name alone."""
    known = _BY_ID.get(read_law(name).key)
    return (known.name, *known.also) if known else (name,)


def began_on(law: Law) -> date | None:
    """The first day of a national law, also for what rests on it; None when it is not known here."""
    known = _BY_ID.get(law.key)
    return known.since if known else None


class Article(NamedTuple):
    """The article numbers in a reference, and the first paragraph (lid) of the first where one is named."""

    numbers: tuple[str, ...]
    paragraph: str | None = None


@lru_cache(maxsize=4096)
def read_article(text: str) -> Article:
    """The numbers in a reference to one or more articles; none when it holds no article number.

    Behind ``lid`` a bare number after a comma is another paragraph (``43 lid 1, 3`` is article 43); elsewhere
    it is another article (``48, 51``). What follows the number (``onder a``) says where in the article.
    """
    numbers: list[str] = []
    paragraph = None
    in_paragraphs = False
    for part in re.split(r"[,;]|\ben\b", LEADING_WORD.sub("", _plain(text))):
        before, _, after = part.partition(" lid ")
        found = NUMBER.match(before.strip())
        if found and not (in_paragraphs and not after):
            numbers.append(found.group())
        if after:
            in_paragraphs = True
            first = NUMBER.match(after.strip())
            if first and len(numbers) == 1 and paragraph is None:
                paragraph = first.group()
    return Article(tuple(numbers), paragraph)


def same_article(law: Law, one: Article, other: Article) -> bool:
    """Whether two references share an article: ``22a`` and ``22a lid 4`` do, ``22`` and ``22a`` do not."""
    return not set(numbers_within(law, one)).isdisjoint(numbers_within(law, other))


def numbers_within(law: Law, article: Article) -> tuple[str, ...]:
    """The numbers of a reference as the Basiswettenbestand has them: without the book before them."""
    known = _BY_ID.get(law.key)
    book = known.book if known else ""
    return tuple(number.removeprefix(book) for number in article.numbers)


def deep_link(bwb_id: str | None, article: Article, on_date: date) -> str | None:
    """The address of the article in the consolidated text of that day; none for a rule that is not in it.

    Juriconnect (JCI 1.3): a reference to several articles or paragraphs leads to the first of them.
    """
    if not bwb_id or not article.numbers:
        return None
    known = _BY_ID.get(bwb_id)
    number = article.numbers[0].removeprefix(known.book if known else "")
    paragraph = f"&lid={article.paragraph}" if article.paragraph else ""
    return f"https://wetten.overheid.nl/jci1.3:c:{bwb_id}&artikel={number}{paragraph}&g={on_date.isoformat()}"
