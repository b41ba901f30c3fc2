"""From a fresh clone to a running house: set-up, own PostgreSQL, roles, assets, supervision.

Stands beside the rooms and imports none of them, nor Django: settings ask :func:`naast.launch.state.load`
where the database is, before Django exists.
"""
