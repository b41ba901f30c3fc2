"""Views of the plan: parse, authorise, call one action or query, render."""
