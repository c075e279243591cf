"""Requests to addresses that people type in: webhooks, imports, checks of links.

Whoever may type an address must not reach through it what only this server can reach. So a name is
resolved here, once; all its addresses must be public; the connection goes to one of exactly these,
and its peer is compared again. Redirects are followed only where asked for, and each hop is judged
like the first address. Proxies, `.netrc` and cookies take no part, answers are cut at a size, and
the whole exchange has one deadline, however slowly the other side drips.

requests-hardened gives the session and the list of networks that are no one's public address. Its
own transport is not used: it knows the first address of a name only (a server without IPv6 reaches
no receiver with both), and no deadline (docs/decisions/0013-webhooks.md).
"""

from cms.core.outgoing.addresses import addresses_of, is_public, target_of
from cms.core.outgoing.errors import OutgoingError, Refused, TimedOut, TooLarge, Unreachable
from cms.core.outgoing.requests import Answer, send

__all__ = [
    "Answer",
    "OutgoingError",
    "Refused",
    "TimedOut",
    "TooLarge",
    "Unreachable",
    "addresses_of",
    "is_public",
    "send",
    "target_of",
]
