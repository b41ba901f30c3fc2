"""What every room stands on: municipality scope, actors, visibility, audit, history, drafts, clock.

The kernel knows no room. Rooms register what it needs to know (who is in a circle, who is logged in)
through `visibility` and `actors`.
"""
