from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import NewsCategory


class NewsCategoryViewSet(SnippetViewSet):  # type: ignore[misc]
    model = NewsCategory
    icon = "tag"
    list_display = ("name", "slug")


register_snippet(NewsCategoryViewSet)
