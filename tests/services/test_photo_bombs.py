"""Pictures made to hurt: refused before they are unpacked, in under a second and little memory."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from tests.services.test_photos import quartered, saved


def png_claiming(wide: int, high: int, data: bytes, *, extra: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def deflated_zeros(size: int) -> bytes:
    press = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(press.compress(block) for _ in range(size >> 20)) + press.flush()


def ztxt_bomb() -> bytes:
    body = b"Comment\0\0" + deflated_zeros(1 << 30)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return png_claiming(64, 64, zlib.compress(bytes(64 * 193)), extra=chunk)


def jpeg_claiming(wide: int, high: int, **options: object) -> bytes:
    content = bytearray(saved(quartered((64, 64)), "JPEG", **options))
    at = content.index(b"\xff\xc2" if options.get("progressive") else b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(content)


def scan_bomb() -> bytes:
    """A progressive JPEG of 25 million pixels whose last scan is repeated a thousand times."""
    content = jpeg_claiming(5000, 5000, progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * 1000 + content[-2:]


def heic_claiming(wide: int, high: int) -> bytes:
    pillow_heif.register_heif_opener()
    content = bytearray(saved(quartered((64, 64)), "HEIF"))
    at = content.index(b"ispe")
    content[at + 8 : at + 16] = struct.pack(">II", wide, high)
    return bytes(content)


def webp_claiming() -> bytes:
    content = bytearray(saved(quartered((64, 64), "RGBA"), "WEBP", exif=Image.Exif().tobytes() or b"x"))
    at = content.index(b"VP8X")
    content[at + 12 : at + 18] = b"\xfe\x3f\x00\xfe\x3f\x00"  # 16,383 × 16,383
    return bytes(content)


BOMBS: dict[str, Callable[[], bytes]] = {
    "png 50,000 × 50,000": lambda: png_claiming(50_000, 50_000, deflated_zeros(1 << 28)),
    "png 6,000 × 6,000": lambda: png_claiming(6_000, 6_000, deflated_zeros(1 << 27)),
    "png 1 GB of text": ztxt_bomb,
    "png rows without end": lambda: png_claiming(500, 500, deflated_zeros(1 << 30)),
    "jpeg 65,500 × 65,500": lambda: jpeg_claiming(65_500, 65_500),
    "jpeg 12,000 × 9,000": lambda: jpeg_claiming(12_000, 9_000),
    "jpeg progressive 9,000 × 9,000": lambda: jpeg_claiming(9_000, 9_000, progressive=True),
    "jpeg of a thousand scans": scan_bomb,
    "bmp 30,000 × 30,000": lambda: (
        b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, 30_000, 30_000, 1, 24, 0, 0, 0, 0, 0, 0)
    ),
    "webp 16,383 × 16,383": webp_claiming,
    "heic 60,000 × 60,000": lambda: heic_claiming(60_000, 60_000),
    "heic 16,000 × 16,000": lambda: heic_claiming(16_000, 16_000),
    "jpeg 12,000 × 9,000 with pictures behind it": lambda: jpeg_claiming(12_000, 9_000) * 50,
}

MEASURE = """
import json, sys, time
from pathlib import Path
from shopdesk.errors import UserError
from shopdesk.services.photos import prepare_photo
def peak():
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
prepare_photo(Path(sys.argv[2])) if len(sys.argv) > 2 else None  # what is loaded once is no photo's
before = peak()
start, key = time.perf_counter(), "accepted"
try:
    prepare_photo(Path(sys.argv[1]))
except UserError as refused:
    key = refused.key
seconds = time.perf_counter() - start
print(json.dumps([key, seconds, peak(), peak() - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
class TestBombs:
    @pytest.mark.parametrize("name", BOMBS)
    def test_a_bomb_is_refused_under_a_second_and_300_mb(self, name: str, tmp_path: Path) -> None:
        bomb = tmp_path / "bomb.jpg"
        bomb.write_bytes(BOMBS[name]())
        answer = subprocess.run([sys.executable, "-c", MEASURE, bomb], capture_output=True, check=True)
        key, seconds, megabytes, _more = json.loads(answer.stdout)
        assert key in {"photos.too_many_pixels", "photos.broken", "photos.not_a_photo"} or (
            name == "png rows without end"
            and key == "accepted"  # the rows beyond the picture are never unpacked
        )
        assert seconds < 1.0
        assert megabytes < 300

    def test_a_photo_of_twelve_megapixels_needs_little_memory(self, tmp_path: Path) -> None:
        photo = tmp_path / "photo.jpg"
        scene = Image.radial_gradient("L").resize((4032, 3024))
        Image.merge("RGB", (scene, scene.rotate(180), scene)).save(photo, quality=92)
        small = tmp_path / "small.jpg"
        small.write_bytes(saved(quartered(), "JPEG"))
        answer = subprocess.run(
            [sys.executable, "-c", MEASURE, photo, small], capture_output=True, check=True
        )
        key, _, megabytes, more = json.loads(answer.stdout)
        assert key == "accepted"
        assert megabytes < 120
        assert more < 60
