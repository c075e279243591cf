from typing import Any

from django.core.management.base import BaseCommand

from cms.translation.review.work import mail_digests


class Command(BaseCommand):
    help = (
        "Sends each translator and reviewer one mail about the texts that wait for them: assigned, "
        "due, overdue, returned. Whoever was told of all that already gets none, so it may run as "
        "often as is wished, for example every morning."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent = mail_digests()
        self.stdout.write(f"{sent} mails sent." if sent != 1 else "1 mail sent.")
