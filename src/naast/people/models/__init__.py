"""People, staff, cases, and who stands around them."""

from naast.people.models.cases import Case, CircleMember, FixedContact, Intake, Participant, Representation
from naast.people.models.complaints import ComplaintHandler, ComplaintLater
from naast.people.models.contact import ContactPreference
from naast.people.models.persons import Organisation, Person, Staff, StaffRole, Team
from naast.people.models.reading import AccessRefusal, ParentalAuthority, ReadingShare
from naast.people.models.talking import Talking
from naast.people.models.trust import GlassBreak, Informed, KnownQuestion, ResidentRequest

__all__ = [
    "AccessRefusal",
    "Case",
    "CircleMember",
    "ComplaintHandler",
    "ComplaintLater",
    "ContactPreference",
    "FixedContact",
    "GlassBreak",
    "Informed",
    "Intake",
    "KnownQuestion",
    "Organisation",
    "ParentalAuthority",
    "Participant",
    "Person",
    "ReadingShare",
    "Representation",
    "ResidentRequest",
    "Staff",
    "StaffRole",
    "Talking",
    "Team",
]
