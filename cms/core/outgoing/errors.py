"""Why a request had no answer."""


class OutgoingError(Exception):
    """There was no answer. The text is for the person who typed the address."""


class Refused(OutgoingError):
    """The address is one to which this service does not connect."""


class TimedOut(OutgoingError):
    """The time was up before the answer was complete."""


class Unreachable(OutgoingError):
    """No connection, a broken one, or a certificate that does not hold."""


class TooLarge(OutgoingError):
    """The answer is longer than what the caller takes."""
