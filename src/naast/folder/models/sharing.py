from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, MunicipalityRow
from naast.kernel.tenancy import MunicipalityPolicy


@tracked(exclude=["token_hash", "code_hash"])
class Share(CaseRow):
    """Somebody lets a named organisation read some pages of their folder, for a purpose, until a day.

    Of the link and the code only keyed hashes are kept. `closed_until`: after five wrong codes in a row.
    """

    SMS = "sms"
    CHANNELS = [
        (SMS, pgettext_lazy("telling a code", "by text message (SMS), which we send")),
        ("phone", pgettext_lazy("telling a code", "by phone")),
        ("in_person", pgettext_lazy("telling a code", "face to face")),
        ("letter", pgettext_lazy("telling a code", "in a letter on paper")),
    ]

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(_("organisation"), max_length=150)
    purpose = models.CharField(_("purpose"), max_length=300)
    until_on = models.DateField(_("until"))
    code_by = models.CharField(_("how the code is told"), max_length=12, choices=CHANNELS)
    token_hash = models.CharField(max_length=64, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    code_made_at = models.DateTimeField(default=clock.now)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)
    # Typed along at one table: by whom, and how the person said so.
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    said = models.CharField(_("how this was said"), max_length=300, blank=True)
    # Said again in their own folder: then it rests on nobody of the house any more.
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # Of the form that made it: sent twice, it is one share.
    form_key = models.CharField(max_length=64, editable=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("share")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "token_hash"], name="folder_share_token"),
            models.UniqueConstraint(fields=["municipality", "person", "form_key"], name="folder_share_once"),
            models.CheckConstraint(
                condition=Q(made_by__isnull=True) | ~Q(said=""), name="folder_share_was_said"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "person"], name="folder_share_case")]

    def __str__(self) -> str:
        return f"share {self.pk}"


class ShareText(CaseRow):
    """A text message (SMS) with the code of a share. The code is made when it leaves, and kept nowhere.

    The number stands here while it waits; afterwards a keyed hash, and the last two figures to know it by.
    `handing`: given to the gateway at this moment. From then on nothing sends it again.
    """

    ASKED, HANDING, SENT, FAILED, UNSURE, WITHDRAWN = (
        "asked",
        "handing",
        "sent",
        "failed",
        "unsure",
        "withdrawn",
    )
    WAITING = (ASKED, HANDING)
    ASTRAY = (FAILED, UNSURE)
    STATES = [
        (ASKED, pgettext_lazy("text message", "will be sent")),
        (HANDING, pgettext_lazy("text message", "is being sent")),
        (SENT, pgettext_lazy("text message", "sent")),
        (FAILED, pgettext_lazy("text message", "could not be sent")),
        (UNSURE, pgettext_lazy("text message", "perhaps sent, we do not know")),
        (WITHDRAWN, pgettext_lazy("text message", "withdrawn")),
    ]

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="texts")
    phone = models.CharField(_("phone number"), max_length=20, blank=True)
    phone_hash = models.CharField(max_length=64, editable=False)
    phone_end = models.CharField(max_length=2, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=STATES, default=ASKED)
    handed_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("text message with a code")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(state="asked"),
                name="folder_sharetext_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(state__in=["asked", "handing"]), name="folder_sharetext_forgets"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "share"], name="folder_sharetext_share"),
            models.Index(
                fields=["municipality", "created_at"],
                condition=Q(state__in=["asked", "handing"]),
                name="folder_sharetext_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"text of share {self.share_id}"


class SharePart(CaseRow):
    """One page that was ticked. Never changed: who wants to share something else makes another share."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=12)
    board = models.ForeignKey("listen.Board", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("decide.Document", on_delete=models.PROTECT, null=True, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("page that is shared")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["share", "kind", "board", "document"],
                name="folder_sharepart_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"page of share {self.share_id}"


class ShareOpening(CaseRow):
    """Each look by who received it: entering with the code (`part` empty), and every page after that."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="openings")
    who = models.CharField(_("name given by the reader"), max_length=150)
    part = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("look at what is shared")
        indexes = [models.Index(fields=["municipality", "share"], name="folder_shareopening_share")]

    def __str__(self) -> str:
        return f"look at share {self.share_id}"


class ShareDoor(MunicipalityRow):
    """Wrong tries from one network address in the last hour. The address itself is not kept."""

    address_hash = models.CharField(max_length=64)
    wrong = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=clock.now)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("wrong tries from an address")
        constraints = [
            MunicipalityPolicy(name="folder_sharedoor_policy"),
            models.UniqueConstraint(fields=["municipality", "address_hash"], name="folder_sharedoor_once"),
        ]

    def __str__(self) -> str:
        return f"door {self.pk}"
