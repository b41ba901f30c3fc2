"""Pages of the weighing: the conversation of a case, the three values, the library of the law."""
