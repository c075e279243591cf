"""“Sync translated pages”: giving translators the source as it is now, in a handful of queries.

wagtail-localize stores the segments of a source one by one, each with several queries: a page of
200 segments takes 1.4 seconds of a core. Its view is kept; only the storing is ours.
"""

from typing import Any

from wagtail_localize.models import TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.translation.submission import Submission


def hand_over_again(source: TranslationSource) -> None:
    """Store what `TranslationSource.update_from_db` does."""
    Submission.again(source, source.get_source_instance())


class BulkUpdateView(UpdateTranslationsView):  # type: ignore[misc]
    """wagtail-localize's view, which calls `update_from_db` of the source that it is given."""

    def get_object(self) -> Any:
        source = super().get_object()
        source.update_from_db = lambda: hand_over_again(source)
        return source
