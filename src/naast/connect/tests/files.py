"""The files of these tests: made up here, in the structure of the registers. They are no law."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
LAW = DATA / "BWBR9990001"
TODAYS = "2026-01-01_1"


def law_file(label: str = TODAYS) -> Path:
    return LAW / label / "xml" / f"BWBR9990001_{label}.xml"


def law(label: str = TODAYS) -> bytes:
    return law_file(label).read_bytes()


def manifest() -> bytes:
    return (LAW / "manifest.xml").read_bytes()


def rule(edition: int = 2) -> bytes:
    return (DATA / f"CVDR999001_{edition}.xml").read_bytes()


RULE_MANIFEST = b"""<?xml version="1.0" encoding="UTF-8"?>
<work label="CVDR999001" _latestItem="2/xml/CVDR999001_2.xml">
  <expression label="1">
    <manifestation label="xml"><item label="CVDR999001_1.xml" _deleted="false"/></manifestation>
  </expression>
  <expression label="2">
    <manifestation label="xml"><item label="CVDR999001_2.xml" _deleted="false"/></manifestation>
  </expression>
  <expression label="9">
    <manifestation label="xml"><item label="CVDR999001_9.xml" _deleted="true"/></manifestation>
  </expression>
</work>
"""
