"""The public form of a picture."""

from cms.core import image_urls
from cms.core.licences import represent_licence
from cms.core.models import Image
from gbif_blocks.representation import JSON


def represent_image(image: Image, language: str) -> dict[str, JSON]:
    """An Image with its own texts in a language; who may see it was asked before."""
    extension = image_urls.fallback_format(image)
    formats = () if extension == "svg" else (*image_urls.MODERN_FORMATS, extension)
    offered = image_urls.widths(image)
    width = max((one for one in offered if one <= image_urls.FALLBACK_WIDTH), default=offered[0])
    focal = image.get_focal_point()
    return {
        "id": image.pk,
        "title": image.title,
        "alt": image.text("alt", language),
        "decorative": False,
        "caption": image.text("caption", language) or None,
        "credit": image.credit or None,
        "creator": image.creator or None,
        "rights_holder": image.rights_holder or None,
        "licence": represent_licence(image.licence, language),
        "source_url": image.source_url or None,
        "occurrence_url": image.occurrence_url or None,
        "width": int(image.width),
        "height": int(image.height),
        "focal_point": focal
        and {
            "x": round(focal.centroid[0] / image.width, 4),
            "y": round(focal.centroid[1] / image.height, 4),
        },
        "placeholder": image.placeholder or None,
        "sources": [
            {"type": image_urls.MIME_TYPES[one], "srcset": image_urls.srcset(image, one)}
            for one in formats
        ],
        "src": image_urls.image_url(image, width, extension),
    }
