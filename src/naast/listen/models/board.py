from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, MunicipalityRow
from naast.listen.domains import ICON_LENGTH, OTHER, icon_of

LAST_PLACE = 6
"""The places of a line run from 0 to 6. They are kept to draw the board again and for nothing else (M1)."""
LABEL_LENGTH = 80
GOAL_LENGTH = 1_000
COUNTER_WORDS_LENGTH = 2_000


@tracked()
class Domain(MunicipalityRow):
    """A part of life on the municipality's own list. Renamed only while it lies on no board; else retired.

    `icon`: a drawing of `web/assets/domains.svg`; empty means the one that its name has by default.
    """

    name = models.CharField(_("name"), max_length=LABEL_LENGTH)
    name_en = models.CharField(_("name in English"), max_length=LABEL_LENGTH, blank=True)
    icon = models.CharField(_("icon"), max_length=ICON_LENGTH, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("on the list"), default=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("domain")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "name"], name="listen_domain_name"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        english = (get_language() or "").startswith("en")
        return capfirst(self.name_en if self.name_en and english else self.name)

    @property
    def drawing(self) -> str:
        """The key of its drawing: the chosen one, else that of the default list, else the plain one."""
        return self.icon or icon_of(self.name)


@tracked()
class Board(CaseRow):
    """What matters to one person (M1). `together`: laid at one table, so nobody waits for anybody.

    `covered`: everyone lays on their own device and sees only their own counter, until the owner turns all
    of it over at `revealed_at`, which is not undone.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    together = models.BooleanField(_("laid together"), default=False)
    covered = models.BooleanField(_("laid covered"), default=False)
    revealed_at = models.DateTimeField(_("turned over at"), null=True, editable=False)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    started_on = models.DateField(_("laid on"), default=clock.today)
    photo = models.ForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    photo_words = models.CharField(_("what the photo shows"), max_length=500, blank=True)
    words = models.TextField(_("own words beside the photo"), max_length=5_000, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("board")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=models.F("id")),
                name="listen_board_follows_another",
            ),
            models.CheckConstraint(
                condition=Q(covered=False) | Q(together=False), name="listen_board_covered_apart"
            ),
            models.CheckConstraint(
                condition=Q(revealed_at__isnull=True) | Q(covered=True), name="listen_board_revealed_covered"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_board_case")]

    def __str__(self) -> str:
        return f"board {self.pk}"

    @property
    def is_covered(self) -> bool:
        """Whether nobody sees now what another laid and said here."""
        return bool(self.covered) and self.revealed_at is None


@tracked()
class BoardDomain(CaseRow):
    """A domain that the person chose or added, with own words, and perhaps a goal with its date.

    `left_at`: taken off the board since, and kept only because somebody else's own words stand at it.
    """

    IN_ORDER: ClassVar[tuple[str, ...]] = ("-is_first", "order", "id")
    """How the lines lie beneath each other: the order that the person chose, with "this first" on top."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="lines")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_label = models.CharField(_("own domain"), max_length=LABEL_LENGTH, blank=True)
    words = models.TextField(_("own words"), max_length=5_000, blank=True)
    is_first = models.BooleanField(_("this first"), default=False)
    gives_energy = models.BooleanField(_("gives energy"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    goal = models.TextField(_("goal"), max_length=GOAL_LENGTH, blank=True)
    goal_by = models.DateField(_("by when"), null=True, blank=True)
    left_at = models.DateTimeField(_("taken off at"), null=True, editable=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("line of a board")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["board", "domain"], name="listen_boarddomain_once"),
            models.UniqueConstraint(
                fields=["board"], condition=Q(is_first=True), name="listen_boarddomain_one_first"
            ),
            models.CheckConstraint(
                condition=Q(domain__isnull=False, own_label="") | (Q(domain__isnull=True) & ~Q(own_label="")),
                name="listen_boarddomain_listed_or_own",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "board"], name="listen_boarddomain_board")]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def label(self) -> str:
        """The domain as shown, in the language of the reader."""
        return self.domain.label if self.domain else capfirst(self.own_label)

    @property
    def drawing(self) -> str:
        """The key of the drawing beside the label; an own domain has the plain one."""
        return self.domain.drawing if self.domain else OTHER

    @property
    def kept_label(self) -> str:
        """The domain as other rooms may keep it: the municipality's own word, whoever reads."""
        return self.domain.name if self.domain else self.own_label


# The history leaves out the place: kept once, to draw the board again, and nowhere behind it.
@tracked(exclude=["place"])
class Counter(CaseRow):
    """Where one person's counter lies on one line, with their own words beside it.

    `shape` is that of this person on every board of the case, whoever reads; told apart by name as well.
    """

    line = models.ForeignKey(BoardDomain, on_delete=models.PROTECT, related_name="counters")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.SmallIntegerField(_("place"))
    shape = models.CharField(_("shape"), max_length=10, blank=True)
    words = models.TextField(_("own words"), max_length=COUNTER_WORDS_LENGTH, blank=True)
    done_together = models.BooleanField(_("laid at the table"), default=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("counter")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["line", "person"], name="listen_counter_one_per_person"),
            models.UniqueConstraint(fields=["line", "staff"], name="listen_counter_one_per_staff"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, staff__isnull=True)
                | Q(person__isnull=True, staff__isnull=False),
                name="listen_counter_of_one",
            ),
            models.CheckConstraint(
                condition=Q(place__gte=0, place__lte=LAST_PLACE), name="listen_counter_on_the_line"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "line"], name="listen_counter_line")]

    def __str__(self) -> str:
        return f"counter {self.pk}"


@tracked()
class BoardGuest(CaseRow):
    """Someone of the case whom the owner asked to lay a counter too; only who was asked sees the board."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("guest at a board")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["board", "person"], name="listen_boardguest_once"),
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"
