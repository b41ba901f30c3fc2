"""What was told: stories, the request with the wish behind it, and the board."""

from naast.listen.models.around import Interest, NetworkPerson, SocialRole
from naast.listen.models.board import Board, BoardDomain, BoardGuest, Counter, Domain
from naast.listen.models.fragments import Fragment, FragmentLink
from naast.listen.models.recordings import Recording, StoryDeletion
from naast.listen.models.sittings import ReadAlong
from naast.listen.models.skills import SkillAnswer
from naast.listen.models.words import RequestWish, Story, StoryVersion

__all__ = [
    "Board",
    "BoardDomain",
    "BoardGuest",
    "Counter",
    "Domain",
    "Fragment",
    "FragmentLink",
    "Interest",
    "NetworkPerson",
    "ReadAlong",
    "Recording",
    "RequestWish",
    "SkillAnswer",
    "SocialRole",
    "Story",
    "StoryDeletion",
    "StoryVersion",
]
