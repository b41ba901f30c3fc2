"""The one error an engine raises about what it was given."""


class BadInput(ValueError):
    """Something in the input is not what the engine's contract asks.

    `path` names the field as the sender knows it (``lines[0].price.year``), `must` says in one sentence what
    is wrong or what it must be. The text of the error is both: ``lines[0].price.year: 2021 is not in index``.
    """

    def __init__(self, path: str, must: str) -> None:
        self.path = path
        self.must = must
        super().__init__(f"{path}: {must}")
