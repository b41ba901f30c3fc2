"""A local rule of the demo's municipality, with its text. It is made up, says so, and holds nowhere."""

from __future__ import annotations

from naast.connect.law_texts.actions import bring_in
from naast.connect.law_texts.choosing import sources_of
from naast.demo.stage import House
from naast.kernel.clock import today
from naast.weigh import actions as weigh

NUMBER = "CVDR999999"
TITLE = "Oefenverordening maatwerk Demostad (fictief)"

_FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/" xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:overheidrg="http://standaarden.overheid.nl/cvdr/meta/">
  <meta>
    <owmskern>
      <dcterms:identifier>{NUMBER}_1</dcterms:identifier><dcterms:title>{TITLE}</dcterms:title>
    </owmskern>
    <cvdripm><overheidrg:inwerkingtredingDatum>{{first}}</overheidrg:inwerkingtredingDatum></cvdripm>
  </meta>
  <body><regeling><regeling-tekst>
    <artikel>
      <kop><label>Artikel</label><nr>1</nr><titel>Oefenen (fictief)</titel></kop>
      <al>Deze verordening bestaat niet. Zij laat zien hoe een tekst naast een regel staat.</al>
    </artikel>
    <artikel>
      <kop><label>Artikel</label><nr>9</nr><titel>Hardheid (fictief)</titel></kop>
      <lid><lidnr>1</lidnr>
        <al>Het college kan in deze oefening afwijken van artikel 1, als iemand anders:</al>
        <lijst>
          <li nr="a."><al>zijn huis kwijtraakt; of</al></li>
          <li nr="b."><al>de oefening niet begrijpt.</al></li>
        </lijst>
      </lid>
      <lid><lidnr>2</lidnr><al>Het college schrijft op waarom het afwijkt.</al></lid>
    </artikel>
  </regeling-tekst></regeling></body>
</cvdr>
"""


def keep(house: House) -> None:
    """The lawyer brings in the text and adds the row that quotes it."""
    lawyer = house["jurist"]
    content = _FILE.format(first=today().replace(month=1, day=1).isoformat()).encode()
    report = bring_in(actor=lawyer, sources=sources_of([(f"{NUMBER}_1.xml", content)]), on=today())
    if report.problems:
        raise ValueError(report.problems[0].words)
    weigh.add_row(
        actor=lawyer,
        columns={
            "law": TITLE,
            "bwb_id": NUMBER,
            "article": "9",
            "kind": "hardship",
            "allows_nl": "Afwijken van de oefenverordening als iemand anders zijn huis kwijtraakt (fictief)",
            "allows_en": "Depart from the practice ordinance if somebody would lose their home (fictitious)",
            "question_nl": "Raakt iemand zonder afwijking zijn huis kwijt?",
            "question_en": "Would somebody lose their home without it?",
        },
        why="eigen verordening (fictief)",
    )
