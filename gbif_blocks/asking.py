"""Whether a GET can ask what a predicate says, and if not, why.

GBIF counts by GET from a cache and documents it; the search by predicate (POST) it does not. A
scope that GET can say is therefore asked by GET.
"""

from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gbif_blocks.parameters import Parameters
from gbif_blocks.predicates import And, Equals, In, IsNull, Like, Not, Or, Predicate, Range

# Servers and caches on the way refuse longer addresses; 8,000 with headers is the usual limit.
MAX_QUERY = 6_000


def fits_get(parameters: Parameters) -> bool:
    """Whether the parameters are short enough for an address."""
    return len(urlencode(parameters, doseq=True)) <= MAX_QUERY


def get_obstacle(predicate: Predicate) -> str | Promise | None:
    """Why no GET can ask the predicate, for an editor; None when one can."""
    parameters = predicate.as_parameters()
    if parameters is not None:
        if fits_get(parameters):
            return None
        return _("it is longer than an address may be")
    return _reason(predicate)


def _reason(predicate: Predicate) -> str | Promise:
    if isinstance(predicate, Not):
        return _("a GET cannot say “not”")
    if isinstance(predicate, IsNull):
        return _("a GET cannot say that something is given or not given")
    if isinstance(predicate, Like):
        return _("a GET cannot say “is like”")
    if isinstance(predicate, Range):
        return _("a GET knows “at least” and “at most”, not “more than” and “less than”")
    if isinstance(predicate, Equals | In):
        if predicate.match_case:
            return _("a GET cannot tell capitals from small letters")
        return _("GBIF takes one value of %(key)s only") % {"key": predicate.key}
    if isinstance(predicate, And | Or):
        for part in predicate.predicates:
            if part.as_parameters() is None:
                return _reason(part)
    if isinstance(predicate, Or):
        return _("a GET cannot say “or” between different fields")
    return _("a GET cannot ask the same field, or two checklists, for two things at once")
