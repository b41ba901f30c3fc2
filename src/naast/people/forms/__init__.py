"""Forms of the people room, by subject."""
