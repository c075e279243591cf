"""Links and buttons."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail_localize.segments import OverridableSegmentValue

from cms.core import schemas
from gbif_blocks.blocks.keys import KeyBlock
from gbif_blocks.representation import JSON, JSONSchema, nullable, represent, stored_stream

if TYPE_CHECKING:
    from cms.core.context import Context


class AddressBlock(blocks.CharBlock):  # type: ignore[misc]
    """An address outside the pages; a translator may give another one for their language."""

    def get_translatable_segments(self, value: str) -> list[OverridableSegmentValue]:
        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return segments[0].data if segments else value

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if value:
            validate_address(value)
        return value


def validate_address(address: str) -> None:
    """Refuse what is no web, mail or telephone address and no anchor on the page."""
    scheme, _colon, rest = address.partition(":")
    try:
        if scheme in ("http", "https"):
            URLValidator(schemes=["http", "https"])(address)
        elif scheme == "mailto":
            EmailValidator()(rest.partition("?")[0])
        elif not (scheme == "tel" and rest) and not (address[:1] == "#" and len(address) > 1):
            raise ValidationError("")
    except ValidationError as error:
        raise ValidationError(
            _(
                "Give a web address (https://…), a mail address (mailto:…), a telephone number "
                "(tel:…) or an anchor on this page (#…). "
                "For a page of this portal, choose the page."
            )
        ) from error


class LinkBlock(blocks.StructBlock):  # type: ignore[misc]
    """A link to a page, a file or an address: one of the three."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    query = KeyBlock(
        required=False,
        label=_("Query string"),
        help_text=_("For a page with GBIF data, for example country=BE&view=MAP."),
    )
    anchor = KeyBlock(
        required=False, label=_("Anchor"), help_text=_("The name of a heading on the page.")
    )
    document = DocumentChooserBlock(required=False, label=_("File"))
    url = AddressBlock(
        required=False,
        label=_("Address"),
        help_text=_("For example https://www.gbif.org or mailto:info@example.org."),
    )
    new_window = blocks.BooleanBlock(required=False, label=_("Open in a new window"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{page}{url}{document}"
        collapsed = True

    def __init__(self, local_blocks: Any = None, required: bool = True, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        self.target_required = required

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        given = [name for name in ("page", "document", "url") if cleaned.get(name)]
        if len(given) > 1:
            message = _("Choose one of page, file and address, not several.")
            raise StructBlockValidationError({name: ValidationError(message) for name in given[1:]})
        if not given and self.target_required:
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose a page or a file, or give an address."))}
            )
        if cleaned.get("query") and not cleaned.get("page"):
            raise StructBlockValidationError(
                {"query": ValidationError(_("A query string goes with a page of this portal."))}
            )
        return cleaned

    def get_representation(self, value: Any, context: "Context") -> JSON:
        """A Link, or None where nothing was chosen."""
        new_window = bool(value.get("new_window"))
        if value.get("url"):
            return context.address_link(value["url"], new_window)
        if (document := context.document(value.get("document"))) is not None:
            return context.document_link(document, new_window)
        if (pk := value.get("page")) and (page := context.page(pk)) is not None:
            return context.page_link(
                page, value.get("query") or "", value.get("anchor") or "", new_window
            )
        if self.target_required:
            return context.page_link(None)
        return None

    def get_json_schema(self) -> JSONSchema:
        return schemas.LINK if self.target_required else nullable(schemas.LINK)


class CtaBlock(blocks.StructBlock):  # type: ignore[misc]
    """A button."""

    text = blocks.CharBlock(label=_("Text"), max_length=80)
    link = LinkBlock(label=_("Link"))
    primary = blocks.BooleanBlock(required=False, label=_("Main button"))

    class Meta:
        icon = "link"
        label = _("Button")
        label_format = "{text}"

    def get_json_schema(self) -> JSONSchema:
        return schemas.ref("Cta")


class CallsToActionBlock(blocks.StreamBlock):  # type: ignore[misc]
    """The buttons of a hero."""

    cta = CtaBlock()

    class Meta:
        max_num = 6

    def get_representation(self, value: Any, context: "Context") -> JSON:
        child = self.child_blocks["cta"]
        return [represent(child, member["value"], context) for member in stored_stream(value)]

    def get_json_schema(self) -> JSONSchema:
        return schemas.array(schemas.ref("Cta"))
