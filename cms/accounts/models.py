from django.db import models
from django.utils import timezone


class FailedLogin(models.Model):
    """One wrong password, under the account that was tried or the address it came from.

    `key` is a digest: what people type for a name is now and then their password.
    """

    key = models.CharField(max_length=64)
    failed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["key", "failed_at"], name="failed_login_by_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.failed_at}"
