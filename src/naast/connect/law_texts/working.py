"""Fetching in the worker: law by law, each kept with its line in one transaction, so that progress is seen.

A worker that is killed begins again where the last line is. No transaction is open while a file is on its
way.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naast.connect.law_texts.actions import bring_in
from naast.connect.law_texts.choosing import sources_of
from naast.connect.law_texts.fetching import Fetch, files_of
from naast.connect.law_texts.repository import NotReached, Repository
from naast.connect.law_texts.xml import Refused
from naast.connect.models import LawFetch, LawFetchLine
from naast.kernel import actors, clock
from naast.kernel.tenancy import scope

LONGEST_WHY = 1000
TRIES_UNREACHED = 2
"""After so many laws in a row for which nobody answered the others are not tried."""
log = logging.getLogger("naast.connect")


@contextmanager
def _inside(municipality_id: int) -> Iterator[None]:
    with transaction.atomic(), scope(municipality_id):
        yield


def work(municipality_id: int, fetch_id: int) -> None:
    """Fetch what was asked and has no line yet. What is wrong with one law stops no other."""
    with _inside(municipality_id):
        asked: LawFetch | None = LawFetch.objects.filter(pk=fetch_id, state=LawFetch.BUSY).first()
        if asked is None:
            return
        done = set(asked.lines.values_list("law_id", flat=True))
    try:
        fetch = Repository(settings.NAAST_LAW_REPOSITORY).fetch
    except ImproperlyConfigured as error:
        log.error("law texts are not fetched: %s", error)
        _end(municipality_id, fetch_id, LawFetch.FAILED)
        return
    with translation.override(asked.language):
        _work_off([law_id for law_id in asked.laws if law_id not in done], municipality_id, asked, fetch)
    _end(municipality_id, fetch_id, LawFetch.READY)


def _work_off(laws: list[str], municipality_id: int, asked: LawFetch, fetch: Fetch) -> None:
    unreached = 0
    for law_id in laws:
        try:
            if unreached == TRIES_UNREACHED:
                raise NotReached(_("The register could not be reached. Try again later."))
            files = files_of(law_id, asked.on, fetch)
            unreached = 0
            with _inside(municipality_id):
                _add(_kept(municipality_id, asked, law_id, files))
        except NotReached as refusal:
            unreached = min(unreached + 1, TRIES_UNREACHED)
            _refused(municipality_id, asked, law_id, str(refusal))
        except Refused as refusal:
            unreached = 0
            _refused(municipality_id, asked, law_id, str(refusal))
        except Exception as error:
            log.error("%s could not be brought in: %s", law_id, type(error).__name__)
            _refused(municipality_id, asked, law_id, _("Something went wrong here. Try again later."))


def _refused(municipality_id: int, asked: LawFetch, law_id: str, why: str) -> None:
    line = LawFetchLine(fetch=asked, law_id=law_id, outcome=LawFetchLine.REFUSED, why=why[:LONGEST_WHY])
    with _inside(municipality_id):
        _add(line)


def _add(line: LawFetchLine) -> None:
    """One line per law, also when a worker that was given up on is still at it."""
    LawFetch.objects.select_for_update().get(pk=line.fetch_id)
    if not LawFetchLine.objects.filter(fetch_id=line.fetch_id, law_id=line.law_id).exists():
        line.save()


def _kept(municipality_id: int, asked: LawFetch, law_id: str, files: list[tuple[str, bytes]]) -> LawFetchLine:
    report = bring_in(actor=actors.system(municipality_id), sources=sources_of(files), on=asked.on)
    texts = [*report.kept, *report.known]
    if report.problems or len(texts) != 1 or texts[0].law_id != law_id:
        raise Refused("; ".join(problem.words for problem in report.problems) or _("This is another law."))
    outcome = LawFetchLine.FETCHED if report.kept else LawFetchLine.UNCHANGED
    return LawFetchLine(
        fetch=asked, law_id=law_id, outcome=outcome, title=texts[0].title, label=texts[0].label
    )


def _end(municipality_id: int, fetch_id: int, state: str) -> None:
    with _inside(municipality_id):
        LawFetch.objects.filter(pk=fetch_id, state=LawFetch.BUSY).update(state=state, ended_at=clock.now())
