"""Search in the published documents: what they say, how it is indexed, and how it is found."""

from cms.delivery.searching.text import plain_text

__all__ = ["plain_text"]
