"""Bars and QR codes are read back as scanners and cameras would see them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from shopdesk.domain.papers import Copy
from shopdesk.printing.barcodes import code128, qr_rows
from shopdesk.printing.paper import FORMATS, Feed, formats_for
from shopdesk.printing.render import kind_of, page_count, page_image, raster, render
from tests.printing import samples

Photo = Callable[[str], bytes | None]
LABELS = [form for form in formats_for(kind_of(samples.tag())) if FORMATS[form].feed is Feed.LABEL]


def read(image: Image.Image) -> dict[str, str]:
    """What is on the image, by kind of code."""
    found = zxingcpp.read_barcodes(np.asarray(image.convert("L")))
    return {str(code.format).rpartition(".")[2].replace(" ", ""): code.text for code in found}


def scanned(pattern: str) -> list[str]:
    """What a reader makes of the modules, drawn three pixels wide with their quiet zones."""
    row = [255 if module == "0" else 0 for module in f"{'0' * 10}{pattern}{'0' * 10}"]
    image = np.repeat(np.repeat(np.array([row], dtype=np.uint8), 40, axis=0), 3, axis=1)
    return [found.text for found in zxingcpp.read_barcodes(image)]


@settings(deadline=None, max_examples=60)
@given(st.from_regex(r"([0-9]{2}){1,8}", fullmatch=True))
@example("99123456")
@example("00000000")
def test_digits_take_half_the_modules_and_are_read_back(payload: str) -> None:
    pattern = code128(payload)
    assert len(pattern) == 11 * (len(payload) // 2 + 2) + 13
    assert scanned(pattern) == [payload]


@pytest.mark.parametrize("payload", ["1", "123", "S26-000017", "26-004183/2", "A1"])
def test_other_payloads_are_read_back_too(payload: str) -> None:
    assert scanned(code128(payload)) == [payload]


def test_what_code_128_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="no Code 128"):
        code128("二维")


def test_the_tag_is_read_from_its_dots() -> None:
    image = raster(samples.tag(), "label-40x30")[0]
    assert (image.mode, image.size) == ("1", (320, 240))
    assert read(image) == {"Code128": "26004183"}


def test_bars_are_whole_dots_three_to_a_module() -> None:
    pixels = ~np.asarray(raster(samples.tag(), "label-40x30")[0])
    # A row through the middle of the bars.
    row = pixels[100]
    edges = np.flatnonzero(np.diff(row.astype(int)))
    assert len(edges) == 44
    assert set(np.diff(edges) % 3) == {0}
    assert np.diff(edges).min() == 3
    # Blank for seven modules and more on either side.
    assert edges[0] >= 21
    assert len(row) - edges[-1] >= 21


@pytest.mark.parametrize("form", LABELS)
def test_every_label_is_read_at_its_own_dots(form: str) -> None:
    size = FORMATS[form]
    image = raster(samples.tag(), form)[0]
    assert image.width == int(size.width * size.dots_per_mm + 0.01)
    found = read(image)
    assert found["Code128"] == "26004183"
    if size.width >= 60:
        assert found["QRCode"] == "26004183"


def worn(image: Image.Image, angle: float, blur: float, noise: float, seed: int) -> Image.Image:
    """The label as a camera at an angle sees it: enlarged, tilted, out of focus, grainy."""
    shown = image.convert("L").resize((image.width * 3, image.height * 3))
    sheet = Image.new("L", (shown.width + 240, shown.height + 240), 235)
    sheet.paste(shown, (120, 120))
    turned = sheet.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=235)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(blur))).astype(float)
    grain = np.random.default_rng(seed).normal(0, noise, soft.shape)
    return Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("angle", [-15, -7, 0, 7, 15])
@pytest.mark.parametrize(("blur", "noise"), [(0.0, 0.0), (2.0, 0.0), (1.5, 20.0)])
def test_a_worn_tag_is_still_read(angle: float, blur: float, noise: float) -> None:
    seen = worn(raster(samples.tag(), "label-40x30")[0], angle, blur, noise, seed=7)
    assert read(seen).get("Code128") == "26004183"


@pytest.mark.parametrize("form", ["a4-three", "a5", "slip", "continuous-half"])
def test_sheets_are_read_at_a_scanners_fineness(form: str, photo: Photo) -> None:
    paper = samples.receipt("zh_CN")
    pdf = render(paper, form, photo=photo)
    found: set[str] = set()
    for page in range(page_count(pdf)):
        codes = zxingcpp.read_barcodes(np.asarray(page_image(pdf, page=page, scale=300 / 72).convert("L")))
        found |= {code.text for code in codes}
    assert paper.slip_code in found
    if not FORMATS[form].impact:
        assert paper.tag_code in found


def test_only_the_customers_copy_carries_the_slips_code(photo: Photo) -> None:
    paper = samples.receipt("en")
    for copy, code in ((Copy.SHOP, "26004183"), (Copy.CUSTOMER, "7126004183"), (Copy.DEVICE, "26004183")):
        pdf = render(paper, "slip", copies=(copy,), photo=photo)
        codes = zxingcpp.read_barcodes(np.asarray(page_image(pdf, scale=300 / 72).convert("L")))
        assert {found.text for found in codes} == {code}


@pytest.mark.parametrize("form", ["roll-80", "roll-58"])
def test_rolls_are_read_from_their_dots(form: str, photo: Photo) -> None:
    paper = samples.receipt("zh_CN")
    slips = raster(paper, form, photo=photo)
    assert [slip.width for slip in slips] == [FORMATS[form].dots] * 3
    assert [read(slip)["Code128"] for slip in slips] == [paper.tag_code, paper.slip_code, paper.tag_code]


def test_qr_is_the_small_one_that_five_dots_fit() -> None:
    assert len(qr_rows("26004183")) == 21


def test_a_sheet_has_no_dots() -> None:
    with pytest.raises(ValueError, match="a5"):
        raster(samples.sale(), "a5")
