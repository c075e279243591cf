"""What can go wrong between a portal and GBIF.

`GbifError.transient` tells the two that matter apart: with a transient error the last good value
still stands and the question is asked again later; another error is GBIF's answer to the question,
and stays until the question changes.
"""


class GbifError(Exception):
    """A request to GBIF that gave no usable answer. The text is fit to show to an editor."""

    transient = True


class Unreachable(GbifError):
    """No connection could be made, or it broke before the answer was complete."""


class TimedOut(GbifError):
    """The answer was not complete within the time allowed."""


class ServerError(GbifError):
    """GBIF answered with a 5xx status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class RateLimited(GbifError):
    """GBIF asks to slow down (429), or to come back later (503 with Retry-After).

    `retry_after` is the number of seconds that it asked to wait.
    """

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OverBudget(GbifError):
    """Nothing was sent: a pause, an open circuit, or the portal's own limit of requests.

    `retry_after` is the number of seconds after which asking may succeed; `waitable` says whether
    it then will, as after a pause, or perhaps, as when GBIF is away.
    """

    def __init__(self, message: str, retry_after: float, *, waitable: bool = True) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.waitable = waitable


class BadAnswer(GbifError):
    """An answer that is not the API's: an HTML page, broken JSON, a redirect, too much."""


class Refused(GbifError):
    """GBIF refused the question (4xx); the text is GBIF's own."""

    transient = False

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class NotFound(Refused):
    """There is nothing under that key or path (404)."""
