from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.core.fields import StreamField
from cms.core.licences import Licence
from gbif_blocks.representation import JSON

if TYPE_CHECKING:
    from cms.core.context import Context

validate_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Give a colour as # and six hexadecimal digits, for example #4e9f37.")
)

PLATFORMS = [
    ("bluesky", "Bluesky"),
    ("facebook", "Facebook"),
    ("github", "GitHub"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("mastodon", "Mastodon"),
    ("x", "X"),
    ("youtube", "YouTube"),
    ("vimeo", "Vimeo"),
]


class SocialBlock(blocks.StructBlock):  # type: ignore[misc]
    platform = blocks.ChoiceBlock(choices=PLATFORMS, label=_("Platform"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        label = _("Profile")
        label_format = "{platform}: {url}"


class Analytics(models.TextChoices):
    PLAUSIBLE = "plausible", "Plausible"
    MATOMO = "matomo", "Matomo"


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):  # type: ignore[misc]
    """What is said once for a whole portal: its name, contact, colours and licence."""

    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For example “GBIF Belgium”.")
    )
    tagline = models.CharField(_("tagline"), max_length=500, blank=True)
    logo = models.ForeignKey(
        "core.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    social = StreamField([("profile", SocialBlock())], blank=True, verbose_name=_("social media"))
    primary_colour = models.CharField(
        _("main colour"),
        max_length=7,
        default="#1f6f54",
        validators=[validate_colour],
        help_text=_("Of buttons and links, for example #1f6f54."),
    )
    accent_colour = models.CharField(
        _("second colour"), max_length=7, default="#b4562b", validators=[validate_colour]
    )
    background_colour = models.CharField(
        _("background"), max_length=7, blank=True, validators=[validate_colour]
    )
    licence = models.CharField(
        _("licence of the texts"), max_length=20, choices=Licence.choices, blank=True, default=""
    )
    analytics = models.CharField(
        _("analytics"),
        max_length=10,
        choices=Analytics.choices,
        blank=True,
        default="",
        help_text=_("None by default. Analytics need the reader's consent in Belgium."),
    )
    analytics_url = models.URLField(_("address of the analytics server"), blank=True)
    analytics_site_id = models.CharField(_("site in the analytics"), max_length=120, blank=True)
    widget_script_url = models.URLField(
        _("script of GBIF's own search widget"),
        blank=True,
        help_text=_("Empty: the portal uses its own search."),
    )

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo"), FieldPanel("licence")],
            heading=_("Portal"),
        ),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("address"), FieldPanel("social")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("primary_colour"),
                FieldPanel("accent_colour"),
                FieldPanel("background_colour"),
            ],
            heading=_("Colours"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("analytics"),
                FieldPanel("analytics_url"),
                FieldPanel("analytics_site_id"),
                FieldPanel("widget_script_url"),
            ],
            heading=_("Scripts of others"),
        ),
    ]

    class Meta:
        verbose_name = _("portal settings")

    def get_representation(self, context: "Context") -> dict[str, JSON]:
        """The fields of the site document that come from here."""
        return {
            "name": self.name or self.site.site_name or self.site.hostname,
            "tagline": self.tagline or None,
            "theme": {
                "primary": self.primary_colour.lower(),
                "accent": self.accent_colour.lower(),
                "background": self.background_colour.lower() or None,
            },
            "logo": context.image(self.logo_id),
            "contact": {
                "email": self.email or None,
                "phone": self.phone or None,
                "address": self.address or None,
            },
            "social": [
                {"platform": profile.value["platform"], "url": profile.value["url"]}
                for profile in self.social
            ],
            "analytics": {
                "provider": self.analytics,
                "site_id": self.analytics_site_id,
                "url": self.analytics_url,
            }
            if self.analytics
            else None,
        }
