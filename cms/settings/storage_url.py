"""Where uploads are kept, written as one URL."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Storage = dict[str, Any]

#: Query parameters of an S3 URL, and the setting of django-storages that each one becomes.
S3_PARAMETERS = {
    "endpoint": "endpoint_url",
    "region": "region_name",
    "addressing": "addressing_style",
}


def storage_from_url(url: str, media_root: str) -> Storage:
    """Django's `STORAGES["default"]` for a storage URL.

    `""` or `file:///srv/media` is a folder (without a path: `media_root`);
    `s3://KEY:SECRET@bucket/prefix?endpoint=https://s3.example.org&region=eu` is a bucket of any
    S3-compatible service. Without key and secret, boto3 looks for them in its usual places.
    Raises ImproperlyConfigured for another scheme or an unknown parameter.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": unquote(parts.path) or media_root},
        }
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured(
            "STORAGE_URL is file:///folder or s3://[KEY:SECRET@]bucket[/prefix][?endpoint=…]"
        )
    # Signed addresses and no public ACL: the bucket stays private, the service reads from it.
    options: Storage = {
        "bucket_name": parts.hostname,
        "location": unquote(parts.path).strip("/"),
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
    }
    if parts.username and parts.password:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password)
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in S3_PARAMETERS:
            raise ImproperlyConfigured(
                f"STORAGE_URL has no parameter {name!r}, only {', '.join(S3_PARAMETERS)}"
            )
        options[S3_PARAMETERS[name]] = value
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
