"""GBIF's ways of saying no."""


class ApiError(Exception):
    """An answer that is not 200: status, content type and body as GBIF sends them."""

    def __init__(self, status: int, text: str, *, json: bool = False) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.json = json


def cannot_parse(value: str, kind: str) -> ApiError:
    return ApiError(400, f"Cannot parse {value} into a known {kind}")


def entity_not_found(path: str, *, json: bool = False) -> ApiError:
    """GBIF answers a missing entity now as text, now as JSON."""
    return ApiError(404, f"Entity not found for uri: {path.removeprefix('/v1')}", json=json)
