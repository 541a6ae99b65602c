"""The shop's mark from a file: judged like a photo, on white, without blank margins, kept under its hash."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from shopdesk.errors import UserError
from shopdesk.services.photos import PreparedPhoto, prepare_photo
from shopdesk.store.media import content_hash

_LONGEST = 1200
_FAINTEST = 40
"""Steps of grey that ink has to stand out from paper by."""


def prepare_logo(source: Path) -> PreparedPhoto:
    """Makes a picture ready to stand on every paper: slow, so never on the window's thread.

    White ink on a transparent ground, as for dark web pages, becomes black ink. Raises UserError.
    """
    # Hostile and broken files are refused by what refuses them for photos.
    picture = Image.open(io.BytesIO(prepare_photo(source, longest=_LONGEST).jpeg)).convert("RGB")
    box = _ink(picture)
    if box is None:
        picture = _from_transparency(source)
        box = _ink(picture)
    if box is None:
        raise UserError("papers.logo_blank", field="paper_logo")
    kept = io.BytesIO()
    picture = picture.crop(box)
    picture.info.clear()
    picture.save(kept, "JPEG", quality=92, subsampling=0)
    jpeg = kept.getvalue()
    return PreparedPhoto(jpeg, picture.width, picture.height, content_hash(jpeg))


def _ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The rectangle that something stands in; None for a blank picture."""
    white = Image.new("RGB", picture.size, "white")
    apart = ImageChops.difference(picture, white).convert("L")
    return apart.point([0 if step < _FAINTEST else 255 for step in range(256)]).getbbox()


def _from_transparency(source: Path) -> Image.Image:
    """Black where the picture is opaque; white all over for one that knows no transparency."""
    with Image.open(source, formats=["PNG", "WEBP", "JPEG", "BMP"]) as opened:
        if not opened.has_transparency_data:
            return Image.new("RGB", (1, 1), "white")
        opacity = opened.convert("RGBA").getchannel("A")
    opacity.thumbnail((_LONGEST, _LONGEST))
    return ImageOps.invert(opacity).convert("RGB")
