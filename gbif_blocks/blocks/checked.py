"""Blocks whose form tells, while somebody edits, how many records their query finds."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope


class Checked(blocks.StructBlock):  # type: ignore[misc]
    """A block with a query: `get_query(value, scope)`, by which its form is checked.

    `check_name` names the block in the address of its check (`gbif_blocks.forms.block_check`).
    """

    check_name: ClassVar[str]
    # Whether readers can page through all that is found.
    is_paged: ClassVar[bool] = False

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """What the block asks, inside `scope` when it is given."""
        raise NotImplementedError

    def get_checked_query(self, value: Any, scope: Scope) -> Query | None:
        """What is counted for the editor: the block's own query; None when it asks nothing."""
        return self.get_query(value, scope if value.get("within_scope") else None)


class CheckedAdapter(StructBlockAdapter):  # type: ignore[misc]
    """The block's form with the check below it (static/gbif_blocks/block_check.js)."""

    js_constructor = "gbif_blocks.Checked"

    def js_args(self, block: Checked) -> list[Any]:
        arguments: list[Any] = super().js_args(block)
        arguments[2]["check"] = {
            "url": reverse("gbif_forms:check_block", args=[block.check_name]),
            "now": _("Check now"),
            "checking": _("GBIF is counting…"),
            "failed": _("The check could not be made. Try again."),
            "site": _("The same at GBIF.org"),
            "newWindow": _("opens in a new window"),
            "label": _("What GBIF finds"),
        }
        return arguments

    @cached_property
    def media(self) -> forms.Media:
        own = forms.Media(
            js=["gbif_blocks/block_check.js"], css={"all": ["gbif_blocks/chooser.css"]}
        )
        media: forms.Media = super().media + own
        return media


register(CheckedAdapter(), Checked)
