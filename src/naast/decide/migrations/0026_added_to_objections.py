"""What the resident adds to an objection that runs belongs to it; what was asked counts from its letter.

Articles (to be checked by a lawyer): added Awb 6:4 and 7:4, time to complete 6:6.
"""

import importlib

from django.db import migrations, models

from naast.kernel.migrating import at_once, function_of, with_rule

_OF_BEFORE = function_of(
    importlib.import_module("naast.decide.migrations.0018_penalty_and_repair").MADE,
    "naast_objection_complete",
)

_ASKED = """        SELECT 1 FROM decide_objectionstep s WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked'
    ) THEN
        RAISE EXCEPTION 'nothing was asked'"""
_ASKED_BY_LETTER = """        SELECT 1 FROM decide_objectionstep s JOIN decide_document d ON d.step_id = s.id
        WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked'
    ) THEN
        RAISE EXCEPTION 'nothing was asked'"""
_MISSING = """        SELECT 1 FROM decide_objectionstep s, jsonb_array_elements_text(s.parts) part
        WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked' AND s.until_on < NEW.done_on
          AND NOT EXISTS (
            SELECT 1 FROM decide_objectionstep c
            WHERE c.objection_id = NEW.objection_id AND c.kind = 'completed' AND c.id > s.id
              AND jsonb_exists(c.parts, part)
        )
    ) THEN"""
# Of what was asked twice the later day counts, and the resident's own words are looked at first.
_MISSING_BY_LETTER = """        SELECT 1 FROM decide_objectionstep s JOIN decide_document d ON d.step_id = s.id,
             jsonb_array_elements_text(s.parts) part
        WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked'
          AND NOT EXISTS (
            SELECT 1 FROM decide_objectionstep c
            WHERE c.objection_id = NEW.objection_id AND c.kind = 'completed' AND c.id > s.id
              AND jsonb_exists(c.parts, part)
        )
        GROUP BY part HAVING max(s.until_on) < NEW.done_on
    ) OR NEW.because = 'missing' AND EXISTS (
        SELECT 1 FROM decide_objectionstep sent
        WHERE sent.objection_id = NEW.objection_id AND sent.kind = 'completed' AND sent.made_by_id IS NULL
          AND NOT EXISTS (
            SELECT 1 FROM decide_objectionstep seen
            WHERE seen.objection_id = NEW.objection_id AND seen.kind = 'completed'
              AND seen.made_by_id IS NOT NULL AND seen.id > sent.id
        )
    ) THEN"""

FORWARDS = with_rule(with_rule(_OF_BEFORE, _ASKED, _ASKED_BY_LETTER), _MISSING, _MISSING_BY_LETTER)


class Migration(migrations.Migration):
    dependencies = [("decide", "0025_practice_funds")]

    operations = [
        *at_once(
            [
                migrations.RemoveConstraint(
                    model_name="objectionstep",
                    name="decide_objectionstep_says_something",
                ),
                migrations.RemoveConstraint(
                    model_name="objectionstep",
                    name="decide_objectionstep_by_staff",
                ),
                migrations.AlterField(
                    model_name="objectionstep",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("confirmed", "receipt confirmed"),
                            ("late", "why it came later"),
                            ("asked", "asked to complete the objection"),
                            ("completed", "what came in since"),
                            ("added", "added to the objection"),
                            ("invited", "invited to the hearing"),
                            ("not_heard", "no hearing"),
                            ("heard", "heard"),
                            ("postponed", "answer postponed"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["late", "added", "heard", "postponed", "decided", "withdrawn"]),
                                _negated=True,
                            ),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_says_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("made_by__isnull", False),
                            ("kind__in", ["late", "withdrawn", "completed", "added"]),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_by_staff",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, _OF_BEFORE),
    ]
