"""The layout of a receipt as it is frozen into the paper: the shop's settings in the paper's language."""

from __future__ import annotations

from shopdesk.domain.papers import Copy, PaperDevice
from shopdesk.domain.receipt_layout import CopyLayout, Qr, ReceiptLayout
from shopdesk.i18n import Catalogue
from shopdesk.services.paper_settings import CopySettings, place_on_map
from shopdesk.services.settings import ShopSettings

_LONGEST_MODEL = 32
"""A QR code that says a novel is read by no phone."""


def receipt_layout(
    settings: ShopSettings, say: Catalogue, *, number: str, received: str, promised: str, device: PaperDevice
) -> ReceiptLayout | None:
    """The layout to freeze; None where the shop changed nothing, so that a paper costs no byte for it."""
    status = _status(settings, say, number=number, received=received, promised=promised, model=device.model)
    copies = {copy: _copy(settings, say, settings.papers.copy(copy), status) for copy in Copy}
    layout = ReceiptLayout(copies[Copy.SHOP], copies[Copy.CUSTOMER], copies[Copy.DEVICE])
    return None if layout == ReceiptLayout() else layout


def _copy(settings: ShopSettings, say: Catalogue, chosen: CopySettings, status: str) -> CopyLayout:
    chinese = say.language == "zh_CN"
    says = _qr_says(settings, chosen.qr, status)
    return CopyLayout(
        name=chosen.name_zh if chinese else chosen.name_en,
        tint=chosen.tint,
        sections=chosen.sections,
        footer=chosen.footer_zh if chinese else chosen.footer_en,
        qr=chosen.qr,
        qr_says=says,
        qr_words=say.text(f"papers.qr_words.{chosen.qr}") if says else "",
    )


def _qr_says(settings: ShopSettings, kind: str, status: str) -> str:
    match kind:
        case Qr.CALL:
            dialled = "".join(sign for sign in settings.phone if sign.isdigit() or sign == "+")
            return f"tel:{dialled}" if dialled else ""
        case Qr.MAP:
            return place_on_map(settings.papers.place, settings.address)
        case Qr.LINK:
            return settings.papers.link
        case Qr.STATUS:
            return status
        case _:
            return ""


def _status(
    settings: ShopSettings, say: Catalogue, *, number: str, received: str, promised: str, model: str
) -> str:
    """What a phone shows when it reads the code. Every copy may carry it: no customer, no amount."""
    lines = [
        say.text("papers.status.ticket", number=number) if number else "",
        model[:_LONGEST_MODEL],
        say.text("papers.status.received", when=received),
        say.text("papers.status.promised", when=promised) if promised else "",
        f"{settings.name[:_LONGEST_MODEL]} {settings.phone}".strip(),
    ]
    return "\n".join(filter(None, lines))
