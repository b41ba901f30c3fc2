"""What every verb of ``naast <engine> <verb> FILE`` shares: reading JSON, answering, refusing in one line.

A verb is a function ``(argparse.Namespace) -> int``, set with ``parser.set_defaults(run=verb)``. It calls
`load_json`, then its engine, then `answer`; whatever is wrong with the input is raised as `BadInput` and
becomes one line on standard error with exit code 2 in `naast.cli.main`, which prints nothing else.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import NoReturn

from naast.engines.errors import BadInput

# What a name of somebody else may add to a refusal is cut off behind this.
LONGEST_LINE = 1_000
# A plan, a case or a catalogue is far below this; what is larger was sent by mistake.
LARGEST_FILE = 10_000_000


class NotWritten(Exception):
    """The answer was found and could not be written: the disk is full, or the output is broken."""


def read_text(name: str) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped), or of standard input for ``-``."""
    source = "standard input" if name == "-" else name
    if name == "-" and sys.stdin is None:
        raise BadInput(source, "cannot be read (it is closed)")
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadInput(source, f"cannot be read ({reason})") from error
    if len(raw) > LARGEST_FILE:
        raise BadInput(source, f"must be at most {LARGEST_FILE // 1_000_000} MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(source, f"must be UTF-8 (byte {error.start} is not)") from error


def load_json(name: str) -> object:
    """The JSON value in a file or on standard input; a key given twice in one object is refused by name.

    NaN and Infinity are let through as floats: the engine refuses them where it can name the field.
    """
    return read_json(read_text(name), "standard input" if name == "-" else name)


def read_json(text: str, source: str) -> object:
    """The JSON value that a text writes; `source` is what a refusal names."""

    def no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            times = Counter(key for key, _value in pairs)
            twice = next(key for key, number in times.items() if number > 1)
            raise BadInput(source, f"key {json.dumps(twice)} is given twice in one object")
        return found

    try:
        return json.loads(text, object_pairs_hook=no_twins)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput(source, f"must be JSON ({error.msg} at {where})") from error
    except RecursionError as error:
        raise BadInput(source, "must be JSON that is nested less deeply") from error
    except BadInput:
        raise
    except ValueError as error:
        raise BadInput(source, "must be JSON with numbers of an ordinary length") from error


def answer(result: object) -> int:
    """Print one JSON value on standard output; the exit code of a verb that succeeded.

    Letters outside ASCII are escaped, so that the output is the same under any locale of the terminal.
    Raises NotWritten.
    """
    if sys.stdout is None:
        raise NotWritten("the answer cannot be written (the output is closed)")
    try:
        print(json.dumps(result, allow_nan=False, indent=2), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotWritten(f"the answer cannot be written ({error.strerror or error})") from error
    return 0


def one_line(text: str) -> str:
    """`text` without line ends or control characters and not too long, whatever stood in a key or a value."""
    cut = text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + "..."
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in cut)


def refuse(error: BadInput) -> int:
    """Print the one line that says what is wrong; the exit code of bad input."""
    print(one_line(str(error)), file=sys.stderr)
    return 2


def refuse_usage(message: str) -> NoReturn:
    """End a wrongly typed command the same way as bad input: one line, exit code 2."""
    print(one_line(f"naast: {message}"), file=sys.stderr)
    raise SystemExit(2)
