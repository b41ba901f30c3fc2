"""What was applied at once goes back at once, also where a constraint is about one of its columns."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from naast.kernel.migrating import at_once


@pytest.mark.django_db
def test_a_constraint_about_a_new_column_goes_back_with_it():
    state = ProjectState()
    made = migrations.CreateModel("Account", [("id", models.AutoField(primary_key=True))])
    made.state_forwards("kernel", state)
    purpose = models.CharField(max_length=7, default="open")
    once = models.UniqueConstraint(
        fields=["id"], condition=models.Q(purpose="penalty"), name="kernel_account_one_penalty"
    )
    (both,) = at_once(
        [migrations.AddField("account", "purpose", purpose), migrations.AddConstraint("account", once)]
    )
    later = state.clone()
    both.state_forwards("kernel", later)
    with connection.schema_editor(collect_sql=True) as editor:
        both.database_backwards("kernel", editor, later, state)
        said = " ".join(editor.collected_sql)
    assert said.index("kernel_account_one_penalty") < said.index('DROP COLUMN "purpose"')
