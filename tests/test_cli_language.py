"""`naast language review` as the command line contract writes it, run as a command."""

import json
import subprocess
import sys

import pytest

RUN = [sys.executable, "-c", "import sys; from naast.cli import main; sys.exit(main())", "language", "review"]
LETTER = "Beste Jan,\n\nDerhalve is uw aanvraag d.d. 1-5-2026 afgewezen.\n\nGroet,\nTeam Zorg\n"


def naast(*words, given=b""):
    return subprocess.run(
        [*RUN, *map(str, words)], input=given, capture_output=True, timeout=120, check=False
    )


def refused(done):
    """The one line of a refusal; asserts that it is one, and that nothing else was printed."""
    assert (done.returncode, done.stdout) == (2, b"")
    text = done.stderr.decode()
    assert text.endswith("\n") and text.count("\n") == 1
    return text.rstrip("\n")


def test_review_answers_with_summary_findings_and_figures(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    done = naast(path)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert list(found) == ["summary", "findings", "figures"]
    assert found["summary"].startswith("te moeilijk: 7 woorden in 1 zin,")
    assert found["figures"]["reading"] == "too_hard"
    for each in found["findings"]:
        assert list(each) == ["kind", "start", "end", "text", "why", "instead"]
        assert LETTER[each["start"] : each["end"]] == each["text"]
    kinds = [each["kind"] for each in found["findings"]]
    of_words = ["jargon", "passive", "abbreviation", "unclear_date"]
    assert kinds == [*of_words, "no_next_step", "no_invitation", "no_contact"]


def test_standard_input_and_a_byte_order_mark_answer_the_same_each_time():
    first, second = naast("-", given=LETTER.encode("utf-8-sig")), naast("-", given=LETTER.encode())
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_with_grammar_there_is_more(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Beste Jan,\n\nU vind dit hier.\n", encoding="utf-8")
    found = json.loads(naast(path, "--grammar").stdout)
    assert [each["instead"] for each in found["findings"] if each["kind"] == "spelling"] == ["U vindt"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"", "text: must be a letter; there is no word in it"),
        (b" \n ", "text: must be a letter; there is no word in it"),
        (b"Beste Jan \xff", "standard input: must be UTF-8 (byte 10 is not)"),
        (b"12 13 2026\n", "text: must be a letter; there is no word in it"),
        ("Beste Jan, één".encode("latin-1"), "standard input: must be UTF-8 (byte 11 is not)"),
        (LETTER.encode("utf-16"), "standard input: must be UTF-8 (byte 0 is not)"),
        (LETTER.encode("utf-16-le"), "text: must be plain text (character 1 is a null, as in UTF-16)"),
        (b"<html><p>Beste Jan,</p></html>", "text: must be plain text, without the tags of HTML or XML"),
        (b"\n <!DOCTYPE html>\nBeste", "text: must be plain text, without the tags of HTML or XML"),
        (b'<p class="a">Beste Jan,</p>', "text: must be plain text, without the tags of HTML or XML"),
        (b"a" * 100_000, "text: must be a letter of at most 50000 characters, not 100000"),
        (b"Beste Jan. " * 100_000, "text: must be a letter of at most 50000 characters, not 1100000"),
        (b"a" * 10_000_001, "standard input: must be at most 10 MB"),
        (b"a" * 50_001, "text: must be a letter of at most 50000 characters, not 50001"),
    ],
)
def test_what_is_no_letter_is_refused_by_name(given, message):
    assert refused(naast("-", given=given)) == message


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        (
            b"Beste Jan,\r\n\nIk kom\rgraag.\r\n\rGroet,\nKarin Bos\r06 12345678",
            "goed leesbaar: 3 woorden in 1 zin",
        ),
        (b"a" * 50_000, "te moeilijk: 1 woord in 1 zin"),
        (b"Als x < 3 en y > 2, bel mij.", "goed leesbaar: 8 woorden in 1 zin"),
        (b"\x1b[31mBel mij.\x07", "goed leesbaar: 2 woorden in 1 zin"),
    ],
)
def test_an_odd_letter_is_read_to_its_end(given, summary):
    done = naast("-", given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["summary"].startswith(summary)


def test_a_letter_in_english_is_answered_with_a_warning():
    english = b"Dear Jan,\n\nWe regret to tell you that your request for a new chair was turned down.\n"
    found = json.loads(naast("-", given=english).stdout)
    assert found["summary"].endswith("De opmerkingen gaan over Nederlandse brieven.")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refused(naast(tmp_path / "none.txt")).endswith(
        "none.txt: cannot be read (No such file or directory)"
    )
