"""What stands beside a story, the same at the desk and in the folder: marked pieces, recordings, and its end.

What a form sends is kept here, and what is refused comes back in it with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.files import MAX_BYTES
from naast.kernel.forms import CalmForm, number
from naast.kernel.refusals import put
from naast.kernel.uploads import was_too_large
from naast.listen import actions, queries
from naast.listen.holding import Gone
from naast.listen.models.fragments import FRAGMENT_LENGTH
from naast.listen.models.words import STORY_LENGTH, WORDS_LENGTH
from naast.listen.opening import Opened
from naast.listen.types import DeletionFacts, FragmentFacts, StoryText

ACCEPTED = ".ogg,.oga,.opus,.mp3,.m4a,.mp4,.wav,.webm,audio/*"


class PieceForm(CalmForm):
    """A piece of the saved story, copied exactly."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    deleted_before = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("The piece, word for word"),
        help_text=gettext_lazy("Select it in the story above, or copy it to here. Change nothing in it."),
        max_length=FRAGMENT_LENGTH,
        widget=forms.Textarea,
    )


class RecordingForm(CalmForm):
    """A recording, and what is said in it."""

    sound = forms.FileField(
        label=gettext_lazy("The recording"),
        help_text=gettext_lazy("An ogg, mp3, m4a, wav or webm file of at most 15 MB. Its name is not kept."),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    words = forms.CharField(
        label=gettext_lazy("What is said in it, written out"),
        help_text=gettext_lazy("For people who cannot hear it. It may also be written later."),
        required=False,
        max_length=STORY_LENGTH,
        widget=forms.Textarea,
    )


class WrittenOutForm(CalmForm):
    """What is said in a recording that stands here already."""

    recording = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("What is said in it, written out"),
        required=False,
        max_length=STORY_LENGTH,
        widget=forms.Textarea,
    )


class AskedForm(CalmForm):
    """How the person asked that their story or a recording goes; only for staff."""

    asked = forms.CharField(
        label=gettext_lazy("How did the person ask for this?"),
        help_text=gettext_lazy("In their words. This sentence stays, the story does not."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a posted form: `done` says it in a sentence, or `form` holds what was refused.

    `left_over`: the words of a form whose recording is not there any more; they stand nowhere else.
    """

    done: str = ""
    form: forms.Form | None = None
    theirs: str = ""
    status: int = 422
    left_over: str = ""


Words = Mapping[tuple[str, int], str]


def deleted(deletions: Iterable[DeletionFacts]) -> int:
    """How many whole stories were deleted before the one that a page shows; for its hidden field alone."""
    return sum(1 for row in deletions if row.is_story)


def pieces_page(opened: Opened, pieces: list[dict[str, Any]], sent: Sent | None = None) -> dict[str, Any]:
    """The saved story, the `pieces` (of `beside`) marked in it and a form for one more."""
    now = _now(opened)
    standing = {
        "version": now.version if now else 0,
        "deleted_before": deleted(queries.deletions_here(opened)),
    }
    return {
        "now": now,
        "pieces": pieces,
        "piece_form": sent.form if sent and sent.form else PieceForm(initial=standing),
    }


def beside(pieces: Iterable[FragmentFacts], words: Words | None = None) -> list[dict[str, Any]]:
    """Marked pieces, each with what it stands beside.

    `words`: of what a piece stands beside, by kind and id, as far as this reader may see that.
    """
    return [
        {
            "piece": piece,
            "links": [
                {"link": link, "words": (words or {}).get((link.kind, link.target_id), "")}
                for link in piece.links
            ],
        }
        for piece in pieces
    ]


def _now(opened: Opened) -> StoryText | None:
    return queries.story_now(opened.case.id, opened.person.id, queries.versions_here(opened))


def piece_sent(opened: Opened, posted: Mapping[str, Any]) -> Sent:
    """Keep a posted mark, or take a mark or a link away."""
    actor, case_id, do = opened.actor, opened.case.id, posted.get("do", "")
    if do in {"unmark", "unlink"}:
        row_id = number_in(posted, "piece" if do == "unmark" else "link")
        if do == "unmark":
            actions.unmark_fragment(actor=actor, case_id=case_id, fragment_id=row_id)
            return Sent(done=_("This piece is no longer marked. The story stays as it is."))
        actions.unlink_fragment(actor=actor, case_id=case_id, link_id=row_id)
        return Sent(done=_("This piece no longer stands there. The story stays as it is."))
    form = PieceForm(posted)
    if form.is_valid():
        try:
            actions.mark_fragment(
                actor=actor,
                case_id=case_id,
                person_id=opened.person.id,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"] or 0,
                deleted_before=form.cleaned_data["deleted_before"] or 0,
            )
            return Sent(done=_("This piece is marked."))
        except Invalid as error:
            form = _on_what_stands(form, opened)
            form.add_error(error.field or None, error.message)
    return Sent(form=form)


def _on_what_stands(form: PieceForm, opened: Opened) -> PieceForm:
    """The same words on the story as it stands now: sent again they are compared with that."""
    now = _now(opened)
    again = PieceForm(
        {
            "text": form.data.get("text", ""),
            "version": now.version if now else 0,
            "deleted_before": deleted(queries.deletions_here(opened)),
        }
    )
    again.is_valid()
    return again


def recordings_page(opened: Opened, sent: Sent | None = None) -> dict[str, Any]:
    """The recordings, each with what is written out, and a form for one more."""
    refused = sent.form if sent else None
    found = queries.recordings_here(opened)
    forms_of = {
        row.id: WrittenOutForm(
            initial={"recording": row.id, "version": row.version, "words": row.words},
            auto_id=f"words_{row.id}_%s",
        )
        for row in found
    }
    if isinstance(refused, WrittenOutForm):
        forms_of[int(refused.data["recording"])] = refused
    return {
        "recordings": [{"recording": row, "form": forms_of[row.id]} for row in found],
        "recording_form": refused if isinstance(refused, RecordingForm) else RecordingForm(),
        "theirs": sent.theirs if sent else "",
        "left_over": sent.left_over if sent else "",
        "deletions": queries.deletions_here(opened),
    }


def recording_sent(opened: Opened, request: HttpRequest) -> Sent:
    """Keep a posted recording, or what is written out beside one."""
    if request.POST.get("do") == "words":
        return _words_sent(opened, request.POST)
    form = RecordingForm(request.POST, request.FILES)
    if was_too_large(request, "sound"):
        form.add_error("sound", _("This file is larger than 15 MB."))
        return Sent(form=form)
    if form.is_valid():
        given = form.cleaned_data["sound"]
        try:
            # Beyond the limit nothing is read into memory: the action refuses it by its size alone.
            content = given.read(MAX_BYTES + 1)
            actions.keep_recording(
                actor=opened.actor,
                case_id=opened.case.id,
                person_id=opened.person.id,
                content=content,
                words=form.cleaned_data["words"],
            )
            return Sent(done=_("The recording is kept."))
        except Invalid as error:
            put(form, error)
    return Sent(form=form)


def _words_sent(opened: Opened, posted: Mapping[str, Any]) -> Sent:
    recording_id = number_in(posted, "recording")
    if queries.recording_here(opened, recording_id) is None:
        return _left_over(posted)
    form = WrittenOutForm(posted, auto_id=f"words_{recording_id}_%s")
    if form.is_valid():
        try:
            actions.write_out(
                actor=opened.actor,
                case_id=opened.case.id,
                recording_id=recording_id,
                words=form.cleaned_data["words"],
                base_version=form.cleaned_data["version"] or 0,
            )
            return Sent(done=_("What is said in it is kept."))
        except Invalid as error:
            form.add_error(error.field or None, error.message)
        except Gone:
            return _left_over(posted)
        except Stale as error:
            again = {name: posted.get(name, "") for name in ("recording", "words")}
            again["version"] = error.current_version
            form = WrittenOutForm(again, auto_id=form.auto_id)
            form.add_error(None, str(error))
            return Sent(form=form, theirs=error.theirs, status=409)
    return Sent(form=form)


def _left_over(posted: Mapping[str, Any]) -> Sent:
    return Sent(left_over=str(posted.get("words", "")), status=409)


def number_in(posted: Mapping[str, Any], name: str) -> int:
    """An id from a form. Raises NotVisible for anything that is none."""
    found = number(posted.get(name))
    if found is None:
        raise NotVisible
    return found


def own_words_page(actor: Actor, case_id: int, kind: str, target_id: int) -> dict[str, Any]:
    """For the page that puts pieces beside one goal, obstacle or signal: all that this reader may read.

    The caller has checked the target.
    """
    rows = []
    for piece in queries.fragments_in(actor, case_id):
        here = [link for link in piece.links if (link.kind, link.target_id) == (kind, target_id)]
        rows.append({"piece": piece, "link": here[0] if here else None})
    return {"pieces": rows}


def own_words_sent(actor: Actor, case_id: int, kind: str, target_id: int, posted: Mapping[str, Any]) -> str:
    """Put a posted piece beside a target that the caller has checked, or take it away; says what was done."""
    if posted.get("do") == "unlink":
        actions.unlink_fragment(actor=actor, case_id=case_id, link_id=number_in(posted, "link"), kind=kind)
        return _("This piece no longer stands there. The story stays as it is.")
    actions.link_fragment(
        actor=actor,
        case_id=case_id,
        fragment_id=number_in(posted, "piece"),
        kind=kind,
        target_id=target_id,
    )
    return _("These words stand there now.")
