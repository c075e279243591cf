"""Dropping from CDNs, by tag, what is no longer true."""
