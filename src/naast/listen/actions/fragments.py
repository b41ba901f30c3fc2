from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.texts import cleaned
from naast.listen import access
from naast.listen.holding import hold_story, stories_deleted
from naast.listen.models import Fragment, FragmentLink, Story, StoryVersion
from naast.listen.models.fragments import FRAGMENT_LENGTH, LINK_KINDS
from naast.people import queries as people


@transaction.atomic
def mark_fragment(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    text: str,
    version: int,
    deleted_before: int | None = None,
) -> Fragment:
    """Keep a piece of a story word for word, with the version it was read in. Marked twice is marked once.

    `version` is the number of the version on the page. Raises Invalid when the words do not stand in it, or
    when the story has changed since: words that were taken back are not brought back by a mark. So does a
    story that was deleted since (`deleted_before` as for `write_story`).
    """
    case, _person = access.person_in(actor, case_id, person_id)
    access.must_stand_beside(actor, case)
    text = cleaned(text, FRAGMENT_LENGTH, "text")
    if not text:
        raise Invalid(_("Choose a piece of the story first."), "text")
    hold_story(person_id)
    story = Story.objects.select_for_update().filter(case_id=case.id, person_id=person_id).first()
    if story is None:
        raise Invalid(_("There is no story yet."), "text")
    another = deleted_before is not None and deleted_before != stories_deleted(case.id, person_id)
    if another or story.version != version:
        raise Invalid(_("The story was changed while you were reading. Look at it once more."), "text")
    stands_in = StoryVersion.objects.get(story=story, number=version)
    found = _as_told(text, stands_in.text)
    if found is None:
        raise Invalid(_("These words do not stand in the story like this. Copy them exactly."), "text")
    fragment: Fragment | None = Fragment.objects.filter(story_version=stands_in, text=found).first()
    if fragment is not None:
        return fragment
    fragment = Fragment(
        case_id=case.id,
        ground=case.law,
        story_version=stands_in,
        text=found,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
    )
    fragment.save()
    audit.change(actor, "listen.mark_fragment", fragment, version=version)
    return fragment


@transaction.atomic
def unmark_fragment(*, actor: Actor, case_id: int, fragment_id: int) -> None:
    """Take a mark away, with everything it was linked to. The story itself stays as it is."""
    fragment = _own_fragment(actor, case_id, fragment_id)
    for link in fragment.links.all():
        audit.change(actor, "listen.unlink_fragment", link, kind=link.kind, target=link.target_id)
        link.delete()
    audit.change(actor, "listen.unmark_fragment", fragment)
    fragment.delete()


@transaction.atomic
def link_fragment(*, actor: Actor, case_id: int, fragment_id: int, kind: str, target_id: int) -> FragmentLink:
    """Put a piece of a story of this case beside a goal, an obstacle or a signal. Twice is once.

    The room that the target lives in has checked that it is of this case and that the actor may change it.
    """
    if kind not in dict(LINK_KINDS):
        raise ValueError(f"no kind of link: {kind}")
    fragment = _own_fragment(actor, case_id, fragment_id)
    if not actor.is_staff:
        raise NotAllowed(_("Only someone who stands beside the resident writes here."))
    link: FragmentLink
    link, made = FragmentLink.objects.get_or_create(
        municipality_id=fragment.municipality_id,
        fragment=fragment,
        kind=kind,
        target_id=target_id,
        defaults={"case_id": fragment.case_id, "ground": fragment.ground, "by_staff_id": actor.id},
    )
    if made:
        audit.change(actor, "listen.link_fragment", link, kind=kind, target=target_id)
    return link


@transaction.atomic
def unlink_fragment(*, actor: Actor, case_id: int, link_id: int, kind: str = "") -> None:
    """Take a piece away from what it stands beside: who stands beside, or whose story it is.

    Already taken away is fine. `kind`: only a link of that kind, for the page that shows no other.
    """
    case = people.case_open_to(actor, case_id)
    link = FragmentLink.objects.select_for_update().filter(pk=link_id).first()
    if link is None:
        access.must_stand_beside(actor, case)
        return
    if link.case_id != case.id or kind not in {"", link.kind}:
        raise NotVisible
    _own_fragment(actor, case.id, link.fragment_id)
    audit.change(actor, "listen.unlink_fragment", link, kind=link.kind, target=link.target_id)
    link.delete()


@transaction.atomic
def forget_target(*, actor: Actor, case_id: int, kind: str, target_id: int) -> None:
    """Take away what stood beside something that is no longer there. Called by the room of the target."""
    for link in FragmentLink.objects.filter(case_id=case_id, kind=kind, target_id=target_id):
        audit.change(actor, "listen.unlink_fragment", link, kind=kind, target=target_id)
        link.delete()


def _as_told(text: str, story: str) -> str | None:
    """The piece as it stands in the story; a browser gives blanks of a selection differently."""
    found = re.search(r"\s+".join(re.escape(word) for word in text.split()), story)
    return found[0] if found else None


def _own_fragment(actor: Actor, case_id: int, fragment_id: int) -> Fragment:
    """A piece that this actor may change: of this case, and for a person of their own story."""
    fragment: Fragment | None = (
        Fragment.objects.filter(case_id=case_id, pk=fragment_id)
        .select_related("story_version__story")
        .first()
    )
    if fragment is None:
        raise NotVisible
    case, _person = access.person_in(actor, case_id, fragment.story_version.story.person_id)
    access.must_stand_beside(actor, case)
    return fragment
