"""What is stored of translations beside wagtail-localize's own."""

from cms.translation.checks.models import IgnoredFinding
from cms.translation.glossary.models import Term, Wording
from cms.translation.memory.models import MemoryWord

__all__ = ["IgnoredFinding", "MemoryWord", "Term", "Wording"]
