from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naast.kernel.forms import CalmForm

MOST_FILES = 10
"""So many files one page reads; a whole folder goes through the command `import_law_texts`."""
MOST_BYTES_TOGETHER = 12 * 1024 * 1024
"""The largest law takes 3 MB, which is about a second of reading while its sender waits."""


class ManyFiles(forms.ClearableFileInput):
    """The browser lets one choose more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each with a name of at most `max_length` signs."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        sent = data if isinstance(data, list | tuple) else [data]
        files: list[UploadedFile[Any]] = [
            super(FilesField, self).clean(one, initial) for one in sent or [None]
        ]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                gettext("These are %(sent)s files. Send at most %(most)s at a time.")
                % {"sent": len(files), "most": MOST_FILES}
            )
        if sum(file.size or 0 for file in files) > MOST_BYTES_TOGETHER:
            raise forms.ValidationError(
                gettext("Together these files are larger than %(most)s MB. Send fewer at a time.")
                % {"most": MOST_BYTES_TOGETHER // 1024**2}
            )
        return files


class LawTextsForm(CalmForm):
    texts = FilesField(
        label=_("Files of the register (XML)"),
        help_text=_("The text of a law or local rule, with manifest.xml of that law where you have it."),
        max_length=200,
    )


class FetchForm(CalmForm):
    law = forms.CharField(
        label=_("Only this law or rule"),
        help_text=_("Its number in the register, such as BWBR0005537. Empty: all laws of the library."),
        max_length=20,
        required=False,
    )
