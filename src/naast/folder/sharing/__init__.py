"""Sharing pages of a folder with a named organisation: docs/adr/0008-sharing-without-a-login.md."""
