from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail_localize.fields import SynchronizedField

from cms.core import json_ld, schemas, video
from cms.core.blocks import BodyBlock, CallsToActionBlock
from cms.core.fields import StreamField
from cms.core.forms.pages import PageForm
from cms.core.portals import Portal, portal_of
from gbif_blocks.representation import JSON, JSONSchema, look_ahead, represent

if TYPE_CHECKING:
    from cms.core.context import Context
    from cms.core.shelf import Shelf


# Saving nothing but these changes nothing that is public: drafts, locks, lazily computed columns.
BOOKKEEPING = {
    COMMENTS_RELATION_NAME,
    "approved_go_live_at",
    "draft_title",
    "expire_at",
    "file_hash",
    "file_size",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
}


def is_bookkeeping(update_fields: Iterable[str] | None) -> bool:
    """Whether a save of these fields alone, None for all, changes nothing that is public."""
    return update_fields is not None and BOOKKEEPING.issuperset(update_fields)


class TaggedPage(TaggedItemBase):  # type: ignore[misc]
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="tagged_items"
    )


class HeroKind(models.TextChoices):
    IMAGE = "image", _("Picture")
    VIDEO = "video", _("Video")
    NONE = "none", _("Neither")


class HeroHeight(models.TextChoices):
    NORMAL = "normal", _("Normal")
    TALL = "tall", _("Tall")


class BasePage(Page):  # type: ignore[misc]
    """What every page of a portal has: a hero, a body of blocks, search-engine texts and tags."""

    hero_kind = models.CharField(
        _("shown in the hero"), max_length=5, choices=HeroKind.choices, default=HeroKind.NONE
    )
    hero_title = models.CharField(
        _("hero title"), max_length=255, blank=True, help_text=_("If not the page's title.")
    )
    hero_description = models.TextField(_("hero text"), blank=True)
    hero_image = models.ForeignKey(
        "core.Image",
        verbose_name=_("hero picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_image_alt = models.CharField(
        _("hero picture: description"),
        max_length=255,
        blank=True,
        help_text=_("If not the one of the picture itself."),
    )
    hero_video = models.URLField(
        _("hero video"),
        blank=True,
        validators=[video.validate_video_url],
        help_text=_("For example https://vimeo.com/123456789."),
    )
    hero_height = models.CharField(
        _("hero height"), max_length=6, choices=HeroHeight.choices, default=HeroHeight.NORMAL
    )
    hero_ctas = StreamField(CallsToActionBlock(), blank=True, verbose_name=_("hero buttons"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    social_image = models.ForeignKey(
        "core.Image",
        verbose_name=_("picture for search engines and social media"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If not the hero picture."),
    )
    robots_noindex = models.BooleanField(_("keep out of search engines"), default=False)
    tags = ClusterTaggableManager(through=TaggedPage, blank=True, verbose_name=_("tags"))

    # The translation editor shows this name on its link.
    preview_modes: ClassVar[list[tuple[str, Any]]] = [("", _("Preview"))]

    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("robots_noindex", overridable=True),
    ]

    # Of Wagtail's own APIs, which want a token (cms.stock_apis). Documents do not lean on them.
    api_fields: ClassVar[list[APIField]] = [
        APIField(name, writable=True)
        for name in (
            "hero_kind", "hero_title", "hero_description", "hero_height", "hero_ctas", "body",
            "robots_noindex",
        )
    ]  # fmt: skip

    base_form_class = PageForm

    hero_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("hero_kind"),
                FieldPanel("hero_image"),
                FieldPanel("hero_image_alt"),
                FieldPanel("hero_video"),
                FieldPanel("hero_title"),
                FieldPanel("hero_description"),
                FieldPanel("hero_ctas"),
                FieldPanel("hero_height"),
            ],
            heading=_("Hero"),
        )
    ]
    type_panels: ClassVar[list[Panel]] = []
    # `cms.core.admin_search` does it.
    search_auto_update = False
    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                FieldPanel("robots_noindex"),
                FieldPanel("tags"),
            ],
            heading=_("Search engines and sharing"),
        )
    ]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.edit_handler = TabbedInterface(
            [
                ObjectList(
                    [TitleFieldPanel("title"), *cls.type_panels, FieldPanel("body")],
                    heading=_("Content"),
                ),
                ObjectList(cls.hero_panels, heading=_("Hero")),
                ObjectList(cls.promote_panels, heading=_("Promote")),
                ObjectList(cls.settings_panels, heading=_("Settings")),
            ]
        )

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> Any:
        """Save the page; what refers to what is found out only when something of that may change.

        Wagtail saves a page twice for each publishing, and reads all its references each time.
        """
        # It wants all models to be loaded.
        from wagtail import signal_handlers

        # Wagtail's switch cannot be turned off twice.
        is_off = getattr(signal_handlers.reference_index_auto_update_disabled, "value", False)
        if is_off or not is_bookkeeping(update_fields):
            return super().save(*args, update_fields=update_fields, **kwargs)
        with signal_handlers.disable_reference_index_auto_update():
            return super().save(*args, update_fields=update_fields, **kwargs)

    # Where the page is

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The page's place on the public website, whatever language is active in this thread."""
        portal = _portal(self, request)
        path = portal.path(self) if portal else None
        if portal is None or path is None:
            return None
        return portal.site.pk, portal.frontend_url, path

    @property
    def public_path(self) -> str | None:
        """The path on the public website ("/nl/gemeenschap/"); None outside of a portal."""
        parts = self.get_url_parts()
        return parts[2] if parts else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """This service draws no pages: the reader is sent to the public website."""
        return HttpResponseRedirect(self.full_url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft, as the room that registered the hook `serve_draft` shows it."""
        for answer in hooks.get_hooks("serve_draft"):
            response: HttpResponse = answer(request, self)
            return response
        raise ImproperlyConfigured("Nothing shows drafts: no app registers “serve_draft”.")

    # What the public sees of it

    # Relations that documents and summaries show, as `prefetch_related` takes them.
    shown_relations: ClassVar[tuple[str, ...]] = ()

    def look_ahead(self, context: "Context") -> None:
        """Announce what the document will show, beside what `look_ahead_summary` announces."""
        for field in self._meta.concrete_fields:
            if isinstance(field, StreamField):
                stream = getattr(self, field.attname)
                look_ahead(stream.stream_block, stream, context)

    def look_ahead_summary(self, shelf: "Shelf") -> None:
        """Announce what the summary shows beside pictures and tags."""

    def get_body(self, context: "Context") -> JSON:
        return represent(self.body.stream_block, self.body, context)

    def get_hero(self, context: "Context") -> JSON:
        """The hero; an image hero whose picture is gone is a hero without one."""
        image = None
        if self.hero_kind == HeroKind.IMAGE:
            image = context.image(self.hero_image_id, alt=self.hero_image_alt)
        shown_video = video.represent(self.hero_video) if self.hero_kind == HeroKind.VIDEO else None
        return {
            "kind": "image" if image else "video" if shown_video else "none",
            "title": self.hero_title or self.title,
            "description": self.hero_description or None,
            "image": image,
            "video": shown_video,
            "ctas": represent(self.hero_ctas.stream_block, self.hero_ctas, context),
            "height": self.hero_height,
        }

    @property
    def description(self) -> str | None:
        """One or two sentences on the page, for lists and search engines."""
        return self.search_description or strip_tags(self.hero_description) or None

    def get_seo(self, context: "Context") -> JSON:
        canonical = context.portal.path(self)
        if self.alias_of_id is not None:
            context.touch(f"url:{self.alias_of_id}")
            served = context.page(self.alias_of_id)
            canonical = (served and context.portal.path(served)) or canonical
        return {
            "title": self.seo_title or self.title,
            "description": self.description,
            "canonical": f"{context.portal.frontend_url}{canonical}",
            "robots": "noindex" if self.robots_noindex else "index, follow",
            "image": context.image(self.social_image_id or self.hero_image_id),
            "json_ld": [],  # made last, from the whole document
        }

    def get_json_ld(self, document: dict[str, Any], context: "Context") -> list[dict[str, Any]]:
        """What the page is in schema.org's terms; `document` is its finished document."""
        return [json_ld.web_page(document, context)]

    def get_document_fields(self, context: "Context") -> dict[str, JSON]:
        """What this page type adds to the document, at its top level."""
        return {}

    @classmethod
    def get_document_fields_schema(cls) -> Mapping[str, JSONSchema]:
        """The schema of each field of `get_document_fields`."""
        return {}

    @classmethod
    def get_document_schema(cls) -> JSONSchema:
        """The JSON Schema of a whole document of this type; `$defs` are those of `schemas`."""
        return schemas.document_schema(cls._meta.label, cls.get_document_fields_schema())

    def get_summary(self, context: "Context") -> JSON:
        """The page in a list; call `Context.summary`, which also notes the dependency."""
        return {
            "type": self._meta.label,
            "key": str(self.translation_key),
            "path": context.portal.path(self),
            "title": self.title,
            "locale": context.written_in(self).language_code,
            "state": context.translation_state(self),
            "description": self.description,
            "image": context.image(self.hero_image_id or self.social_image_id),
            "date": None,
            "tags": context.tags(self),
            "project": None,
        }


def _portal(page: Page, request: HttpRequest | None) -> Portal | None:
    """The page's portal; one request looks the portals up once."""
    if request is None:
        return portal_of(page)
    if not hasattr(request, "_portals"):
        request._portals = Portal.all()  # type: ignore[attr-defined]
    return portal_of(page, request._portals)  # type: ignore[attr-defined]
