"""The licences that a picture, a document or a portal's texts may carry.

Codes are SPDX identifiers (https://spdx.org/licenses/) where one exists.
"""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable


class Licence(models.TextChoices):
    """A licence or the statement that there is none."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"
    CC_BY_ND = "CC-BY-ND-4.0", "CC BY-ND 4.0"
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"
    PUBLIC_DOMAIN = "PD", _("Public domain")
    ALL_RIGHTS_RESERVED = "ARR", _("All rights reserved")


_DEEDS = {
    Licence.CC0: "publicdomain/zero/1.0",
    Licence.CC_BY: "licenses/by/4.0",
    Licence.CC_BY_SA: "licenses/by-sa/4.0",
    Licence.CC_BY_NC: "licenses/by-nc/4.0",
    Licence.CC_BY_NC_SA: "licenses/by-nc-sa/4.0",
    Licence.CC_BY_ND: "licenses/by-nd/4.0",
    Licence.CC_BY_NC_ND: "licenses/by-nc-nd/4.0",
    Licence.PUBLIC_DOMAIN: "publicdomain/mark/1.0",
}

LICENCE_SCHEMA: JSONSchema = nullable(
    closed_object(
        {
            "code": {"type": "string", "enum": Licence.values},
            "label": {"type": "string"},
            "url": nullable({"type": "string", "format": "uri"}),
        }
    )
)


def represent_licence(code: str, language: str) -> JSON:
    """`{code, label, url}` of a licence in a language, or None where none is known."""
    if not code:
        return None
    licence = Licence(code)
    deed = _DEEDS.get(licence)
    with translation.override(language):
        label = str(licence.label)
    return {
        "code": licence.value,
        "label": label,
        "url": f"https://creativecommons.org/{deed}/" if deed else None,
    }
