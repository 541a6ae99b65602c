"""Any picture in, a clean upright JPEG out; everything else refused in words, quickly, in little memory."""

from __future__ import annotations

import hashlib
import io
import random
import struct
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from shopdesk.errors import UserError
from shopdesk.services.photos import LONGEST, prepare_photo

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared photographs are not on this machine")

pillow_may_grumble = pytest.mark.filterwarnings("ignore::UserWarning")
"""Pillow warns of damaged metadata that it then leaves out; that is what these tests feed it."""

# The quarters of a picture that is upright: red, green / blue, white.
QUARTERS = {
    (0.25, 0.25): (254, 0, 0),
    (0.75, 0.25): (0, 255, 1),
    (0.25, 0.75): (0, 0, 254),
    (0.75, 0.75): (255,) * 3,
}


def quartered(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    wide, high = size
    draw.rectangle((0, 0, wide // 2, high // 2), fill="red")
    draw.rectangle((wide // 2, 0, wide, high // 2), fill="#00ff00")
    draw.rectangle((0, high // 2, wide // 2, high), fill="blue")
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def decoded(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    return picture


def assert_upright(jpeg: bytes, tolerance: int = 40) -> None:
    picture = decoded(jpeg).convert("RGB")
    for (x, y), colour in QUARTERS.items():
        seen = picture.getpixel((int(x * picture.width), int(y * picture.height)))
        assert seen == pytest.approx(colour, abs=tolerance), f"at {x}, {y}"


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """Every marker segment before the picture itself."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        assert jpeg[at] == 0xFF
        length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
    return found


def assert_bare(jpeg: bytes) -> None:
    """Tables and picture only: no APP segment but the JFIF head, no comment."""
    for marker, body in segments(jpeg):
        assert marker in {0xE0, 0xDB, 0xC0, 0xC4}, f"segment {marker:02X}"
        if marker == 0xE0:
            assert body.startswith(b"JFIF\0")
            assert len(body) == 14
    for word in (b"Exif", b"http://ns.adobe", b"ICC_PROFILE", b"Photoshop", b"xpacket", b"GPS"):
        assert word not in jpeg
    assert jpeg.endswith(b"\xff\xd9")


def key_of(source: Path | bytes) -> str:
    with pytest.raises(UserError) as refused:
        prepare_photo(source)
    assert refused.value.field == "photos"
    return refused.value.key


class TestFormats:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "HEIF"])
    @pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "CMYK", "1", "LA", "I;16"])
    def test_every_format_and_kind_of_pixel(self, kind: str, mode: str) -> None:
        pillow_heif.register_heif_opener()
        picture = quartered(mode="L" if mode == "I;16" else mode)
        if mode == "I;16":
            picture = picture.convert("I").point(lambda level: level * 257).convert("I;16")
        try:
            content = saved(picture, kind)
        except (OSError, ValueError, KeyError):
            pytest.skip(f"{kind} holds no {mode}")
        if mode == "I;16" and kind == "WEBP":
            pytest.skip("WebP is written with 8 bits")
        photo = prepare_photo(content)
        assert (photo.width, photo.height) == (320, 240)
        if mode in {"RGB", "RGBA", "P", "CMYK"}:
            assert_upright(photo.jpeg)
        else:
            grey = decoded(photo.jpeg).convert("L")
            assert grey.getpixel((280, 200)) == pytest.approx(
                255, abs=15
            )  # white stays white, also from 16 bits
            assert grey.getpixel((40, 200)) == pytest.approx(40, abs=40)
        assert_bare(photo.jpeg)

    def test_what_is_handed_back_says_what_it_is(self) -> None:
        photo = prepare_photo(saved(quartered((3000, 1500)), "JPEG"))
        assert photo.hash == hashlib.sha256(photo.jpeg).hexdigest()
        assert decoded(photo.jpeg).size == (photo.width, photo.height) == (LONGEST, 1000)

    def test_the_same_picture_has_the_same_hash(self) -> None:
        content = saved(quartered(), "PNG")
        assert prepare_photo(content) == prepare_photo(content)

    def test_a_small_picture_is_not_enlarged(self) -> None:
        photo = prepare_photo(saved(quartered((64, 48)), "PNG"))
        assert (photo.width, photo.height) == (64, 48)

    def test_transparent_becomes_white_paper(self) -> None:
        photo = prepare_photo(saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
        assert decoded(photo.jpeg).getpixel((32, 32)) == (255, 255, 255)

    def test_colours_of_another_profile_become_srgb(self) -> None:
        # sRGB with red and green changed over, under another name.
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        profile = profile.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
        profile = (
            profile.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)
        )
        photo = prepare_photo(saved(Image.new("RGB", (64, 64), (40, 160, 60)), "PNG", icc_profile=profile))
        assert decoded(photo.jpeg).getpixel((32, 32)) == pytest.approx((160, 40, 60), abs=6)
        assert_bare(photo.jpeg)

    def test_a_broken_colour_profile_costs_nothing(self) -> None:
        photo = prepare_photo(saved(quartered(), "JPEG", icc_profile=b"no profile at all"))
        assert_upright(photo.jpeg)


class TestOrientation:
    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_all_eight_come_out_upright(self, orientation: int, kind: str) -> None:
        way = Image.Transpose
        back = {
            2: way.FLIP_LEFT_RIGHT,
            3: way.ROTATE_180,
            4: way.FLIP_TOP_BOTTOM,
            5: way.TRANSPOSE,
            6: way.ROTATE_90,
            7: way.TRANSVERSE,
            8: way.ROTATE_270,
        }
        held = quartered((320, 240))
        if orientation in back:
            held = held.transpose(back[orientation])
        exif = Image.Exif()
        exif[0x0112] = orientation
        photo = prepare_photo(saved(held, kind, exif=exif))
        assert (photo.width, photo.height) == (320, 240)
        assert_upright(photo.jpeg)

    @needs_data
    @pytest.mark.parametrize("way", ["portrait", "landscape"])
    def test_the_sixteen_real_cases_are_one_picture_each(self, way: str) -> None:
        pictures = [
            decoded(prepare_photo(DATA / f"exif/orientation/{way}_{n}.jpg").jpeg).convert("RGB")
            for n in range(1, 9)
        ]
        assert {picture.size for picture in pictures} == {(450, 600) if way == "portrait" else (600, 450)}
        # The samples differ in a drawn number at the middle; the corners show the same scene.
        first = pictures[0].resize((24, 24)).crop((0, 0, 24, 5)).tobytes()
        for picture in pictures[1:]:
            corner = picture.resize((24, 24)).crop((0, 0, 24, 5)).tobytes()
            assert sum(abs(a - b) for a, b in zip(first, corner, strict=True)) / len(first) < 12

    @pillow_may_grumble
    def test_corrupt_exif_costs_nothing(self) -> None:
        photo = prepare_photo(saved(quartered(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken"))
        assert_upright(photo.jpeg)


class TestMetadata:
    def test_all_of_it_is_left_behind(self) -> None:
        exif = Image.Exif()
        exif[0x010E] = "the customer's name"
        exif.get_ifd(0x8825)[2] = (31.0, 13.0, 43.0)
        content = saved(
            quartered(),
            "JPEG",
            exif=exif,
            comment=b"a secret comment",
            xmp=b"<?xpacket begin='secret'?>",
            dpi=(72, 72),
        )
        for word in (b"the customer's name", b"a secret comment", b"xpacket"):
            assert word in content
        photo = prepare_photo(content)
        assert_bare(photo.jpeg)
        assert b"secret" not in photo.jpeg
        assert b"customer" not in photo.jpeg

    def test_text_in_a_png_too(self) -> None:
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "a secret comment")
        assert_bare(prepare_photo(saved(quartered(), "PNG", pnginfo=notes)).jpeg)

    @needs_data
    def test_real_photos_keep_no_byte_of_it(self) -> None:
        files = [
            *(DATA / "exif").rglob("*.jpg"),
            *(DATA / "exif").glob("*.HEIC"),
            *(DATA / "photos").glob("*.jpg"),
        ]
        assert len(files) >= 40
        for file in files:
            assert_bare(prepare_photo(file).jpeg)

    @needs_data
    def test_an_iphone_photo_is_upright_and_bounded(self) -> None:
        photo = prepare_photo(DATA / "exif/IMG_5195.HEIC")
        assert max(photo.width, photo.height) == LONGEST


class TestRefused:
    def test_nothing_at_all(self, tmp_path: Path) -> None:
        (tmp_path / "empty.jpg").touch()
        assert key_of(b"") == "photos.empty"
        assert key_of(tmp_path / "empty.jpg") == "photos.empty"

    @pytest.mark.parametrize(
        "content",
        [b"dear customer", "发票".encode(), b"%PDF-1.7", b"GIF89a" + bytes(60), b"MZ" + bytes(200), bytes(9)],
    )
    def test_other_files_with_a_photos_name(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "photo.jpg").write_bytes(content)
        assert key_of(tmp_path / "photo.jpg") == "photos.not_a_photo"

    def test_a_folder_and_a_file_that_is_gone(self, tmp_path: Path) -> None:
        assert key_of(tmp_path) == "photos.not_a_photo"
        assert key_of(tmp_path / "gone.jpg") == "photos.not_a_photo"

    def test_specks(self) -> None:
        assert key_of(saved(quartered((200, 8)), "PNG")) == "photos.too_small"

    def test_huge_files_before_they_are_read(self, tmp_path: Path) -> None:
        with (tmp_path / "huge.jpg").open("wb") as file:
            file.truncate(2 << 30)  # a hole: 2 GB that cost no disk
        assert key_of(tmp_path / "huge.jpg") == "photos.too_large"

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "HEIF"])
    @pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
    def test_cut_off_files(self, kind: str, kept: float) -> None:
        pillow_heif.register_heif_opener()
        noisy = Image.effect_noise((400, 300), 80).convert("RGB")
        content = saved(noisy, kind)
        assert key_of(content[: int(len(content) * kept)]) in {"photos.broken", "photos.not_a_photo"}

    @pillow_may_grumble
    def test_two_thousand_damaged_files_never_an_unknown_error(self) -> None:
        pillow_heif.register_heif_opener()
        exif = Image.Exif()
        exif[0x0112] = 6
        originals = [
            saved(quartered((64, 48)), kind, **({"exif": exif} if kind != "BMP" else {}))
            for kind in ("JPEG", "PNG", "WEBP", "BMP", "HEIF")
        ]
        chance = random.Random(4183)
        keys: set[str] = set()
        for _ in range(400):
            for original in originals:
                content = bytearray(original)
                for _ in range(chance.choice((1, 3, 12))):
                    content[chance.randrange(len(content))] = chance.randrange(256)
                try:
                    assert_bare(prepare_photo(bytes(content)).jpeg)
                except UserError as refused:
                    keys.add(refused.key)
        assert keys <= {f"photos.{key}" for key in ("broken", "not_a_photo", "too_small", "too_many_pixels")}
