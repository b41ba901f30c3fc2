"""What later rooms may listen to."""

from __future__ import annotations

from django.dispatch import Signal

decision_made = Signal()
"""Sent inside the transaction that makes a decision, after its rows are written.

Arguments: `sender` (the Decision class), `actor`, `case_id`, `decision_id`, `outcome` (yes, partly, no) and
`is_exception`. A receiver that fails undoes the decision with it.
"""
