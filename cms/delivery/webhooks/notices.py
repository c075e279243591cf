"""Mails to administrators about endpoints that are no longer told."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.mail import send_mail

from cms.delivery.webhooks.models import Endpoint

logger = logging.getLogger(__name__)


def tell_administrators(endpoint: Endpoint) -> None:
    """Say why an endpoint was disabled, and where it is enabled again."""
    people = get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
    addresses = sorted({one.email for one in people if one.email})
    address = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + reverse(
        "webhooks:edit", args=[endpoint.pk]
    )
    subject = _("The webhook “%s” was disabled") % endpoint.name
    text = _(
        "%(reason)s\n\nIts receiver no longer hears of changes, so a website that is built from "
        "here may stay as it is. Look at the log, and enable it again, at %(address)s"
    ) % {"reason": endpoint.get_disabled_because_display(), "address": address}
    if not addresses:
        logger.warning("The webhook %s was disabled; no administrator has an address.", endpoint.pk)
        return
    try:
        send_mail(subject, text, addresses)
    except (OSError, SMTPException):
        logger.exception("The administrators could not be told that a webhook was disabled.")
