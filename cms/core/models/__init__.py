from cms.core.models.documents import Document
from cms.core.models.images import Image, Rendition
from cms.core.models.languages import Language
from cms.core.models.navigation import Navigation
from cms.core.models.pages import BasePage, TaggedPage
from cms.core.models.settings import SiteSettings

__all__ = [
    "BasePage",
    "Document",
    "Image",
    "Language",
    "Navigation",
    "Rendition",
    "SiteSettings",
    "TaggedPage",
]
