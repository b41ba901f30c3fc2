from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naast.kernel import clock, retention
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, KeptRow
from naast.people import reading
from naast.people.models.persons import Person, Staff


@tracked()
class Case(KeptRow):
    """The way of one resident through the house. `ground` (of KeptRow) is the law it stands on."""

    LAWS = [
        (retention.WMO, "Wmo 2015"),
        (retention.JEUGDWET, "Jeugdwet"),
        (retention.PARTICIPATIEWET, "Participatiewet"),
        (retention.WGS, "Wet gemeentelijke schuldhulpverlening"),
        (retention.AWB, "Algemene wet bestuursrecht"),
    ]

    resident = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened on"), default=clock.today)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # A test person among the demo's: shown as such.
    is_practice = models.BooleanField(_("practice case"), default=False)
    # Of the form that opened it: sent twice, it makes one case.
    opening_key = models.CharField(max_length=64, null=True, editable=False)

    class Meta(KeptRow.Meta):
        verbose_name = _("case")
        constraints = [
            *KeptRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "opened_by", "opening_key"], name="people_case_opened_once"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "resident"], name="people_case_resident")]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@tracked()
class Intake(CaseRow):
    """What a decision hangs on, with its clock per law (`people.clocks`)."""

    REPORT, APPLICATION, EX_OFFICIO = "report", "application", "ex_officio"
    KINDS = [
        (REPORT, pgettext_lazy("intake", "report")),
        (APPLICATION, pgettext_lazy("intake", "application")),
        (EX_OFFICIO, pgettext_lazy("intake", "ex officio")),
    ]

    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    law = models.CharField(_("law"), max_length=20, choices=Case.LAWS)
    received_on = models.DateField(_("received on"), default=clock.today)
    is_urgent = models.BooleanField(_("urgent"), default=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("intake")
        indexes = [models.Index(fields=["municipality", "case"], name="people_intake_case")]

    def __str__(self) -> str:
        return f"intake {self.pk}"


@tracked()
class Participant(CaseRow):
    """Someone else in the case, with an own story, board and letters that are theirs to share."""

    RELATIONS = [
        ("partner", _("partner")),
        ("child", _("child")),
        ("parent", _("parent")),
        ("relative", _("relative")),
        ("other", _("someone else")),
    ]

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    relation = models.CharField(_("relation"), max_length=12, choices=RELATIONS)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)
    # When they came back after they had left. To the second: one may leave and return on one day.
    returned_at = models.DateTimeField(null=True, editable=False)

    class Meta(CaseRow.Meta):
        verbose_name = _("participant")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person"], name="people_participant_once"),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


@tracked()
class Representation(CaseRow):
    """Someone acts for a person in the case, with a scope and a ground of their own."""

    KINDS = reading.KINDS

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=15, choices=KINDS)
    scope = models.CharField(_("for what"), max_length=200)
    # Of a proxy only: what they may read. Other kinds have a fixed list (`people.reading`).
    parts = models.JSONField(_("parts"), default=list)
    basis = models.CharField(_("ground"), max_length=200)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("representation")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person=F("representative")), name="people_representation_someone_else"
            ),
        ]

    def __str__(self) -> str:
        return f"representation {self.pk}"


@tracked()
class CircleMember(CaseRow):
    """Who may open the file: a member of staff or a person, with role, ground, purpose, from and until."""

    ROLES = [
        ("professional", _("professional")),
        ("experience_worker", _("experience worker")),
        ("client_supporter", _("independent client supporter")),
        ("relative", _("relative")),
        ("second_reader", _("second reader")),
        ("lawyer", _("lawyer")),
        ("mandate_holder", _("mandate holder")),
        ("emergency", _("opened in an emergency")),
    ]

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=ROLES)
    basis = models.CharField(_("ground"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=300)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("circle member")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(staff__isnull=False, person__isnull=True)
                | Q(staff__isnull=True, person__isnull=False),
                name="people_circlemember_staff_or_person",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "staff", "until_on", "case"], name="people_circle_staff"),
            models.Index(fields=["municipality", "case"], name="people_circle_case"),
        ]

    def __str__(self) -> str:
        return f"circle member {self.pk}"


@tracked()
class FixedContact(CaseRow):
    """Exactly one per open case (deferred trigger in migration 0002): a person or a tandem, with a
    stand-in."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    tandem = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stand_in = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("fixed contact")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=Q(until_on__isnull=True), name="people_fixedcontact_one_now"
            ),
            models.CheckConstraint(
                condition=Q(tandem__isnull=True) | ~Q(tandem=F("staff")),
                name="people_fixedcontact_tandem_differs",
            ),
        ]

    def __str__(self) -> str:
        return f"fixed contact {self.pk}"
