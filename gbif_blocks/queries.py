"""A question to GBIF: one catalogue, what to look for, how many rows.

A query is made of parameters that were checked (module parameters) and, within a portal, of the
portal's scope. It knows its own request, and the page of GBIF.org that shows the same.
"""

import json
import uuid
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from gbif_blocks.catalogues import CATALOGUES, Catalogue
from gbif_blocks.parameters import Parameters
from gbif_blocks.predicates import Predicate, conjunction, from_parameters

GBIF_SITE = "https://www.gbif.org"
# Namespace of snapshot ids: the same question has the same id in every portal and language.
QUERY_NAMESPACE = uuid.UUID("6f1c1b0e-5b8e-5d0c-9a52-3f0d6b5c7d11")


@dataclass(frozen=True)
class Query:
    """One search. `limit` is the number of rows; 0 asks for the count alone.

    With a `predicate` the search is a POST, and of `parameters` only `q` is left beside it.
    `contradiction` says, when not empty, why nothing can match: such a query is never sent.
    """

    catalogue: str
    parameters: Parameters = field(default_factory=dict)
    predicate: Predicate | None = None
    limit: int = 0
    contradiction: str = ""

    @property
    def _catalogue(self) -> Catalogue:
        return CATALOGUES[self.catalogue]

    @property
    def method(self) -> str:
        """GET or POST."""
        return "GET" if self.predicate is None else "POST"

    @property
    def path(self) -> str:
        """The path below GBIF_API_URL."""
        if self.predicate is not None and self._catalogue.predicate_path:
            return self._catalogue.predicate_path
        return self._catalogue.search_path

    @property
    def request_parameters(self) -> list[tuple[str, str]]:
        """The query string's pairs of a GET, in a fixed order; none for a POST."""
        if self.method == "POST":
            return []
        pairs = [
            (name, value) for name in sorted(self.parameters) for value in self.parameters[name]
        ]
        return [*pairs, ("limit", str(self.limit))]

    @property
    def body(self) -> dict[str, Any] | None:
        """The JSON body of a POST; None for a GET."""
        if self.predicate is None:
            return None
        body: dict[str, Any] = {"predicate": self.predicate.as_rest(), "limit": self.limit}
        if self.parameters.get("q"):
            body["q"] = self.parameters["q"][0]
        return body

    @property
    def snapshot_id(self) -> uuid.UUID:
        """The same for every query that asks the same."""
        pairs = tuple(self.request_parameters)
        body = None if self.predicate is None else json.dumps(self.body, sort_keys=True)
        return _snapshot_id(self.method, self.path, pairs, body, self.contradiction)

    @property
    def gbif_url(self) -> str:
        """The page of www.gbif.org that shows what this query finds."""
        pairs = [("contentType", "literature")] if self.catalogue == "literature" else []
        pairs += [
            (name, value) for name in sorted(self.parameters) for value in self.parameters[name]
        ]
        if self.predicate is not None:
            widget = json.dumps(self.predicate.as_widget(), separators=(",", ":"))
            pairs.append(("predicate", widget))
        query = f"?{urlencode(pairs)}" if pairs else ""
        return f"{GBIF_SITE}{self._catalogue.site_path}{query}"

    @property
    def citation_name(self) -> str:
        """What GBIF calls the search in a citation."""
        return self._catalogue.citation_name

    def within(self, parameters: Parameters | None, predicate: Predicate | None) -> "Query":
        """This query inside a scope, which is given as parameters, as a predicate, or not at all.

        A catalogue without search by predicate takes the scope's parameters only.
        """
        if predicate is not None and self._catalogue.predicate_path:
            return self._within_predicate(predicate)
        return self._within_parameters(parameters or {})

    def _within_predicate(self, scope: Predicate) -> "Query":
        as_parameters = scope.as_parameters()
        if as_parameters is not None and not as_parameters.keys() & self.parameters.keys():
            return replace(self, parameters=self.parameters | as_parameters)
        q = {"q": self.parameters["q"]} if self.parameters.get("q") else {}
        both = conjunction(scope, from_parameters(self.parameters))
        return replace(self, parameters=q, predicate=both)

    def _within_parameters(self, scope: Parameters) -> "Query":
        merged = dict(self.parameters)
        for name, allowed in scope.items():
            asked = self.parameters.get(name)
            if asked is None:
                merged[name] = allowed
                continue
            merged[name] = [value for value in asked if value in allowed]
            if not merged[name]:
                return self.contradicted(
                    f"The block asks for {name} {', '.join(asked)}, but the portal's scope is "
                    f"{', '.join(allowed)}: nothing can match."
                )
        return replace(self, parameters=merged)

    def contradicted(self, reason: str) -> "Query":
        """This query as one that is not sent. `reason` is in English: it is part of the id."""
        return replace(self, contradiction=reason)


# Several blocks of a portal ask the same, and each of them is asked for it more than once.
@lru_cache(maxsize=10_000)
def _snapshot_id(
    method: str, path: str, pairs: tuple[tuple[str, str], ...], body: str | None, contradiction: str
) -> uuid.UUID:
    canonical = {
        "method": method,
        "path": path,
        "parameters": pairs,
        "body": None if body is None else json.loads(body),
        "contradiction": contradiction,
    }
    return uuid.uuid5(QUERY_NAMESPACE, json.dumps(canonical, sort_keys=True))
