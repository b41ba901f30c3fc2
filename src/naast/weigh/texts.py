"""The law texts of the municipality in scope: which one counts on a day, and what stands in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import F, Q, QuerySet

from naast.engines.legality.articles import numbers_within, read_article, read_law
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.weigh.models import LawArticle, LawText, LegalRow
from naast.weigh.searching import DUTCH, asked_for
from naast.weigh.types import (
    IN_FORCE,
    LAPSED,
    NATIONAL_SITE,
    ArticleFacts,
    ArticlePart,
    Beside,
    FoundArticle,
    LawTextFacts,
)

MOST_FOUND = 20
# Two signs that no law uses, between which PostgreSQL sets a hit; the page makes marks of them.
_HIT, _END = "\ue000", "\ue001"


def law_of(row: LegalRow) -> str:
    """The number in a register of the law that a row quotes; empty for an ordinance without one.

    An ordinance that rests on a national law carries the number of that law, whose articles are not its own.
    """
    return "" if read_law(row.law).local and row.bwb_id.startswith("BWB") else str(row.bwb_id)


def numbers_of(row: LegalRow) -> tuple[str, ...]:
    """The articles that a row quotes, as the register numbers them."""
    return numbers_within(read_law(row.bwb_id or row.law), read_article(row.article))


def _counting(day: dt.date, law_ids: Collection[str] | None = None) -> QuerySet[LawText]:
    """Of each law the text of that day in which the register's view is the newest."""
    rows = LawText.objects.filter(Q(until__isnull=True) | Q(until__gte=day), from_on__lte=day)
    if law_ids is not None:
        rows = rows.filter(law_id__in=law_ids)
    found: QuerySet[LawText] = rows.order_by("law_id", "-view_from", "-id").distinct("law_id").defer("raw")
    return found


def _articles_of(wanted: Mapping[str, Collection[str]], day: dt.date) -> tuple[set[str], list[LawArticle]]:
    """The laws of which a text counts, and the articles in it with these numbers. Two queries."""
    texts = {text.pk: text for text in _counting(day, [law for law in wanted if law])}
    if not texts:
        return set(), []
    asked = Q()
    for text in texts.values():
        asked |= Q(text_id=text.pk, number__in=list(wanted[text.law_id]))
    found = list(LawArticle.objects.filter(asked).defer("stems", "body").order_by("place"))
    for article in found:
        article.text = texts[article.text_id]
    return {text.law_id for text in texts.values()}, found


def _one_per_number(articles: Iterable[LawArticle]) -> dict[tuple[str, str], LawArticle]:
    """By law and number; of two with one number the one that holds."""
    found: dict[tuple[str, str], LawArticle] = {}
    for article in articles:
        at = (article.text.law_id, article.number)
        if at not in found or (found[at].status != IN_FORCE and article.status == IN_FORCE):
            found[at] = article
    return found


def beside(row: LegalRow, day: dt.date) -> Beside:
    """The text of the articles that a row quotes, as it is on a day. Two queries."""
    law, numbers = law_of(row), numbers_of(row)
    known, articles = _articles_of({law: numbers}, day)
    here = _one_per_number(articles)
    return Beside(
        knows_law=law in known,
        articles=tuple(_article(here[law, number]) for number in numbers if (law, number) in here),
        not_found=tuple(number for number in numbers if law in known and (law, number) not in here),
    )


def signed_articles(row: LegalRow, day: dt.date) -> dict[str, str]:
    """What a lawyer signs with a row: the digest of each article that it quotes, by number."""
    return {article.number: article.digest for article in beside(row, day).articles}


def changed_keys(rows: Iterable[LegalRow], day: dt.date) -> frozenset[str]:
    """Keys of the signed rows whose article says something else now than on the day of the signature.

    Without a text of that law nothing is said. Where no text was there at the signature, the day since
    which the article holds decides. Two queries; none when no row is signed.
    """
    signed = [row for row in rows if row.checked_on is not None and law_of(row)]
    if not signed:
        return frozenset()
    wanted: dict[str, set[str]] = {}
    for row in signed:
        wanted.setdefault(law_of(row), set()).update(numbers_of(row))
    known, articles = _articles_of(wanted, day)
    here = _one_per_number(articles)
    return frozenset(
        str(row.key)
        for row in signed
        if law_of(row) in known
        and any(_differs(row, number, here.get((law_of(row), number))) for number in numbers_of(row))
    )


def _differs(row: LegalRow, number: str, article: LawArticle | None) -> bool:
    if article is None or article.status == LAPSED:
        return True
    signed = row.signed_articles.get(number)
    if signed is not None:
        return bool(signed != article.digest)
    return article.from_on is not None and row.checked_on is not None and article.from_on > row.checked_on


def kept_texts() -> list[LawTextFacts]:
    """All law texts that are kept, by title, the newest first; and which of them count today. Two queries."""
    counting = set(_counting(clock.today()).values_list("id", flat=True))
    rows = LawText.objects.defer("raw").order_by("title", "law_id", "-from_on", "-id")
    return [replace(_text(row), counts=row.pk in counting) for row in rows]


def article(article_id: int) -> ArticleFacts:
    """One article with its text. Raises NotVisible when this municipality keeps no such article."""
    row = LawArticle.objects.filter(pk=article_id).defer("stems", "body").first()
    if row is None:
        raise NotVisible
    row.text = LawText.objects.defer("raw").get(pk=row.text_id)
    counting = _counting(clock.today(), [row.text.law_id]).values_list("id", flat=True)
    facts = _article(row)
    return replace(facts, text=replace(facts.text, counts=row.text_id in set(counting)))


def versions_of(facts: ArticleFacts) -> list[ArticleFacts]:
    """The other versions of an article in the texts that are kept, the newest first; each wording once."""
    rows = (
        LawArticle.objects.filter(text__law_id=facts.text.law_id, key=facts.key)
        .select_related("text")
        .defer("stems", "body", "parts", "text__raw")
        .order_by("-text__from_on", "-text_id")
    )
    seen, found = {facts.digest}, []
    for row in rows:
        if row.digest not in seen:
            seen.add(row.digest)
            found.append(_article(row, with_parts=False))
    return found


def file_of(text_id: int) -> tuple[str, bytes]:
    """The name and the bytes of a law text as it came. Raises NotVisible."""
    row = LawText.objects.filter(pk=text_id).values_list("file_name", "raw").first()
    if row is None:
        raise NotVisible
    return str(row[0]), bytes(row[1])


def search_articles(words: str, *, law_id: str = "", limit: int = MOST_FOUND) -> list[FoundArticle]:
    """Articles that hold today in which all words occur in some form, the best first. Three queries."""
    texts = {text.pk: text for text in _counting(clock.today(), [law_id] if law_id else None)}
    query = asked_for(words)
    if not texts or query is None:
        return []
    best = (
        LawArticle.objects.filter(text_id__in=texts, stems=query)
        .exclude(status=LAPSED)
        .annotate(rank=SearchRank(F("stems"), query, normalization=1))
        .order_by("-rank", "text_id", "place")
        .values_list("id", flat=True)[:limit]
    )
    order = {pk: place for place, pk in enumerate(best)}
    headline = SearchHeadline(
        "body",
        query,
        config=DUTCH,
        start_sel=_HIT,
        stop_sel=_END,
        max_words=30,
        min_words=12,
        max_fragments=1,
    )
    rows = LawArticle.objects.filter(pk__in=order).defer("stems", "parts", "body").annotate(said=headline)
    found = []
    for row in sorted(rows, key=lambda row: order[row.pk]):
        row.text = texts[row.text_id]
        found.append(FoundArticle(_article(row, with_parts=False), _pieces(row.said)))
    return found


def _pieces(said: str) -> tuple[tuple[bool, str], ...]:
    pieces: list[tuple[bool, str]] = []
    for part in said.split(_HIT):
        hit, end, rest = part.partition(_END)
        pieces += [(True, hit), (False, rest)] if end else [(False, part)]
    return tuple(piece for piece in pieces if piece[1])


def digest_of(heading: str, parts: Iterable[ArticlePart]) -> str:
    """A fingerprint of what an article says: two versions with the same one say the same."""
    lines = [heading, *(f"{part.depth} {part.number} {part.words}" for part in parts)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _text(row: LawText) -> LawTextFacts:
    return LawTextFacts(
        id=row.pk,
        register=row.register,
        law_id=row.law_id,
        label=row.label,
        title=row.title,
        from_on=row.from_on,
        until=row.until,
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        kept_at=row.kept_at,
    )


def _article(row: LawArticle, *, with_parts: bool = True) -> ArticleFacts:
    text = _text(row.text)
    link = f"https://{NATIONAL_SITE}/{row.reference}" if row.reference else text.link
    return ArticleFacts(
        id=row.pk,
        key=row.key,
        number=row.number,
        label=row.label,
        heading=row.heading,
        status=row.status,
        from_on=row.from_on,
        link=link,
        digest=row.digest,
        text=text,
        parts=tuple(ArticlePart(*part) for part in row.parts) if with_parts else (),
    )
