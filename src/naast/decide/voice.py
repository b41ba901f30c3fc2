"""The voice that reads a letter aloud: espeak-ng where it is installed, on this machine and nowhere else.

The words go in through a pipe and the sound comes out through one: nothing is written to a disk, no shell
reads them, and they are in no list of processes. Where the program is not installed there is no voice.
"""

from __future__ import annotations

import shutil
import struct
import subprocess

from naast.decide.spoken import LONGEST_SAID

PROGRAM = "espeak-ng"
MEDIA_TYPE = "audio/wav"
VOICES = {"nl": "nl"}
"""The voice for each language in which there are letters."""
WORDS_A_MINUTE = 150
SECONDS = 10.0
"""A piece takes a tenth of a second; a machine that cannot do it in this time reads nothing aloud."""
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


class NoVoice(Exception):
    """There is no voice here, or it did not speak."""


def is_there(language: str = "nl") -> bool:
    """Whether a letter in this language can be read aloud on this machine."""
    return language in VOICES and shutil.which(PROGRAM) is not None


def sound(said: str, language: str = "nl") -> bytes:
    """The words as a WAV file (`MEDIA_TYPE`). Raises NoVoice, also for more than `LONGEST_SAID` signs."""
    program = shutil.which(PROGRAM)
    if program is None or language not in VOICES or not 0 < len(said) <= LONGEST_SAID:
        raise NoVoice
    asked = [program, "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "-b", "1", "--stdin", "--stdout"]
    try:
        spoke = subprocess.run(  # noqa: S603 - a list of our own words; what is said goes in by the pipe
            asked, input=said.encode("utf-8", "replace"), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoVoice from error
    return _whole(spoke.stdout)


def _whole(content: bytes) -> bytes:
    """The sound with its real length in its header: through a pipe the program cannot go back to write it."""
    if len(content) <= _HEADER.size or content[:4] != b"RIFF" or content[36:40] != b"data":
        raise NoVoice
    fields = list(_HEADER.unpack_from(content))
    fields[1], fields[-1] = len(content) - 8, len(content) - _HEADER.size
    return _HEADER.pack(*fields) + content[_HEADER.size :]
