"""The law in a paper of a weighing: what was in the way, what was answered, and on what a route rests."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.engines.legality.room import Result
from naast.kernel.citing import article_words
from naast.weigh.finding import sentence_of
from naast.weigh.library import decider_words, law_words, standard
from naast.weigh.paper_parts import Entry, Frozen, Section, day, entry, in_words
from naast.weigh.types import ArticlePart, QuestionFacts

APPLIES = ("true", "unknown", "false")


def sections_of(frozen: Frozen) -> list[Section]:
    """Rule and obstacle always; the rest only when the law was open (product law 3)."""
    found = [Section("obstacle", _("The rule, and what is in the way"), (_obstacle(frozen),))]
    if not frozen.get("is_open", bool(frozen.get("result") or frozen.get("chosen"))):
        return [*found, Section("law", _("The law"), (_still_closed(),))]
    said = frozen["weighing"]
    return [
        *found,
        Section("answers", _("Answers to the questions of the law"), (_answers(frozen),)),
        Section("routes", _("Room in the law"), tuple(_routes(frozen))),
        Section("chosen", _("The route that was chosen"), tuple(_chosen(frozen))),
        Section("differs", _("Why this case differs"), (entry("", said.get("why_differs")),)),
        Section(
            "measure",
            _("Suitable, necessary and in balance"),
            (
                entry(_("Suitable: does it help to reach the effect?"), said.get("suitable")),
                entry(_("Necessary: could something lighter do?"), said.get("necessary")),
                entry(
                    _("Other ways that were looked at"),
                    items=tuple(way["name"] for way in frozen.get("ways", ())),
                ),
                entry(_("In balance"), said.get("balanced")),
            ),
        ),
    ]


def _still_closed() -> Entry:
    return entry("", _("The law comes last: first the effect, the values and the consequences."))


def _obstacle(frozen: Frozen) -> Entry:
    found = frozen.get("obstacle")
    if not found:
        return Entry()
    rule = _title(found) if found["law"] and found["article"] else found["law"]
    return entry("", found["words"], rule)


def _title(row: Frozen) -> str:
    """Law and article, as a legal title is written."""
    return _("%(law)s, article %(article)s") % {
        "law": law_words(row["law"]),
        "article": article_words(row["article"]),
    }


def _answers(frozen: Frozen) -> Entry:
    return entry("", items=tuple(_answer(found) for found in frozen.get("answers", ())))


def _answer(found: Frozen) -> str:
    asked = standard()["facts"].get(found["fact"], {})
    words = in_words(found, "words") or in_words(
        {"words_nl": asked.get("nl"), "words_en": asked.get("en")}, "words"
    )
    question = QuestionFacts(found["fact"], words or found["fact"], "", found["answer"])
    return f"{question.words} {question.answer_words}"


def _routes(frozen: Frozen) -> list[Entry]:
    headings = {
        "true": _("There is room here"),
        "unknown": _("This depends on an answer"),
        "false": _("This does not fit here"),
    }
    result = frozen.get("result")
    urgent = frozen.get("urgent")
    opened = (
        _("Opened at once on %(day)s: %(reason)s") % {"day": day(urgent["since"]), "reason": urgent["reason"]}
        if urgent
        else ""
    )
    found = [entry("", opened, sentence_of(Result(result)) if result else "", _unknown(frozen))]
    for state in APPLIES:
        rows = [route["row"] for route in frozen.get("routes", ()) if route["applies"] == state]
        items = tuple(f"{_title(row)}: {in_words(row, 'allows')}" for row in rows)
        found.append(entry(headings[state], items=items))
    return found


def _unknown(frozen: Frozen) -> str:
    """That the list does not hold the law: nothing is known then of the room it leaves."""
    if not frozen.get("law_is_unknown"):
        return ""
    return _(
        "The law that is in the way was not in the list. So which room it leaves was not looked up here."
    )


def _chosen(frozen: Frozen) -> list[Entry]:
    found = frozen.get("chosen")
    if not found:
        return [entry("", _("No clause was chosen."))]
    row = found["row"]
    must = in_words(row, "must_be_motivated")
    first = entry(
        _title(row),
        in_words(row, "allows"),
        _("What must be explained: %(words)s") % {"words": must} if must else "",
        _("Who decides: %(who)s.") % {"who": decider_words(row["who_decides"])},
        _applies(found["applies"]),
        _valid(row),
        _certainty(found),
        link=_link(frozen),
    )
    return [first, *(_article(article) for article in found.get("articles", ())), _no_text(found)]


def _applies(applies: str) -> str:
    return {
        "true": _("As the answers stand here, this clause holds."),
        "unknown": _("Whether this clause holds depends on an answer that was not known yet."),
        "false": _("As the answers stand here, this clause does not hold."),
    }[applies]


def _valid(row: Frozen) -> str:
    first, last = day(row.get("valid_from")), day(row.get("valid_to"))
    if first and last:
        return _("Valid from %(first)s until %(last)s.") % {"first": first, "last": last}
    if first:
        return _("Valid from %(first)s.") % {"first": first}
    return _("Valid until %(last)s.") % {"last": last} if last else ""


def _certainty(found: Frozen) -> str:
    if found.get("changed"):
        return _("The text of the law changed since a lawyer read this clause. A lawyer must look again.")
    if found["row"].get("certainty") != "read" or not found.get("checked_on"):
        return _("This clause is in our own words and was not checked by a lawyer yet.")
    return _("This clause is in our own words. A lawyer checked it on %(day)s.") % {
        "day": day(found["checked_on"])
    }


def _link(frozen: Frozen) -> str:
    chosen = frozen["chosen"]
    if "link" in chosen:
        return chosen["link"] or ""
    return next((route["link"] or "" for route in frozen["routes"] if route["id"] == chosen["id"]), "")


def _no_text(found: Frozen) -> Entry:
    """That the words of the law are not kept here is said, where that was looked at."""
    if "articles" not in found or found["articles"]:
        return Entry()
    return entry(
        "", _("The text of this article was not in the library. The link leads to the official site.")
    )


def _article(found: Frozen) -> Entry:
    words = {"title": found["law"], "day": day(found["from_on"]), "kept": day(found["kept_at"])}
    return Entry(
        heading=found["title"],
        law=tuple(ArticlePart(*part) for part in found["parts"]),
        source=(
            _("From %(title)s, as it is since %(day)s. Brought in on %(kept)s.") % words,
            _("Fingerprint of the file (SHA-256): %(sha256)s") % found,
        ),
    )
