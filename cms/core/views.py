from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cms.core.image_urls import MIME_TYPES, MODERN_FORMATS, fallback_format, is_signed, widths
from cms.core.models import Image


def serve_image(
    request: HttpRequest, image_id: int, signature: str, width: int, extension: str
) -> FileResponse:
    """One rendition of a picture; 404 for what is unsigned, unlisted or private."""
    image = get_object_or_404(Image.objects.select_related("collection"), pk=image_id)
    listed = width in widths(image) and extension in (*MODERN_FORMATS, fallback_format(image))
    private = image.collection.get_view_restrictions().exists()
    if private or not listed or not is_signed(image, signature, width, extension):
        raise Http404
    if extension == "svg":
        file = image.file
    else:
        file = image.get_rendition(f"width-{width}|format-{extension}").file
    response = FileResponse(file.open("rb"), content_type=MIME_TYPES[extension])
    response["Cache-Control"] = "public, max-age=86400, stale-while-revalidate=604800"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
