"""Makes the database: a portal with an empty home page, and an editor who may publish."""

import os

import django

LOGIN = ("ann", "an editor's password")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from django.contrib.auth.models import Group, Permission, User

    from tests.factories import make_portal

    make_portal()
    # Wagtail's own group of those who publish, to which an administrator gives the scope.
    publishers = Group.objects.get(name="Moderators")
    publishers.permissions.add(Permission.objects.get(codename="change_scope"))
    ann = User.objects.create_user(LOGIN[0], "ann@portal.example", LOGIN[1])
    ann.groups.add(publishers)


if __name__ == "__main__":
    main()
