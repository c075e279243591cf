"""Where a browser finds what the REST API does not give: tiles of a base map, stories.

On GBIF's own hosts these live apart; a mirror or a test server has everything at one address.
"""

from urllib.parse import urlsplit

from gbif_blocks.client import api_url


def base_map_url() -> str:
    """Where base map tiles are (https://tile.gbif.org/ui/)."""
    return "https://tile.gbif.org" if _is_gbif() else api_url()


def graphql_url() -> str:
    """Where GBIF.org's own GraphQL is: it may change, so only what a browser adds relies on it."""
    return "https://graphql.gbif.org/graphql" if _is_gbif() else f"{api_url()}/graphql"


def _is_gbif() -> bool:
    return urlsplit(api_url()).hostname == "api.gbif.org"
