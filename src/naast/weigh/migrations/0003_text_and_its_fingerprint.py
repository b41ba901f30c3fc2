"""A law text is never kept without its fingerprint: the database works it out of the bytes itself."""

from django.db import migrations

FORWARDS = """
ALTER TABLE weigh_lawtext ADD CONSTRAINT weigh_lawtext_fingerprint
    CHECK (sha256 = encode(pg_catalog.sha256(raw), 'hex') AND size = octet_length(raw));
"""

BACKWARDS = """
ALTER TABLE weigh_lawtext DROP CONSTRAINT weigh_lawtext_fingerprint;
"""


class Migration(migrations.Migration):
    dependencies = [("weigh", "0002_law_texts")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
