"""Identifiers of people and organisations, checked before they are stored."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ROR = re.compile(r"^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}$")
_ORCID = re.compile(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")


def validate_ror_id(value: str) -> None:
    """Refuse what is no ROR id (https://ror.readme.io/docs/identifier)."""
    if not _ROR.match(value):
        raise ValidationError(_("Give a ROR id, for example https://ror.org/02y22ws83."))


def validate_orcid(value: str) -> None:
    """Refuse what is no ORCID iD or has a wrong check digit (ISO 7064 11,2)."""
    message = _("Give an ORCID iD, for example 0000-0002-1825-0097.")
    if not _ORCID.match(value):
        raise ValidationError(message)
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if value[-1] != ("X" if check == 10 else str(check)):
        raise ValidationError(_("The check digit of this ORCID iD is wrong: is a digit mistyped?"))
