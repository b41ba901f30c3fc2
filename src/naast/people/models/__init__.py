"""People, staff, cases, and who stands around them."""

from naast.people.models.cases import Case, CircleMember, FixedContact, Intake, Participant, Representation
from naast.people.models.persons import Organisation, Person, Staff, StaffRole, Team
from naast.people.models.trust import GlassBreak, Informed, KnownQuestion, ResidentRequest

__all__ = [
    "Case",
    "CircleMember",
    "FixedContact",
    "GlassBreak",
    "Informed",
    "Intake",
    "KnownQuestion",
    "Organisation",
    "Participant",
    "Person",
    "Representation",
    "ResidentRequest",
    "Staff",
    "StaffRole",
    "Team",
]
