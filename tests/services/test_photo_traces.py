"""Nothing but pixels is kept: a canary in every place of every format where a camera leaves traces."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from shopdesk.services.photos import prepare_photo
from shopdesk.store.media import MediaStore
from tests.services.test_photos import assert_bare, assert_upright, quartered, saved

CANARY = b"CANARY-31.2304N-121.4737E"
XMP = b"<?xpacket begin=''?><x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
EXIF_HEAD = b"Exif\0\0"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def exif() -> bytes:
    """With a position, a maker's note, a name, and a thumbnail that has traces of its own."""
    notes = Image.Exif()
    notes[0x010E] = notes[0x013B] = notes[0x8298] = CANARY.decode()
    notes.get_ifd(0x8825)[1] = "N"
    notes.get_ifd(0x8825)[2] = (31.0, 13.0, 49.4)
    notes.get_ifd(0x8825)[27] = CANARY
    notes.get_ifd(0x8769)[0x927C] = CANARY * 20
    return notes.tobytes()


def jpeg_with(marker: int, body: bytes) -> bytes:
    plain = saved(quartered(), "JPEG")
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + plain[2:]


def png_with(name: bytes, body: bytes) -> bytes:
    plain = saved(quartered(), "PNG")
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return plain[:33] + chunk + plain[33:]


def png_texts() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY.decode())
    notes.add_text("Comment", CANARY.decode(), zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(quartered(), "PNG", pnginfo=notes, exif=exif())


def heif(**traces: object) -> bytes:
    made = pillow_heif.from_pillow(quartered())
    out = io.BytesIO()
    made.save(out, **traces)
    return out.getvalue()


def mpo() -> bytes:
    """Two pictures in one file, as 3D and portrait cameras write them."""
    second = quartered().rotate(90, expand=True)
    return saved(quartered(), "MPO", save_all=True, append_images=[second], exif=exif())


def gain_map() -> bytes:
    """As "Ultra HDR": XMP and an index in front, and behind the picture another one with the map in it."""
    with_xmp = jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP + b"hdrgm:Version=1.0")
    index = b"MPF\0II*\0\x08\0\0\0" + bytes(80) + CANARY
    head = with_xmp[:2] + struct.pack(">BBH", 0xFF, 0xE2, len(index) + 2) + index + with_xmp[2:]
    return head + jpeg_with(0xE1, EXIF_HEAD + exif())


TRACED: dict[str, Callable[[], bytes]] = {
    "jpeg exif": lambda: saved(quartered(), "JPEG", exif=exif()),
    "jpeg xmp": lambda: jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
    "jpeg more xmp": lambda: jpeg_with(
        0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + bytes(8) + XMP
    ),
    "jpeg photoshop": lambda: jpeg_with(
        0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 30) + CANARY + b"\0\0\0\0\0"
    ),
    "jpeg origin": lambda: jpeg_with(0xEB, b"JP\0\x01\0\0\0\x01" + CANARY),
    "jpeg adobe": lambda: jpeg_with(0xEF, CANARY),
    "jpeg flashpix": lambda: jpeg_with(0xE2, b"FPXR\0" + CANARY),
    "jpeg comment": lambda: jpeg_with(0xFE, CANARY),
    "jpeg jfif thumbnail": lambda: jpeg_with(0xE0, b"JFXX\0\x10" + CANARY),
    "jpeg with bytes behind it": lambda: saved(quartered(), "JPEG") + CANARY * 100,
    "jpeg motion photo": lambda: saved(quartered(), "JPEG") + b"\0\0\0\x18ftypmp42" + CANARY * 9,
    "jpeg of two pictures": mpo,
    "jpeg with a gain map": gain_map,
    "png texts": png_texts,
    "png time and own chunk": lambda: png_with(b"ruSt", CANARY),
    "png profile": lambda: png_with(b"iCCP", CANARY + b"\0\0" + zlib.compress(CANARY)),
    "png with bytes behind it": lambda: saved(quartered(), "PNG") + CANARY,
    "png of two frames": lambda: saved(
        quartered(), "PNG", save_all=True, append_images=[quartered().rotate(180)], exif=exif()
    ),
    "webp": lambda: saved(quartered(), "WEBP", exif=exif(), xmp=XMP, quality=95),
    "webp with bytes behind it": lambda: saved(quartered(), "WEBP", quality=95) + CANARY,
    "heic": lambda: heif(exif=exif(), xmp=XMP, quality=95),
    "heic with bytes behind it": lambda: heif(quality=95) + CANARY,
    "bmp with bytes behind it": lambda: saved(quartered(), "BMP") + CANARY,
}


@pytest.mark.parametrize("place", TRACED)
def test_no_byte_of_it_is_kept(place: str, tmp_path: Path) -> None:
    photo = prepare_photo(TRACED[place]())
    assert_upright(photo.jpeg)
    assert_bare(photo.jpeg)
    media = MediaStore(tmp_path / "media")
    media.thumbnail(media.put(photo.jpeg), 256)
    kept = [file.read_bytes() for file in (tmp_path / "media").rglob("*") if file.is_file()]
    assert len(kept) == 2
    for part in (*kept, photo.jpeg):
        assert b"CANARY" not in part
        assert b"121.4737" not in part


def test_the_corpus_holds_what_is_looked_for() -> None:
    # Packed text holds the canary in other bytes.
    shown = [place for place, make in TRACED.items() if CANARY in make()]
    assert len(shown) >= len(TRACED) - 2
