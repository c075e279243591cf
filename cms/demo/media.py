"""Making the demo's pictures and files."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from cms.core.models import Document, Image
from cms.demo.catalogue import Catalogue
from cms.demo.content.files import FILES
from cms.demo.pictures.collection import CREATOR, PICTURES, PictureContent
from cms.demo.registry import Registry

COLLECTION = "Demonstration portal"


def add_media(registry: Registry, catalogues: dict[str, Catalogue]) -> None:
    """Draw and store every picture and file, in a collection of their own."""
    collection = Collection.get_first_root_node().add_child(name=COLLECTION)
    for picture in PICTURES:
        registry.add("image", picture.key, _make_image(picture, collection, catalogues))
    for file in FILES:
        document = Document(
            title=file.title,
            file=ContentFile(file.content, name=file.filename),
            licence=file.licence,
            collection=collection,
        )
        document.file_size = len(file.content)
        document.save()
        registry.add("document", file.key, document)


def _make_image(
    picture: PictureContent, collection: Collection, catalogues: dict[str, Catalogue]
) -> Image:
    drawn = picture.draw()
    image = Image(
        title=picture.title,
        file=ImageFile(ContentFile(drawn), name=picture.filename),
        # Or the first document with the picture would save it again.
        file_size=len(drawn),
        file_hash=hash_filelike(BytesIO(drawn)),
        description=picture.alt,
        caption=picture.caption,
        creator=CREATOR,
        licence=picture.licence,
        texts=_texts(picture, catalogues),
        collection=collection,
    )
    if picture.focal_point:
        image.focal_point_x, image.focal_point_y = picture.focal_point
        image.focal_point_width = image.focal_point_height = 300
    image.save()
    image.file.close()
    return image


def _texts(picture: PictureContent, catalogues: dict[str, Catalogue]) -> dict[str, Any]:
    if not picture.caption:
        # The text marks say a name, and icons only decorate.
        return {}
    return {
        code: {"alt": catalogue.text(picture.alt), "caption": catalogue.text(picture.caption)}
        for code, catalogue in catalogues.items()
    }
