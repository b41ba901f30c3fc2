"""Text messages (SMS) with the code of a share: asking for one, and sending it once.

The code is made at the moment of handing over and told to the gateway only, so nobody of the house can read
it back. A text is `asked` until the way out is open; then it becomes `handing`, in a transaction that is kept
before anything leaves: whoever is killed after that leaves it so, and nothing sends it again. What did not
arrive is told to the person on the page of what they share.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from naast.folder.models import Share, ShareText
from naast.folder.sharing import codes
from naast.folder.sharing.standing import alive
from naast.kernel import actors, audit, clock, messages
from naast.kernel.errors import Invalid
from naast.kernel.models import Municipality
from naast.kernel.tenancy import scope

A_DAY = 5
"""Texts in a day by one person, and to one number: enough for a mistake, too few to bother somebody. The
house's own choice."""
TOO_LATE = dt.timedelta(hours=1)
"""Whoever waits for a code has given up by then, and the person is told."""
LOST = dt.timedelta(minutes=15)
"""Whoever was handing over for so long was killed."""


def current(row: Share) -> ShareText | None:
    """The text that brings or brought the code that counts now; None when the code was told otherwise."""
    last: ShareText | None = ShareText.objects.filter(share=row).order_by("-id").first()
    return last if last is not None and counts(row, last) else None


def went_to(row: Share, number: str) -> bool:
    """Whether the last text of a share was for this number."""
    last = ShareText.objects.filter(share=row).order_by("-id").first()
    return last is not None and last.phone_hash == codes.phone_hash(row.municipality_id, number)


def counts(row: Share, text: ShareText) -> bool:
    """Whether a text is about the code of this moment: a code made later was told otherwise."""
    return text.state != ShareText.WITHDRAWN and (text.handed_at or text.created_at) >= row.code_made_at


def ask(row: Share, number: str) -> ShareText:
    """Put a text with a new code in the queue; the code before it stops. Raises Invalid after too many in a
    day. The caller holds the share, and asks for the job in the same transaction."""
    known = codes.phone_hash(row.municipality_id, number)
    today = ShareText.objects.filter(created_at__gt=clock.now() - dt.timedelta(days=1))
    by_person, to_number = today.filter(share__person_id=row.person_id), today.filter(phone_hash=known)
    if by_person.count() >= A_DAY or to_number.count() >= A_DAY:
        raise Invalid(_("No more text messages can go today. Choose another way to tell the code."), "phone")
    drop_waiting(row)
    row.code_hash = codes.code_hash(row, codes.new_token())
    row.code_made_at, row.wrong_tries, row.closed_until = clock.now(), 0, None
    row.save(update_fields=["code_hash", "code_made_at", "wrong_tries", "closed_until"])
    text = ShareText(
        share=row,
        case_id=row.case_id,
        ground=row.ground,
        phone=number,
        phone_hash=known,
        phone_end=number[-2:],
    )
    text.save()
    return text


def drop_waiting(row: Share) -> None:
    """A text that did not leave yet does not leave any more."""
    for text in ShareText.objects.filter(share=row, state=ShareText.ASKED):
        _write(text, ShareText.WITHDRAWN)


def send_waiting(municipality_id: int) -> None:
    """What could not leave at once, and what somebody was handing over when they were killed."""
    with transaction.atomic(), scope(municipality_id):
        lost = Q(handed_at__lt=clock.now() - LOST, state=ShareText.HANDING)
        for text in ShareText.objects.select_for_update(skip_locked=True).filter(lost):
            _write(text, ShareText.UNSURE)
        waits = ShareText.objects.filter(state=ShareText.ASKED).order_by("id")
        asked = list(waits.values_list("pk", flat=True))
    for text_id in asked:
        send(municipality_id, text_id)


def send(municipality_id: int, text_id: int) -> None:
    """Make the code and hand it over, once. Without a way out the text waits for the next round."""
    try:
        with messages.way_for_sms() as way:
            claimed = _claimed(municipality_id, text_id)
            if claimed is None:
                return
            to, words = claimed
            try:
                way.send(to=to, subject="", text=words)
            except messages.Unsure:
                state = ShareText.UNSURE
            except messages.NotHanded as problem:
                state = ShareText.ASKED if problem.again else ShareText.FAILED
            else:
                state = ShareText.SENT
            _settle(municipality_id, text_id, state)
    except messages.NotHanded:
        _give_up_late(municipality_id, text_id)


def _claimed(municipality_id: int, text_id: int) -> tuple[str, str] | None:
    """Take a text for ourselves and make its code: the number and the words; None when it is not to go."""
    with transaction.atomic(), scope(municipality_id):
        text = _held(text_id, ShareText.ASKED)
        if text is None:
            return None
        row: Share = text.share
        if not alive(row):
            _write(text, ShareText.WITHDRAWN)
            return None
        if _is_late(text):
            _write(text, ShareText.FAILED)
            return None
        code = codes.new_code()
        row.code_hash, row.code_made_at = codes.code_hash(row, code), clock.now()
        row.wrong_tries, row.closed_until = 0, None
        row.save(update_fields=["code_hash", "code_made_at", "wrong_tries", "closed_until"])
        text.state, text.handed_at = ShareText.HANDING, clock.now()
        text.save(update_fields=["state", "handed_at"])
        return text.phone, _words(municipality_id, code)


def _words(municipality_id: int, code: str) -> str:
    """What travels: the code, and nothing of who shares or what."""
    municipality = Municipality.objects.get(pk=municipality_id)
    with override(settings.LANGUAGE_CODE):
        return _(
            "{code} is the code to read what somebody shares with you ({municipality}). You get the link "
            "another way. Give this code to nobody."
        ).format(code=codes.spaced(code), municipality=municipality.name)


def _held(text_id: int, state: str) -> ShareText | None:
    """The text with its share, both held: first the share, as whoever ends it does."""
    share_id = ShareText.objects.filter(pk=text_id).values_list("share_id", flat=True).first()
    row = Share.objects.select_for_update().filter(pk=share_id).first()
    text: ShareText | None = ShareText.objects.select_for_update().filter(pk=text_id, state=state).first()
    if row is None or text is None:
        return None
    text.share = row
    return text


def _settle(municipality_id: int, text_id: int, state: str) -> None:
    with transaction.atomic(), scope(municipality_id):
        text = _held(text_id, ShareText.HANDING)
        if text is not None:
            _write(text, ShareText.FAILED if state == ShareText.ASKED and _is_late(text) else state)


def _give_up_late(municipality_id: int, text_id: int) -> None:
    with transaction.atomic(), scope(municipality_id):
        text = _held(text_id, ShareText.ASKED)
        if text is not None and _is_late(text):
            _write(text, ShareText.FAILED)


def _is_late(text: ShareText) -> bool:
    return bool(text.created_at < clock.now() - TOO_LATE)


def _write(text: ShareText, state: str) -> None:
    """Settle a text, and forget the number unless it still has to leave."""
    text.state = state
    if state not in ShareText.WAITING:
        text.phone, text.settled_at = "", clock.now()
        audit.change(actors.system(text.municipality_id), "folder.text_code", text, state=state)
    text.save(update_fields=["state", "phone", "settled_at"])
