from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):  # type: ignore[misc]
    """Wagtail's form; its one message is the same for a wrong name, password and a wait."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **WagtailLoginForm.error_messages,
        "invalid_login": _(
            "The user name and the password do not fit. After several wrong passwords, wait a "
            "quarter of an hour before you try again."
        ),
    }
