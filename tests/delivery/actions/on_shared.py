"""What editors do to what several pages show: pictures, files, snippets, tags, figures of GBIF."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import PIL.Image
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from taggit.models import Tag
from wagtail.models import Collection, CollectionViewRestriction

from cms.core.models import Document, Image
from community.models import Axis, Cooperation, Objective, Organisation, Person, Target
from gbif_blocks.exceptions import ServerError
from gbif_blocks.models import Snapshot
from gbif_blocks.refreshing import record_failure, refresh
from home.models import NewsCategory
from tests.delivery.actions.office import Office, action

SNIPPETS = (Organisation, Person, Cooperation, NewsCategory, Axis, Objective)


@action
def edit_a_picture(office: Office, pick: int, other: int) -> None:
    if image := office.one(Image, pick):
        image.creator, image.description = office.name(), office.name()
        image.save()


@action
def replace_a_picture(office: Office, pick: int, other: int) -> None:
    if image := office.one(Image, pick):
        buffer = BytesIO()
        PIL.Image.new("RGB", (400 + other % 7, 300), "#112233").save(buffer, "PNG")
        image.file = ContentFile(buffer.getvalue(), name=f"{office.name()}.png")
        image.save()


@action
def delete_a_picture(office: Office, pick: int, other: int) -> None:
    if image := office.one(Image, pick):
        image.delete()


@action
def edit_a_file(office: Office, pick: int, other: int) -> None:
    if document := office.one(Document, pick):
        document.title = office.name()
        document.save()


@action
def delete_a_file(office: Office, pick: int, other: int) -> None:
    if document := office.one(Document, pick):
        document.delete()


@action
def restrict_a_collection(office: Office, pick: int, other: int) -> None:
    collection = office.one(Collection, pick, depth__gt=1)
    if collection:
        kind = ("login", "password", "groups")[other % 3]
        data = {"restriction_type": kind, "password": "frogs", "groups": [1]}
        office.post("wagtailadmin_collections:set_privacy", collection.pk, data=data)


@action
def release_a_collection(office: Office, pick: int, other: int) -> None:
    if restriction := office.one(CollectionViewRestriction, pick):
        restriction.delete()


@action
def put_a_picture_elsewhere(office: Office, pick: int, other: int) -> None:
    if image := office.one(Image, pick):
        collection = office.one(Collection, other)
        query = f"?id={image.pk}&next=/admin/"
        office.post(
            "wagtail_bulk_action",
            "core",
            "image",
            "add_to_collection",
            query=query,
            data={"collection": collection.pk},
        )


@action
def move_a_collection(office: Office, pick: int, other: int) -> None:
    collection = office.one(Collection, pick, depth__gt=1)
    target = office.one(Collection, other)
    if collection and not (target == collection or target.is_descendant_of(collection)):
        collection.move(target, "sorted-child")


@action
def add_a_collection(office: Office, pick: int, other: int) -> None:
    office.one(Collection, pick).add_child(name=office.name())


@action
def edit_a_snippet(office: Office, pick: int, other: int) -> None:
    if snippet := office.one(SNIPPETS[pick % len(SNIPPETS)], other):
        snippet.name = office.name()
        snippet.save()


@action
def delete_a_snippet(office: Office, pick: int, other: int) -> None:
    if snippet := office.one(SNIPPETS[pick % len(SNIPPETS)], other):
        try:
            snippet.delete()
        except ProtectedError:
            assert isinstance(snippet, Axis | Objective)


@action
def delete_snippets_by_the_dozen(office: Office, pick: int, other: int) -> None:
    model = SNIPPETS[pick % 3]
    if snippet := office.one(model, other):
        label = (model._meta.app_label, model._meta.model_name)
        query = f"?id={snippet.pk}&next=/admin/"
        office.post("wagtail_bulk_action", *label, "delete", query=query)


@action
def change_a_target(office: Office, pick: int, other: int) -> None:
    if target := office.one(Target, pick):
        target.value = 1 + other
        target.save()


@action
def rename_a_tag(office: Office, pick: int, other: int) -> None:
    if tag := office.one(Tag, pick):
        tag.name = office.name()
        tag.save()


@action
def delete_a_tag(office: Office, pick: int, other: int) -> None:
    if tag := office.one(Tag, pick):
        tag.delete()


@action
def hear_from_gbif(office: Office, pick: int, other: int) -> None:
    if snapshot := office.one(Snapshot, pick):
        answer = {"count": other, "results": [], "endOfRecords": True}
        client: Any = SimpleNamespace(get=lambda *_: answer, post=lambda *_: answer)
        refresh(snapshot, client)


@action
def hear_nothing_from_gbif(office: Office, pick: int, other: int) -> None:
    if snapshot := office.one(Snapshot, pick):
        record_failure(snapshot, ServerError("GBIF is away.", 503))
