"""What webhooks send, as the contract with receivers says it."""

from cms.core.events import event_types
from cms.delivery.webhooks.event_types import body_schema
from gbif_blocks.representation import JSON, JSONSchema

SECURITY_SCHEMES: dict[str, JSON] = {
    "buildToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one portal, made in the admin under Settings, Build tokens.",
    },
    "translationToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one portal and some languages, made in the admin under "
        "Settings, Translation tokens.",
    },
}
HEADERS = {
    "webhook-id": "The same at every attempt: whoever has seen it ignores the request.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970.",
    "webhook-signature": "`v1,` and base64 of the HMAC-SHA256 of `id.timestamp.body`; several, "
    "with spaces between, while a secret is replaced.",
}
ANSWERS = {
    "2XX": "It is received. Whatever is to be done about it is done afterwards.",
    "410": "Nothing more is wanted here: the webhook is disabled.",
    "default": "A failure, redirects too: it is sent again, ten times in three days.",
}


def event_schemas() -> dict[str, JSONSchema]:
    """The JSON Schema of each event's body, by its type."""
    return {name: body_schema(event_type) for name, event_type in event_types().items()}


def openapi_webhooks() -> dict[str, JSON]:
    """OpenAPI's `webhooks`: the requests that a receiver gets."""
    return {
        name: {
            "post": {
                "operationId": name.replace(".", "_"),
                "summary": schema["description"],
                "security": [],
                "parameters": [
                    {
                        "name": header,
                        "in": "header",
                        "required": True,
                        "description": description,
                        "schema": {"type": "string"},
                    }
                    for header, description in HEADERS.items()
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": schema}},
                },
                "responses": {
                    status: {"description": description} for status, description in ANSWERS.items()
                },
            }
        }
        for name, schema in event_schemas().items()
    }
