"""A weighing as one paper, to read, to print, and to hand over in an objection, an appeal or an audit.

Made of what a decision keeps (`queries.freeze`), so that the paper of a case of today and that of a decision
of years ago come from the same hands. It leaves nothing out, adds up nothing, and judges nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naast.kernel.typesetting import typeset
from naast.weigh import paper_law
from naast.weigh.models import ValueComparison
from naast.weigh.paper_parts import Entry, Frozen, Paper, Section, Table, day, entry
from naast.weigh.types import block_words

DOCUMENTS = Path(__file__).parent / "documents"
PAPERS_IN = "nl"
"""What leaves the house is in Dutch, whatever language the reader works in."""


@dataclass(frozen=True, slots=True)
class About:
    """What a paper says besides the weighing: of whom, what they asked, and lines such as which decision."""

    municipality: str
    resident: str
    request: str = ""
    wish: str = ""
    lines: tuple[str, ...] = ()


def pdf(frozen: Frozen | None, about: About, *, made_at: dt.datetime) -> bytes:
    """The paper as PDF/UA-1, in Dutch. The same facts and moment (aware) give the same bytes.

    `frozen` is what `queries.freeze` gives: of a case now, or `decision.frozen["weighing"]` of its day.
    """
    with translation.override(PAPERS_IN):
        data: Mapping[str, Any] = asdict(compose(frozen, about))
    return typeset(
        DOCUMENTS / "weighing.typ",
        data,
        "pdf",
        root=DOCUMENTS,
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )


def compose(frozen: Frozen | None, about: About) -> Paper:
    """The whole paper in the active language, from the facts of a weighing alone."""
    sections = _sections(frozen or {}, about)
    filled = (
        Section(section.name, section.heading, tuple(filter(None, section.entries))) for section in sections
    )
    on = day((frozen or {}).get("on"))
    return Paper(
        language=(translation.get_language() or PAPERS_IN)[:2],
        title=_("The weighing: %(resident)s") % {"resident": about.resident},
        sender=about.municipality,
        about=(
            about.municipality,
            *about.lines,
            *([_("As it stood on %(day)s") % {"day": on}] if on else ()),
        ),
        sections=tuple(section for section in filled if section.entries),
    )


def _sections(frozen: Frozen, about: About) -> Iterator[Section]:
    yield Section(
        "asked",
        _("What is asked and what is wanted"),
        (
            entry(pgettext("of a resident", "The request"), about.request),
            entry(pgettext("of a resident", "The wish"), about.wish),
        ),
    )
    said = frozen.get("weighing")
    if not said:
        yield Section("nothing", _("The weighing"), (entry("", _("Nothing was weighed here.")),))
        return
    yield Section("effect", _("The effect that we want"), (entry("", said.get("effect")),))
    yield Section("values", _("The values that it serves"), (_values(frozen),))
    yield Section("consequences", _("The consequences"), tuple(_consequences(said)))
    yield Section("disciplines", _("How each discipline sees it"), tuple(_disciplines(frozen)))
    yield from paper_law.sections_of(frozen)
    yield Section("three", _("The three values, beside doing nothing"), tuple(_three(frozen)))
    yield Section("remarks", _("What readers remarked"), tuple(map(_remark, frozen.get("remarks", ()))))
    yield Section("open", _("What is not there"), (_not_there(frozen),))


def _values(frozen: Frozen) -> Entry:
    items = tuple(f"{value['words']} ({value['law']}; {_checked(value)})" for value in frozen["values"])
    return entry("", frozen["weighing"].get("values_words"), items=items)


def _checked(value: Frozen) -> str:
    if value.get("checked_on"):
        return _("checked by a lawyer on %(day)s") % {"day": day(value["checked_on"])}
    # A decision of before this was kept does not know.
    return _("not checked by a lawyer yet") if "checked_on" in value else _("when it was checked is not kept")


def _consequences(said: Frozen) -> Iterator[Entry]:
    yield entry("", said.get("consequences"))
    parties = {
        "for_resident": _("The resident"),
        "for_family": _("The family"),
        "for_surroundings": _("The surroundings"),
        "for_own_money": _("The resident's own money"),
        "for_public_money": _("Public money"),
    }
    rows = tuple(
        (title, said.get(party, ""), said.get(f"{party}_later", "")) for party, title in parties.items()
    )
    nothing = _("not written down")
    written = tuple((title, now or nothing, later or nothing) for title, now, later in rows if now or later)
    if written:
        yield Entry(
            table=Table(
                _("For whom, now and later"),
                (_("For whom"), _("On the short term"), _("On the long term")),
                written,
            )
        )
    # How it was asked before own and public money were told apart.
    yield entry(_("For the money of both sides"), said.get("for_finances"))


def _disciplines(frozen: Frozen) -> Iterator[Entry]:
    found = frozen.get("disciplines")
    if not found:
        return
    rows = tuple((_discipline(view), view["found"], view["does"]) for view in found["views"])
    if rows:
        head = (_("Discipline"), _("How it is"), _("What to do"))
        yield Entry(table=Table(_("The disciplines beside each other"), head, rows))
    yield entry(_("What does not go together"), items=tuple(map(_clash, found["clashes"])))
    made = found["conclusion"]
    if made:
        yield entry(
            _("The conclusion"),
            _("It is so: %(found)s") % made,
            _("Therefore we do this: %(does)s") % made,
            _("Why: %(because)s") % made,
            _said_by(made["writer"], made["at"]),
            _afterwards(made),
        )


def _discipline(view: Frozen) -> str:
    return f"{view['discipline']} ({_said_by(view['said_by'] or view['writer'], view['at'])})"


def _clash(clash: Frozen) -> str:
    return _("%(one)s and %(other)s: %(words)s (%(who)s, %(day)s)") % {
        "one": clash["one"],
        "other": clash["other"] or _("the rule"),
        "words": clash["words"],
        "who": clash["named_by"],
        "day": day(clash["at"]),
    }


def _afterwards(made: Frozen) -> str:
    """What came after the conclusion, so that nobody reads it as resting on more than it did."""
    changed, later = ", ".join(made.get("changed", ())), ", ".join(made.get("later", ()))
    said = [_("Said in other words after this: %(who)s.") % {"who": changed}] if changed else []
    said += [_("Came after this: %(who)s.") % {"who": later}] if later else []
    return " ".join(said)


def _said_by(who: str, at: str) -> str:
    return f"{who}, {day(at)}"


def _three(frozen: Frozen) -> Iterator[Entry]:
    titles, verdicts = dict(ValueComparison.VALUES), dict(ValueComparison.VERDICTS)
    for found in frozen.get("comparisons", ()):
        value, verdict = str(titles[found["value"]]), str(verdicts[found["verdict"]])
        yield entry(value.capitalize(), f"{verdict.capitalize()}.", found["words"])


def _remark(remark: Frozen) -> Entry:
    by_whom = _said_by(remark["reader"], remark["at"])
    changed = _("The text was changed after this remark.") if remark["block_changed"] else ""
    if remark["answer"]:
        answered = _("Answer of %(who)s, %(day)s: %(words)s") % {
            "who": remark["answered_by"],
            "day": day(remark["answered_at"]),
            "words": remark["answer"],
        }
    else:
        answered = "" if changed else _("Nobody answered this yet.")
    title = _capital(block_words(remark["block"]))
    return entry(title, f"{by_whom}: {remark['words']}", changed, answered)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _not_there(frozen: Frozen) -> Entry:
    """Blocks that are empty, or that only repeat another: said, and no reason to stop."""
    empty = dict.fromkeys([*frozen.get("missing", ()), *frozen.get("empty", ())])
    said = []
    for found in frozen.get("repeating", ()):
        # Kept as people called them on that day.
        others = ", ".join(found["of"])
        said.append(
            _("What stands at %(block)s, stands word for word at %(others)s too.")
            % {"block": block_words(found["block"]), "others": others}
        )
    if empty:
        said.append(_("Nothing was written about:"))
    if not said:
        return entry("", _("Every block says something, and none only repeats another."))
    return entry("", *said, items=tuple(block_words(block) for block in empty))
