from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.listen import around

ROLE_LENGTH = 200
DESCRIPTION_LENGTH = 80
NAME_LENGTH = 120
PHONE_LENGTH = 40
WORDS_LENGTH = 1_000


class Written(CaseRow):
    """A row about one person, written by themselves or by staff who typed along."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by_staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(CaseRow.Meta):
        abstract = True


@tracked()
class SocialRole(Written):
    """What somebody is to others, was, or wants to be (M9): parent, colleague, host."""

    words = models.CharField(_("role"), max_length=ROLE_LENGTH)
    when = models.CharField(_("when"), max_length=8, choices=around.WHENS)

    class Meta(Written.Meta):
        verbose_name = _("social role")
        constraints = [
            *Written.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "person", "when", "words"], name="listen_socialrole_once"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_socialrole_case")]

    def __str__(self) -> str:
        return f"role {self.pk}"


@tracked()
class Interest(Written):
    """What somebody likes or is good at (M9). Shared interests bring people together; nobody is matched."""

    words = models.CharField(_("interest"), max_length=ROLE_LENGTH)

    class Meta(Written.Meta):
        verbose_name = _("interest")
        constraints = [
            *Written.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person", "words"], name="listen_interest_once"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_interest_case")]

    def __str__(self) -> str:
        return f"interest {self.pk}"


# The history leaves out name and phone: when somebody takes back their consent they are really gone.
@tracked(exclude=["name", "phone"])
class NetworkPerson(Written):
    """Someone around a person. This is somebody else's data: name and phone only with their consent."""

    description = models.CharField(_("who it is"), max_length=DESCRIPTION_LENGTH)
    near = models.CharField(_("how near"), max_length=10, choices=around.RINGS, default=around.NEAR)
    kind = models.CharField(_("how they know each other"), max_length=10, choices=around.KINDS)
    does = models.TextField(_("what this person does"), max_length=WORDS_LENGTH, blank=True)
    gets = models.TextField(_("what is done for this person"), max_length=WORDS_LENGTH, blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=around.CONSENTS, default=around.NOT_ASKED)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    asked_by_staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    phone = models.CharField(_("phone"), max_length=PHONE_LENGTH, blank=True)

    class Meta(Written.Meta):
        verbose_name = _("person around")
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consent=around.YES) | Q(name="", phone=""),
                name="listen_networkperson_named_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(consent=around.NOT_ASKED, asked_on__isnull=True)
                | (~Q(consent=around.NOT_ASKED) & Q(asked_on__isnull=False)),
                name="listen_networkperson_asked_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_networkperson_case")]

    def __str__(self) -> str:
        return f"person around {self.pk}"
