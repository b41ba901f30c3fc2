"""Pages of deciding, by subject."""
