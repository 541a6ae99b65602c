"""How a shop's papers are set, frozen into a receipt, and kept within the law of the copies."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageDraw

from shopdesk.domain.label_sheet import SHEETS, LabelSheet
from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.domain.receipt_layout import Qr, Section
from shopdesk.errors import UserError
from shopdesk.services.intake_form import IntakeForm
from shopdesk.services.logos import prepare_logo
from shopdesk.services.paper_settings import (
    CopySettings,
    PaperSettings,
    checked_papers,
    label_sheets,
    own_sections,
    place_on_map,
)
from shopdesk.services.people import CustomerEntry, DeviceEntry
from shopdesk.services.receipts import Issued, receipt_paper
from shopdesk.services.settings import ShopSettings
from shopdesk.services.setup import settings_from_pack

NOW = datetime(2026, 11, 21, 3, 42, tzinfo=UTC)


@pytest.fixture
def shop() -> ShopSettings:
    kept = settings_from_pack("青禾手机维修", "zh_CN", "cn", None)
    return replace(kept, phone="021-5555 0188", address="人民路 18 号")


def receipt(settings: ShopSettings, language: str = "") -> ReceiptPaper:
    form = IntakeForm(
        customer=CustomerEntry("王喆", "138 0016 4827"),
        device=DeviceEntry("phone", "iPhone 14 Pro Max", brand="Apple"),
        language=language,
    )
    return receipt_paper(settings, form, Issued(NOW, "林", "一号柜台", number="26-004183"))


def test_a_shop_that_changed_nothing_freezes_nothing(shop: ShopSettings) -> None:
    assert receipt(shop).layout is None


def test_the_layout_is_frozen_in_the_papers_language(shop: ShopSettings) -> None:
    customer = CopySettings(
        "顾客联", "Your copy", "green", ("customer", "fault"), "谢谢光临", "Thank you", Qr.CALL
    )
    changed = replace(shop, papers=PaperSettings(licences=("营业执照 9131",), customer=customer))
    chinese, english = receipt(changed).layout, receipt(changed, "en").layout
    assert chinese is not None
    assert english is not None
    assert (chinese.customer.name, chinese.customer.footer) == ("顾客联", "谢谢光临")
    assert (english.customer.name, english.customer.footer) == ("Your copy", "Thank you")
    assert chinese.customer.qr_says == "tel:02155550188"
    assert (chinese.customer.qr_words, english.customer.qr_words) == ("扫码致电", "Call us")
    assert receipt(changed).head.licences == ("营业执照 9131",)


def test_a_receipt_keeps_its_layout_when_the_shop_changes_its_own(shop: ShopSettings) -> None:
    papers = PaperSettings(device=CopySettings(name_zh="机器联", qr=Qr.STATUS))
    issued = receipt(replace(shop, papers=papers))
    kept = msgspec.json.decode(msgspec.json.encode(issued), type=ReceiptPaper)
    assert kept == issued
    assert kept.layout is not None
    assert kept.layout.device.name == "机器联"


def test_papers_and_settings_of_before_layouts_still_open(shop: ShopSettings) -> None:
    old_paper = msgspec.to_builtins(receipt(shop))
    for gone in ("layout", "visit"):
        old_paper.pop(gone)
    for gone in ("licences", "logo"):
        old_paper["head"].pop(gone)
    assert msgspec.convert(old_paper, ReceiptPaper) == receipt(shop)
    old_settings = msgspec.to_builtins(shop)
    old_settings.pop("papers")
    assert msgspec.convert(old_settings, ShopSettings) == shop


def test_the_status_code_names_no_customer_and_no_amount(shop: ShopSettings) -> None:
    papers = PaperSettings(device=CopySettings(qr=Qr.STATUS), customer=CopySettings(qr=Qr.STATUS))
    layout = receipt(replace(shop, papers=papers)).layout
    assert layout is not None
    said = layout.device.qr_says
    assert said == layout.customer.qr_says
    assert "26-004183" in said
    assert "2026-11-21" in said
    assert not any(private in said for private in ("王喆", "4827", "¥"))


def test_settings_cannot_switch_on_what_a_copy_may_not_say() -> None:
    asked = CopySettings(sections=tuple(Section))
    value = checked_papers(PaperSettings(shop=asked, customer=asked, device=asked))
    assert "bench" not in value.shop.sections
    assert "bin" not in value.customer.sections
    assert not {"customer", "deposit", "estimate"} & set(value.device.sections)


def test_the_usual_sections_in_the_usual_order_are_not_kept() -> None:
    usual = own_sections(Copy.SHOP, ())
    assert usual == ()
    assert own_sections(Copy.SHOP, ("customer", "device"))[:2] == ("customer", "device")


@pytest.mark.parametrize(
    ("place", "on_map"),
    [
        ("31.2304, 121.4737", "geo:31.2304,121.4737"),
        ("-33.9，18.4", "geo:-33.9,18.4"),
        ("", "人民路 18 号"),
        ("人民路 20 号", "人民路 20 号"),
        ("95.0, 121.0", "95.0, 121.0"),
    ],
)
def test_places(place: str, on_map: str) -> None:
    assert place_on_map(place, "人民路 18 号") == on_map


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (PaperSettings(link="greenfield"), "paper_link"),
        (PaperSettings(link="javascript:alert(1)"), "paper_link"),
        (PaperSettings(logo="../../etc"), "paper_logo"),
        (PaperSettings(licences=("x",) * 9), "paper_licences"),
        (PaperSettings(shop=CopySettings(tint="black")), "copy.shop.tint"),
        (PaperSettings(shop=CopySettings(footer_zh="长" * 201)), "copy.shop.footer_zh"),
        (PaperSettings(sheets=(LabelSheet("", 1, 1, 70, 37, 70, 37, 0, 0),)), "paper_sheets"),
    ],
)
def test_what_cannot_be_is_refused_by_name(wrong: PaperSettings, field: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_papers(wrong)
    assert refused.value.field == field


def test_a_shops_own_label_sheet_joins_the_usual_ones() -> None:
    own = LabelSheet("own", 4, 10, 45.7, 25.4, 48.3, 25.4, 9.75, 21.5)
    assert list(label_sheets(PaperSettings(sheets=(own,)))) == [*SHEETS, "own"]


def drawn(mode: str, ground: str | tuple[int, ...], ink: str | tuple[int, ...]) -> Image.Image:
    picture = Image.new(mode, (600, 300), ground)
    ImageDraw.Draw(picture).rectangle([100, 100, 399, 199], fill=ink)
    return picture


@pytest.mark.parametrize(
    "picture",
    [
        drawn("RGB", "white", "teal"),
        drawn("RGBA", (0, 0, 0, 0), (20, 90, 80, 255)),
        drawn("RGBA", (255, 255, 255, 0), (255, 255, 255, 255)),
        drawn("LA", (255, 0), (255, 255)),
    ],
    ids=["on white", "transparent", "white on transparent", "grey on transparent"],
)
def test_a_logo_comes_without_its_blank_margins_and_with_its_ink(
    picture: Image.Image, tmp_path: Path
) -> None:
    file = tmp_path / "logo.png"
    picture.save(file)
    logo = prepare_logo(file)
    kept = Image.open(io.BytesIO(logo.jpeg)).convert("L")
    assert kept.size == (logo.width, logo.height)
    assert abs(kept.width - 300) <= 4
    assert abs(kept.height - 100) <= 4
    assert kept.getpixel((150, 50)) < 140  # type: ignore[operator]  # one band gives one number


def test_an_empty_picture_and_no_picture_are_refused(tmp_path: Path) -> None:
    blank, text = tmp_path / "blank.png", tmp_path / "logo.png"
    Image.new("RGBA", (200, 100), (255, 255, 255, 0)).save(blank)
    text.write_text("not a picture")
    for file in (blank, text):
        with pytest.raises(UserError):
            prepare_logo(file)
