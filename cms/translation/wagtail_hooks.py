"""What Wagtail's admin gets from here."""

from wagtail.snippets.models import register_snippet

from cms.translation.glossary.views import TermViewSet

register_snippet(TermViewSet)
