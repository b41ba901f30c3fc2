"""Pages of the people room, by subject: the door, intake, the circle of a case, accounts."""
