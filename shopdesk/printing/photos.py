"""Small pictures for paper, made once from the kept photos and held ready."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

PhotoSource = Callable[[str], bytes | None]

_KEPT = 64
_MOST_PIXELS = 60_000_000
"""Nothing that a phone's camera takes is larger; a file that claims more is not decoded."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture as a PDF holds it: a JPEG, or rows of black and white dots."""

    name: str
    """Digest of the content: a picture that stands on all three copies is in the file once."""
    width: int
    height: int
    content: bytes
    dots: bool = False

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height


_ready: OrderedDict[tuple[str, int, bool, bool], Thumbnail] = OrderedDict()
_lock = Lock()


def thumbnail(
    source: PhotoSource | None, photo: str, height: int, *, dots: bool = False, mark: bool = False
) -> Thumbnail | None:
    """The photo, `height` pixels high; None when it is not at hand or is no picture.

    `dots` gives black dots on white for a thermal head, one pixel a dot. `mark` is a shop's mark, no photo:
    its areas come out clean black and clean white rather than as a raster.
    """
    key = (photo, height, dots, mark)
    with _lock:
        if key in _ready:
            _ready.move_to_end(key)
            return _ready[key]
    data = source(photo) if source is not None else None
    made = _made(data, height, dots=dots, mark=mark) if data else None
    if made is not None:
        with _lock:
            _ready[key] = made
            while len(_ready) > _KEPT:
                _ready.popitem(last=False)
    return made


def _made(data: bytes, height: int, *, dots: bool, mark: bool) -> Thumbnail | None:
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            target = (max(2, round(2 * height * opened.width / opened.height)), max(2, 2 * height))
            opened.draft("RGB", target)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    width = max(1, round(height * picture.width / picture.height))
    picture = picture.resize((width, height), reducing_gap=2.0)
    if dots:
        return _as_dots(picture, mark=mark)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=92 if mark else 85, subsampling=0 if mark else -1)
    return _thumbnail(picture, kept.getvalue())


def _as_dots(picture: Image.Image, *, mark: bool) -> Thumbnail:
    grey = picture.convert("L")
    if mark:
        level = _parting(grey.histogram())
        black = grey.point([0 if tone <= level else 255 for tone in range(256)], mode="1")
    else:
        black = ImageOps.autocontrast(grey, cutoff=2).convert("1")
    return _thumbnail(picture, zlib.compress(black.tobytes()), dots=True)


def _thumbnail(picture: Image.Image, content: bytes, *, dots: bool = False) -> Thumbnail:
    name = hashlib.sha256(content).hexdigest()[:32]
    return Thumbnail(name, picture.width, picture.height, content, dots)


def _parting(histogram: list[int]) -> int:
    """The grey that parts ink from paper best (Otsu): the two sides differ most from each other."""
    whole = sum(histogram)
    weighed = sum(tone * count for tone, count in enumerate(histogram))
    best, level = 0.0, 127
    dark = dark_weighed = 0
    for tone, count in enumerate(histogram):
        dark += count
        dark_weighed += tone * count
        light = whole - dark
        if dark and light:
            apart = dark * light * (dark_weighed / dark - (weighed - dark_weighed) / light) ** 2
            if apart > best:
                best, level = apart, tone
    return level
