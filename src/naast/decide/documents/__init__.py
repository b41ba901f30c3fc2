"""Report and letter as accessible PDF (PDF/UA-1)."""
