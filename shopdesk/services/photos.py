"""A picture from anywhere, made ready to keep: upright, about 2,000 pixels long, sRGB, nothing but pixels.

What comes in may be hostile or broken. Sizes are judged from the header, before anything is unpacked, and the
new file is written from the pixels alone, so that no EXIF, GPS or XMP byte can ride along.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, JpegImagePlugin, UnidentifiedImageError

from shopdesk.errors import UserError

LONGEST = 2000
"""Pixels on the longer side: a hairline crack of 0.1 mm on a phone still shows, at about 500 kB."""

NEAR_ENOUGH = 1.02
"""A camera's 4,032 pixels unpack to 2,016: another resampling would cost half of the time, and sharpness."""

MOST_BYTES = 64 * 1024 * 1024
SHORTEST_SIDE = 16
_QUALITY = 86

# Measured: the worst file that passes stays under 1 s and 300 MB. A sequential JPEG unpacks straight to a
# fraction of its size; the others need every pixel, a progressive one every coefficient.
_MOST_PIXELS = {
    "JPEG": 84_000_000,
    "PNG": 30_000_000,
    "WEBP": 14_000_000,
    "BMP": 30_000_000,
    "HEIF": 26_000_000,
}
_MOST_PIXELS_PROGRESSIVE = 26_000_000
_MOST_PIXEL_SCANS = 300_000_000

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_BROKEN = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, struct.error, LookupError, TypeError)
"""What decoders raise on damaged files; MemoryError and the rest are ours and go on up."""


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """What is kept: a JPEG without metadata, its size in pixels and its SHA-256 in hex."""

    jpeg: bytes
    width: int
    height: int
    hash: str


def prepare_photo(source: Path | bytes, *, longest: int = LONGEST) -> PreparedPhoto:
    """Makes a file or pasted bytes ready to keep: 0.1 to 1 s, so never on the window's thread.

    Raises UserError on field ``photos``: empty, too_large, too_small, not_a_photo, broken, unreadable.
    """
    content = source if isinstance(source, bytes) else _read(source)
    if not content:
        raise _refused("photos.empty")
    if len(content) > MOST_BYTES:
        raise _refused("photos.too_large", megabytes=MOST_BYTES // (1024 * 1024))
    with _open(content) as picture:
        _judge_size(picture, content)
        try:
            upright = _upright(picture, longest)
        except _BROKEN as error:
            raise _refused("photos.broken") from error
    upright.info.clear()  # Pillow would copy the comment of the old file into the new one
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    jpeg = out.getvalue()
    return PreparedPhoto(jpeg, upright.width, upright.height, hashlib.sha256(jpeg).hexdigest())


def _refused(key: str, **values: object) -> UserError:
    return UserError(key, field="photos", **values)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():  # a folder, a pipe that would never end
            raise _refused("photos.not_a_photo")
        if path.stat().st_size > MOST_BYTES:
            raise _refused("photos.too_large", megabytes=MOST_BYTES // (1024 * 1024))
        return path.read_bytes()
    except OSError as error:
        raise _refused("photos.unreadable") from error


def _open(content: bytes) -> Image.Image:
    """Reads the header alone. Formats are named, so that no other of Pillow's fifty decoders is reachable."""
    formats = ["JPEG", "PNG", "WEBP", "BMP"]
    if content[4:8] == b"ftyp":
        import pillow_heif  # noqa: PLC0415 - 10 MB of decoder that most shops never need

        pillow_heif.register_heif_opener()
        formats = ["HEIF"]
    try:
        return Image.open(io.BytesIO(content), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused("photos.too_many_pixels", megapixels=_MOST_PIXELS["JPEG"] // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise _refused("photos.not_a_photo") from error
    except _BROKEN as error:
        raise _refused("photos.broken") from error


def _judge_size(picture: Image.Image, content: bytes) -> None:
    pixels = picture.width * picture.height
    most = _MOST_PIXELS[
        "JPEG" if isinstance(picture, JpegImagePlugin.JpegImageFile) else picture.format or ""
    ]
    if picture.info.get("progressive"):
        most = _MOST_PIXELS_PROGRESSIVE
        # Each scan is a pass over all pixels: a small file may hold thousands.
        if content.count(b"\xff\xda") * pixels > _MOST_PIXEL_SCANS:
            raise _refused("photos.broken")
    if pixels > most:
        raise _refused("photos.too_many_pixels", megapixels=most // 1_000_000)
    if min(picture.size) < SHORTEST_SIDE:
        raise _refused("photos.too_small", pixels=SHORTEST_SIDE)


def _upright(picture: Image.Image, longest: int) -> Image.Image:
    """Decoded small, turned as it was held, RGB as sRGB on white."""
    turn = _TURNS.get(_orientation(picture))
    profile = picture.info.get("icc_profile")
    scale = min(1.0, longest / max(picture.size))
    target = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture.draft("RGB", target)  # lets the JPEG decoder unpack half, quarter or eighth size at once
    picture.load()
    small = _plain(picture, max(1, min(picture.width // target[0], picture.height // target[1])))
    if max(small.size) > max(target) * NEAR_ENOUGH:
        small = small.resize(target, Image.Resampling.LANCZOS, reducing_gap=1.0)
    small = _as_srgb(small, profile)
    return small.transpose(turn) if turn is not None else small


def _orientation(picture: Image.Image) -> int:
    """The EXIF orientation; a photo whose EXIF is broken is still a photo."""
    try:
        turn = picture.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return turn if isinstance(turn, int) else 1


def _plain(picture: Image.Image, factor: int) -> Image.Image:
    """Without palette, transparency or 16 bits. CMYK stays for its profile.

    Shrinks by `factor` as soon as the pixels allow it, so that no copy is made at full size.
    """
    if picture.mode == "P":
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    elif picture.mode.startswith("I"):
        picture = picture.convert("I")
    elif picture.mode == "1":
        picture = picture.convert("L")
    if factor > 1:
        picture = picture.reduce(factor)
    if picture.mode == "I":
        picture = picture.point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode in {"RGB", "CMYK"}:
        return picture
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _as_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen and printer takes them; iPhones write Display P3."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                converted = ImageCms.profileToProfile(
                    picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                return converted if converted is not None else picture
        except (ImageCms.PyCMSError, *_BROKEN):
            # A profile that cannot be read says nothing about the colours; the pixels are still good.
            return picture.convert("RGB")
    return picture.convert("RGB")
