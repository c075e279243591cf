"""What a frontend says about a build: read strictly, written down once."""

from datetime import datetime, timedelta
from typing import Any

from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from wagtail.models import Locale

from cms.delivery.models import Feed
from cms.delivery.problems import InvalidCursor
from cms.delivery.webhooks.models import Build, BuildToken
from cms.delivery.webhooks.positions import position_of
from cms.delivery.webhooks.problems import InvalidBody
from gbif_blocks.representation import JSON, JSONSchema, closed_object, nullable

# A builder's clock may be ahead of ours.
CLOCK_SKEW = timedelta(minutes=5)
STRING: JSONSchema = {"type": "string"}
MOMENT: JSONSchema = {"type": "string", "format": "date-time"}
PROPERTIES: dict[str, JSONSchema] = {
    "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100,
        "pattern": r"\S",
        "description": "The frontend's own name for the build: reports with it are of one build.",
    },
    "state": {"enum": list(Build.State.values)},
    "locales": {
        "type": "array",
        "items": STRING,
        "description": "URL codes of the languages in it; none: all.",
    },
    "sequence": {
        "type": "integer",
        "minimum": 0,
        "description": "Everything up to this place in the feed is in it, as an event named it.",
    },
    "cursor": {
        "type": "string",
        "description": "Instead of `sequence`: the `next_cursor` of `sync/` up to which it read.",
    },
    "url": {"type": "string", "format": "uri", "description": "Where it can be seen."},
    "message": {"type": "string", "maxLength": 500, "description": "Why it failed, for editors."},
    "started_at": MOMENT,
    "finished_at": MOMENT,
}
REPORT_SCHEMA: JSONSchema = {
    "type": "object",
    "properties": PROPERTIES,
    "required": ["id", "state"],
    "oneOf": [{"required": ["sequence"]}, {"required": ["cursor"]}],
    "additionalProperties": False,
}
BUILD_SCHEMA: JSONSchema = closed_object(
    {
        "id": STRING,
        "state": PROPERTIES["state"],
        "locales": PROPERTIES["locales"],
        "sequence": PROPERTIES["sequence"],
        "url": nullable(STRING),
        "message": nullable(STRING),
        "started_at": MOMENT,
        "finished_at": nullable(MOMENT),
    }
)


class WholeNumber(serializers.IntegerField):
    """An integer of JSON; no text that looks like one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise serializers.ValidationError("This must be a whole number.")
        return int(super().to_internal_value(data))


class Text(serializers.CharField):
    """A text of JSON; no number."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("This must be a text.")
        return str(super().to_internal_value(data))


class ReportSerializer(serializers.Serializer[Build]):
    """A report, checked against the portal of the token that sends it."""

    id = Text(max_length=100)
    state = serializers.ChoiceField(choices=Build.State.values)
    locales = serializers.ListField(child=Text(max_length=100), max_length=200, default=list)
    sequence = WholeNumber(min_value=0, max_value=2**63 - 1, required=False)
    cursor = Text(max_length=2048, required=False)
    url = Text(
        max_length=2000, default="", allow_blank=True, validators=[URLValidator(["https", "http"])]
    )
    message = Text(max_length=500, default="", allow_blank=True)
    started_at = serializers.DateTimeField(required=False)
    finished_at = serializers.DateTimeField(required=False)

    def to_internal_value(self, data: Any) -> Any:
        unknown = data.keys() - self.fields.keys() if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError(
                {name[:100]: ["Nothing of this name is known."] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)

    def validate_locales(self, codes: list[str]) -> list[str]:
        known = set(Locale.objects.values_list("language_code", flat=True))
        unknown = {
            str(number): ["No language has this code."]
            for number, code in enumerate(codes)
            if code not in known
        }
        if unknown:
            raise serializers.ValidationError(unknown)
        return sorted(set(codes))

    def validate_started_at(self, moment: datetime) -> datetime:
        return self._not_in_the_future(moment)

    def validate_finished_at(self, moment: datetime) -> datetime:
        return self._not_in_the_future(moment)

    @staticmethod
    def _not_in_the_future(moment: datetime) -> datetime:
        if moment > timezone.now() + CLOCK_SKEW:
            raise serializers.ValidationError("This lies in the future.")
        return moment

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("sequence" in attrs) == ("cursor" in attrs):
            raise serializers.ValidationError({"sequence": ["Give this or “cursor”."]})
        feed = Feed.now()
        if "cursor" in attrs:
            try:
                attrs["sequence"] = position_of(attrs.pop("cursor"), self.context["site"])
            except InvalidCursor as error:
                raise serializers.ValidationError({"cursor": [error.detail]}) from error
        if attrs["sequence"] > feed.sequence:
            raise serializers.ValidationError({"sequence": ["The feed has not come this far."]})
        return attrs | {"epoch": feed.epoch}


def write_report(token: BuildToken, data: Any) -> Build:
    """Write down what is reported; the build as it stands then. Raises InvalidBody.

    The same report twice changes nothing, and a build that has ended does not begin again: such a
    report comes late.
    """
    serializer = ReportSerializer(data=data, context={"site": token.site})
    if not serializer.is_valid():
        raise InvalidBody("The report is not of the documented form.", errors=_flat(serializer))
    values = dict(serializer.validated_data)
    identifier, now = values.pop("id"), timezone.now()
    ended = values["state"] != Build.State.BUILDING
    with transaction.atomic():
        build, made = Build.objects.select_for_update().get_or_create(
            site=token.site, identifier=identifier, defaults={"started_at": now, **values}
        )
        if not made:
            if build.state != Build.State.BUILDING and not ended:
                return build
            for name, value in values.items():
                setattr(build, name, value)
        if ended and build.finished_at is None:
            build.finished_at = now
        build.reported_at = now
        build.save()
    return build


def _flat(serializer: ReportSerializer) -> list[dict[str, str]]:
    return [
        {"pointer": pointer, "detail": detail}
        for pointer, detail in _pointers("", serializer.errors)
    ]


def _pointers(pointer: str, errors: Any) -> list[tuple[str, str]]:
    if isinstance(errors, dict):
        return [
            found
            for name, inner in errors.items()
            for found in _pointers(
                pointer if name == "non_field_errors" else f"{pointer}/{_escaped(name)}", inner
            )
        ]
    return [(pointer, str(one)) for one in errors]


def _escaped(name: object) -> str:
    """As RFC 6901 writes a name in a pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")


def representation(build: Build) -> dict[str, JSON]:
    """A build as the API answers it."""
    return {
        "id": build.identifier,
        "state": build.state,
        "locales": list(build.locales),
        "sequence": build.sequence,
        "url": build.url or None,
        "message": build.message or None,
        "started_at": build.started_at.isoformat(),
        "finished_at": build.finished_at.isoformat() if build.finished_at else None,
    }
