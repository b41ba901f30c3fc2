"""What can go wrong before the house stands, in words for whoever typed the command."""


class LaunchError(Exception):
    """Set-up or start cannot go on; the message says what happened and what to do."""
