"""Releases of the contract: what changed since the last one, and whether frontends break by it."""
